"""Made-up scans: who came on which day, and who sat in which session."""

import random
import uuid
from datetime import datetime, timedelta

from eventapp.checkin import actions as checkin
from eventapp.checkin import queries
from eventapp.core.actors import SYSTEM
from eventapp.registration import queries as registrations
from eventapp.registration.codes import badge_code
from eventapp.workshops.models import Workshop

DEVICES = ("Entrance 1", "Entrance 2")
COMES_AT_ALL, COMES_ON_A_DAY, SITS_IN_A_SESSION = 0.96, 0.93, 0.86
LATEST_MINUTES = 25


def make(workshop: Workshop, seed: int) -> None:
    """Scans for every day and session, sent in batches as the desks' devices would have sent them."""
    draw = random.Random(seed)  # noqa: S311 - a demo wants the same people each time, not secrets
    badges = {
        row.id: badge_code(row.badge)
        for row in registrations.confirmed(workshop.id)
        if row.badge is not None and draw.random() < COMES_AT_ALL
    }
    places = queries.checkpoints(workshop)
    for day in workshop.days:
        came = [code for code in badges.values() if draw.random() < COMES_ON_A_DAY]
        of_the_day = [place for place in places if place.day == day]
        for place in of_the_day:
            starts = place.starts_at or _doors_open(of_the_day)
            share = SITS_IN_A_SESSION if place.session_id else 1.0
            _send(workshop, place.key, starts, [code for code in came if draw.random() < share], draw)


def _doors_open(places: list[queries.Checkpoint]) -> datetime:
    return min(place.starts_at for place in places if place.starts_at) - timedelta(minutes=30)


def _send(workshop: Workshop, key: str, starts: datetime, codes: list[str], draw: random.Random) -> None:
    readings = [
        checkin.Reading(
            id=uuid.UUID(int=draw.getrandbits(128), version=4),
            checkpoint=key,
            scanned_at=starts + timedelta(seconds=draw.randrange(-600, LATEST_MINUTES * 60)),
            code=code,
            device=draw.choice(DEVICES),
        )
        for code in codes
    ]
    sent_at = starts + timedelta(hours=1)
    for at in range(0, len(readings), checkin.LARGEST_BATCH):
        checkin.receive_scans(workshop.id, readings[at : at + checkin.LARGEST_BATCH], actor=SYSTEM, now=sent_at)
