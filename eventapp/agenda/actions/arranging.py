"""Sessions arranged: copied, split, swapped, laid aside and taken up again; and the last step taken back."""

import uuid
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _

from eventapp.agenda import edits, keys, merging, placing, queries, removal
from eventapp.agenda.actions.sessions import add_session, allow, existing, move_session, recorded_under_lock
from eventapp.agenda.facts import Place, snapshot
from eventapp.agenda.models import AgendaEdit, Session, SessionState, SessionType, Unscheduled
from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.core.errors import Invalid, Missing, UserError
from eventapp.core.texts import Texts

OF_A_PLACE = ("starts_at", "ends_at", "room_id")


def copy_session(
    workshop_id: int, session_id: int, place: Place, *, overlapping: bool = False, actor: Actor, now: datetime
) -> Session:
    """The same session once more, elsewhere; a session of its own from then on. Raises as `add_session`."""
    allow(actor, workshop_id)
    with transaction(), recorded_under_lock(workshop_id, "copied", actor, now) as workshop:
        facts = merging.facts_of(workshop, existing(workshop_id, session_id))
        again = replace(facts, key="", place=place)
        return add_session(workshop_id, again, overlapping=overlapping, actor=actor, now=now)


def split_session(workshop_id: int, session_id: int, at: time, *, actor: Actor, now: datetime) -> Session:
    """Two sessions of one, the second from `at` on the workshop's clock; that one is returned, with everything but the
    documents. Raises Invalid for a time that is not within it."""
    allow(actor, workshop_id)
    with transaction(), recorded_under_lock(workshop_id, "split", actor, now) as workshop:
        row = existing(workshop_id, session_id)
        facts = merging.facts_of(workshop, row)
        whole = facts.place
        if not _within(whole, at):
            message = _("Choose a time within the session.")
            raise Invalid(message, {"at": message})
        move_session(workshop_id, session_id, replace(whole, ends=at), overlapping=True, actor=actor, now=now)
        later = whole.day + timedelta(days=at < whole.starts)
        second = replace(facts, key="", documents=(), place=replace(whole, day=later, starts=at))
        return add_session(workshop_id, second, overlapping=True, actor=actor, now=now)


def swap_sessions(workshop_id: int, one_id: int, other_id: int, *, actor: Actor, now: datetime) -> None:
    """Each begins where and when the other one did; both keep their length. Raises Invalid, Missing."""
    allow(actor, workshop_id)
    with transaction(), recorded_under_lock(workshop_id, "swapped", actor, now) as workshop:
        one, other = existing(workshop_id, one_id), existing(workshop_id, other_id)
        wanted = []
        for row, there in ((one, other), (other, one)):
            starts = there.starts_at
            wanted.append(
                (row.id, placing.place_of(workshop, starts, starts + (row.ends_at - row.starts_at), there.room_id))
            )
        for session_id, place in wanted:
            move_session(workshop_id, session_id, place, overlapping=True, actor=actor, now=now)


def unschedule(workshop_id: int, session_id: int, *, actor: Actor, now: datetime) -> Unscheduled:
    """Lay a session aside: out of the timetable, with everything that was said of it. Raises UserError while something
    hangs on it (see `removal`)."""
    allow(actor, workshop_id)
    with transaction() as current, recorded_under_lock(workshop_id, "unscheduled", actor, now):
        row = existing(workshop_id, session_id)
        if against := removal.reasons(row.id):
            raise UserError(" ".join([_("The session cannot be taken out of the timetable."), *against]))
        facts = snapshot(row)
        laid = Unscheduled(
            workshop_id=workshop_id,
            key=row.key,
            uid=row.uid,
            sequence=row.sequence,
            minutes=min(round((row.ends_at - row.starts_at).total_seconds() / 60), 1440),
            facts={name: value for name, value in facts.items() if name not in OF_A_PLACE} | _planned(),
            changed_at=now,
        )
        told = facts | {"uid": str(row.uid), "sequence": row.sequence}
        audit.record(actor, "agenda.session_removed", now, workshop=workshop_id, subject=row, **told)
        current.delete(row)
        current.flush()
        current.add(laid)
        current.flush()
    return laid


