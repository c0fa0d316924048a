"""What a participant still has to do, in the order in which it is best done."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from eventapp.core.i18n import language
from eventapp.fields import participants
from eventapp.fields import queries as fields
from eventapp.registration import consent
from eventapp.registration.models import HOLDS_SEAT, Registration, State
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `endpoint`: its page, which takes the token of the private link. `needed`: not only a wish."""

    text: str
    endpoint: str
    done: bool
    needed: bool = True


def of(registration: Registration, workshop: Workshop) -> list[Step]:
    """The steps of somebody who is to come, done ones included; none for who waits or does not come."""
    return list(_steps(registration, workshop)) if registration.state in HOLDS_SEAT else []


def _steps(registration: Registration, workshop: Workshop) -> Iterator[Step]:
    person = participants.source().one(workshop.id, registration.id, language())
    missing = fields.missing_of(workshop.id, [person]).get(registration.id, [])
    current = consent.current(workshop.id)
    agreed = current is None or registration.consent_version == current.version
    said = bool(registration.position or registration.organization) and bool(registration.person.latin_name)
    complete = said and agreed and not any(field.stage == "registration" for field in missing)
    yield Step(_("Complete what we know of you"), "registration.private_details", complete)
    approved = registration.names_approved_at is not None
    yield Step(_("Say whether badge and name plate are right"), "registration.proof", approved)
    if registration.type.photo != "no":
        has_photo = registration.photo_id is not None
        yield Step(_("Add your photograph"), "registration.photo", has_photo, registration.type.photo == "required")
    if registration.state == State.CONFIRMED and registration.asked_to_come_at is not None:
        yield Step(_("Say whether you will come"), "registration.come", registration.will_come is not None)
