"""A participant says that they are in the room, with the code on its screen."""

from collections.abc import Sequence
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from flask_babel import gettext as _

from eventapp.accounts.actions import note_failure, refuse_after
from eventapp.checkin import queries, room_codes
from eventapp.checkin.actions.scans import receive_scans
from eventapp.checkin.models import Way
from eventapp.checkin.queries import Checkpoint, ScanResult
from eventapp.checkin.readings import Reading
from eventapp.checkin.rules import settings_of
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.registration import queries as registrations
from eventapp.workshops.models import Workshop

WRONG_CODES = 10
"""Wrong codes of one participant in a quarter of an hour."""


def check_in_oneself(
    registration_id: int,
    workshop_id: int,
    code: str,
    *,
    key: str | None = None,
    secret_key: str,
    actor: Actor,
    now: datetime,
) -> ScanResult:
    """Mark the participant present at the session whose code this is; `key`: only at that one. Decided by the same
    rules as a scan of their badge, and stored as a scan of the way "self"; the same code twice is one scan.

    Raises Denied for anybody but the owner, Missing, UserError where the workshop does not offer it, Invalid (field
    code) for a code that is not good now, TooManyTries after WRONG_CODES of them.
    """
    if actor.registration_id != registration_id:
        raise Denied(_("Only participants themselves may say so."))
    registration = registrations.registration(workshop_id, registration_id)
    workshop = session.get_one(Workshop, registration.workshop_id)
    if not settings_of(workshop).self_check_in:
        raise UserError(_("At this workshop the desk checks everybody in. Please go there."))
    guesses = f"here:{registration_id}"
    refuse_after(WRONG_CODES, guesses, now=now)
    open_now = [place for place in queries.open_sessions(workshop, now) if key in (None, place.key)]
    place = _of_code(workshop_id, open_now, code, secret_key, now)
    if place is None:
        note_failure(guesses, now=now)
        message = _("This code is not good, or not any more. Type the one that stands on the screen now.")
        raise Invalid(message, {"code": message})
    scan = f"here:{workshop_id}:{place.key}:{registration_id}:{room_codes.normal(code)}"
    reading = Reading(
        id=uuid5(NAMESPACE_URL, scan),
        checkpoint=place.key,
        scanned_at=now,
        registration_id=registration_id,
        way=Way.SELF,
    )
    return receive_scans(workshop_id, [reading], actor=_screen(actor, workshop_id), now=now)[0]


def _of_code(
    workshop_id: int, places: Sequence[Checkpoint], code: str, secret_key: str, now: datetime
) -> Checkpoint | None:
    return next((place for place in places if room_codes.is_good(secret_key, workshop_id, place.key, code, now)), None)


def _screen(actor: Actor, workshop_id: int) -> Actor:
    """Whoever has the code acts as the desk that the screen is, for themselves only."""
    return Actor(actor.label, registration_id=actor.registration_id, roles=frozenset({(workshop_id, Role.CHECK_IN)}))
