"""What is done with sessions: added, changed, moved, removed, brought back."""

import uuid
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _

from eventapp.agenda import keys, placing, policy, queries, removal
from eventapp.agenda.facts import (
    Place,
    SessionFacts,
    document_facts,
    document_rows,
    snapshot,
    speaker_facts,
    speaker_rows,
)
from eventapp.agenda.models import Session
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.core.texts import Texts
from eventapp.workshops.models import Workshop


def add_session(workshop_id: int, facts: SessionFacts, *, actor: Actor, now: datetime) -> Session:
    """Put a session into the agenda.

    Raises Invalid, field by field: a time outside the workshop, one that the clocks skip or repeat, an end that is not
    after the start, a room that is taken or not of this workshop, a theme likewise, no title, a key in use.
    """
    _allow(actor, workshop_id)
    with transaction() as current:
        workshop = placing.locked(workshop_id)
        errors = _errors(workshop, facts)
        key = facts.key or keys.from_title(facts.title, queries.keys(workshop_id))
        if facts.key:
            errors |= keys.errors(facts.key, queries.keys(workshop_id))
        slot = placing.placed(workshop, facts.place, errors=errors)
        row = Session(workshop_id=workshop_id, key=key, uid=uuid.uuid4(), changed_at=now)
        _write(row, facts, slot, now)
        current.add(row)
        current.flush()
        audit.record(actor, "agenda.session_added", now, workshop=workshop_id, subject=row, **snapshot(row))
    return row


def change_session(workshop_id: int, session_id: int, facts: SessionFacts, *, actor: Actor, now: datetime) -> Session:
    """Change a session. Saying what is so already changes nothing; the key stays for ever (devices know it).

    Raises Invalid as `add_session` does, Missing for a session of another workshop.
    """
    _allow(actor, workshop_id)
    with transaction() as current:
        workshop = placing.locked(workshop_id)
        row = _existing(workshop_id, session_id)
        errors = _errors(workshop, facts)
        if facts.key not in ("", row.key):
            errors["key"] = _("The key of a session cannot be changed: devices and files know it.")
        slot = placing.placed(workshop, facts.place, errors=errors, except_id=row.id)
        before = snapshot(row)
        _write(row, facts, slot, now)
        current.flush()
        _note_change(row, before, "agenda.session_changed", actor, now)
    return row


def move_session(workshop_id: int, session_id: int, place: Place, *, actor: Actor, now: datetime) -> Session:
    """Put a session on another day, time or room. Raises Invalid as `add_session` does."""
    _allow(actor, workshop_id)
    with transaction() as current:
        workshop = placing.locked(workshop_id)
        row = _existing(workshop_id, session_id)
        before = snapshot(row)
        row.starts_at, row.ends_at, row.room_id = placing.placed(workshop, place, errors={}, except_id=row.id)
        current.flush()
        _note_change(row, before, "agenda.session_moved", actor, now)
    return row


def remove_session(workshop_id: int, session_id: int, *, actor: Actor, now: datetime) -> int:
    """Take a session out of the agenda; returns the id of the line of history that `restore_session` reads.

    Raises UserError with the reasons while something hangs on it (see `removal`).
    """
    _allow(actor, workshop_id)
    with transaction() as current:
        placing.locked(workshop_id)
        row = _existing(workshop_id, session_id)
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
    _allow(actor, workshop_id)
    with transaction() as current:
        workshop = placing.locked(workshop_id)
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


def _allow(actor: Actor, workshop_id: int) -> None:
    if not policy.can_edit(actor, workshop_id):
        raise Denied(_("Only organizers may change the agenda."))


def _existing(workshop_id: int, session_id: int) -> Session:
    row = queries.by_id(workshop_id, session_id)
    if row is None:
        raise Missing(_("There is no such session."))
    return row


def _errors(workshop: Workshop, facts: SessionFacts) -> dict[str, str]:
    """What is wrong with a session, its place and key aside."""
    errors = {}
    if not facts.title:
        errors["title"] = _("A session needs a title.")
    if facts.theme_id is not None and facts.theme_id not in {theme.id for theme in workshop.themes}:
        errors["theme_id"] = _("Choose one of the workshop's themes.")
    if any(not (speaker.organization or speaker.name) for speaker in facts.speakers):
        errors["speakers"] = _("Each speaker needs an organization or a name.")
    if any(not document.title for document in facts.documents):
        errors["documents"] = _("Each document needs a title.")
    return errors


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
    known = snapshot(row) if row.id else {"speakers": [], "documents": []}
    if tuple(speaker_facts(each) for each in known["speakers"]) != facts.speakers:
        row.speakers = speaker_rows(facts.speakers)
    if tuple(document_facts(each) for each in known["documents"]) != facts.documents:
        row.documents = document_rows(facts.documents, now)


def _note_change(row: Session, before: dict[str, Any], tag: str, actor: Actor, now: datetime) -> None:
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
    slot = placing.placed(workshop, place, errors={})
    themes = {theme.id for theme in workshop.themes}
    return Session(
        workshop_id=workshop.id,
        key=facts["key"],
        uid=uuid.UUID(facts["uid"]),
        sequence=facts["sequence"] + 1,
        type=facts["type"],
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        room_id=slot.room_id,
        theme_id=facts["theme_id"] if facts["theme_id"] in themes else None,
        title=Texts(facts["title"]),
        description=Texts(facts["description"]),
        interpretation=facts["interpretation"],
        documents=document_rows((document_facts(each) for each in facts["documents"]), now),
        speakers=speaker_rows(speaker_facts(each) for each in facts["speakers"]),
        changed_at=now,
    )
