"""The waiting list: who moves up when a seat is freed, to whom a seat is offered first, and what becomes of offers.

An offer holds the seat until its deadline. Who says no is cancelled; who does not answer goes to the end of the line.
Whoever is passed by somebody behind them has that in their history, with the reason.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from eventapp.core import audit, jobs
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, UserError
from eventapp.registration import mails, policy, queries, seats
from eventapp.registration.actions.badges import ensure_badge
from eventapp.registration.models import HOLDS_SEAT, Registration, State
from eventapp.registration.seats import Tally
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop

GONE = (State.DECLINED, State.CANCELLED)


def put(registration: Registration, state: State, *, actor: Actor, now: datetime) -> None:
    """Bring a registration into a state, with all that hangs on it: its number in the line, headship, badge.

    Who waited and gets a seat is no alternate any more.
    """
    if registration.state == State.WAITLISTED and state in HOLDS_SEAT:
        registration.alternate = False
    waits = state is State.WAITLISTED
    number = seats.next_waitlist_number(registration.workshop_id) if waits else None
    registration.state, registration.state_changed_at, registration.waitlist_number = state, now, number
    registration.offered_until = None
    if state in GONE:
        registration.is_head = False
    session.flush()
    if state is State.CONFIRMED:
        ensure_badge(registration, actor=actor, now=now)


def fill_freed_seats(
    workshop_id: int, *, actor: Actor, now: datetime, passing_over: Collection[int] = ()
) -> list[Registration]:
    """Give, or offer where the type asks first, every free seat to those who wait, in the order of the line.

    To be called in the transaction that frees seats or raises a bound. Who is passed over (by id) stays waiting.
    Returns who moved up or got an offer.
    """
    with transaction():
        workshop = seats.lock(workshop_id)
        session.flush()
        silent = _lapse(workshop_id, now)
        over = {*passing_over, *silent}
        line = [row for row in seats.in_line(workshop_id) if row.offered_until is None and row.id not in over]
        if not line:
            return []
        tally, moved = Tally(workshop), []
        passed: list[tuple[Registration, seats.Bound]] = []
        for registration in line:
            bound = tally.reached(registration.type, registration.delegation)
            if bound is not None:
                passed.append((registration, bound))
                continue
            tally.add(registration.delegation_id, registration.type)
            if registration.type.asks_first:
                _offer(registration, workshop, actor=actor, now=now)
            else:
                _move_up(registration, workshop, actor=actor, now=now)
            _log_skipped(passed, registration, actor=actor, now=now)
            passed = []
            moved.append(registration)
    return moved


def offer_seat(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> Registration:
    """Offer a free seat to somebody who waits, whoever is before them in the line. Raises UserError without a seat."""
    _only_organizers(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        fill = _lapse(workshop_id, now)
        registration = queries.registration(workshop_id, registration_id)
        if registration.state != State.WAITLISTED:
            raise UserError(_("A seat can be offered only to who is on the waiting list."))
        if registration.offered_until is not None:
            return registration
        bound = Tally(workshop).reached(registration.type, registration.delegation)
        if bound is not None:
            raise UserError(seats.explain(bound, registration.delegation))
        before = seats.before(registration)
        _offer(registration, workshop, actor=actor, now=now)
        for other in before:
            facts = {"by": registration.id, "reason": "chosen"}
            audit.record(actor, "registration.skipped", now, workshop=workshop_id, subject=other, **facts)
        if fill:
            fill_freed_seats(workshop_id, actor=SYSTEM, now=now, passing_over=fill)
    return registration


def answer_offer(registration_id: int, workshop_id: int, accept: bool, *, actor: Actor, now: datetime) -> Registration:
    """Yes takes the offered seat, no ends the registration and the seat goes on. By the person or the organizer.

    Raises UserError if nothing is offered, or no longer.
    """
    with transaction():
        workshop = seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        if not policy.can_change(actor, registration):
            raise Denied(_("Only the organizers and the participant may change this."))
        too_late = registration.offered_until is not None and registration.offered_until <= now
        if too_late:
            fill_freed_seats(workshop_id, actor=SYSTEM, now=now)
        elif registration.offered_until is not None:
            _answered(registration, workshop, "yes" if accept else "no", actor=actor, now=now)
            return registration
    if too_late:
        raise UserError(_("The time to answer is over, and the seat has been passed on. You are still in the line."))
    raise UserError(_("No seat is offered at the moment."))


def withdraw_offer(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Take back an offer; the person keeps the place in the line, the seat goes to somebody else."""
    _only_organizers(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        if registration.offered_until is None:
            raise UserError(_("No seat is offered at the moment."))
        registration.offered_until = None
        _record_answer(registration, "withdrawn", actor, now)
        fill_freed_seats(workshop_id, actor=SYSTEM, now=now, passing_over={registration.id})


def move_in_line(
    registration_id: int, workshop_id: int, place: int, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Give somebody another place among those who wait for the same seats, from 1. A reason is needed; it is kept."""
    _only_organizers(actor, workshop_id)
    if not reason.strip():
        raise UserError(_("Say why the order is changed; it stays in the history."))
    with transaction():
        seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        if registration.state != State.WAITLISTED:
            raise UserError(_("Only who is on the waiting list has a place in it."))
        line = seats.same_line(registration)
        was = line.index(registration)
        to = min(max(place - 1, 0), len(line) - 1)
        if to == was:
            return
        numbers = sorted(row.waitlist_number or 0 for row in line)
        line.insert(to, line.pop(was))
        for number, row in zip(numbers, line, strict=True):
            row.waitlist_number = number
        session.flush()
        facts = {"place": [was + 1, seats.same_line(registration).index(registration) + 1], "reason": reason.strip()}
        audit.record(actor, "registration.ordered", now, workshop=workshop_id, subject=registration, **facts)


@jobs.handler("registration.offer-lapses")
def lapse(args: dict[str, Any], now: datetime) -> None:
    """The deadline of an offer: pass the seat on. Again, or too early, it does nothing."""
    if workshops.by_id(args["workshop"]) is not None:
        fill_freed_seats(args["workshop"], actor=SYSTEM, now=now)


def _answered(registration: Registration, workshop: Workshop, answer: str, *, actor: Actor, now: datetime) -> None:
    state = seats.entry_state(registration.type) if answer == "yes" else State.CANCELLED
    told = {"state": [State.WAITLISTED, state], "in_line": registration.waitlist_number}
    put(registration, state, actor=actor, now=now)
    _record_answer(registration, answer, actor, now)
    audit.record(actor, "registration.state_changed", now, workshop=workshop.id, subject=registration, **told)
    if answer == "yes":
        mails.moved_up(registration, workshop, now=now)
    else:
        fill_freed_seats(workshop.id, actor=SYSTEM, now=now)


def _lapse(workshop_id: int, now: datetime) -> set[int]:
    """End the offers whose time is over; those who did not answer go to the end of the line."""
    late = [row for row in seats.waiting(workshop_id) if row.offered_until is not None and row.offered_until <= now]
    for row in late:
        row.offered_until = None
        row.waitlist_number = seats.next_waitlist_number(workshop_id)
        session.flush()
        _record_answer(row, "none", SYSTEM, now)
    return {row.id for row in late}


def _record_answer(registration: Registration, answer: str, actor: Actor, now: datetime) -> None:
    where = registration.workshop_id
    audit.record(actor, "registration.offer_answered", now, workshop=where, subject=registration, answer=answer)


def _offer(registration: Registration, workshop: Workshop, *, actor: Actor, now: datetime) -> None:
    until = now + timedelta(hours=registration.type.answer_hours)
    registration.offered_until = until
    session.flush()
    facts = {"until": until.isoformat()}
    audit.record(actor, "registration.seat_offered", now, workshop=workshop.id, subject=registration, **facts)
    key = f"offer:{registration.id}:{until.isoformat()}"
    jobs.enqueue("registration.offer-lapses", key, {"workshop": workshop.id}, now=now, after=until)
    mails.seat_offered(registration, workshop, now=now)


def _move_up(registration: Registration, workshop: Workshop, *, actor: Actor, now: datetime) -> None:
    state = seats.entry_state(registration.type)
    put(registration, state, actor=actor, now=now)
    facts = {"state": [State.WAITLISTED, state]}
    audit.record(actor, "registration.state_changed", now, workshop=workshop.id, subject=registration, **facts)
    mails.moved_up(registration, workshop, now=now)


def _log_skipped(
    passed: list[tuple[Registration, seats.Bound]], by: Registration, *, actor: Actor, now: datetime
) -> None:
    rivals = [(other, bound) for other, bound in passed if bound is seats.Bound.WORKSHOP or other.type_id == by.type_id]
    for other, bound in rivals:  # who waits for seats of another type is not passed by
        facts = {"by": by.id, "reason": str(bound)}
        audit.record(actor, "registration.skipped", now, workshop=other.workshop_id, subject=other, **facts)


def _only_organizers(actor: Actor, workshop_id: int) -> None:
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
