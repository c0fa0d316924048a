"""Mails about check-in."""

from datetime import datetime

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from eventapp.accounts import queries as accounts
from eventapp.core import outbox, web
from eventapp.core.actors import Role
from eventapp.workshops.models import Workshop


def people_walked_in(workshop: Workshop, number: int, key: str, *, now: datetime) -> None:
    """To each organizer: how many came without being on a list; with no name in it, since mails travel far."""
    for user, roles in accounts.team(workshop.id):
        if Role.ORGANIZER not in roles:
            continue
        with force_locale(user.language):
            title = workshop.title.pick(user.language, workshop.languages)
            outbox.post(
                "checkin.walk_ins",
                user.email,
                _("Registered at the door: %(workshop)s", workshop=title),
                ngettext(
                    "%(num)d person who was on no list was registered at the door of “%(workshop)s” and waits for you "
                    "to look at it:\n\n%(url)s",
                    "%(num)d people who were on no list were registered at the door of “%(workshop)s” and wait for you "
                    "to look at them:\n\n%(url)s",
                    number,
                    workshop=title,
                    url=web.absolute("checkin.walk_ins", slug=workshop.slug),
                ),
                now=now,
                name=user.name,
                workshop=workshop.id,
                key=f"{key}:{user.id}",
            )
