"""What participants do on their own page beside changing their details; and the organizer's answer to it."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _

from eventapp.core import audit, stored
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.stored import StoredFile
from eventapp.registration import facts, mails, photos, policy, queries, reviews, seats
from eventapp.registration.actions.line import GONE, fill_freed_seats, put
from eventapp.registration.models import Registration, State
from eventapp.registration.seats import Tally

OWNER = "participant"
"""What the history calls somebody who came with the private link."""


def approve_names(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """ "Yes, this is right" to the picture of badge and name plate; said again it changes nothing."""
    with transaction():
        registration = _standing(registration_id, workshop_id, actor)
        if registration.names_approved_at is None:
            registration.names_approved_at = now
            audit.record(actor, "registration.names_approved", now, workshop=workshop_id, subject=registration)


def set_photo(
    registration_id: int, workshop_id: int, data: bytes, filename: str, *, actor: Actor, now: datetime
) -> None:
    """Keep a portrait for badge and list in the place of the one before. Raises Invalid for an unusable picture."""
    try:
        picture = photos.portrait(data, filename)
    except Invalid as error:
        raise Invalid(error.message, {"photo": error.message}) from error
    with transaction():
        registration = _standing(registration_id, workshop_id, actor)
        _forget_photo(registration)
        registration.photo_id = stored.keep(picture, "photo.jpg", photos.MIME, now=now).id
        audit.record(actor, "registration.photo_changed", now, workshop=workshop_id, subject=registration)


def remove_photo(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Take the portrait away, if there is one."""
    with transaction():
        registration = _standing(registration_id, workshop_id, actor)
        if registration.photo_id is not None:
            _forget_photo(registration)
            audit.record(actor, "registration.photo_changed", now, workshop=workshop_id, subject=registration)


def ask_who_comes(registration_ids: Collection[int], workshop_id: int, *, actor: Actor, now: datetime) -> int:
    """Ask "Will you come?" of those who are confirmed and have not answered; how many were asked by mail."""
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    sent = 0
    with transaction():
        workshop = seats.lock(workshop_id)
        for registration_id in registration_ids:
            registration = queries.registration(workshop_id, registration_id)
            if registration.state != State.CONFIRMED or registration.will_come is not None:
                continue
            registration.asked_to_come_at = now
            sent += mails.will_you_come(registration, workshop, now=now) is not None
            audit.record(actor, "registration.asked_to_come", now, workshop=workshop_id, subject=registration)
    return sent


def answer_come(registration_id: int, workshop_id: int, comes: bool, *, actor: Actor, now: datetime) -> Registration:
    """The answer to "Will you come?". A no frees the seat, which goes to whoever waits first."""
    with transaction():
        seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        if not policy.can_change(actor, registration):
            raise Denied(_("Only the organizers and the participant may change this."))
        if registration.state != State.CONFIRMED:
            raise UserError(_("Only who is confirmed is asked this."))
        if registration.will_come is comes:
            return registration
        registration.will_come = comes
        audit.record(actor, "registration.will_come", now, workshop=workshop_id, subject=registration, will_come=comes)
        if not comes:
            put(registration, State.CANCELLED, actor=actor, now=now)
            change = {"state": [State.CONFIRMED, State.CANCELLED]}
            audit.record(actor, "registration.state_changed", now, workshop=workshop_id, subject=registration, **change)
            fill_freed_seats(workshop_id, actor=SYSTEM, now=now, passing_over={registration.id})
    return registration


def come_after_all(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> Registration:
    """Take one's own cancellation back, while the seat is still free; as it was before, else at the end of the line.

    Who waited has their place in the line again, and the seat if one is free and nobody waits for it before them.
    Raises UserError for who was not cancelled by themselves.
    """
    with transaction():
        workshop = seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        if not policy.can_change(actor, registration):
            raise Denied(_("Only the organizers and the participant may change this."))
        before = state_before_cancelling(registration)
        if before is None:
            raise UserError(_("This cannot be taken back here. Write to the organizers."))
        free = Tally(workshop).reached(registration.type, registration.delegation) is None
        state = before if free else State.WAITLISTED
        registration.will_come = None
        if before is State.WAITLISTED:
            state = _back_in_line(registration, free=free, actor=actor, now=now)
        else:
            put(registration, state, actor=actor, now=now)
        change = {"state": [State.CANCELLED, state]}
        audit.record(actor, "registration.state_changed", now, workshop=workshop_id, subject=registration, **change)
        mails.state_changed(registration, workshop, now=now)
    return registration


def state_before_cancelling(registration: Registration) -> State | None:
    """The state that the participant gave up; None if they are not cancelled, or not by themselves."""
    entry = _cancelled_by(registration)
    return State(entry.facts["state"][0]) if entry is not None and entry.actor == OWNER else None


def _cancelled_by(registration: Registration) -> audit.AuditEntry | None:
    """The line of history that tells how somebody who is cancelled came to be so."""
    if registration.state != State.CANCELLED:
        return None
    for entry in audit.history("registration", registration.id):
        if entry.tag == "registration.state_changed" and entry.facts["state"][1] == State.CANCELLED:
            return entry
    return None


def _back_in_line(registration: Registration, *, free: bool, actor: Actor, now: datetime) -> State:
    """The place they had in the line; or, if a seat is free and nobody is before them, the seat."""
    entry = _cancelled_by(registration)
    number = entry.facts.get("in_line") if entry is not None else None
    if number is not None and queries.has_number(registration.workshop_id, number):
        for row in seats.waiting(registration.workshop_id):  # who came after them has their number: one place back
            row.waitlist_number = (row.waitlist_number or 0) + ((row.waitlist_number or 0) >= number)
    put(registration, State.WAITLISTED, actor=actor, now=now)
    registration.waitlist_number = number or registration.waitlist_number
    session.flush()
    if free and not seats.before(registration):
        put(registration, seats.entry_state(registration.type), actor=actor, now=now)
    return State(registration.state)


def review(registration_id: int, workshop_id: int, *, approve: bool, actor: Actor, now: datetime) -> None:
    """Approve what a confirmed participant changed, or put back what was there before."""
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    with transaction():
        seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        if not registration.to_review:
            return
        changes = {} if approve else facts.write(registration, reviews.before(registration))
        registration.to_review = []
        audit.record(
            actor,
            "registration.reviewed",
            now,
            workshop=workshop_id,
            subject=registration,
            approved=approve,
            **changes,
        )


def _standing(registration_id: int, workshop_id: int, actor: Actor) -> Registration:
    """The registration, under the lock, if the actor may change it and it still stands."""
    seats.lock(workshop_id)
    registration = queries.registration(workshop_id, registration_id)
    if not policy.can_change(actor, registration):
        raise Denied(_("Only the organizers and the participant may change this."))
    if registration.state in GONE and not policy.can_manage(actor, workshop_id):
        raise UserError(_("This registration no longer stands, so nothing in it can be changed."))
    return registration


def _forget_photo(registration: Registration) -> None:
    file = session.get(StoredFile, registration.photo_id) if registration.photo_id is not None else None
    registration.photo_id = None
    session.flush()
    if file is not None:
        stored.forget(file)
