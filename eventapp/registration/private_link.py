"""Whoever comes with a private link, at every page that such a link opens."""

from flask import g
from flask_babel import gettext as _

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
