"""Somebody who stands at the door and on no list: registered at the desk, and shown to the organizer afterwards."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import itemgetter
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import update

from eventapp.badges import actions as badges
from eventapp.checkin import policy, queries
from eventapp.checkin.actions import scans
from eventapp.checkin.models import Scan, WalkIn
from eventapp.checkin.readings import WalkInFacts
from eventapp.checkin.rules import settings_of
from eventapp.core import audit, jobs, names
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, UserError
from eventapp.registration import actions as registration
from eventapp.registration import queries as registrations
from eventapp.registration import seats
from eventapp.registration.models import Registration, State
from eventapp.workshops.models import Workshop

TELL_AFTER = timedelta(minutes=10)
"""The organizers get one mail for the walk-ins of so many minutes, and not one for each."""
JOB = "checkin.walk_ins"
SPARES, HANDED, AWAITED = "spares", "handed", "awaited"
"""In `WalkIn.facts`: {fingerprint of a blank badge that waits until its bearer has a seat: when it was given}; when the
badge was handed over; that the desk's queue told of these before it told who it is."""
WAITS = (SPARES, HANDED)


def register_walk_in(workshop_id: int, facts: WalkInFacts, *, actor: Actor, now: datetime) -> WalkIn:
    """Register somebody at the desk; the same id again changes nothing. Raises Denied; what else speaks against it
    stands in `problem`, with what was typed, until the organizer has dealt with it."""
    if not policy.can_scan(actor, workshop_id):
        raise Denied(_("You do not check people in at this workshop."))
    with transaction():
        workshop = seats.lock(workshop_id)
        known = session.get(WalkIn, facts.id)
        if known is not None and known.workshop_id != workshop_id:
            raise UserError(_("This was sent to another workshop before."))
        return known if known is not None and not awaited(known) else take(workshop, facts, actor=actor, now=now)


def take(workshop: Workshop, facts: WalkInFacts, *, actor: Actor, now: datetime) -> WalkIn:
    """Keep a new walk-in, or one that was awaited, under the lock of the seats, inside the caller's transaction.

    They get a seat if there is one, else the end of the waiting list, as everybody. Whoever stands on that
    delegation's list already is that person; the organizer is shown that it was taken so.
    """
    row = session.get(WalkIn, facts.id) or WalkIn(id=facts.id, workshop_id=workshop.id, facts={})
    row.desk_id, row.made_at, row.received_at = actor.desk_id, min(facts.at, now), now
    row.settled_at = None  # of one that was awaited, only the badge was seen
    row.problem, waits = "", {name: value for name, value in row.facts.items() if name in WAITS}
    row.facts = waits
    try:
        with session.begin_nested():
            row.registration_id = _registered(workshop, facts, actor=actor, now=now)
    except registration.AlreadyRegistered as error:
        row.registration_id, row.problem, row.facts = error.registration_id, error.message[:500], _typed(facts) | waits
    except UserError as error:
        row.problem, row.facts = error.message[:500], _typed(facts) | waits
    session.add(row)
    session.flush()
    if row.registration_id is not None:
        scans.claim(workshop.id, row.registration_id, walk_in_id=row.id)
        give_what_waits(row, actor=actor, now=now)
    audit.record(actor, "checkin.walked_in", now, workshop=workshop.id, subject=_subject(row), problem=row.problem)
    _tell_organizers(workshop.id, now)
    return row


def awaited(row: WalkIn) -> bool:
    """Whether it is known of nothing but a badge; who it is comes with the rest of a desk's queue."""
    return AWAITED in row.facts and row.registration_id is None


def expect(workshop_id: int, walk_in_id: UUID, at: datetime, *, actor: Actor, now: datetime) -> WalkIn:
    """A walk-in of whom a desk's queue tells first that they got a badge. The organizer sees it, should the rest never
    come. Inside the caller's transaction. Raises UserError for one of another workshop."""
    row = session.get(WalkIn, walk_in_id)
    if row is None:
        row = WalkIn(id=walk_in_id, workshop_id=workshop_id, desk_id=actor.desk_id, made_at=min(at, now))
        row.received_at, row.facts = now, {AWAITED: True}
        row.problem = _("A badge was given; who it was given to has not come in yet.")
        session.add(row)
        session.flush()
        _tell_organizers(workshop_id, now)
    elif row.workshop_id != workshop_id:
        raise UserError(_("This was sent to another workshop before."))
    return row


