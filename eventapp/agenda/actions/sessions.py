"""What is done with one session: added, changed, moved, removed, brought back."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _

from eventapp.agenda import documents, edits, keys, merging, placing, policy, queries, removal, validity
from eventapp.agenda.facts import Place, SessionFacts, put_documents, put_speakers, snapshot
from eventapp.agenda.models import Session
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.workshops.models import Workshop


def add_session(
    workshop_id: int,
    facts: SessionFacts,
    *,
    overlapping: bool = False,
    uid: uuid.UUID | None = None,
    actor: Actor,
    now: datetime,
) -> Session:
    """Put a session into the agenda. `overlapping`: also where the room is taken; the checks tell of it.
    `uid`: of its calendar entry, where another system or the form has given it one. The same form sent twice is one
    session; the same uid for another one is given a new uid.

    Raises Invalid, field by field: a time outside the workshop, one that the clocks skip or repeat, no length or more
    than LONGEST, a room that is taken or not of this workshop, a theme likewise, no title, a key in use.
    """
    allow(actor, workshop_id)
    with transaction() as current, recorded_under_lock(workshop_id, "added", actor, now) as workshop:
        taken = queries.by_uid(uid) if uid is not None else None
        if isinstance(taken, Session) and _same(workshop, taken, facts):
            return taken
        errors = validity.errors(workshop, facts)
        key = facts.key or keys.from_title(facts.title, queries.keys(workshop_id))
        if facts.key:
            errors |= keys.errors(facts.key, queries.keys(workshop_id))
        slot = placing.placed(workshop, facts.place, errors=errors, overlapping=overlapping)
        row = Session(workshop_id=workshop_id, key=key, uid=uuid.uuid4() if taken or not uid else uid, changed_at=now)
        _write(row, facts, slot, now)
        current.add(row)
        current.flush()
        audit.record(actor, "agenda.session_added", now, workshop=workshop_id, subject=row, **snapshot(row))
    return row


def change_session(
    workshop_id: int,
    session_id: int,
    facts: SessionFacts,
    *,
    base: int | None = None,
    overlapping: bool = False,
    actor: Actor,
    now: datetime,
) -> Session:
    """Change a session. Saying what is so already changes nothing; the key stays for ever (devices know it).

    `base`: the sequence of the session that the form was made from. Where somebody else has changed it since, what only
    one of the two changed is taken from that one. Raises Conflict where both changed the same, Invalid as `add_session`
    does, Missing for a session of another workshop.
    """
    allow(actor, workshop_id)
    with transaction() as current, recorded_under_lock(workshop_id, "changed", actor, now) as workshop:
        row = existing(workshop_id, session_id)
        if base is not None and base != row.sequence:
            facts = merging.merged(workshop, row, facts, base)
        errors = validity.errors(workshop, facts)
        if facts.key not in ("", row.key):
            errors["key"] = _("The key of a session cannot be changed: devices and files know it.")
        slot = placing.placed(workshop, facts.place, errors=errors, except_id=row.id, overlapping=overlapping)
        before = snapshot(row)
        _write(row, facts, slot, now)
        current.flush()
        note_change(row, before, "agenda.session_changed", actor, now)
    return row


def move_session(
    workshop_id: int,
    session_id: int,
    place: Place,
    *,
    base: int | None = None,
    overlapping: bool = False,
    actor: Actor,
    now: datetime,
) -> Session:
    """Put a session on another day, time or room, or make it longer or shorter. Raises Conflict where somebody else has
    moved it since `base`, Invalid as `add_session` does."""
    allow(actor, workshop_id)
    with transaction() as current, recorded_under_lock(workshop_id, "moved", actor, now) as workshop:
        row = existing(workshop_id, session_id)
        if base is not None and base != row.sequence:
            merging.refuse_moved(workshop, row, place, base)
        before = snapshot(row)
        slot = placing.placed(workshop, place, errors={}, except_id=row.id, overlapping=overlapping)
        row.starts_at, row.ends_at, row.room_id = slot
        current.flush()
        note_change(row, before, "agenda.session_moved", actor, now)
    return row


def remove_session(workshop_id: int, session_id: int, *, actor: Actor, now: datetime) -> int:
    """Take a session out of the agenda; returns the id of the line of history that `restore_session` reads.

    Raises UserError with the reasons while something hangs on it (see `removal`).
    """
    allow(actor, workshop_id)
    with transaction() as current, recorded_under_lock(workshop_id, "removed", actor, now):
        row = existing(workshop_id, session_id)
        if against := removal.reasons(row.id):
            raise UserError(" ".join([_("The session cannot be removed."), *against]))
        facts = snapshot(row) | {"uid": str(row.uid), "sequence": row.sequence}
        audit.record(actor, "agenda.session_removed", now, workshop=workshop_id, subject=row, **facts)
        current.delete(row)
        current.flush()
        return queries.last_removal(workshop_id, session_id)


def restore_session(workshop_id: int, entry_id: int, *, actor: Actor, now: datetime) -> Session:
    """Bring a removed session back as it was, for calendars too. `entry_id` came from `remove_session`.

    Raises Missing for a line that tells of no removal here, UserError if the session is back already, Invalid if its
    room or time is no longer free.
    """
    allow(actor, workshop_id)
    with transaction() as current, recorded_under_lock(workshop_id, "restored", actor, now) as workshop:
        entry = queries.removal(workshop_id, entry_id)
        if entry is None:
            raise Missing(_("There is no such session."))
        if entry.facts["key"] in queries.keys(workshop_id):
            raise UserError(_("The session is in the agenda already."))
        row = _restored(workshop, entry.facts, now)
        if entry.subject_id is not None and current.get(Session, entry.subject_id) is None:
            row.id = entry.subject_id  # its history goes on
        current.add(row)
        current.flush()
        audit.record(actor, "agenda.session_restored", now, workshop=workshop_id, subject=row, **snapshot(row))
    return row


def hand_in(workshop_id: int, data: bytes, filename: str, *, actor: Actor, now: datetime) -> int:
    """Keep a file for a session's documents; what `DocumentFacts.file_id` is given. One that no document names is
    forgotten after a while. Raises Invalid for a file that is not taken (see `documents.checked`)."""
    allow(actor, workshop_id)
    upload = documents.checked(data, filename)
    with transaction():
        return documents.hand_in(workshop_id, upload, now)


@contextmanager
def recorded_under_lock(workshop_id: int, kind: str, actor: Actor, now: datetime) -> Iterator[Workshop]:
    """The workshop, locked; what is done inside is one edit. Inside the caller's transaction. Raises Missing."""
    workshop = placing.locked(workshop_id)
    with edits.recorded(workshop_id, kind, actor, now):
        yield workshop


