"""The programme as a calendar (RFC 5545), one event for each session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText

from exports.labels import Labels
from exports.model import AgendaItem, WorkshopFacts
from exports.text import clean


def programme_calendar(workshop: WorkshopFacts, agenda: Sequence[AgendaItem], labels: Labels) -> bytes:
    """The sessions as .ics, in the workshop's time zone, which the file describes.

    UID and SEQUENCE are the session's own, so that a calendar that was subscribed to moves an event rather than
    showing it twice. DTSTAMP is the time of the last change, so the same programme gives the same bytes.
    """
    zone = ZoneInfo(workshop.timezone)
    calendar = Calendar()
    calendar.add("prodid", "-//eventapp//programme//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(workshop.short_title))
    calendar.add("x-wr-timezone", workshop.timezone)
    if agenda:
        calendar.add_component(_described(zone, agenda))
    for item in agenda:
        calendar.add_component(_event(workshop, item, zone, labels))
    return bytes(calendar.to_ical())


def _described(zone: ZoneInfo, agenda: Sequence[AgendaItem]) -> Timezone:
    """The rules of the zone for the years in question."""
    first = min(item.starts_at for item in agenda).date()
    last = max(item.ends_at for item in agenda).date()
    return Timezone.from_tzinfo(
        zone, zone.key, first_date=first - timedelta(days=1), last_date=last + timedelta(days=1)
    )


def _event(workshop: WorkshopFacts, item: AgendaItem, zone: ZoneInfo, labels: Labels) -> Event:
    event = Event()
    event.add("uid", str(item.uid))
    event.add("sequence", item.sequence)
    event.add("dtstamp", _utc(item.modified))
    event.add("last-modified", _utc(item.modified))
    event.add("dtstart", item.starts_at.astimezone(zone))
    event.add("dtend", item.ends_at.astimezone(zone))
    summary = vText(clean(item.title))
    summary.params["LANGUAGE"] = workshop.language
    event.add("summary", summary)
    event.add("location", clean(", ".join(part for part in (item.room, workshop.city) if part)))
    description = _description(item, labels)
    if description:
        event.add("description", description)
    event.add("categories", [clean(part) for part in (item.session_type, item.theme) if part])
    event.add("transp", "TRANSPARENT" if item.is_break else "OPAQUE")
    if workshop.url:
        event.add("url", workshop.url)
    return event


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


def _description(item: AgendaItem, labels: Labels) -> str:
    lines = [
        item.title_other or "",
        item.description,
        f"{labels.speakers}: {', '.join(item.speakers)}" if item.speakers else "",
        labels.with_interpretation if item.interpretation else "",
    ]
    return clean("\n".join(line for line in lines if line))
