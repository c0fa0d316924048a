"""One change about several people, and one fact changed where it stands in the list."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from eventapp.core import audit
from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.core.errors import Denied, UserError
from eventapp.registration import columns, facts, policy, queries, seats
from eventapp.registration.actions.registering import move
from eventapp.registration.actions.states import Refusal
from eventapp.registration.actions.undo import remembered
from eventapp.registration.models import Registration


class ChangedMeanwhile(UserError):
    """Somebody else changed the fact since it was shown. `stands`: what it is now."""

    def __init__(self, stands: Any) -> None:
        super().__init__(_("Somebody changed this meanwhile. Look at what stands now, then save again."))
        self.stands = stands


def change_fact(
    registration_id: int, workshop_id: int, fact: str, value: Any, shown: Any, *, actor: Actor, now: datetime
) -> Registration:
    """Change one fact (`columns.EDITABLE`) if it still is what was shown. Raises ChangedMeanwhile, Invalid, Denied."""
    _allow(actor, workshop_id)
    if fact not in columns.EDITABLE:
        raise UserError(_("This cannot be changed here."))
    with transaction():
        seats.lock(workshop_id)
        registration = queries.registration(workshop_id, registration_id)
        stands = facts.read(registration)[fact]
        if stands not in (shown, value):
            raise ChangedMeanwhile(stands)
        if changes := facts.write(registration, {fact: value}):
            audit.record(actor, "registration.changed", now, workshop=workshop_id, subject=registration, **changes)
    return registration


def set_many(
    registration_ids: Sequence[int], workshop_id: int, fact: str, value: Any, *, actor: Actor, now: datetime
) -> tuple[int, list[Refusal]]:
    """Set "funding", "alternate" or "function" of several people: of how many it was changed."""
    _allow(actor, workshop_id)
    done = 0
    with remembered(workshop_id, fact, actor=actor, now=now):
        for registration_id in registration_ids:
            registration = queries.registration(workshop_id, registration_id)
            if changes := facts.write(registration, {fact: value}):
                audit.record(actor, "registration.changed", now, workshop=workshop_id, subject=registration, **changes)
                done += 1
    return done, []


def move_many(
    registration_ids: Sequence[int], workshop_id: int, delegation_id: int, *, actor: Actor, now: datetime
) -> tuple[int, list[Refusal]]:
    """Move several people to a delegation, and so to its type, as far as its seats go."""
    _allow(actor, workshop_id)
    done, refused = 0, []
    with remembered(workshop_id, "delegation", actor=actor, now=now):
        for registration_id in registration_ids:
            registration = queries.registration(workshop_id, registration_id)
            try:
                move(registration_id, workshop_id, delegation_id, actor=actor, now=now)
                done += 1
            except UserError as error:
                refused.append(Refusal(registration_id, registration.shown_name, error.message))
    return done, refused


def _allow(actor: Actor, workshop_id: int) -> None:
    if not policy.can_manage(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
