"""Every night what is due is removed, at every workshop."""

from datetime import datetime, timedelta

from sqlalchemy import select

from eventapp.core import jobs
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.privacy import actions
from eventapp.workshops.models import Workshop

LONGEST_NIGHT = timedelta(hours=4)


@jobs.daily("privacy.retention")
def purge_everywhere(args: dict[str, object], now: datetime) -> None:
    """Each workshop in transactions of its own; done twice, the second time finds nothing."""
    with transaction():
        jobs.renew(now, LONGEST_NIGHT)
        ids = list(session.scalars(select(Workshop.id).order_by(Workshop.id)))
    for workshop_id in ids:
        actions.purge(workshop_id, actor=SYSTEM, now=now)