def allow(actor: Actor, workshop_id: int) -> None:
    if not policy.can_edit(actor, workshop_id):
        raise Denied(_("Only organizers may change the agenda."))


def existing(workshop_id: int, session_id: int) -> Session:
    row = queries.by_id(workshop_id, session_id)
    if row is None:
        raise Missing(_("There is no such session."))
    return row


def _same(workshop: Workshop, row: Session, facts: SessionFacts) -> bool:
    """Whether a session is what was just entered: the same form once more."""
    there = merging.facts_of(workshop, row)
    return row.workshop_id == workshop.id and (there.title, there.type, there.place) == (
        facts.title,
        facts.type,
        facts.place,
    )


def _write(row: Session, facts: SessionFacts, slot: placing.Slot, now: datetime) -> None:
    row.starts_at, row.ends_at, row.room_id = slot
    row.type = facts.type
    row.theme_id = facts.theme_id
    row.title, row.objectives, row.description, row.outputs = (
        facts.title,
        facts.objectives,
        facts.description,
        facts.outputs,
    )
    row.staff_notes = facts.staff_notes
    row.interpretation, row.interpretation_languages = facts.interpretation, list(facts.interpretation_languages)
    row.seating, row.capacity, row.expected = facts.seating, facts.capacity, facts.expected
    put_speakers(row, facts.speakers)
    put_documents(row, facts.documents, now)


def note_change(row: Session, before: dict[str, Any], tag: str, actor: Actor, now: datetime) -> None:
    """Raise the calendar's sequence and tell the history, if anything is different."""
    changes = audit.diff(before, snapshot(row))
    if not changes:
        return
    row.sequence += 1
    row.changed_at = now
    audit.record(actor, tag, now, workshop=row.workshop_id, subject=row, **changes)


def _restored(workshop: Workshop, facts: dict[str, Any], now: datetime) -> Session:
    starts_at, ends_at = (datetime.fromisoformat(facts[name]).astimezone(UTC) for name in ("starts_at", "ends_at"))
    place = placing.place_of(workshop, starts_at, ends_at, facts["room_id"])
    placing.placed(workshop, place, errors={})
    row = Session(workshop_id=workshop.id, uid=uuid.UUID(facts["uid"]), sequence=facts["sequence"] + 1)
    edits.fill(row, facts, now)
    return row
