"""Saying that people were, or were not, at a checkpoint; taking it back. Apart from scans, which stay as they are."""

from collections.abc import Iterable
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
    kind, reason = _kind(source), _reason(source, reason)
    with transaction():
        refuse_stranger(actor, workshop_id)
        place = checkin.checkpoint(session.get_one(Workshop, workshop_id), checkpoint)
        wanted = _own(workshop_id, registration_ids)
        if kind is not Source.CORRECTION:
            wanted = [who for who in wanted if who not in _standing(workshop_id, place.key, kind, present)]
        marks = [
            AttendanceMark(
                workshop_id=workshop_id,
                registration_id=who,
                checkpoint=place.key,
                present=present,
                source=kind,
                reason=reason,
                batch_id=batch_id,
                at=at,
                made_at=now,
                made_by=actor.label[:200],
            )
            for who in wanted
        ]
        session.add_all(marks)
        session.flush()
        if marks and kind in TAGS:
            audit.record(
                actor,
                TAGS[kind],
                now,
                workshop=workshop_id,
                checkpoint=place.key,
                present=present,
                registrations=wanted,
                reason=reason,
            )
    return marks


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


def _own(workshop_id: int, registration_ids: Iterable[int]) -> list[int]:
    """These registrations, each once, in their order. Raises Missing if one is not the workshop's."""
    wanted = list(dict.fromkeys(registration_ids))
    own = set(session.scalars(select(Registration.id).where(Registration.workshop_id == workshop_id)))
    if not own.issuperset(wanted):
        raise Missing(_("There is no such participant at this workshop."))
    return wanted


def _standing(workshop_id: int, checkpoint: str, source: Source, present: bool) -> set[int]:
    return set(
        session.scalars(
            select(AttendanceMark.registration_id).where(
                AttendanceMark.workshop_id == workshop_id,
                AttendanceMark.checkpoint == checkpoint,
                AttendanceMark.source == source,
                AttendanceMark.present == present,
                AttendanceMark.voided_at.is_(None),
            )
        )
    )
