"""What check-in does after a commit and each night."""

from datetime import datetime
from typing import Any

from eventapp.checkin import mails, queries
from eventapp.checkin.actions import reviews, walk_ins
from eventapp.core import jobs
from eventapp.core.db import session, transaction
from eventapp.workshops.models import Workshop


@jobs.handler(walk_ins.JOB)
def tell_organizers(args: dict[str, Any], now: datetime) -> None:
    """One mail to each organizer about those who walked in; the key of a message makes doing it twice harmless."""
    with transaction():
        workshop = session.get(Workshop, args["workshop"])
        number = queries.walk_ins_waiting(args["workshop"])
        if workshop is not None and number:
            mails.people_walked_in(workshop, number, args["key"], now=now)


@jobs.daily("checkin.unknown_codes")
def forget_unknown_codes(args: dict[str, object], now: datetime) -> None:
    """Done twice, the second time finds nothing."""
    reviews.forget_unknown_codes(now=now)
