"""Mails about people's data."""

from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.accounts import queries as accounts
from eventapp.core import outbox
from eventapp.core.actors import Role
from eventapp.registration.mails import language_of
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop


def erasure_asked(workshop: Workshop, registration: Registration, url: str, *, now: datetime) -> None:
    """To each organizer of the workshop; with no name in it, since mails travel far."""
    for user, roles in accounts.team(workshop.id):
        if Role.ORGANIZER not in roles:
            continue
        with force_locale(user.language):
            outbox.post(
                "privacy.erasure_asked",
                user.email,
                _("A participant asks to be erased"),
                _(
                    "A participant of “%(workshop)s” asks that their data be erased. This has to be answered within "
                    "30 days. The request is here:\n\n%(url)s",
                    workshop=workshop.title.pick(user.language, workshop.languages),
                    url=url,
                ),
                now=now,
                name=user.name,
                workshop=workshop.id,
            )


def erasure_refused(workshop: Workshop, registration: Registration, reason: str, *, now: datetime) -> None:
    """To the person who asked, if there is an address."""
    if not registration.person.email:
        return
    with force_locale(language_of(registration, workshop)):
        outbox.post(
            "privacy.erasure_refused",
            registration.person.email,
            _("Your request to be erased"),
            _(
                "Dear %(name)s,\n\nyou asked that your data be erased. For now it has to be kept, for this reason:"
                "\n\n%(reason)s",
                name=registration.shown_name,
                reason=reason,
            ),
            now=now,
            name=registration.person.badge_name,
            workshop=workshop.id,
            registration=registration.id,
        )
