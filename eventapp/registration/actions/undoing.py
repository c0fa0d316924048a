"""Taking back what a list did: whom it brought, what it changed, whom it withdrew; except what was touched since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from eventapp.core import audit
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import UserError
from eventapp.registration import facts, queries, seats
from eventapp.registration.actions import imports
from eventapp.registration.actions.imports import Choice
from eventapp.registration.actions.removal import forget_mails, remove_untouched
from eventapp.registration.actions.states import fill_freed_seats, put
from eventapp.registration.models import HOLDS_SEAT, NominationImport, Registration, State
from eventapp.registration.seats import Tally
from eventapp.workshops.models import Workshop


@dataclass(slots=True)
class Undone:
    """What was taken back, by number of people, and what stays because somebody touched it since.

    `restored`: whom the list had withdrawn, and who is back; `waiting`: how many of these, because their seat is taken.
    """

    removed: int = 0
    kept: int = 0
    changed_back: int = 0
    changes_kept: int = 0
    restored: int = 0
    waiting: int = 0
    not_restored: int = 0


def undo_import(import_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> Undone:
    """Take back what a list did, as long as nothing was done about it since."""
    imports.allow(actor, workshop_id, Choice(), now)
    with transaction():
        workshop = seats.lock(workshop_id)
        draft = imports.own_draft(workshop_id, import_id, actor)
        if draft.state != "applied" or draft.report.get("undone_at"):
            raise UserError(_("Only a list that was read in can be undone."))
        if queries.is_being_read(draft):
            raise UserError(_("This list is still being read in. Stop that first."))
        done = Undone()
        before = draft.report.get("before", {})
        _change_back(before, workshop_id, done, actor, now)
        done.removed, done.kept = remove_untouched(
            draft.id, draft.report.get("added_delegations", []), _read_at(draft, now)
        )
        _bring_back(before.get("withdrawn", {}), workshop, done, actor, now)
        stored = _note(draft, done, now)
        told = {name: getattr(done, name) for name in ("removed", "kept", "changed_back", "restored")}
        audit.record(
            actor,
            "registration.nominations_undone",
            now,
            workshop=workshop_id,
            subject=draft,
            filename=draft.filename,
            **told,
        )
        fill_freed_seats(workshop_id, actor=SYSTEM, now=now)
    imports.forget_file(stored)
    return done


def _note(draft: NominationImport, done: Undone, now: datetime) -> str:
    lines = [{**line, "said": {}} for line in draft.report["lines"]]
    undone = {"undone_at": now.isoformat(), "removed": done.removed, "kept": done.kept, "lines": lines}
    draft.report = {key: value for key, value in {**draft.report, **undone}.items() if key != "left_to_read"}
    stored, draft.stored_as = draft.stored_as, ""
    return stored


def _read_at(draft: NominationImport, now: datetime) -> datetime:
    """When the list was through; as far as it got, if it was stopped."""
    if (through := draft.report.get("through_at")) is not None:
        return datetime.fromisoformat(through)
    return draft.applied_at or now


def _change_back(before: Mapping[str, Any], workshop_id: int, done: Undone, actor: Actor, now: datetime) -> None:
    for number, changes in before.get("changes", {}).items():
        registration = session.get(Registration, int(number))
        if registration is None:
            continue
        stands = facts.read(registration)
        back = {fact: old for fact, (old, new) in changes.items() if stands[fact] == new}
        if back:
            told = facts.write(registration, back)
            audit.record(actor, "registration.changed", now, workshop=workshop_id, subject=registration, **told)
        done.changed_back += bool(back)
        done.changes_kept += len(back) < len(changes)
    for number in before.get("heads", []):
        registration = session.get(Registration, number)
        if registration is not None:
            registration.is_head = False
    session.flush()


def _bring_back(
    withdrawn: Mapping[str, Mapping[str, Any]], workshop: Workshop, done: Undone, actor: Actor, now: datetime
) -> None:
    """Who was withdrawn gets the seat again, or the place in the line, unless somebody else has it by now."""
    for number, stood in withdrawn.items():
        registration = session.get(Registration, int(number))
        if registration is None or not _still_withdrawn(registration, stood):
            done.not_restored += 1
            continue
        state = State(stood["state"])
        if state in HOLDS_SEAT and Tally(workshop).reached(registration.type, registration.delegation) is not None:
            state = State.WAITLISTED
            done.waiting += 1
        put(registration, state, actor=actor, now=now)
        if stood["state"] == State.WAITLISTED and not queries.has_number(workshop.id, stood["waitlist_number"]):
            registration.waitlist_number = stood["waitlist_number"]
        if stood["is_head"] and not queries.has_head(registration.delegation_id):
            registration.is_head = True
        session.flush()
        forget_mails([registration.id], "registration.replaced")
        told = {"state": [State.CANCELLED, state]}
        audit.record(actor, "registration.state_changed", now, workshop=workshop.id, subject=registration, **told)
        done.restored += 1


def _still_withdrawn(registration: Registration, stood: Mapping[str, Any]) -> bool:
    return registration.state == State.CANCELLED and registration.state_changed_at.isoformat() == stood["at"]
