"""Signs for doors, A4: the room's name, large, and what is held there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exports.text import clean, is_right_to_left
from exports.typesetting import to_pdf


@dataclass(frozen=True, slots=True)
class Entry:
    """One session: its times, its title, and the title in another language ("" where there is none)."""

    time: str
    title: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The sessions of one day under its name."""

    day: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign. `other`: the room's name in another language ("" where there is none)."""

    room: str
    other: str
    parts: tuple[Part, ...]


def pdf(
    signs: Sequence[Sign], fonts: Path, *, title: str, occasion: str, language: str = "en", demo: str = ""
) -> bytes:
    """The signs in the order given, one on a page.

    `title`: of the file; `occasion`: the workshop, at the foot; `demo`: the words for demo data, if it is that. Raises
    ValueError for no signs at all: there would be no page.
    """
    if not signs:
        raise ValueError("there is no sign to print")
    data = {
        "title": clean(title),
        "occasion": clean(" · ".join(part for part in (occasion, demo) if part)),
        "language": language,
        "signs": [_sign(sign) for sign in signs],
    }
    return to_pdf("door_signs.typ", data, fonts)


def _sign(sign: Sign) -> dict[str, Any]:
    return {
        "room": clean(sign.room),
        "room-rtl": is_right_to_left(sign.room),
        "other": clean(sign.other),
        "other-rtl": is_right_to_left(sign.other),
        "parts": [
            {
                "day": clean(part.day),
                "entries": [
                    {"time": entry.time, "title": clean(entry.title), "other": clean(entry.other)}
                    for entry in part.entries
                ],
            }
            for part in sign.parts
        ],
    }
