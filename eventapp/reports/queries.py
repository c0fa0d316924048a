"""The figures of a workshop. Each is counted here once; pages, workbook, draft and API show the same."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from eventapp.agenda.models import SUBSTANTIVE, Session
from eventapp.attendance import queries as attendance
from eventapp.attendance.records import Measure
from eventapp.core.db import session
from eventapp.feedback import queries as feedback
from eventapp.notes.models import Note, NoteKind
from eventapp.registration import queries as registration
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class PeopleFigures:
    """People of a workshop. "Participants" are the confirmed whose delegation type counts as participant."""

    states: Counter[str]
    confirmed: int
    participants: int
    others: int  # confirmed, but not counted as participants: interpreters
    by_sex: Counter[str]  # of the participants: female, male, other, "" (not stated)
    countries: int
    delegations: int
    days: Counter[date]  # participants who attended a day, by day
    present: int  # participants present on at least one day
    person_days: int
    trained: int  # participants who attended as much as a certificate asks for
    scanned: bool  # whether any participant is known to have been there

    @property
    def took_part(self) -> int:
        """Who was there; before the first scan, who is expected."""
        return self.present if self.scanned else self.participants

    def share_of(self, sex: str) -> float:
        """0 to 1, of the participants who stated a sex."""
        stated = self.participants - self.by_sex[""]
        return self.by_sex[sex] / stated if stated else 0.0


@dataclass(frozen=True, slots=True)
class NoteFigures:
    """Notes by kind, and the substantive sessions that have none."""

    by_kind: Counter[str]
    sessions_without: list[Session]

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


@dataclass(frozen=True, slots=True)
class FeedbackFigures:
    """Forms, responses, and how many of the participants answered the evaluation."""

    forms: int
    open: int
    responses: int
    evaluation_responses: int
    eligible: int


def people_figures(
    workshop: Workshop, confirmed: list[Registration] | None = None, measured: Measure | None = None
) -> PeopleFigures:
    """Counted from the confirmed registrations and from what attendance is measured with (each read if not given)."""
    rows = registration.confirmed(workshop.id) if confirmed is None else confirmed
    participants = [row for row in rows if row.type.counts_as_participant]
    came = attendance.counted(workshop, rows, measured).figures
    return PeopleFigures(
        states=registration.counts_by_state(workshop.id),
        confirmed=len(rows),
        participants=len(participants),
        others=len(rows) - len(participants),
        by_sex=Counter(row.person.counted_sex for row in participants),
        countries=len({country for row in participants if (country := row.country)}),
        delegations=len({row.delegation_id for row in participants}),
        days=Counter({each.day: each.present for each in came.days}),
        present=came.total.present,
        person_days=came.total.person_days,
        trained=came.total.trained,
        scanned=came.total.present > 0,
    )


def crosstab(rows: list[Registration], label: Callable[[Registration], str]) -> dict[str, Counter[str]]:
    """{label: {sex: number}} in the order in which the labels first occur."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        found.setdefault(label(row), Counter())[row.person.counted_sex] += 1
    return found


def note_figures(workshop: Workshop) -> NoteFigures:
    kinds = session.execute(
        select(Note.kind, func.count())
        .where(Note.workshop_id == workshop.id, Note.removed_at.is_(None))
        .group_by(Note.kind)
    )
    without = session.scalars(
        select(Session)
        .where(
            Session.workshop_id == workshop.id,
            Session.type.in_(list(SUBSTANTIVE)),
            ~select(Note.id).where(Note.session_id == Session.id, Note.removed_at.is_(None)).exists(),
        )
        .order_by(Session.starts_at, Session.id)
    )
    counted = dict(kinds.all())
    return NoteFigures(Counter({kind.value: counted.get(kind.value, 0) for kind in NoteKind}), list(without))


def feedback_figures(results: list[feedback.FormResult]) -> FeedbackFigures:
    evaluation = next((result for result in results if result.kind == "evaluation"), None)
    return FeedbackFigures(
        forms=len(results),
        open=sum(result.open for result in results),
        responses=sum(result.received for result in results),
        evaluation_responses=evaluation.received if evaluation else 0,
        eligible=results[0].eligible if results else 0,
    )


def waiting_for_decision(states: Counter[str]) -> int:
    """How many registrations wait for the organizer."""
    return states[State.NOMINATED] + states[State.PENDING]
