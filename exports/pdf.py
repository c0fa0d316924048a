"""PDF files, set by Typst: badges, the list of participants, the programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from exports.badge_sheet import DEFAULT_LAYOUT, Layout, layout_named
from exports.labels import Labels
from exports.model import AgendaItem, Badge, Day, Participant, WorkshopFacts
from exports.qr import QUIET_ZONE, qr_svg
from exports.text import clean, ink_on, is_right_to_left
from exports.typesetting import to_pdf

SMALLEST_QR_MM = 20.0
"""The code itself, without its quiet zone."""
QR_MODULES = 25
"""Of a badge code, for the place that a proof leaves for it."""


def badges(
    badges: Sequence[Badge],
    labels: Labels,
    fonts: Path,
    *,
    layout: str = DEFAULT_LAYOUT,
    language: str = "en",
    demo: bool = False,
) -> bytes:
    """The badges in the order given, as many on a sheet as `layout` says, with cutting marks.

    `fonts` holds the TTF files of Noto Sans and Vazirmatn. Raises ValueError for an unknown layout, and for
    no badges at all: there would be no page.
    """
    if not badges:
        raise ValueError("there is no badge to print")
    data = badge_data(badges, labels, layout=layout, language=language, demo=demo)
    return to_pdf("badges.typ", data, fonts, portraits(badges))


def badge_data(badges: Sequence[Badge], labels: Labels, *, layout: str, language: str, demo: bool) -> dict[str, Any]:
    """What the template of badges is told. Raises ValueError for an unknown layout."""
    sheet = layout_named(layout)
    return {
        "title": f"{badges[0].workshop}: {labels.badges}",
        "language": language,
        "layout": _layout(sheet),
        "demo": labels.demo if demo else "",
        "no-photo": labels.no_photo,
        "badges": [_badge(badge) | {"photo": name} for badge, name in zip(badges, _names(badges), strict=True)],
    }


def portraits(people: Sequence[Badge | Participant]) -> dict[str, bytes]:
    """The portraits of those who have one, by the names under which the template finds them."""
    return {name: person.photo for person, name in zip(people, _names(people), strict=True) if name}


def _names(people: Sequence[Badge | Participant]) -> list[str]:
    return [f"portrait-{index}.jpg" if person.photo else "" for index, person in enumerate(people)]


def _layout(sheet: Layout) -> dict[str, Any]:
    return {
        "page-width": sheet.page_width,
        "page-height": sheet.page_height,
        "width": sheet.badge_width,
        "height": sheet.badge_height,
        "columns": sheet.columns,
        "rows": sheet.rows,
        "left": sheet.left,
        "top": sheet.top,
        "landscape": sheet.landscape_badge,
    }


def _badge(badge: Badge) -> dict[str, Any]:
    svg, modules = qr_svg(badge.code) if badge.code else ("", QR_MODULES)
    return {
        "latin": clean(badge.latin_name),
        "original": clean(badge.original_name),
        "rtl": is_right_to_left(badge.original_name),
        "line": clean(badge.line),
        "delegation": clean(badge.delegation),
        "type": clean(badge.delegation_type),
        "colour": badge.colour,
        "ink": ink_on(badge.colour),
        "workshop": clean(badge.workshop),
        "dates": clean(badge.dates),
        "qr": svg,
        "no-photo": badge.no_photo,
        "qr-mm": SMALLEST_QR_MM * (modules + 2 * QUIET_ZONE) / modules,
    }


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
            zip(participants, _names(participants), strict=True),
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
