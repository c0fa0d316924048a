"""Taking decisions back: what a decision changed at a workshop, who moved up by it included, is remembered whole.

The record is a line of the workshop's history ("registration.decided"); its facts are what each registration was
before and after. Undone is what still stands as the decision left it, where the seats allow it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.core import audit
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.registration import mails, policy, queries, seats
from eventapp.registration.actions.badges import ensure_badge
from eventapp.registration.actions.line import fill_freed_seats
from eventapp.registration.models import HOLDS_SEAT, Registration, State
from eventapp.registration.seats import Tally
from eventapp.workshops.models import Workshop

REMEMBERED = (
    "state",
    "waitlist_number",
    "is_head",
    "decline_reason",
    "offered_until",
    "state_changed_at",
    "type_id",
    "delegation_id",
    "rank",
    "alternate",
    "funding",
    "function",
    "speaker",
)
_TOLD = ("state", "alternate", "funding", "function")
_INSTANTS = ("offered_until", "state_changed_at")
Facts = dict[str, list[Any]]


@dataclass(slots=True)
class TakenBack:
    """For how many people a decision was taken back, and for whom not: (name, why)."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def remembered(workshop_id: int, what: str, *, actor: Actor, now: datetime) -> Iterator[None]:
    """One decision, in a transaction under the workshop's lock, that `undo` can take back."""
    with transaction():
        seats.lock(workshop_id)
        before = _snapshot(workshop_id)
        yield
        session.flush()
        after = _snapshot(workshop_id)
        rows = {str(key): audit.diff(before[key], after[key]) for key in before if before[key] != after.get(key)}
        if rows:
            audit.record(actor, "registration.decided", now, workshop=workshop_id, what=str(what), rows=rows)


def one_decision(workshop_id: int, what: str, parts: list[int], *, actor: Actor, now: datetime) -> int | None:
    """A decision that was taken in parts (`registration.decided`, by id) as one that `undo` can take back: its id."""
    if not parts:
        return None
    with transaction():
        audit.record(actor, "registration.decided", now, workshop=workshop_id, what=str(what), parts=parts)
        session.flush()
        return queries.last_decision(workshop_id, actor.user_id, now)


def undo(entry_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> TakenBack:
    """Take a decision back. Raises Denied, Missing, or UserError if that was done already."""
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    with transaction():
        workshop = seats.lock(workshop_id)
        entry = session.get(AuditEntry, entry_id)
        if entry is None or entry.workshop_id != workshop_id or entry.tag != "registration.decided":
            raise Missing(_("There is no such decision at this workshop."))
        if audit.history("audit_entry", entry.id):
            raise UserError(_("This decision has been taken back already."))
        taken = TakenBack()
        restored = _restore(_rows_of(entry), workshop, taken, actor, now)
        facts = {"done": taken.done, "refused": len(taken.refused)}
        audit.record(actor, "registration.decision_undone", now, workshop=workshop_id, subject=entry, **facts)
        fill_freed_seats(workshop_id, actor=SYSTEM, now=now, passing_over=restored)
    return taken


def _rows_of(entry: AuditEntry) -> dict[str, Facts]:
    """What each registration was and is; of a decision in parts, before the first and after the last of them."""
    parts: list[int] | None = entry.facts.get("parts")
    if parts is None:
        whole: dict[str, Facts] = entry.facts["rows"]
        return whole
    rows: dict[str, Facts] = {}
    for part in session.scalars(select(AuditEntry).where(AuditEntry.id.in_(parts)).order_by(AuditEntry.id)):
        for key, facts in part.facts["rows"].items():
            known = rows.setdefault(key, {})
            for name, (before, after) in facts.items():
                known[name] = [known[name][0] if name in known else before, after]
    return rows


def _restore(rows: dict[str, Facts], workshop: Workshop, taken: TakenBack, actor: Actor, now: datetime) -> set[int]:
    found = {
        row.id: row
        for row in session.scalars(
            select(Registration).where(Registration.workshop_id == workshop.id, Registration.id.in_(map(int, rows)))
        )
    }
    pairs = [(found[int(key)], facts) for key, facts in rows.items() if int(key) in found]
    # first who gives a seat back, so that it is there for those who had it
    pairs.sort(key=lambda pair: (_had_seat(pair[0], pair[1]), pair[0].id))
    restored = set()
    for row, facts in pairs:
        why = _why_not(row, facts, workshop)
        if why:
            taken.refused.append((row.shown_name, why))
            continue
        _put_back(row, facts, workshop, actor, now)
        restored.add(row.id)
        taken.done += 1
    return restored


def _had_seat(row: Registration, facts: Facts) -> bool:
    state = facts["state"][0] if "state" in facts else row.state
    return state in HOLDS_SEAT or bool(facts["offered_until"][0] if "offered_until" in facts else row.offered_until)


def _why_not(row: Registration, facts: Facts, workshop: Workshop) -> str:
    if any(_plain(getattr(row, name)) != after for name, (_before, after) in facts.items()):
        return str(_("It was changed since."))
    home = seats.home_of(facts["delegation_id"][0] if "delegation_id" in facts else row.delegation_id)
    if home is None:
        return str(_("The delegation is no longer there."))
    if not _had_seat(row, facts):
        return ""
    tally = Tally(workshop)
    if row.state in HOLDS_SEAT or row.offered_until is not None:
        tally.add(row.delegation_id, row.type, -1)
    bound = tally.reached(home.type, home)
    return seats.explain(bound, home) if bound is not None else ""


def _put_back(row: Registration, facts: Facts, workshop: Workshop, actor: Actor, now: datetime) -> None:
    for name, (before, _after) in facts.items():
        value = datetime.fromisoformat(before).astimezone(UTC) if name in _INSTANTS and before else before
        if name == "is_head" and value and seats.has_head(row.delegation_id):
            continue
        setattr(row, name, value)
    session.flush()
    session.expire(row, ["delegation", "type"])
    told = {name: [after, before] for name, (before, after) in facts.items() if name in _TOLD}
    audit.record(actor, "registration.decision_undone", now, workshop=workshop.id, subject=row, **told)
    if row.state == State.CONFIRMED:
        ensure_badge(row, actor=actor, now=now)
    if "state" in facts:
        mails.state_changed(row, workshop, now=now)


def _snapshot(workshop_id: int) -> dict[int, dict[str, Any]]:
    columns = [getattr(Registration, name) for name in REMEMBERED]
    rows = session.execute(select(Registration.id, *columns).where(Registration.workshop_id == workshop_id))
    return {row[0]: dict(zip(REMEMBERED, map(_plain, row[1:]), strict=True)) for row in rows}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if value is None or isinstance(value, bool | int) else str(value)
