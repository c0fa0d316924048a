"""Deciding about registrations: confirm, decline, waitlist, cancel. Who moves up when a seat is freed: see `line`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from eventapp.core import audit
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.db import transaction
from eventapp.core.errors import Denied, UserError
from eventapp.registration import mails, policy, queries, seats
from eventapp.registration.actions.line import GONE, fill_freed_seats, put
from eventapp.registration.actions.undo import remembered
from eventapp.registration.labels import state_label
from eventapp.registration.models import HOLDS_SEAT, Registration, State
from eventapp.registration.seats import Tally
from eventapp.workshops.models import Workshop

__all__ = [
    "GONE",
    "Refusal",
    "cancel",
    "confirm",
    "decide",
    "decide_many",
    "decisions_for",
    "decline",
    "fill_freed_seats",
    "put",
    "waitlist",
]

MAY_BECOME = {
    State.CONFIRMED: (State.NOMINATED, State.PENDING, State.WAITLISTED, *GONE),
    State.WAITLISTED: (*HOLDS_SEAT, *GONE),
    State.DECLINED: (*HOLDS_SEAT, State.WAITLISTED),
    State.CANCELLED: (*HOLDS_SEAT, State.WAITLISTED),
}
"""For each decision the states in which it can be taken; taken again it changes nothing."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One of several participants about whom a decision could not be taken, and why."""

    registration_id: int
    name: str
    reason: str


def confirm(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> Registration:
    """Confirm, with a badge. Raises UserError when no seat is held and none is free."""
    return _remembered(registration_id, workshop_id, State.CONFIRMED, actor=actor, now=now)


def decline(registration_id: int, workshop_id: int, reason: str = "", *, actor: Actor, now: datetime) -> Registration:
    """Decline; the seat goes to whoever waits first."""
    return _remembered(registration_id, workshop_id, State.DECLINED, reason, actor=actor, now=now)


def waitlist(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> Registration:
    """Put at the end of the waiting list; a seat that was held goes to whoever else waits first."""
    return _remembered(registration_id, workshop_id, State.WAITLISTED, actor=actor, now=now)


def cancel(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> Registration:
    """Take back a registration; done by its owner or the organizer. The seat goes to whoever waits first."""
    return _remembered(registration_id, workshop_id, State.CANCELLED, actor=actor, now=now)


def decide_many(
    registration_ids: Sequence[int], workshop_id: int, state: State, reason: str = "", *, actor: Actor, now: datetime
) -> tuple[int, list[Refusal]]:
    """Take one decision about several people, in the order given: how many it was done for, and the others."""
    done, refused = 0, []
    with remembered(workshop_id, state, actor=actor, now=now):
        for registration_id in registration_ids:
            registration = queries.registration(workshop_id, registration_id)
            try:
                decide(registration_id, workshop_id, state, reason, actor=actor, now=now)
                done += 1
            except UserError as error:
                if isinstance(error, Denied):
                    raise
                refused.append(Refusal(registration_id, registration.person.badge_name, error.message))
    return done, refused


def decisions_for(registration: Registration) -> list[State]:
    """The states into which a registration can be brought by a decision now."""
    return [state for state, sources in MAY_BECOME.items() if registration.state in sources]


def _remembered(
    registration_id: int, workshop_id: int, state: State, reason: str = "", *, actor: Actor, now: datetime
) -> Registration:
    """A decision about one person; one that the organizer took can be taken back."""
    if not policy.can_manage(actor, workshop_id):
        return decide(registration_id, workshop_id, state, reason, actor=actor, now=now)
    with remembered(workshop_id, state, actor=actor, now=now):
        return decide(registration_id, workshop_id, state, reason, actor=actor, now=now)


def decide(
    registration_id: int, workshop_id: int, state: State, reason: str = "", *, actor: Actor, now: datetime
) -> Registration:
    """One decision, which cannot be taken back as such: for work with very many people."""
    with transaction():
        workshop = seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        _allow(registration, state, actor)
        before, held = State(registration.state), registration.offered_until is not None
        if before is state:
            return registration
        _check(registration, workshop, before, state)
        registration.decline_reason = reason if state is State.DECLINED else ""
        number = registration.waitlist_number
        put(registration, state, actor=actor, now=now)
        facts: dict[str, Any] = {"state": [before, state], **({"reason": reason} if reason else {})}
        if before is State.WAITLISTED:
            facts["in_line"] = number  # for who cancels and comes back
        audit.record(actor, "registration.state_changed", now, workshop=workshop_id, subject=registration, **facts)
        if (before in HOLDS_SEAT or held) and state not in HOLDS_SEAT:
            fill_freed_seats(workshop_id, actor=SYSTEM, now=now, passing_over={registration.id})
        mails.state_changed(registration, workshop, now=now)  # last: who moved up is no longer in line before them
    return registration


def _allow(registration: Registration, state: State, actor: Actor) -> None:
    if policy.can_manage(actor, registration.workshop_id):
        return
    if state is State.CANCELLED and policy.can_change(actor, registration):
        return
    raise Denied(_("Only the organizers of this workshop may do this."))


def _check(registration: Registration, workshop: Workshop, before: State, state: State) -> None:
    if before not in MAY_BECOME[state]:
        raise UserError(
            _("From “%(before)s” one cannot go to “%(after)s”.", before=state_label(before), after=state_label(state))
        )
    if state is State.CONFIRMED and before not in HOLDS_SEAT:
        seats.refuse_without_seats(registration.delegation)
        tally = Tally(workshop)
        if registration.offered_until is not None:  # the seat that is held for them
            tally.add(registration.delegation_id, registration.type, -1)
        bound = tally.reached(registration.type, registration.delegation)
        if bound is not None:
            raise UserError(seats.explain(bound, registration.delegation))
