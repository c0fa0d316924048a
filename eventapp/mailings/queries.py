"""The mailings of a workshop, and those that are worth sending."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.core.db import session
from eventapp.core.errors import Invalid, Missing
from eventapp.core.timezones import instant
from eventapp.mailings.models import Mailing
from eventapp.messages.occasions import BY_KEY, Occasion
from eventapp.workshops.models import Workshop

MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mailing that most workshops send, when it is usually sent, and to whom."""

    occasion: Occasion
    at: datetime
    recipients: dict[str, Any]


def find(workshop_id: int, mailing_id: int) -> Mailing:
    """A mailing of this workshop. Raises Missing."""
    row = session.get(Mailing, mailing_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such mailing."))
    return row


def mailings(workshop_id: int) -> list[Mailing]:
    """All of a workshop, newest first."""
    return list(session.scalars(select(Mailing).where(Mailing.workshop_id == workshop_id).order_by(Mailing.id.desc())))


def suggestions(workshop: Workshop, now: datetime) -> list[Suggestion]:
    """What is still ahead and not yet written, by time: will you come, reminders, practical information, thank you."""
    written = {row.occasion for row in mailings(workshop.id) if row.state != "cancelled"}
    confirmed = {"filter": {"state": "confirmed"}}
    planned: list[tuple[str, datetime | None, dict[str, Any]]] = [
        ("will-you-come", _morning(workshop, -14), confirmed),
        ("practical-information", _morning(workshop, -7), confirmed),
        ("thank-you", _morning(workshop, len(workshop.days)), confirmed),
        ("nomination-reminder", _before(workshop.nominations_close_at), {"filter": {}, "empty_seats": True}),
        ("missing-data", _before(workshop.details_close_at), {**confirmed, "missing": True}),
    ]
    ahead = [
        Suggestion(BY_KEY[key], at, recipients)
        for key, at, recipients in planned
        if at is not None and at > now and key not in written
    ]
    return sorted(ahead, key=lambda each: each.at)


def suggestion(workshop: Workshop, occasion: str, now: datetime) -> Suggestion:
    """One of them, by its occasion. Raises Missing."""
    for each in suggestions(workshop, now):
        if each.occasion.key == occasion:
            return each
    raise Missing(_("This is written already, or its time is over."))


def _morning(workshop: Workshop, days: int) -> datetime | None:
    """In the morning so many days after the first day, on the workshop's clock."""
    try:
        return instant(workshop.starts_on + timedelta(days=days), MORNING, workshop.timezone)
    except Invalid:  # the clocks are changed at that time
        return None


def _before(deadline: datetime | None) -> datetime | None:
    return deadline - timedelta(days=3) if deadline else None
