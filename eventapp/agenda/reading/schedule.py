"""A conference schedule in JSON, as other systems write it and as we do (`exports.schedule_xml`)."""

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from eventapp.agenda.facts import SpeakerFacts
from eventapp.agenda.reading import vocabulary
from eventapp.agenda.reading.entry import Entry, Unread
from eventapp.core.names import clean
from eventapp.core.texts import Texts
from eventapp.core.timezones import local

MOST_SESSIONS = 3000


def read(text: str, languages: list[str], zone: str) -> list[Entry | Unread]:
    """Every session of a schedule, in its order; times with an offset are put on the clock of `zone`.

    Raises ValueError for what is no conference schedule, and for one of more than MOST_SESSIONS sessions.
    """
    try:
        days = json.loads(text)["schedule"]["conference"]["days"]
        events = [(day, room, event) for day in days for room, found in day["rooms"].items() for event in found]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("this is no conference schedule in JSON") from error
    if len(events) > MOST_SESSIONS:
        raise ValueError(f"more than {MOST_SESSIONS} sessions")
    return [
        _entry(number, day, str(room), event, (languages, zone)) for number, (day, room, event) in enumerate(events, 1)
    ]


def _entry(number: int, day: Any, room: str, event: Any, here: tuple[list[str], str]) -> Entry | Unread:
    languages, zone = here
    try:
        on, starts = _begin(day, event, zone)
        minutes = _minutes(str(event["duration"]))
        title = Texts(_titles(event, languages))
        if not title:
            raise ValueError("no title")
    except (ValueError, KeyError, TypeError) as error:
        return Unread(
            number, clean(f"{event.get('title', '') if isinstance(event, Mapping) else event} ({error})")[:300]
        )
    kind = clean(str(event.get("type") or ""))
    return Entry(
        line=number,
        title=title,
        day=on,
        starts=starts,
        minutes=minutes,
        type=vocabulary.type_by_name(kind) or vocabulary.type_in_title(" / ".join(title.values())),
        room=clean(str(event.get("room") or room)),
        theme=clean(str(event.get("track") or "")),
        description=vocabulary.in_languages(str(event.get("abstract") or event.get("description") or ""), languages),
        speakers=tuple(_speakers(event.get("persons"))),
        uid=_uid(event.get("guid")),
    )


def _begin(day: Any, event: Any, zone: str) -> tuple[date, time]:
    clock = str(event.get("start") or "")
    written = str(event.get("date") or "")
    if len(written) > 10:
        begins = datetime.fromisoformat(written)
        on_clock = local(begins, zone) if begins.tzinfo else begins
        return on_clock.date(), on_clock.time().replace(second=0, microsecond=0)
    return date.fromisoformat(written or str(day["date"])), time.fromisoformat(clock)


def _minutes(written: str) -> int:
    """ "01:30" or "1:01:30" (days, hours, minutes)."""
    parts = [int(part) for part in written.split(":")]
    days, hours, minutes = [0, *parts] if len(parts) == 2 else parts
    found = (days * 24 + hours) * 60 + minutes
    if not 0 < found <= 1440:
        raise ValueError(f"the length {written}")
    return found


def _titles(event: Mapping[str, Any], languages: list[str]) -> dict[str, str]:
    title = vocabulary.in_languages(clean(str(event.get("title") or "")), languages)
    other = vocabulary.in_languages(clean(str(event.get("subtitle") or "")), languages)
    return {**other, **title}


def _speakers(persons: Any) -> Iterator[SpeakerFacts]:
    for each in persons if isinstance(persons, list) else []:
        name = clean(str((each.get("public_name") or each.get("name") or "") if isinstance(each, Mapping) else each))
        if name:
            yield SpeakerFacts(name=name)


def _uid(written: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(written))
    except ValueError:
        return None
