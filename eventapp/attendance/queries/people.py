"""Attendance person by person: who was where, all that is known of one, and what does not agree."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from eventapp.attendance import disputes as rule
from eventapp.attendance.disputes import Dispute
from eventapp.attendance.effective import Known, Presence, Source
from eventapp.attendance.models import AttendanceMark
from eventapp.attendance.queries.presence import known
from eventapp.attendance.queries.record import base_text, measure
from eventapp.attendance.records import Measure, Measured
from eventapp.checkin import queries as checkin
from eventapp.checkin.models import Outcome, Scan, ScanReview, ScanUndo, Way
from eventapp.checkin.queries import Card, Checkpoint
from eventapp.core.db import session
from eventapp.core.i18n import language
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration, State
from eventapp.registration.queries import PeopleFilter
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person: where they were, by checkpoint, and what that amounts to."""

    card: Card
    cells: dict[str, Presence]
    measured: Measured


@dataclass(frozen=True, slots=True)
class Roster:
    """The confirmed who were asked for, in order of precedence. `base`: the rule of certificates, in words."""

    places: Sequence[Checkpoint]
    lines: Sequence[PersonLine]
    base: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that says that a person was, or was not, at a checkpoint.

    `kind`: scan or mark; `counts`: whether it is taken into account; `said`: the outcome of a scan, or "" of a mark;
    `at`: when they were there, `made_at` when it was noted; `taken_back`: when and by whom, if it was.
    """

    kind: str
    checkpoint: str
    source: Source
    present: bool
    counts: bool
    at: datetime | None
    made_at: datetime
    by: str = ""
    said: str = ""
    reason: str = ""
    direction: str = "in"
    flag: str = ""
    mark_id: int | None = None
    batch_id: int | None = None
    taken_back_at: datetime | None = None
    taken_back_by: str = ""


def roster(workshop: Workshop, wanted: PeopleFilter, measured: Measure | None = None) -> Roster:
    """The confirmed among whom the filter finds, with all they attended. `measured`: with what, if it is read."""
    measured = measured or measure(workshop)
    rows = [row for row in registrations.people(workshop.id, wanted, language()) if row.state == State.CONFIRMED]
    amounts = measured.of([row.id for row in rows])
    cells = cells_by_person(measured)
    lines = [PersonLine(checkin.card(workshop, row), cells.get(row.id, {}), amounts[row.id]) for row in rows]
    return Roster(checkin.checkpoints(workshop), lines, base_text(measured.rules, measured.taken()))


def one(workshop: Workshop, registration: Registration) -> PersonLine:
    """One confirmed person."""
    measured = measure(workshop)
    cells = cells_by_person(measured)
    return PersonLine(
        checkin.card(workshop, registration),
        cells.get(registration.id, {}),
        measured.of([registration.id])[registration.id],
    )


def cells_by_person(measured: Measure) -> dict[int, dict[str, Presence]]:
    """{registration id: {checkpoint key: presence}} of all that is known."""
    found: defaultdict[int, dict[str, Presence]] = defaultdict(dict)
    for key, people in measured.known.items():
        for who, presence in people.items():
            found[who][key] = presence
    return dict(found)


def timeline(registration: Registration) -> list[Event]:
    """Every scan of a person and every mark about them, those that do not count as well, the latest first."""
    events = [*_scans(registration), *_marks(registration)]
    return sorted(events, key=lambda each: (each.at or each.made_at, each.made_at), reverse=True)


def disputed(workshop: Workshop, what: Known) -> int:
    """In how many places what is known does not agree."""
    return len(open_disputes(what, checkin.checkpoints(workshop)))


def disputes(workshop: Workshop) -> list[tuple[Dispute, Card, Checkpoint]]:
    """What does not agree, in the order of the checkpoints."""
    places = checkin.checkpoints(workshop)
    found = open_disputes(known(workshop, places), places)
    cards = checkin.cards(workshop, {each.registration_id for each in found}) if found else {}
    by_key = {place.key: place for place in places}
    return [(each, cards[each.registration_id], by_key[each.checkpoint]) for each in found]


def open_disputes(what: Known, places: Sequence[Checkpoint]) -> list[Dispute]:
    """As `disputes`, of what is known already."""
    return rule.disputes(what, [place.key for place in places], checkin.venues_of_sessions(places))


def _scans(registration: Registration) -> list[Event]:
    rows = session.execute(
        select(Scan, ScanUndo.undone_at)
        .outerjoin(ScanUndo, ScanUndo.scan_id == Scan.id)
        .where(Scan.registration_id == registration.id)
    ).all()
    reviews = dict(
        session.execute(
            select(ScanReview.scan_id, ScanReview.counts)
            .join(Scan, Scan.id == ScanReview.scan_id)
            .where(Scan.registration_id == registration.id)
            .order_by(ScanReview.id)
        ).all()
    )
    return [_scan(row, undone_at, reviews.get(row.id)) for row, undone_at in rows]


def _scan(row: Scan, undone_at: datetime | None, review: bool | None) -> Event:
    verdict = row.told or row.outcome
    passed = verdict in (Outcome.ADMITTED, Outcome.ALREADY, Outcome.LEFT) or row.forced
    return Event(
        kind="scan",
        checkpoint=row.checkpoint,
        source=Source.SELF if row.way == Way.SELF else Source.SCAN,
        present=passed,
        counts=passed and undone_at is None and (not row.flag or review is True),
        at=row.scanned_at,
        made_at=row.received_at,
        by=row.device,
        said=verdict,
        direction=row.direction,
        flag=row.flag,
        taken_back_at=undone_at,
    )


def _marks(registration: Registration) -> list[Event]:
    rows = session.scalars(select(AttendanceMark).where(AttendanceMark.registration_id == registration.id))
    return [
        Event(
            kind="mark",
            checkpoint=row.checkpoint,
            source=Source(row.source),
            present=row.present,
            counts=row.voided_at is None,
            at=row.at,
            made_at=row.made_at,
            by=row.made_by,
            reason=row.reason,
            mark_id=row.id,
            batch_id=row.batch_id,
            taken_back_at=row.voided_at,
            taken_back_by=row.voided_by,
        )
        for row in rows
    ]
