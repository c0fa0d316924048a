"""How often a device read codes that stand for nobody, and how long it has to pause for it."""

from datetime import datetime, timedelta

from sqlalchemy import select

from eventapp.checkin.models import Scan
from eventapp.core.actors import Actor
from eventapp.core.db import session

MOST_A_MINUTE = 30
WINDOW = timedelta(minutes=1)
PAUSE = timedelta(seconds=60)


def pause_left(workshop_id: int, actor: Actor, now: datetime) -> timedelta | None:
    """How long this device (of somebody signed in: this user) has to wait before it may send scans again, or None.

    Counted is when the codes were read, and not when they came in: a desk that was offline for a day may bring as many
    as it met, while nobody can hold 30 codes of strangers before one camera in a minute. What counts at all is the last
    two minutes, so nothing that waits on a device is ever held up for longer. A guess has one chance in 2^128; the
    pause protects the machine, and shows in the log that somebody tries.
    """
    read = list(
        session.scalars(
            select(Scan.scanned_at)
            .where(
                Scan.workshop_id == workshop_id,
                Scan.registration_id.is_(None),
                Scan.scanned_at > now - WINDOW - PAUSE,
                Scan.code_hash.is_not(None),
                Scan.desk_id == actor.desk_id,
                Scan.user_id == actor.user_id,
            )
            .order_by(Scan.scanned_at.desc())
        )
    )
    for last, first in zip(read, read[MOST_A_MINUTE - 1 :], strict=False):
        if last - first <= WINDOW and last + PAUSE > now:
            return last + PAUSE - now
    return None
