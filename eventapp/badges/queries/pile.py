"""Whose badges there are to print. Only who is confirmed has one."""

from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from eventapp.core import names
from eventapp.core.db import session
from eventapp.registration import queries as registrations
from eventapp.registration.models import Badge, Registration, State

PRECEDENCE, ALPHABET = "precedence", "alphabet"
ORDERS = (PRECEDENCE, ALPHABET)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which badges, and in which of `ORDERS`; what is None or empty does not matter. `text`: part of a name, in any
    script. `most`: only so many, from the front of the pile."""

    type_id: int | None = None
    delegation_id: int | None = None
    registration_id: int | None = None
    unprinted: bool = False
    unapproved: bool = False
    text: str = ""
    order: str = PRECEDENCE
    most: int | None = None

    def facts(self) -> dict[str, object]:
        """What made the pile, to say later what it was; whose name was searched for is not kept."""
        chosen = {name: value for name, value in asdict(self).items() if value}
        return {**chosen, "text": True} if self.text else chosen


@dataclass(frozen=True, slots=True)
class Counts:
    """Of the confirmed: how many, with a badge, with one that was printed, that was handed over, and who have not
    approved their names."""

    confirmed: int
    issued: int
    printed: int
    unapproved: int
    handed: int = 0

    @property
    def unprinted(self) -> int:
        """Those whose badge is still to be printed, or to be made first."""
        return self.confirmed - self.printed


def pile(workshop_id: int, wanted: Wanted, language: str) -> list[Registration]:
    """The confirmed whose badges are wanted, with all that a badge shows loaded.

    First those who approved how their names are written, then the others; both in the order wanted.
    """
    choice = registrations.PeopleFilter(
        text=wanted.text, state=State.CONFIRMED, type_id=wanted.type_id, delegation_id=wanted.delegation_id
    )
    found = [
        registration
        for registration in registrations.people(workshop_id, choice, language)
        if wanted.registration_id in (None, registration.id)
        and not (wanted.unprinted and is_printed(registration))
        and not (wanted.unapproved and is_approved(registration))
    ]
    if wanted.order == ALPHABET:
        found.sort(key=lambda registration: _by_name(registration, language))
    return sorted(found, key=lambda registration: not is_approved(registration))[: wanted.most]


def _by_name(registration: Registration, language: str) -> tuple[str, str]:
    """As in a telephone book: the family name, where it is known, then the whole name."""
    person = registration.person
    return (
        names.sort_key(person.latin_family or registration.shown_name, language),
        names.sort_key(registration.shown_name, language),
    )


def is_printed(registration: Registration) -> bool:
    """Whether the badge that works now was printed."""
    return registration.badge is not None and registration.badge.printed_at is not None


def is_approved(registration: Registration) -> bool:
    """Whether its owner looked at badge and name plate and said yes."""
    return registration.names_approved_at is not None


def counts(workshop_id: int) -> Counts:
    confirmed, issued, printed, handed, approved = session.execute(
        select(
            func.count(Registration.id),
            func.count(Badge.id),
            func.count(Badge.printed_at),
            func.count(Badge.handed_at),
            func.count(Registration.names_approved_at),
        )
        .join(Badge, (Badge.registration_id == Registration.id) & Badge.revoked_at.is_(None), isouter=True)
        .where(Registration.workshop_id == workshop_id, Registration.state == State.CONFIRMED)
    ).one()
    return Counts(confirmed, issued, printed, confirmed - approved, handed)
