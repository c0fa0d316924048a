"""The programme in the conference-schedule format, as XML and as JSON: what schedule apps on telephones read."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as Xml

from exports.model import AgendaItem, Day, WorkshopFacts
from exports.text import clean

_ROOM_UNKNOWN = "–"
_TIMESLOT = "00:15"


def schedule_xml(workshop: WorkshopFacts, days: Sequence[Day], agenda: Sequence[AgendaItem], *, version: str) -> bytes:
    """The programme as schedule.xml. `version` names this state of the programme (a time, a revision).

    A session's `number` becomes the event's id and must be positive and unique. Days without sessions are left out;
    raises ValueError when none has any, since the format has no empty schedule.
    """
    root = Xml.Element("schedule")
    Xml.SubElement(root, "generator", name="eventapp")
    if _is_web(workshop.url):
        _text(root, "url", workshop.url)
    _text(root, "version", version)
    _conference(root, workshop, agenda)
    for index, (day, items) in enumerate(_filled(days, agenda), start=1):
        attributes = {"index": str(index), "date": day.date.isoformat()}
        start, end = _span(items)
        element = Xml.SubElement(root, "day", attributes | {"start": start.isoformat(), "end": end.isoformat()})
        for room, sessions in _by_room(items).items():
            holder = Xml.SubElement(element, "room", name=room)
            for item in sessions:
                _event(holder, workshop, item)
    Xml.indent(root)
    document: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def schedule_json(workshop: WorkshopFacts, days: Sequence[Day], agenda: Sequence[AgendaItem], *, version: str) -> bytes:
    """The same as schedule.json; raises ValueError as `schedule_xml` does."""
    filled = _filled(days, agenda)
    rooms = list(dict.fromkeys(_room(item) for _, items in filled for item in items))
    conference: dict[str, Any] = {
        "title": clean(workshop.title),
        "acronym": workshop.slug,
        "start": workshop.starts_on.isoformat(),
        "end": workshop.ends_on.isoformat(),
        "daysCount": len(filled),
        "timeslot_duration": _TIMESLOT,
        "time_zone_name": workshop.timezone,
        "rooms": [{"name": room} for room in rooms],
        "tracks": [{"name": track} for track in _tracks(agenda)],
        "days": [_day(index, day, items, workshop) for index, (day, items) in enumerate(filled, start=1)],
    }
    schedule: dict[str, Any] = {"version": version, "conference": conference}
    if _is_web(workshop.url):
        schedule["base_url"] = conference["url"] = workshop.url
    whole = {"generator": {"name": "eventapp"}, "schedule": schedule}
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def _conference(root: Xml.Element, workshop: WorkshopFacts, agenda: Sequence[AgendaItem]) -> None:
    conference = Xml.SubElement(root, "conference")
    _text(conference, "title", workshop.title)
    if re.fullmatch(r"[a-z0-9_-]{4,}", workshop.slug):
        _text(conference, "acronym", workshop.slug)
    _text(conference, "start", workshop.starts_on.isoformat())
    _text(conference, "end", workshop.ends_on.isoformat())
    _text(conference, "days", str((workshop.ends_on - workshop.starts_on).days + 1))
    _text(conference, "timeslot_duration", _TIMESLOT)
    if _is_web(workshop.url):
        _text(conference, "url", workshop.url)
    _text(conference, "time_zone_name", workshop.timezone)
    for track in _tracks(agenda):
        Xml.SubElement(conference, "track", name=track)


def _event(holder: Xml.Element, workshop: WorkshopFacts, item: AgendaItem) -> None:
    event = Xml.SubElement(holder, "event", id=str(item.number), guid=str(item.uid))
    for name, value in _fields(workshop, item).items():
        _text(event, name, value)
    if item.speakers:
        persons = Xml.SubElement(event, "persons")
        for speaker in item.speakers:
            _text(persons, "person", speaker)


def _fields(workshop: WorkshopFacts, item: AgendaItem) -> dict[str, str]:
    """The plain fields of an event, the same in both forms."""
    fields = {
        "room": _room(item),
        "title": clean(item.title),
        "subtitle": clean(item.title_other or ""),
        "type": clean(item.session_type),
        "date": item.starts_at.isoformat(),
        "start": f"{item.starts_at:%H:%M}",
        "duration": _duration(item.ends_at - item.starts_at),
        "abstract": clean(item.description),
        "track": clean(item.theme),
        "language": workshop.language,
    }
    if _is_web(workshop.url):
        fields["url"] = workshop.url
    return fields


def _day(index: int, day: Day, items: Sequence[AgendaItem], workshop: WorkshopFacts) -> dict[str, Any]:
    start, end = _span(items)
    rooms = {
        room: [
            {"id": item.number, "guid": str(item.uid)}
            | _fields(workshop, item)
            | {"persons": [{"name": clean(speaker)} for speaker in item.speakers], "links": [], "attachments": []}
            for item in sessions
        ]
        for room, sessions in _by_room(items).items()
    }
    return {
        "index": index,
        "date": day.date.isoformat(),
        "day_start": start.isoformat(),
        "day_end": end.isoformat(),
        "rooms": rooms,
    }


def _filled(days: Sequence[Day], agenda: Sequence[AgendaItem]) -> list[tuple[Day, list[AgendaItem]]]:
    filled = [(day, [item for item in agenda if item.day == day.number]) for day in days]
    filled = [(day, items) for day, items in filled if items]
    if not filled:
        raise ValueError("there is no session in the programme yet")
    return filled


def _span(items: Sequence[AgendaItem]) -> tuple[datetime, datetime]:
    return min(item.starts_at for item in items), max(item.ends_at for item in items)


def _by_room(items: Sequence[AgendaItem]) -> dict[str, list[AgendaItem]]:
    rooms: dict[str, list[AgendaItem]] = {}
    for item in items:
        rooms.setdefault(_room(item), []).append(item)
    return rooms


def _room(item: AgendaItem) -> str:
    return clean(item.room) or _ROOM_UNKNOWN


def _tracks(agenda: Sequence[AgendaItem]) -> list[str]:
    return list(dict.fromkeys(clean(item.theme) for item in agenda if item.theme))


def _duration(length: timedelta) -> str:
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    return f"{hours:02}:{minutes:02}"


def _is_web(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _text(parent: Xml.Element, name: str, value: str) -> None:
    Xml.SubElement(parent, name).text = clean(value)
