"""Coming in one by one: on the public page, entered by the organizer, at the door; and changing what was said."""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from eventapp.core import audit
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.i18n import language, tr
from eventapp.registration import codes, facts, mails, matching, policy, queries, reviews, seats
from eventapp.registration.actions.delegations import find_or_add_delegation
from eventapp.registration.actions.states import GONE, fill_freed_seats, put
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import HOLDS_SEAT, Approval, Delegation, DelegationType, Person, Registration, State
from eventapp.registration.seats import Tally
from eventapp.workshops.models import Workshop

LINK_AGAIN = timedelta(hours=1)
SAID_ONCE = (
    "position",
    "organization",
    "language",
    "dietary",
    "access_needs",
    "badge_name",
    "languages",
    "interpretation",
)
"""What of a registration is true of the person's next one as well, until they say otherwise."""


class AlreadyRegistered(Invalid):
    """Somebody of this name stands on this delegation's list. `registration_id`: who, for those who may know."""

    def __init__(self, message: str, registration_id: int) -> None:
        super().__init__(message, {"latin_name": message})
        self.registration_id = registration_id


def register(
    workshop_id: int,
    type_id: int,
    given: Mapping[str, Any],
    *,
    country: str = "",
    organization: str = "",
    delegation_id: int | None = None,
    source: str,
    form_key: str | None = None,
    another_person: bool = False,
    confirm: bool = False,
    actor: Actor,
    now: datetime,
) -> Registration:
    """Register one person: on a seat if there is one, else at the end of the waiting list.

    `given`: the facts known (`facts.FACTS`). The delegation is named by its id, or found (or added) within the type
    by country and organization. `source`: "public", "organizer", "walk-in", or "focal" (see `actions.focal`). The same
    `form_key` and name again give the registration that is there already. `confirm`: at once, where a seat is free
    (organizer, walk-in). Raises AlreadyRegistered, Invalid, Denied, or UserError when closed or without seats.
    """
    with transaction():
        workshop = seats.lock(workshop_id)
        kind = queries.delegation_type(workshop_id, type_id)
        _allow(kind, workshop, source, actor, now)
        key = submit_key(form_key, given)
        if key and (earlier := by_submit_key(workshop_id, key)) is not None:
            return earlier
        facts.check(given)
        delegation = _delegation(kind, delegation_id, country, organization, actor=actor, now=now)
        twin = None if another_person else _twin(delegation, given)
        if twin is None:
            registration = _add(workshop, delegation, given, source, key, now=now)
            _take_place(registration, workshop, confirm=confirm and source != "public", actor=actor, now=now)
            tag = "registration.nominated" if source in ("organizer", "focal") else "registration.registered"
            audit.record(actor, tag, now, workshop=workshop_id, subject=registration, source=source)
            tell = mails.nominated if source == "focal" else mails.registered
            tell(registration, workshop, now=now)
            return registration
        if source == "public" and not queries.link_sent_since(twin.id, now - LINK_AGAIN):
            mails.link(twin, workshop, now=now)
    raise AlreadyRegistered(_already(twin, source), twin.id)


def change_details(
    registration_id: int, workshop_id: int, given: Mapping[str, Any], *, actor: Actor, now: datetime
) -> Registration:
    """Change what is known of a person; by the organizer, or by the person with the private link."""
    with transaction():
        seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        if not policy.can_change(actor, registration):
            raise Denied(_("Only the organizers and the participant may change this."))
        if not policy.can_manage(actor, workshop_id) and registration.state in GONE:
            raise UserError(_("This registration no longer stands, so nothing in it can be changed."))
        if changes := facts.write(registration, given):
            audit.record(actor, "registration.changed", now, workshop=workshop_id, subject=registration, **changes)
            (reviews.settle if policy.can_manage(actor, workshop_id) else reviews.note)(registration, changes)
    return registration


def move(registration_id: int, workshop_id: int, delegation_id: int, *, actor: Actor, now: datetime) -> Registration:
    """Move a person to another delegation, whose seats must suffice if one is held. Raises UserError."""
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    with transaction():
        workshop = seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        target = queries.delegation(workshop_id, delegation_id)
        if target.id == registration.delegation_id:
            return registration
        before = delegation_label(registration.delegation, language())
        _check_seat(registration, target, workshop)
        registration.delegation_id, registration.type_id = target.id, target.type_id
        registration.is_head, registration.rank = False, next_rank(target.id)
        registration.offered_until = None  # the offer was of a seat of the delegation they leave
        session.flush()
        session.expire(registration, ["delegation", "type"])
        facts_changed = {"delegation": [before, delegation_label(target, language())]}
        audit.record(actor, "registration.changed", now, workshop=workshop_id, subject=registration, **facts_changed)
        fill_freed_seats(workshop_id, actor=SYSTEM, now=now)
    return registration


