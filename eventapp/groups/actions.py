"""Who goes into which working group: exact however many choose at once, one group at a time for each person."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.core.i18n import tr
from eventapp.groups import policy
from eventapp.groups.places import Change, Places
from eventapp.registration import queries as registrations
from eventapp.registration import seats
from eventapp.registration.models import Registration, State

TAGS = ("groups.assigned", "groups.unassigned")


@dataclass(slots=True)
class Assigned:
    """What came of it, by registration ids. `moved`: of those placed, who left a parallel group for it.

    `full`: who found no place; `unfit`: who is not confirmed. `entry_id`: of the history, to undo it; None: no change.
    """

    placed: list[int] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)
    full: list[int] = field(default_factory=list)
    unfit: list[int] = field(default_factory=list)
    entry_id: int | None = None


def assign(
    workshop_id: int,
    session_id: int,
    registration_ids: Collection[int],
    *,
    source: str = "organizer",
    actor: Actor,
    now: datetime,
) -> Assigned:
    """Put people into a working group, in the order given while there are places; they leave a parallel one.

    Who finds no place keeps what they have. Raises Denied, Missing.
    """
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        places = Places(workshop_id)
        places.group(session_id)
        done = Assigned()
        for registration in _people(workshop_id, registration_ids):
            if registration.state != State.CONFIRMED:
                done.unfit.append(registration.id)
            elif places.holds(session_id, registration.id):
                continue
            elif not places.is_free(session_id):
                done.full.append(registration.id)
            else:
                done.placed.append(registration.id)
                if places.put(session_id, registration.id, source, now):
                    done.moved.append(registration.id)
        places.fill(now)
        done.entry_id = _record(workshop_id, session_id, places, TAGS[0], actor=actor, now=now)
        return done


def spread(workshop_id: int, assignment: Mapping[int, int], *, actor: Actor, now: datetime) -> Assigned:
    """Put many people into groups at once, {registration id: session id}; who is in a parallel one leaves it first.

    Who is not confirmed any more, or finds no place, is told of. One line of history, one undo. Raises Denied, Missing.
    """
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        places = Places(workshop_id)
        done = Assigned()
        moving: list[tuple[Registration, int]] = []
        for registration in _people(workshop_id, assignment):
            wanted = places.group(assignment[registration.id]).id
            if registration.state != State.CONFIRMED:
                done.unfit.append(registration.id)
            elif not places.holds(wanted, registration.id):
                moving.append((registration, wanted))
        for registration, wanted in moving:  # all leave before anybody comes: two can change places in full groups
            if places.leave_beside(wanted, registration.id):
                done.moved.append(registration.id)
        for registration, wanted in moving:
            if places.is_free(wanted):
                places.put(wanted, registration.id, "organizer", now)
                done.placed.append(registration.id)
            else:
                done.full.append(registration.id)
        places.fill(now)
        done.entry_id = _record(
            workshop_id, min(assignment.values(), default=None), places, TAGS[0], actor=actor, now=now
        )
        return done


def unassign(
    workshop_id: int, session_ids: Collection[int], registration_ids: Collection[int], *, actor: Actor, now: datetime
) -> Assigned:
    """Take people out of working groups (`placed`: who was in one); who waits moves up. Raises Denied, Missing."""
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        places = Places(workshop_id)
        groups = [places.group(each) for each in session_ids]
        done = Assigned()
        for registration in _people(workshop_id, registration_ids):
            if any([places.take(group.id, registration.id) for group in groups]):  # noqa: C419 - out of all of them
                done.placed.append(registration.id)
        places.fill(now)
        first = groups[0].id if groups else None
        done.entry_id = _record(workshop_id, first, places, TAGS[1], actor=actor, now=now)
        return done


def undo(workshop_id: int, entry_id: int, *, actor: Actor, now: datetime) -> Assigned:
    """Take an assignment back, last change first; what was changed again since stays (`unfit`), and so does who finds
    the old place taken (`full`). Raises Denied, Missing, UserError where there is nothing to take back.
    """
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        entry = session.get(AuditEntry, entry_id)
        if entry is None or entry.workshop_id != workshop_id:
            raise Missing(_("There is nothing to take back."))
        if entry.tag not in TAGS:
            raise UserError(_("There is nothing to take back."))
        places = Places(workshop_id)
        done = Assigned()
        for registration_id, before, after in reversed(entry.facts["changes"]):
            _take_back(places, (registration_id, before, after), done, now)
        done.entry_id = _record(workshop_id, entry.subject_id, places, TAGS[0], actor=actor, now=now)
        return done


def _take_back(places: Places, change: Change, done: Assigned, now: datetime) -> None:
    registration_id, before, after = change
    there = session.get(Registration, registration_id)
    known = all(each is None or each in places.groups for each in (before, after))
    if there is None or not known or (after is not None and not places.holds(after, registration_id)):
        done.unfit.append(registration_id)
    elif before is not None and not places.is_free(before):
        done.full.append(registration_id)
    else:
        if after is not None:
            places.take(after, registration_id)
        if before is not None:
            places.put(before, registration_id, "organizer", now)
        done.placed.append(registration_id)


def choose(registration_id: int, session_id: int, *, actor: Actor, now: datetime) -> bool:
    """A participant's own choice; True: a place, False: they wait for one. Raises Denied, Missing, UserError."""
    with transaction():
        registration = session.get_one(Registration, registration_id)
        workshop = seats.lock(registration.workshop_id)
        _allow_own(actor, registration)
        places = Places(workshop.id)
        group = places.group(session_id)
        if group.ends_at <= now:
            raise UserError(_("This working group is over."))
        if places.holds(session_id, registration_id):
            return True
        free = places.is_free(session_id)
        if free:
            places.put(session_id, registration_id, "own", now)
            places.fill(now)
        else:
            places.wish(session_id, registration_id, "own", now)
        _record(workshop.id, session_id, places, TAGS[0], actor=actor, now=now)
        return free


