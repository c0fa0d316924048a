"""Whoever comes with a private link, at every page that such a link opens."""

from datetime import datetime, timedelta

from flask import Response, after_this_request, g, request
from flask import session as browser_session
from flask_babel import gettext as _

from eventapp.core import web
from eventapp.core.actors import Actor
from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.registration import queries
from eventapp.registration.actions import OWNER
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop


def own_registration(token: str) -> Registration:
    """Whose link this is; the page is of that workshop. Who comes with an unknown token is told nothing."""
    registration = queries.by_link(token)
    if registration is None:
        raise Missing(_("This link is not valid. Ask the organizers for a new one."))
    g.workshop = session.get_one(Workshop, registration.workshop_id)
    return registration


def owner(registration: Registration) -> Actor:
    """Whoever came with this registration's private link."""
    return Actor(OWNER, registration_id=registration.id)


_COOKIE = "participant"
_KEPT_AFTER_THE_END = timedelta(days=2)


def remember(registration: Registration, token: str) -> None:
    """This browser is theirs from now on: while it is open for the workshop's short links, and until two days after the
    workshop's end for the codes on the rooms' screens (only the addresses of those get the cookie)."""
    workshop = session.get_one(Workshop, registration.workshop_id)
    known = browser_session.get("participant", {})
    browser_session["participant"] = {**known, str(workshop.id): token}
    end = datetime.combine(workshop.ends_on, datetime.min.time(), web.now().tzinfo) + _KEPT_AFTER_THE_END

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            _COOKIE,
            token,
            max_age=max(end - web.now(), _KEPT_AFTER_THE_END),
            path=f"/here/{workshop.slug}/",
            secure=web.settings().secure,
            httponly=True,
            samesite="Lax",
        )
        return response


def remembered(workshop: Workshop) -> tuple[Registration, str] | None:
    """Whose browser this is at this workshop, and the token of their link, as far as it still opens something."""
    for token in (request.cookies.get(_COOKIE, ""), browser_session.get("participant", {}).get(str(workshop.id), "")):
        found = queries.by_link(token) if token else None
        if found is not None and found.workshop_id == workshop.id:
            return found, token
    return None
