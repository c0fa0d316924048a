"""PDF files, set by Typst: the list of participants, the programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from exports.labels import Labels
from exports.model import AgendaItem, Day, Participant, WorkshopFacts
from exports.portraits import portrait_names, portraits
from exports.text import clean, is_right_to_left
from exports.typesetting import to_pdf


def participants_list(
    workshop: WorkshopFacts,
    participants: Sequence[Participant],
    labels: Labels,
    fonts: Path,
    *,
    generated_at: datetime,
    provisional: bool = False,
    demo: bool = False,
) -> bytes:
    """The list in the order given, under its delegation types and delegations. Without contact details.

    With a column of portraits if anybody's is given.
    """
    title = labels.provisional_list if provisional else labels.list_of_participants
    groups = [
        {
            "type": clean(type_name),
            "colour": colour,
            "delegations": [
                {"name": clean(name), "people": [_person(person) | {"photo": photo} for person, photo in people]}
                for name, people in groupby(members, lambda pair: pair[0].delegation)
            ],
        }
        for (type_name, colour), members in groupby(
            zip(participants, portrait_names(participants), strict=True),
            lambda pair: (pair[0].delegation_type, pair[0].colour),
        )
    ]
    data = _head(workshop, title, labels, generated_at, demo=demo)
    data["photos"] = any(person.photo for person in participants)
    captions = {
        "no-photo": labels.no_photo,
        "head": labels.is_head,
        "number": labels.number,
        "name": labels.latin_name,
        "position": labels.position,
    }
    data |= {"groups": groups, "captions": captions}
    return to_pdf("participants.typ", data, fonts, portraits(participants))


def _person(person: Participant) -> dict[str, Any]:
    return {
        "number": person.number,
        "name": clean(" ".join(part for part in (person.honorific, person.latin_name) if part)),
        "original": clean(person.original_name),
        "rtl": is_right_to_left(person.original_name),
        "position": clean(", ".join(part for part in (person.position, person.organization) if part)),
        "head": person.is_head,
        "no-photo": person.no_photo,
    }


def programme(
    workshop: WorkshopFacts,
    days: Sequence[Day],
    agenda: Sequence[AgendaItem],
    labels: Labels,
    fonts: Path,
    *,
    generated_at: datetime,
    demo: bool = False,
) -> bytes:
    """The timetable, day by day; sessions that run at the same time stand side by side."""
    data = _head(workshop, labels.programme, labels, generated_at, demo=demo)
    data["days"] = [
        {
            "label": clean(day.label),
            "slots": [
                {"sessions": [_session(item, labels) for item in slot]}
                for slot in _slots([item for item in agenda if item.day == day.number])
            ],
        }
        for day in days
    ]
    return to_pdf("programme.typ", data, fonts)


def _slots(items: Sequence[AgendaItem]) -> list[list[AgendaItem]]:
    """Sessions gathered into runs of time that overlap, in order of time."""
    slots: list[list[AgendaItem]] = []
    for item in sorted(items, key=lambda item: (item.starts_at, item.ends_at, item.room)):
        if slots and item.starts_at < max(other.ends_at for other in slots[-1]):
            slots[-1].append(item)
        else:
            slots.append([item])
    return slots


def _session(item: AgendaItem, labels: Labels) -> dict[str, Any]:
    return {
        "time": f"{item.starts_at:%H:%M}–{item.ends_at:%H:%M}",
        "title": clean(item.title),
        "other": clean(item.title_other or ""),
        "room": clean(item.room),
        "type": clean(item.session_type),
        "theme": clean(item.theme),
        "speakers": clean(", ".join(item.speakers)),
        "interpretation": labels.with_interpretation if item.interpretation else "",
        "break": item.is_break,
    }


def _head(workshop: WorkshopFacts, title: str, labels: Labels, when: datetime, *, demo: bool) -> dict[str, Any]:
    """What the page frame of a list shows."""
    generated = labels.generated % {"when": when.strftime("%Y-%m-%d %H:%M"), "zone": workshop.timezone}
    marks = {"page": "\x00page\x00", "pages": "\x00pages\x00"}
    return {
        "title": clean(title),
        "workshop": clean(workshop.title),
        "short": clean(workshop.short_title),
        "series": clean(workshop.series_title),
        "place": clean(" · ".join(part for part in (workshop.place, workshop.dates) if part)),
        "language": workshop.language,
        "generated": clean(generated),
        "page-of": (labels.page_of % marks).split("\x00"),
        "demo": labels.demo_explained if demo else "",
    }