def leave(registration_id: int, session_id: int, *, actor: Actor, now: datetime) -> None:
    """A participant gives up a place or a wish; who waits moves up. Raises Denied, Missing."""
    with transaction():
        registration = session.get_one(Registration, registration_id)
        workshop = seats.lock(registration.workshop_id)
        _allow_own(actor, registration)
        places = Places(workshop.id)
        places.group(session_id)
        places.take(session_id, registration_id)
        places.fill(now)
        _record(workshop.id, session_id, places, TAGS[1], actor=actor, now=now)


def open_choice(workshop_id: int, is_open: bool, *, actor: Actor, now: datetime) -> None:
    """Let participants choose their groups themselves, or no longer. Raises Denied."""
    _allow(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        before = policy.choice_is_open(workshop)
        if before != is_open:
            workshop.checkin = {**workshop.checkin, "own_groups": is_open}
            changed = {"own_groups": [before, is_open]}
            audit.record(actor, "checkin.settings_changed", now, workshop=workshop_id, subject=workshop, **changed)


def _allow(actor: Actor, workshop_id: int) -> None:
    if not policy.can_assign(actor, workshop_id):
        raise Denied(_("Only organizers may put people into working groups."))


def _allow_own(actor: Actor, registration: Registration) -> None:
    if not policy.can_choose(actor, registration, seats.lock(registration.workshop_id)):
        raise Denied(_("Working groups cannot be chosen here now. Ask the organizers."))


def _people(workshop_id: int, registration_ids: Collection[int]) -> list[Registration]:
    """In the order given, each once. Raises Missing for one of another workshop."""
    return [registrations.registration(workshop_id, each) for each in dict.fromkeys(registration_ids)]


def _record(
    workshop_id: int, session_id: int | None, places: Places, tag: str, *, actor: Actor, now: datetime
) -> int | None:
    """One line of history about a group, if anything changed; its id."""
    if not places.changes or session_id is None:
        return None
    group = places.groups.get(session_id)
    title = tr(group.title) if group is not None else ""
    changes = [list(change) for change in places.changes]
    audit.record(actor, tag, now, workshop=workshop_id, subject=group, group=title, changes=changes)
    session.flush()
    newest = select(AuditEntry.id).where(AuditEntry.workshop_id == workshop_id).order_by(AuditEntry.id.desc()).limit(1)
    return session.scalar(newest)
