"""Delegation types and delegations: added, changed, put in order, removed."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, func, select
from sqlalchemy.exc import IntegrityError

from eventapp.core import audit, countries
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.i18n import language
from eventapp.core.names import fold, transliterate
from eventapp.core.texts import Texts
from eventapp.registration import matching, policy, queries, seats, type_uses
from eventapp.registration.actions.states import fill_freed_seats
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Delegation, DelegationType, Registration
from eventapp.registration.seats import Tally
from eventapp.workshops.models import Workshop

TYPE_FIELDS = (
    "name",
    "attribution",
    "colour",
    "quota",
    "approval",
    "visa_support",
    "counts_as_participant",
)
DELEGATION_FIELDS = (
    "country",
    "organization",
    "seats",
    "region",
    "host",
    "precedence",
    "focal_name",
    "focal_email",
    "language",
    "funded_seats",
)


def add_type(workshop_id: int, given: Mapping[str, Any], *, actor: Actor, now: datetime) -> DelegationType:
    """Add a delegation type at the end of the order. `given`: TYPE_FIELDS; its key is made from the name."""
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        types = queries.delegation_types(workshop_id)
        kind = DelegationType(
            workshop_id=workshop_id,
            key=_free_key(given["name"], {other.key for other in types}),
            position=max((other.position for other in types), default=0) + 1,
            **given,
        )
        session.add(kind)
        session.flush()
        audit.record(actor, "registration.type_added", now, workshop=workshop_id, subject=kind, key=kind.key)
    return kind


def change_type(
    type_id: int, workshop_id: int, given: Mapping[str, Any], *, actor: Actor, now: datetime
) -> DelegationType:
    """Change a delegation type. A quota below the seats held is refused; a higher one lets people move up."""
    _allow(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        kind = queries.delegation_type(workshop_id, type_id)
        changes = audit.diff({field: getattr(kind, field) for field in TYPE_FIELDS}, dict(given))
        for field, value in given.items():
            setattr(kind, field, value)
        session.flush()
        _check_quota(kind, workshop)
        if changes:
            audit.record(actor, "registration.type_changed", now, workshop=workshop_id, subject=kind, **changes)
        fill_freed_seats(workshop_id, actor=SYSTEM, now=now)
    return kind


def move_type(type_id: int, workshop_id: int, step: int, *, actor: Actor, now: datetime) -> None:
    """Move a type up (-1) or down (+1) in precedence; at the ends it stays."""
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        types = queries.delegation_types(workshop_id)
        kind = queries.delegation_type(workshop_id, type_id)
        place = types.index(kind)
        target = min(max(place + step, 0), len(types) - 1)
        types.insert(target, types.pop(place))
        for position, other in enumerate(types, start=1):
            other.position = position
        if target != place:
            change = {"position": [place + 1, target + 1]}
            audit.record(actor, "registration.type_changed", now, workshop=workshop_id, subject=kind, **change)


def remove_type(type_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Remove a type that has no delegations. Raises UserError."""
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        kind = queries.delegation_type(workshop_id, type_id)
        if session.scalar(select(exists().where(Delegation.type_id == kind.id))):
            raise UserError(_("There are delegations of this type; remove them first."))
        audit.record(actor, "registration.type_removed", now, workshop=workshop_id, subject=kind, key=kind.key)
        session.delete(kind)
        try:
            session.flush()
        except IntegrityError as error:  # notes are attributed to it; the feature of notes lies above this one
            raise UserError(_("This type is in use: notes are attributed to it.")) from error
        type_uses.forget(workshop_id, type_id)


def add_delegation(
    workshop_id: int, type_id: int, given: Mapping[str, Any], *, actor: Actor, now: datetime
) -> Delegation:
    """Add a delegation to a type. `given`: DELEGATION_FIELDS. Raises Invalid for one that is there already."""
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        kind = queries.delegation_type(workshop_id, type_id)
        delegation = Delegation(workshop_id=workshop_id, type=kind, **given)
        _check_delegation(delegation, other_than=None)
        _add(delegation, actor=actor, now=now)
    return delegation


