"""Saying that people were, or were not, at a checkpoint; taking it back. Apart from scans, which stay as they are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.attendance import policy
from eventapp.attendance.effective import Source
from eventapp.attendance.models import AttendanceBatch, AttendanceMark
from eventapp.checkin import queries as checkin
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop

LONGEST_REASON = 500
TAGS = {Source.CORRECTION: "attendance.corrected", Source.PAPER: "attendance.ticked_off"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One mark to make. `at`: when the person was there (UTC), if known."""

    registration_id: int
    checkpoint: str
    present: bool = True
    at: datetime | None = None


def mark(
    workshop_id: int,
    registration_ids: Iterable[int],
    checkpoint: str,
    present: bool,
    *,
    source: str,
    reason: str = "",
    batch_id: int | None = None,
    at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> list[AttendanceMark]:
    """Add a mark for each of these registrations of the workshop; the new marks.

    `source`: correction (with a reason; the latest one decides), paper, list or many. A mark other than a correction
    that stands already, with the same source and the same word, is not added again. `at`: when they were there (UTC).
    Raises Denied, Missing (a checkpoint or a registration of another workshop), Invalid (no reason, too long a one).
    """
    entries = [Entry(who, checkpoint, present, at) for who in dict.fromkeys(registration_ids)]
    return add_marks(workshop_id, entries, source=source, reason=reason, batch_id=batch_id, actor=actor, now=now)


def add_marks(
    workshop_id: int,
    entries: Collection[Entry],
    *,
    source: str,
    reason: str = "",
    batch_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> list[AttendanceMark]:
    """As `mark`, each with a checkpoint and a time of its own."""
    kind, reason = _kind(source), _reason(source, reason)
    with transaction():
        refuse_stranger(actor, workshop_id)
        _check(workshop_id, entries)
        standing = set() if kind is Source.CORRECTION else standing_marks(workshop_id, kind)
        marks = [
            AttendanceMark(
                workshop_id=workshop_id,
                registration_id=each.registration_id,
                checkpoint=each.checkpoint,
                present=each.present,
                source=kind,
                reason=reason,
                batch_id=batch_id,
                at=each.at,
                made_at=now,
                made_by=actor.label[:200],
            )
            for each in entries
            if (each.registration_id, each.checkpoint, each.present) not in standing
        ]
        session.add_all(marks)
        session.flush()
        _tell(kind, marks, reason, actor, now)
    return marks


def standing_marks(workshop_id: int, source: str) -> set[tuple[int, str, bool]]:
    """(registration id, checkpoint, present) of the marks of one source that are not voided."""
    rows = session.execute(
        select(AttendanceMark.registration_id, AttendanceMark.checkpoint, AttendanceMark.present).where(
            AttendanceMark.workshop_id == workshop_id,
            AttendanceMark.source == source,
            AttendanceMark.voided_at.is_(None),
        )
    )
    return {(who, checkpoint, present) for who, checkpoint, present in rows}


def void_mark(workshop_id: int, mark_id: int, *, actor: Actor, now: datetime) -> AttendanceMark:
    """Take one mark back; it stays on record as voided. Raises Denied, Missing, UserError if it is voided already."""
    with transaction():
        refuse_stranger(actor, workshop_id)
        row = session.scalar(
            select(AttendanceMark).where(AttendanceMark.workshop_id == workshop_id, AttendanceMark.id == mark_id)
        )
        if row is None:
            raise Missing(_("There is no such mark at this workshop."))
        if row.voided_at is not None:
            raise UserError(_("This has been taken back already."))
        row.voided_at, row.voided_by = now, actor.label[:200]
        audit.record(
            actor,
            "attendance.correction_voided",
            now,
            workshop=workshop_id,
            checkpoint=row.checkpoint,
            registrations=[row.registration_id],
        )
    return row


def mark_many(
    workshop_id: int, registration_ids: Iterable[int], checkpoint: str, *, reason: str, actor: Actor, now: datetime
) -> AttendanceBatch | None:
    """Mark people present together, with a reason; the batch, which can be undone. None if all were marked already."""
    if not reason.strip():
        message = _("Say from where this is known: the list, the photograph, the person who counted.")
        raise Invalid(message, {"reason": message})
    with transaction():
        refuse_stranger(actor, workshop_id)
        batch = AttendanceBatch(
            workshop_id=workshop_id,
            kind="many",
            state="applied",
            checkpoint=checkpoint,
            report={},
            created_at=now,
            created_by=actor.label[:200],
        )
        session.add(batch)
        session.flush()
        made = mark(
            workshop_id,
            registration_ids,
            checkpoint,
            True,
            source=Source.MANY,
            reason=reason,
            batch_id=batch.id,
            actor=actor,
            now=now,
        )
        if not made:
            session.delete(batch)
            return None
        batch.report = {"reason": reason.strip(), "marks": len(made)}
        audit.record(actor, "attendance.read_in", now, workshop=workshop_id, subject=batch, marks=len(made))
    return batch


def undo_batch(workshop_id: int, batch_id: int, *, actor: Actor, now: datetime) -> int:
    """Void all marks of a batch that came together; how many. Raises Denied, Missing, UserError if it is undone."""
    with transaction():
        refuse_stranger(actor, workshop_id)
        batch = session.scalar(
            select(AttendanceBatch).where(AttendanceBatch.workshop_id == workshop_id, AttendanceBatch.id == batch_id)
        )
        if batch is None:
            raise Missing(_("There is no such list at this workshop."))
        if batch.state != "applied":
            raise UserError(_("This has been taken back already, or was never read in."))
        standing = session.scalars(
            select(AttendanceMark).where(AttendanceMark.batch_id == batch.id, AttendanceMark.voided_at.is_(None))
        ).all()
        for row in standing:
            row.voided_at, row.voided_by = now, actor.label[:200]
        batch.state = "undone"
        audit.record(actor, "attendance.undone", now, workshop=workshop_id, subject=batch, marks=len(standing))
    return len(standing)


def refuse_stranger(actor: Actor, workshop_id: int) -> None:
    if not policy.can_mark(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))


def _kind(source: str) -> Source:
    if source not in (Source.CORRECTION, Source.PAPER, Source.LIST, Source.MANY):
        raise ValueError(f"{source!r} is no source of marks")
    return Source(source)


def _reason(source: str, reason: str) -> str:
    reason = reason.strip()
    if source == Source.CORRECTION and not reason:
        message = _("A correction needs a reason.")
        raise Invalid(message, {"reason": message})
    if len(reason) > LONGEST_REASON:
        message = _("At most %(most)s characters, please.", most=LONGEST_REASON)
        raise Invalid(message, {"reason": message})
    return reason


def _check(workshop_id: int, entries: Collection[Entry]) -> None:
    """Raises Missing if a checkpoint or a registration is not the workshop's."""
    places = {place.key for place in checkin.checkpoints(session.get_one(Workshop, workshop_id))}
    if not places.issuperset(each.checkpoint for each in entries):
        raise Missing(_("There is no such checkpoint at this workshop."))
    own = set(session.scalars(select(Registration.id).where(Registration.workshop_id == workshop_id)))
    if not own.issuperset(each.registration_id for each in entries):
        raise Missing(_("There is no such participant at this workshop."))


def _tell(kind: Source, marks: Sequence[AttendanceMark], reason: str, actor: Actor, now: datetime) -> None:
    """The history of corrections and ticks; lists and marks for many are told of by their batch."""
    if marks and kind in TAGS:
        audit.record(
            actor,
            TAGS[kind],
            now,
            workshop=marks[0].workshop_id,
            checkpoint=marks[0].checkpoint,
            present=marks[0].present,
            registrations=[row.registration_id for row in marks],
            reason=reason,
        )
