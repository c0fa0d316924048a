"""What the placeholders of a message stand for, for one participant or one delegation. Texts only."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select

from eventapp.core.db import session
from eventapp.core.i18n import LANGUAGES, day, moment
from eventapp.fields import queries as fields
from eventapp.registration.labels import delegation_label, state_label
from eventapp.registration.models import HOLDS_SEAT, Delegation, Registration, State
from eventapp.registration.queries import place_in_line
from eventapp.workshops.models import Workshop


def language_of(registration: Registration, workshop: Workshop) -> str:
    """The language in which a participant is written to: their own, else the workshop's first that we speak."""
    return _first_known(registration.language, workshop)


def language_of_delegation(delegation: Delegation, workshop: Workshop) -> str:
    """The language in which the focal point of a delegation is written to."""
    return _first_known(delegation.language, workshop)


def of_registration(
    registration: Registration, workshop: Workshop, language: str, occasion: str = "", missing: Sequence[str] = ()
) -> dict[str, str]:
    """{placeholder: text} for a message to this participant on an occasion; `missing`: what they owe, in words."""
    with force_locale(language):
        waits = registration.state == State.WAITLISTED
        return {
            **_of_workshop(workshop, language, _deadline(occasion, registration, workshop)),
            "name": registration.shown_name,
            "honorific": registration.person.honorific,
            "position": registration.position,
            "delegation": delegation_label(registration.delegation, language),
            "type": registration.type.name.pick(language, workshop.languages),
            "state": state_label(registration.state),
            "number": str(place_in_line(registration)) if waits else "",
            "reason": registration.decline_reason,
            "missing": "\n".join(f"– {thing}" for thing in missing),
        }


def missing_words(workshop: Workshop, language: str) -> dict[int, list[str]]:
    """{registration id: the questions they must still answer}, in a language."""
    found = fields.missing(workshop.id, language)
    return {who: [field.text.pick(language, workshop.languages) for field in asked] for who, asked in found.items()}


def of_delegation(delegation: Delegation, workshop: Workshop, language: str) -> dict[str, str]:
    """{placeholder: text} for a message to the focal point of this delegation.

    An alternate or somebody on the waiting list is named, but fills no seat.
    """
    with force_locale(language):
        named, held = _named(delegation)
        seats = delegation.seats
        return {
            **_of_workshop(workshop, language, workshop.nominations_close_at),
            "focal_name": delegation.focal_name or delegation_label(delegation, language),
            "delegation": delegation_label(delegation, language),
            "type": delegation.type.name.pick(language, workshop.languages),
            "seats": "" if seats is None else str(seats),
            "free_seats": "" if seats is None else str(max(seats - held, 0)),
            "named": str(named),
        }


def _first_known(own: str, workshop: Workshop) -> str:
    return next((language for language in (own, *workshop.languages) if language in LANGUAGES), "en")


def _of_workshop(workshop: Workshop, language: str, deadline: datetime | None) -> dict[str, str]:
    return {
        "workshop": workshop.title.pick(language, workshop.languages),
        "dates": f"{day(workshop.starts_on, 'd MMMM y')} – {day(workshop.ends_on, 'd MMMM y')}",
        "place": workshop.city,
        "organizer": ", ".join(partner.name for partner in workshop.organizers),
        "deadline": _until(deadline, workshop) if deadline else "",
    }


def _deadline(occasion: str, registration: Registration, workshop: Workshop) -> datetime | None:
    """Until when somebody has to do what the message asks."""
    if occasion == "seat-offered":
        return registration.offered_until
    if occasion == "details-wanted" or registration.state == State.CONFIRMED:
        return workshop.details_close_at
    return workshop.registration_closes_at


def _until(deadline: datetime, workshop: Workshop) -> str:
    when = moment(deadline, workshop.timezone)
    return str(_("%(moment)s (time in %(city)s)", moment=when, city=workshop.city))


def _named(delegation: Delegation) -> tuple[int, int]:
    """How many people of a delegation are named, and how many of them hold a seat."""
    rows = session.execute(
        select(Registration.state, func.count())
        .where(Registration.delegation_id == delegation.id)
        .group_by(Registration.state)
    )
    counts = {state: number for state, number in rows}  # noqa: C416 - rows are no pairs to the type checker
    held = sum(counts.get(state, 0) for state in HOLDS_SEAT)
    return held + counts.get(State.WAITLISTED, 0), held
