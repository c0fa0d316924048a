"""The sessions whose code stands on a screen."""

from datetime import datetime

from flask_babel import gettext as _

from eventapp.checkin.queries.checkpoints import Checkpoint, checkpoint, checkpoints
from eventapp.core.errors import Missing
from eventapp.workshops.models import Workshop


def open_sessions(workshop: Workshop, now: datetime) -> list[Checkpoint]:
    """The sessions that go on now, or begin within a quarter of an hour."""
    return [place for place in checkpoints(workshop) if place.is_session and place.is_open(now)]


def session_place(workshop: Workshop, key: str) -> Checkpoint:
    """The session with this key, as a checkpoint. Raises Missing, also for venue and added checkpoints."""
    place = checkpoint(workshop, key)
    if not place.is_session:
        raise Missing(_("Only sessions have a code on the screen."))
    return place