def settle(
    workshop_id: int,
    walk_in_id: UUID,
    *,
    registration_id: int | None = None,
    confirm: bool = False,
    actor: Actor,
    now: datetime,
) -> WalkIn:
    """The organizer has seen a walk-in. What was typed is forgotten; what waits for one who is awaited is not.

    `registration_id`: who it is, where the desk could register nobody or took them for somebody else; their scans go
    with them. `confirm`: they get a seat, if there is one. A blank badge that they were given works from now on, if
    they are confirmed. Raises Denied, Missing, UserError.
    """
    if not policy.can_prepare(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    with transaction():
        seats.lock(workshop_id)
        row = queries.walk_in(workshop_id, walk_in_id)
        if registration_id is not None and registration_id != row.registration_id:
            _is_somebody_else(row, registration_id)
        if confirm and row.registration_id is not None:
            registration.confirm(row.registration_id, workshop_id, actor=actor, now=now)
        give_what_waits(row, actor=actor, now=now)
        if row.settled_at is None:
            row.settled_at, row.facts = now, row.facts if awaited(row) else {}
            audit.record(actor, "checkin.walk_in_settled", now, workshop=workshop_id, subject=_subject(row))
        session.flush()
    return row


def _is_somebody_else(row: WalkIn, registration_id: int) -> None:
    """Scans that were made under this walk-in belong to somebody else than was thought."""
    row.registration_id = registrations.registration(row.workshop_id, registration_id).id
    row.problem = ""
    session.execute(
        update(Scan)
        .where(Scan.workshop_id == row.workshop_id, Scan.walk_in_id == row.id)
        .values(registration_id=row.registration_id)
    )


def keep_spare(row: WalkIn, code_hash: str, given: datetime) -> None:
    """A blank badge was given to somebody of whom it is not known yet whether they have a seat."""
    row.facts = {**row.facts, SPARES: {**row.facts.get(SPARES, {}), code_hash: _written(given)}}
    session.flush()


def keep_hand_over(row: WalkIn, handed: datetime) -> None:
    """A badge went into the hand of somebody of whom it is not known yet whether they have one; the earliest time."""
    row.facts = {**row.facts, HANDED: min(_written(handed), row.facts.get(HANDED, _written(handed)))}
    session.flush()


def give_what_waits(row: WalkIn, *, actor: Actor, now: datetime) -> None:
    """The blank badges are theirs from now on, in the order in which they were given, and were handed over when they
    were, if they have a seat. What cannot be theirs stays with what the organizer has to deal with."""
    who, spares, handed = row.registration_id, row.facts.get(SPARES, {}), row.facts.get(HANDED)
    if who is None or not (spares or handed):
        return
    if queries.guests(row.workshop_id, {who}, ())[who].state != State.CONFIRMED:
        return
    left: dict[str, Any] = {name: value for name, value in row.facts.items() if name not in WAITS}
    for code, given in sorted(spares.items(), key=itemgetter(1)):
        at = datetime.fromisoformat(given)
        if not _done(row, partial(_give, row, code, at, actor=actor, now=now)):
            left[SPARES] = {**left.get(SPARES, {}), code: given}
    if handed:
        at = datetime.fromisoformat(handed)
        if not _done(row, partial(badges.hand_over, row.workshop_id, who, at, actor=actor, now=now)):
            left[HANDED] = handed
    row.facts = left


def _give(row: WalkIn, code_hash: str, at: datetime, *, actor: Actor, now: datetime) -> None:
    badge = badges.give_spare(row.workshop_id, code_hash, row.registration_id or 0, at=at, actor=actor, now=now)
    scans.claim(row.workshop_id, badge.registration_id, code_hash=code_hash)


def _done(row: WalkIn, step: Callable[[], object]) -> bool:
    """Whether it could be done; why not stands in `problem`, and nothing of it is left."""
    try:
        with session.begin_nested():
            step()
    except UserError as error:
        row.problem = error.message[:500]
        return False
    return True


def _written(at: datetime) -> str:
    """As it stands in `facts`; the order of such texts is that of time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _registered(workshop: Workshop, facts: WalkInFacts, *, actor: Actor, now: datetime) -> int:
    if not settings_of(workshop).takes(facts.type_id):
        raise UserError(_("Desks register nobody of this kind at this workshop; the organizer decides."))
    given: dict[str, Any] = {
        **_names(facts),
        "position": facts.position,
        "organization": facts.organization,
        "country": facts.country,
        "email": facts.email,
        "sex": facts.sex,
    }
    return registration.register(
        workshop.id,
        facts.type_id,
        given,
        country=facts.country,
        organization=facts.organization or ("" if facts.country else _("Registered at the door")),
        delegation_id=facts.delegation_id,
        source="walk-in",
        form_key=str(facts.id),
        confirm=True,
        actor=actor,
        now=now,
    ).id


def _names(facts: WalkInFacts) -> dict[str, Any]:
    """The name in each script. A desk in a hurry types it where the cursor stands; what is not in Latin letters is the
    original, and its Latin spelling is proposed."""
    latin, original = facts.name, facts.original_name
    if latin and "latin" not in names.scripts(latin):
        latin, original = "", original or latin
    proposed = names.transliterate(original) if original and not latin else ""
    if names.scripts(proposed) == {"latin"}:
        return {"latin_name": proposed, "latin_proposed": True, "original_name": original}
    return {"latin_name": latin, "original_name": original}


def _typed(facts: WalkInFacts) -> dict[str, Any]:
    """As it is kept for the organizer."""
    return {name: value for name, value in asdict(facts).items() if name not in ("id", "at") and value}


def _subject(row: WalkIn) -> Registration | None:
    """Whose history it belongs to."""
    return session.get(Registration, row.registration_id) if row.registration_id is not None else None


def _tell_organizers(workshop_id: int, now: datetime) -> None:
    slot = int(now.timestamp() // TELL_AFTER.total_seconds())
    key = f"{JOB}:{workshop_id}:{slot}"
    jobs.enqueue(JOB, key, {"workshop": workshop_id, "key": key}, now=now, after=now + TELL_AFTER)