def change_delegation(
    delegation_id: int, workshop_id: int, given: Mapping[str, Any], *, actor: Actor, now: datetime
) -> Delegation:
    """Change a delegation. Seats below those held are refused; more seats let people move up."""
    _allow(actor, workshop_id)
    with transaction():
        workshop = seats.lock(workshop_id)
        delegation = queries.delegation(workshop_id, delegation_id)
        changes = audit.diff({field: getattr(delegation, field) for field in DELEGATION_FIELDS}, dict(given))
        with session.no_autoflush:
            for field, value in given.items():
                setattr(delegation, field, value)
            _check_delegation(delegation, other_than=delegation.id)
        session.flush()
        held = Tally(workshop).by_delegation[delegation.id]
        if delegation.seats is not None and held > delegation.seats:
            message = _("%(held)s seats are held already; decline or move somebody first.", held=held)
            raise Invalid(message, {"seats": message})
        if changes:
            audit.record(
                actor, "registration.delegation_changed", now, workshop=workshop_id, subject=delegation, **changes
            )
        fill_freed_seats(workshop_id, actor=SYSTEM, now=now)
    return delegation


def remove_delegation(delegation_id: int, workshop_id: int, *, actor: Actor, now: datetime) -> None:
    """Remove a delegation in which nobody is. Raises UserError."""
    _allow(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        delegation = queries.delegation(workshop_id, delegation_id)
        if session.scalar(select(exists().where(Registration.delegation_id == delegation.id))):
            raise UserError(_("There are people in this delegation; move them to another one first."))
        name = delegation_label(delegation, "en")
        audit.record(actor, "registration.delegation_removed", now, workshop=workshop_id, subject=delegation, name=name)
        session.delete(delegation)


def find_or_add_delegation(
    kind: DelegationType, country: str, organization: str, *, actor: Actor, now: datetime
) -> Delegation:
    """The delegation of this type that somebody belongs to; added without own seats if there is none.

    An organization is found by its folded name, whichever country its people name; one that is not there is added
    with the country, unless the organizations of this type stand there without one.
    """
    with transaction():
        known = list(session.scalars(select(Delegation).where(Delegation.type_id == kind.id).order_by(Delegation.id)))
        if (found := matching.same_delegation(known, country, organization)) is not None:
            return found
        stateless = any(other.organization and not other.country for other in known)
        delegation = Delegation(
            workshop_id=kind.workshop_id,
            type=kind,
            country="" if organization and stateless else country,
            organization=organization,
            seats=None,
            region=_region_of(known, country),
        )
        _add(delegation, actor=actor, now=now)
    return delegation


def _region_of(known: list[Delegation], country: str) -> str:
    """The region in which the organizer placed another delegation of this country."""
    return next((other.region for other in known if country and other.country == country), "")


def _add(delegation: Delegation, *, actor: Actor, now: datetime) -> None:
    session.add(delegation)
    session.flush()
    audit.record(
        actor,
        "registration.delegation_added",
        now,
        workshop=delegation.workshop_id,
        subject=delegation,
        name=delegation_label(delegation, "en"),
    )


def _check_delegation(delegation: Delegation, *, other_than: int | None) -> None:
    if not (delegation.country or delegation.organization):
        message = _("Say which country or which organization.")
        raise Invalid(message, {"organization": message})
    if delegation.country and delegation.country not in countries.codes():
        message = _("This is not a country we know.")
        raise Invalid(message, {"country": message})
    same = select(func.count()).where(
        Delegation.type_id == delegation.type.id,
        Delegation.country == (delegation.country or ""),
        Delegation.organization == (delegation.organization or ""),
        Delegation.id != (other_than or 0),
    )
    with session.no_autoflush:
        if session.scalar(same):
            message = _("%(name)s is there already.", name=delegation_label(delegation, language()))
            raise Invalid(message, {"organization": message})


def _check_quota(kind: DelegationType, workshop: Workshop) -> None:
    tally = Tally(workshop)
    held = tally.by_type[kind.id]
    if kind.quota is not None and held > kind.quota:
        message = _("%(held)s seats are held already; decline or move somebody first.", held=held)
        raise Invalid(message, {"quota": message})
    if workshop.capacity is not None and tally.participants > workshop.capacity:
        message = _("Then there would be more participants than the workshop has places.")
        raise Invalid(message, {"counts_as_participant": message})


def _free_key(name: Texts, taken: set[str]) -> str:
    """A key for addresses and files: the name in Latin letters, with a number where it is taken."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(transliterate(name.pick("en")))).strip("-")[:50] or "type"
    key, number = words, 2
    while key in taken:
        key, number = f"{words}-{number}", number + 1
    return key


def _allow(actor: Actor, workshop_id: int) -> None:
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
