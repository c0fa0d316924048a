"""The list of participants as a PDF, set by Typst."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from exports.labels import Labels
from exports.model import Participant, WorkshopFacts
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