def add_unscheduled(
    workshop_id: int, title: Texts, kind: SessionType, minutes: int, *, actor: Actor, now: datetime
) -> Unscheduled:
    """A session of which it is not known yet when and where. Raises Invalid for no title, or no or a wrong length."""
    allow(actor, workshop_id)
    if not title or not 0 < minutes <= 720:
        errors = {} if title else {"title": _("A session needs a title.")}
        errors |= {} if 0 < minutes <= 720 else {"minutes": _("A session takes twelve hours at most.")}
        raise Invalid(" ".join(errors.values()), errors)
    with transaction() as current, recorded_under_lock(workshop_id, "added", actor, now):
        blank = Session(type=kind, title=title, state=SessionState.PLANNED, seating="", interpretation=False)
        blank.interpretation_languages, blank.staff_notes = [], ""
        facts = {name: value for name, value in snapshot(blank).items() if name not in OF_A_PLACE}
        row = Unscheduled(
            workshop_id=workshop_id,
            key=keys.from_title(title, queries.keys(workshop_id)),
            uid=uuid.uuid4(),
            minutes=minutes,
            facts=facts,
            changed_at=now,
        )
        row.facts = {**row.facts, "key": row.key}
        current.add(row)
        current.flush()
    return row


def schedule(
    workshop_id: int, tray_id: int, place: Place, *, overlapping: bool = False, actor: Actor, now: datetime
) -> Session:
    """Give what was laid aside a place. Raises Missing, Invalid as `add_session`."""
    allow(actor, workshop_id)
    with transaction() as current, recorded_under_lock(workshop_id, "scheduled", actor, now) as workshop:
        laid = queries.laid_aside(workshop_id, tray_id)
        if laid is None:
            raise Missing(_("There is no such session."))
        slot = placing.placed(workshop, place, errors={}, overlapping=overlapping)
        row = Session(workshop_id=workshop_id, uid=laid.uid, sequence=laid.sequence + 1)
        facts = laid.facts | {"starts_at": slot.starts_at.isoformat(), "ends_at": slot.ends_at.isoformat()}
        current.delete(laid)
        current.flush()
        edits.fill(row, facts | {"room_id": slot.room_id, "key": laid.key}, now)
        current.add(row)
        current.flush()
        audit.record(actor, "agenda.session_restored", now, workshop=workshop_id, subject=row, **snapshot(row))
    return row


def undo(workshop_id: int, *, actor: Actor, now: datetime) -> AgendaEdit:
    """Take back one's own last edit. Raises UserError where there is none, or it was changed since."""
    allow(actor, workshop_id)
    with transaction():
        placing.locked(workshop_id)
        edit = edits.undoable(workshop_id, actor)
        if edit is None:
            raise UserError(_("There is nothing to take back."))
        edits.take_back(edit, actor=actor, now=now)
    return edit


def redo(workshop_id: int, *, actor: Actor, now: datetime) -> AgendaEdit:
    """Do again what was taken back last. Raises UserError where there is nothing, or it was changed since."""
    allow(actor, workshop_id)
    with transaction():
        placing.locked(workshop_id)
        edit = edits.redoable(workshop_id, actor)
        if edit is None:
            raise UserError(_("There is nothing to do again."))
        edits.do_again(edit, actor=actor, now=now)
    return edit


def _planned() -> dict[str, Any]:
    """Nothing of the day is left of a session that has no place any more."""
    return {"state": SessionState.PLANNED.value, "actual_starts_at": None, "actual_ends_at": None, "notice": {}}


def _within(place: Place, at: time) -> bool:
    if place.starts < place.ends:
        return place.starts < at < place.ends
    return at > place.starts or at < place.ends