def make_head(registration_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Name the head of a delegation; the one before is head no longer. Raises UserError for who does not come."""
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    with transaction():
        seats.lock(workshop_id)
        name_head(queries.registration(workshop_id, registration_id), actor=actor, now=now)


def name_head(registration: Registration, *, actor: Actor, now: datetime) -> None:
    """Mark the head of a delegation, under the lock of the seats; the caller checks who may. Raises UserError."""
    if registration.state in GONE:
        raise UserError(_("Who does not come cannot head the delegation."))
    if registration.is_head:
        return
    for other in session.scalars(
        select(Registration).where(Registration.delegation_id == registration.delegation_id, Registration.is_head)
    ):
        other.is_head = False
    session.flush()
    registration.is_head = True
    session.flush()
    audit.record(actor, "registration.head_named", now, workshop=registration.workshop_id, subject=registration)


def add_row(
    workshop: Workshop, delegation: Delegation, person: Person, given: Mapping[str, Any], source: str, *, now: datetime
) -> Registration:
    """A registration that has no seat yet: it stands as cancelled until it is put into its state, and flushed."""
    serial, link_hash = codes.new_link()
    registration = Registration(
        public_id=uuid.uuid4(),
        workshop_id=workshop.id,
        person=person,
        type=delegation.type,
        delegation=delegation,
        state=State.CANCELLED,
        rank=next_rank(delegation.id),
        source=source,
        link_serial=serial,
        link_hash=link_hash,
        created_at=now,
        state_changed_at=now,
    )
    session.add(registration)
    facts.write(registration, given)
    return registration


def next_rank(delegation_id: int) -> int:
    """The place behind everybody of the delegation."""
    with session.no_autoflush:  # who was placed before is flushed; see `put`
        last = session.scalar(select(func.max(Registration.rank)).where(Registration.delegation_id == delegation_id))
    return (last or 0) + 1


def fill_blanks(person: Person, given: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that may be written on somebody known from earlier: what they said before stays.

    What was said of them at their latest workshop and is not given now need not be typed again.
    """
    latest = session.scalar(
        select(Registration).where(Registration.person_id == person.id).order_by(Registration.id.desc()).limit(1)
    )
    known = {fact: getattr(latest, fact) for fact in SAID_ONCE} if latest is not None else {}
    return {fact: value for fact, value in known.items() if value} | {
        fact: value
        for fact, value in given.items()
        if (value or not known.get(fact))
        and (fact not in facts.PERSON_FACTS or (fact != "latin_proposed" and not getattr(person, fact)))
    }


def _allow(kind: DelegationType, workshop: Workshop, source: str, actor: Actor, now: datetime) -> None:
    if source == "organizer" and not policy.can_manage(actor, workshop.id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    if source == "walk-in" and not policy.can_receive(actor, workshop.id):
        raise Denied(_("Only the organizers and the check-in staff may do this."))
    if source != "public":
        return
    if workshop.registration_closes_at is not None and now >= workshop.registration_closes_at:
        raise UserError(_("Registration is closed."))
    if kind.approval == Approval.NOMINATION:
        message = _("People of “%(type)s” are named by the focal point of their delegation.", type=tr(kind.name))
        raise Invalid(message, {"type_id": message})
    if kind.approval == Approval.INVITATION:
        message = _("People of “%(type)s” come by invitation of the organizers.", type=tr(kind.name))
        raise Invalid(message, {"type_id": message})


def submit_key(form_key: str | None, given: Mapping[str, Any]) -> str | None:
    """The form and the name together: going back to register a colleague on the same form is not a double click."""
    if not form_key:
        return None
    text = "\n".join((form_key, *sorted(matching.keys_of(given))))
    return hashlib.sha256(text.encode()).hexdigest()


def by_submit_key(workshop_id: int, key: str) -> Registration | None:
    """Who came by this form before."""
    return session.scalar(
        select(Registration).where(Registration.workshop_id == workshop_id, Registration.submit_key == key)
    )


def _delegation(
    kind: DelegationType,
    delegation_id: int | None,
    country: str,
    organization: str,
    *,
    actor: Actor,
    now: datetime,
) -> Delegation:
    if delegation_id is not None:
        delegation = queries.delegation(kind.workshop_id, delegation_id)
    elif country or organization:
        delegation = find_or_add_delegation(kind, country, organization, actor=actor, now=now)
    else:
        message = _("Say for which organization or country.")
        raise Invalid(message, {"organization": message})
    seats.refuse_without_seats(delegation)
    return delegation


def _twin(delegation: Delegation, given: Mapping[str, Any]) -> Registration | None:
    there = session.scalars(
        select(Registration).where(Registration.delegation_id == delegation.id).options(joinedload(Registration.person))
    )
    return matching.KnownPeople(there).same(given, delegation.id)


def _already(twin: Registration, source: str) -> str:
    delegation = delegation_label(twin.delegation, language())
    if source != "public":
        return str(_("Somebody of this name is on the list of %(delegation)s already.", delegation=delegation))
    if twin.person.email:
        message = _(
            "Somebody of this name is on the list of %(delegation)s already. If that is you, use your private link: "
            "it has been sent to the e-mail address that we have of you.",
            delegation=delegation,
        )
    else:
        message = _(
            "Somebody of this name is on the list of %(delegation)s already. If that is you, "
            "ask the organizers for your private link.",
            delegation=delegation,
        )
    return str(message)


def _add(
    workshop: Workshop,
    delegation: Delegation,
    given: Mapping[str, Any],
    source: str,
    key: str | None,
    *,
    now: datetime,
) -> Registration:
    earlier = matching.EarlierPeople(workshop, given).take(given, delegation, surely=source == "public")
    person = earlier or Person(series_id=workshop.series_id)
    kept = fill_blanks(person, given) if earlier is not None else given
    registration = add_row(workshop, delegation, person, kept, source, now=now)
    registration.submit_key = key
    return registration


def _take_place(registration: Registration, workshop: Workshop, *, confirm: bool, actor: Actor, now: datetime) -> None:
    kind = registration.type
    if Tally(workshop).reached(kind, registration.delegation) is not None:
        state = State.WAITLISTED
    else:
        state = State.CONFIRMED if confirm else seats.entry_state(kind)
    put(registration, state, actor=actor, now=now)


def _check_seat(registration: Registration, target: Delegation, workshop: Workshop) -> None:
    seats.refuse_without_seats(target)
    if registration.state not in HOLDS_SEAT:
        return
    tally = Tally(workshop)
    tally.add(registration.delegation_id, registration.type, -1)
    if (bound := tally.reached(target.type, target)) is not None:
        raise UserError(seats.explain(bound, target))
