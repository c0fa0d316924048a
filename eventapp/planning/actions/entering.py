"""Making participants of those who speak in the programme."""

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext as _

from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.core.errors import Denied, UserError
from eventapp.planning import policy, speakers
from eventapp.registration import actions as registration


def enter_speakers(
    workshop_id: int, speaker_ids: Collection[int], type_id: int, *, actor: Actor, now: datetime
) -> tuple[int, list[tuple[str, str]]]:
    """Enter these speakers of the programme within a delegation type, each for their organization.

    Who is among the participants already, or is no speaker here, is passed over. Returns how many were entered, and
    (name, why) of those who could not be.
    """
    if not policy.can_change(actor, workshop_id):
        raise Denied(_("Only the organizers of this workshop may do this."))
    entered, refused = 0, []
    with transaction():
        for speaker in speakers.unregistered(workshop_id):
            if speaker.id not in speaker_ids:
                continue
            office = speaker.organization[:300]
            try:
                registration.register(
                    workshop_id, type_id, speaker.facts, organization=office, source="organizer", actor=actor, now=now
                )
                entered += 1
            except UserError as error:
                refused.append((speaker.name, error.message))
    return entered, refused
