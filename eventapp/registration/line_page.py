"""What the page of the waiting list shows."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.i18n import tr
from eventapp.registration import seats
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Registration
from eventapp.registration.seats import Tally
from eventapp.workshops.models import Workshop

LOGGED = (
    "registration.skipped",
    "registration.seat_offered",
    "registration.offer_answered",
    "registration.ordered",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in a line. `why`: a key of BOUND_LABELS, "" if a seat is free."""

    row: Registration
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """Those who wait for the same seats, in order."""

    label: str
    people: list[Waiting]


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the log. `by`: who got the seat instead."""

    entry: AuditEntry
    name: str
    by: str


def lines(workshop: Workshop, language: str) -> list[Line]:
    """Each line of the workshop, in the order in which they began."""
    tally = Tally(workshop)
    found: dict[tuple[bool, int], Line] = {}
    for row in seats.in_line(workshop.id):
        own = row.delegation.seats is not None
        key = (own, row.delegation_id if own else row.type_id)
        if key not in found:
            name = delegation_label(row.delegation, language) if own else tr(row.type.name)
            found[key] = Line(name, [])
        bound = tally.reached(row.type, row.delegation)
        found[key].people.append(Waiting(row, str(bound or "")))
    return list(found.values())


def log(workshop_id: int, most: int = 100) -> list[Told]:
    """Who was passed by, moved, offered a seat, and what came of it; the latest first."""
    entries = list(
        session.scalars(
            select(AuditEntry)
            .where(AuditEntry.workshop_id == workshop_id, AuditEntry.tag.in_(LOGGED))
            .order_by(AuditEntry.id.desc())
            .limit(most)
        )
    )
    ids = {entry.subject_id for entry in entries} | {entry.facts.get("by") for entry in entries}
    rows = session.scalars(
        select(Registration)
        .where(Registration.id.in_([each for each in ids if each]))
        .options(joinedload(Registration.person))
    )
    names = {row.id: row.shown_name for row in rows}
    return [
        Told(entry, names.get(entry.subject_id or 0, ""), names.get(entry.facts.get("by", 0), "")) for entry in entries
    ]
