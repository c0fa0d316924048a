"""Checkpoints that the organizer added, as they are stored."""

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventapp.checkin.models import Scan, Stop
from eventapp.core.db import session
from eventapp.core.errors import Missing


def stop(workshop_id: int, stop_id: int) -> Stop:
    """The workshop's added checkpoint with this id. Raises Missing."""
    found = session.get(Stop, stop_id)
    if found is None or found.workshop_id != workshop_id:
        raise Missing(_("There is no such checkpoint at this workshop."))
    return found


def stops(workshop_id: int) -> list[Stop]:
    """The added checkpoints, by day, opening time and order of adding."""
    return list(
        session.scalars(
            select(Stop).where(Stop.workshop_id == workshop_id).order_by(Stop.day, Stop.opens_at, Stop.position)
        )
    )


def scans_at(workshop_id: int, key: str) -> int:
    """How many scans were made at an added checkpoint, whatever their outcome; also under the key it has while a
    session took its own (see checkpoints)."""
    keys = (key, f"stop-{key}")
    return (
        session.scalar(
            select(func.count()).select_from(Scan).where(Scan.workshop_id == workshop_id, Scan.checkpoint.in_(keys))
        )
        or 0
    )
