"""The programme as a calendar (RFC 5545), one event for each session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText

from exports.labels import Labels
from exports.model import AgendaItem, WorkshopFacts
from exports.text import clean


def calendar(workshop: WorkshopFacts, agenda: Sequence[AgendaItem], labels: Labels, *, name: str = "") -> bytes:
    """The sessions as .ics, in the workshop's time zone, which the file describes; `name`: how the calendar is called
    where it is not the whole programme (somebody's own, a theme's), else the workshop's title.

    UID and SEQUENCE are the session's own, so that a calendar that was subscribed to moves an event rather than
    showing it twice. One that does not take place, or is in the programme no more, is there as cancelled, so that
    phones take it away. DTSTAMP is the time of the last change, so the same programme gives the same bytes.
    """
    zone = ZoneInfo(workshop.timezone)
    made = Calendar()
    made.add("prodid", "-//eventapp//programme//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", clean(name or workshop.short_title))
    made.add("x-wr-timezone", workshop.timezone)
    made.add("refresh-interval", timedelta(minutes=15), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT15M")
    if agenda:
        made.add_component(_described(zone, agenda))
    for item in agenda:
        made.add_component(_event(workshop, item, zone, labels))
    return bytes(made.to_ical())


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
    event.add("status", "CANCELLED" if item.cancelled else "CONFIRMED")
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
