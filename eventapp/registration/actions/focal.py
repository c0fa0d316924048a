"""What a focal point does with the people of their own delegation, until nominations close; the organizers, always.

Everything is looked up within the delegation, under the lock of the workshop's seats, so that a link that is passed
on costs nothing: no more than the delegation's seats are taken, and few may wait behind them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.core import audit
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.registration import facts, mails, matching, policy, queries, seats
from eventapp.registration.actions import registering
from eventapp.registration.actions.registering import AlreadyRegistered, add_row, fill_blanks
from eventapp.registration.actions.states import GONE, fill_freed_seats, put
from eventapp.registration.models import HOLDS_SEAT, Delegation, Person, Registration, State
from eventapp.registration.seats import Tally
from eventapp.workshops.models import Workshop

FEWEST_ALTERNATES = 3
"""So many may wait behind the seats of a delegation, or as many as it has seats, whichever is more."""
CORRECTED_UNTIL_APPROVED = (
    "latin_name",
    "latin_family",
    "latin_given",
    "latin_proposed",
    "original_name",
    "original_family",
    "original_given",
)
CORRECTED_UNTIL_CONFIRMED = ("email",)


def name_person(
    delegation_id: int,
    workshop_id: int,
    given: Mapping[str, Any],
    *,
    head: bool = False,
    form_key: str | None = None,
    actor: Actor,
    now: datetime,
) -> Registration:
    """Name one person: on a seat if there is one, else as an alternate who waits. The same form twice is one person.

    Raises Invalid for somebody who is named already, UserError when nominations are closed or too many wait.
    """
    with transaction():
        workshop, delegation = _opened(delegation_id, workshop_id, actor, now)
        _check_room(workshop, delegation, actor)
        try:
            registration = registering.register(
                workshop_id,
                delegation.type_id,
                given,
                delegation_id=delegation.id,
                source="focal",
                form_key=_own_key(form_key, delegation),
                actor=actor,
                now=now,
            )
        except AlreadyRegistered as error:
            raise _already(delegation, error) from error
        _mark_alternate(registration)
        if head:
            registering.name_head(registration, actor=actor, now=now)
    return registration


def correct(
    delegation_id: int,
    workshop_id: int,
    registration_id: int,
    given: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
) -> Registration:
    """Correct what was said of somebody. What the person has approved, or received as confirmed, stays as it is.

    What the type wants approved again after confirmation is marked for the organizers.
    """
    with transaction():
        _workshop, delegation = _opened(delegation_id, workshop_id, actor, now)
        registration = _own(delegation, registration_id)
        if registration.state in GONE:
            raise UserError(_("This person has been withdrawn; nothing about them can be changed."))
        allowed = {fact: value for fact, value in given.items() if fact not in settled(registration)}
        if changes := facts.write(registration, allowed):
            if registration.state == State.CONFIRMED:
                again = [fact for fact in changes if fact in registration.type.reapproval]
                registration.to_review = list(dict.fromkeys([*registration.to_review, *again]))
            audit.record(actor, "registration.changed", now, workshop=workshop_id, subject=registration, **changes)
    return registration


def settled(registration: Registration) -> tuple[str, ...]:
    """The facts that a focal point can no longer change."""
    names = CORRECTED_UNTIL_APPROVED if registration.names_approved_at is not None else ()
    return (*names, *(CORRECTED_UNTIL_CONFIRMED if registration.state == State.CONFIRMED else ()))


def replace(
    delegation_id: int,
    workshop_id: int,
    registration_id: int,
    given: Mapping[str, Any],
    *,
    form_key: str | None = None,
    actor: Actor,
    now: datetime,
) -> Registration:
    """Name another person in somebody's place: their seat (or number in the line) and their rank pass on.

    The seat never becomes free in between. Who takes the place of somebody confirmed is confirmed by the organizers.
    """
    with transaction():
        workshop, delegation = _opened(delegation_id, workshop_id, actor, now)
        key = registering.submit_key(_own_key(form_key, delegation), given)
        if key and (earlier := registering.by_submit_key(workshop_id, key)) is not None:
            return earlier
        before = _own(delegation, registration_id)
        if before.state in GONE:
            raise UserError(_("This person has been withdrawn already; name the other one by themselves."))
        facts.check(given)
        twin = matching.KnownPeople(queries.of_delegation(delegation.id)).same(given, delegation.id)
        if twin is not None:
            raise _already(delegation, twin.id)
        held, number, rank = before.state in HOLDS_SEAT, before.waitlist_number, before.rank
        _withdraw(before, actor=actor, now=now)
        person = matching.EarlierPeople(workshop, given).take(given, delegation)
        kept = fill_blanks(person, given) if person is not None else given
        registration = add_row(
            workshop, delegation, person or Person(series_id=workshop.series_id), kept, "focal", now=now
        )
        registration.submit_key, registration.replaces_id, registration.rank = key, before.id, rank
        put(registration, seats.entry_state(delegation.type) if held else State.WAITLISTED, actor=actor, now=now)
        if number is not None:
            registration.waitlist_number = number
        _mark_alternate(registration)
        _tell_of_replacement(before, registration, actor=actor, now=now)
        session.flush()
        mails.replaced(before, workshop, now=now)
        mails.nominated(registration, workshop, now=now)
    return registration


def withdraw(
    delegation_id: int, workshop_id: int, registration_id: int, *, actor: Actor, now: datetime
) -> Registration:
    """Take back a nomination; the seat goes to whoever of the delegation waits first. Again changes nothing."""
    with transaction():
        _workshop, delegation = _opened(delegation_id, workshop_id, actor, now)
        registration = _own(delegation, registration_id)
        if registration.state in GONE:
            return registration
        held = registration.state in HOLDS_SEAT
        _withdraw(registration, actor=actor, now=now)
        if held:
            fill_freed_seats(workshop_id, actor=SYSTEM, now=now, passing_over={registration.id})
    return registration


def put_back(
    delegation_id: int, workshop_id: int, registration_id: int, *, actor: Actor, now: datetime
) -> Registration:
    """Undo `withdraw`: on a seat if one is free still, else among those who wait. Raises UserError.

    Who cancelled themselves, or was declined by the organizers, is not brought back by the focal point.
    """
    with transaction():
        workshop, delegation = _opened(delegation_id, workshop_id, actor, now)
        registration = _own(delegation, registration_id)
        if registration.state not in GONE:
            return registration
        if not can_be_put_back(registration, actor):
            raise UserError(_("This person was not withdrawn here. Please ask the organizers."))
        _check_room(workshop, delegation, actor)
        free = Tally(workshop).reached(delegation.type, delegation) is None
        state = seats.entry_state(delegation.type) if free else State.WAITLISTED
        before = State(registration.state)
        put(registration, state, actor=actor, now=now)
        _mark_alternate(registration)
        audit.record(
            actor,
            "registration.state_changed",
            now,
            workshop=workshop_id,
            subject=registration,
            state=[before, state],
        )
    return registration


def make_head(delegation_id: int, workshop_id: int, registration_id: int, *, actor: Actor, now: datetime) -> None:
    """Name the head of the delegation; the one before is head no longer. Raises UserError for who does not come."""
    with transaction():
        _workshop, delegation = _opened(delegation_id, workshop_id, actor, now)
        registering.name_head(_own(delegation, registration_id), actor=actor, now=now)


def order(
    delegation_id: int, workshop_id: int, registration_id: int, step: int, *, actor: Actor, now: datetime
) -> None:
    """Move somebody up (-1) or down (1) among those who hold a seat, or among those who wait.

    The first who waits, moved up, takes the seat of the last one named, who then waits first; not of who is confirmed.
    """
    with transaction():
        _workshop, delegation = _opened(delegation_id, workshop_id, actor, now)
        moved = _own(delegation, registration_id)
        people = queries.of_delegation(delegation.id)
        seated = [row for row in people if row.state in HOLDS_SEAT]
        waiting = seats.in_turn(row for row in people if row.state == State.WAITLISTED)
        if moved in seated:
            if not _swap_ranks(seated, moved, step):
                return
        elif moved in waiting:
            place = waiting.index(moved) + step
            if place < 0:
                _exchange(seated, moved, actor=actor, now=now)
                return
            if place >= len(waiting):
                return
            _swap_turns(waiting, moved, waiting[place])
        else:
            raise UserError(_("This person has been withdrawn; nothing about them can be changed."))
        audit.record(actor, "registration.ordered", now, workshop=workshop_id, subject=moved, step=step)
        session.flush()


def can_be_put_back(registration: Registration, actor: Actor) -> bool:
    """Whether it was the actor (or, for the organizers, anybody) who withdrew this person without a replacement."""
    if registration.state != State.CANCELLED:
        return False
    if policy.can_manage(actor, registration.workshop_id):
        return True
    last = session.scalar(
        select(AuditEntry)
        .where(
            AuditEntry.subject == "registration",
            AuditEntry.subject_id == registration.id,
            AuditEntry.tag.in_(("registration.state_changed", "registration.replaced")),
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return last is not None and last.tag == "registration.state_changed" and last.actor == actor.label


def most_waiting(delegation: Delegation) -> int:
    """How many may wait behind the seats of a delegation when its focal point names them."""
    return max(delegation.seats or 0, FEWEST_ALTERNATES)


def is_open(workshop: Workshop, now: datetime) -> bool:
    """Whether focal points still name people."""
    return workshop.nominations_close_at is None or now < workshop.nominations_close_at


# --- within one delegation -----------------------------------------------------------------------------------------


def _opened(delegation_id: int, workshop_id: int, actor: Actor, now: datetime) -> tuple[Workshop, Delegation]:
    """The workshop, locked, and the delegation. Raises Missing, Denied, or UserError after the deadline."""
    workshop = seats.lock(workshop_id)
    delegation = queries.delegation(workshop_id, delegation_id)
    if not policy.can_nominate(actor, delegation):
        raise Denied(_("Only the organizers and the focal point of this delegation may do this."))
    if not policy.can_manage(actor, workshop_id):
        session.refresh(delegation)
        if delegation.link_hash is None:
            raise Denied(_("This link has been revoked."))
        if not is_open(workshop, now):
            raise UserError(_("Nominations are closed. Please ask the organizers for any change."))
    return workshop, delegation


def _own_key(form_key: str | None, delegation: Delegation) -> str | None:
    """A form's key within its delegation: another one's form is never the same form."""
    return f"{delegation.id}:{form_key}" if form_key else None


def _own(delegation: Delegation, registration_id: int) -> Registration:
    registration = queries.registration(delegation.workshop_id, registration_id)
    if registration.delegation_id != delegation.id:
        raise Missing(_("There is no such person in this delegation."))
    return registration


def _check_room(workshop: Workshop, delegation: Delegation, actor: Actor) -> None:
    """Raises UserError where neither a seat nor a place behind the seats is left; the organizers are not bound."""
    seats.refuse_without_seats(delegation)
    if policy.can_manage(actor, workshop.id) or Tally(workshop).reached(delegation.type, delegation) is None:
        return
    waiting = sum(row.state == State.WAITLISTED for row in queries.of_delegation(delegation.id))
    if waiting >= most_waiting(delegation):
        raise UserError(
            _(
                "All seats are taken and %(number)s alternates are named already. Replace or withdraw somebody first.",
                number=waiting,
            )
        )


def _already(delegation: Delegation, known: AlreadyRegistered | int) -> Invalid:
    """Who is named already, or was withdrawn and can be put back."""
    number = known if isinstance(known, int) else known.registration_id
    twin = queries.registration(delegation.workshop_id, number)
    if twin.state in GONE:
        message = _("Somebody of this name was withdrawn before. Put them back on the list instead.")
    else:
        message = _("Somebody of this name is on your list already.")
    return Invalid(message, {"latin_name": message})


def _withdraw(registration: Registration, *, actor: Actor, now: datetime) -> None:
    before = State(registration.state)
    put(registration, State.CANCELLED, actor=actor, now=now)
    audit.record(
        actor,
        "registration.state_changed",
        now,
        workshop=registration.workshop_id,
        subject=registration,
        state=[before, State.CANCELLED],
    )


def _tell_of_replacement(before: Registration, after: Registration, *, actor: Actor, now: datetime) -> None:
    """A line in the history of both."""
    old, new = before.person.badge_name, after.person.badge_name
    where = before.workshop_id
    audit.record(actor, "registration.replaced", now, workshop=where, subject=before, by=new)
    audit.record(actor, "registration.nominated", now, workshop=where, subject=after, source="focal", instead_of=old)


def _swap_ranks(seated: list[Registration], moved: Registration, step: int) -> bool:
    """Exchange two neighbours; every rank is written anew, since lists may have given one twice."""
    place = seated.index(moved)
    other = place + step
    if not 0 <= other < len(seated) or moved.is_head or seated[other].is_head:
        return False
    seated[place], seated[other] = seated[other], seated[place]
    for rank, row in enumerate(seated, start=1):
        row.rank = rank
    return True


def _swap_turns(waiting: list[Registration], one: Registration, other: Registration) -> None:
    """Exchange two who wait; whoever stands in an order that the focal point made is an alternate."""
    here, there = waiting.index(one), waiting.index(other)
    numbers = sorted(row.waitlist_number or 0 for row in waiting)
    waiting[here], waiting[there] = other, one
    for number, row in zip(numbers, waiting, strict=True):
        row.waitlist_number = number
        _mark_alternate(row)


def _mark_alternate(registration: Registration) -> None:
    """Who waits behind the seats of a delegation that has its own is its alternate."""
    if registration.state == State.WAITLISTED and registration.delegation.seats is not None:
        registration.alternate = True


def _exchange(seated: list[Registration], moved: Registration, *, actor: Actor, now: datetime) -> None:
    """The first who waits takes the last named one's seat, who takes their number in the line."""
    last = next((row for row in reversed(seated) if row.state != State.CONFIRMED and not row.is_head), None)
    if last is None:
        raise UserError(_("Everybody who has a seat is confirmed or heads the delegation. Withdraw somebody first."))
    number, state, rank = moved.waitlist_number, State(last.state), last.rank
    put(last, State.WAITLISTED, actor=actor, now=now)
    put(moved, state, actor=actor, now=now)
    last.waitlist_number, last.rank, moved.rank = number, moved.rank, rank
    _mark_alternate(last)
    for row, change in ((last, [state, State.WAITLISTED]), (moved, [State.WAITLISTED, state])):
        audit.record(actor, "registration.state_changed", now, workshop=row.workshop_id, subject=row, state=change)
    session.flush()
