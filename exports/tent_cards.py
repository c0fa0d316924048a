"""Table name plates: A4, folded across the middle, the name on both faces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exports.text import clean, is_right_to_left
from exports.typesetting import to_pdf, to_png

NAME, COUNTRY = "name", "country"
DOTS_PER_INCH = 150.0
STYLES = (NAME, COUNTRY)
"""What stands large: the name, or the country or organization with the name below it."""


@dataclass(frozen=True, slots=True)
class Plate:
    """One plate. `name`: as its owner approved it; `original_name`: in another script, else ""; `place`: country or
    organization; `line`: position, else ""; `colour`: of the delegation type."""

    name: str
    place: str
    original_name: str = ""
    line: str = ""
    colour: str = "#1f4e79"


def pdf(
    plates: Sequence[Plate],
    fonts: Path,
    *,
    title: str,
    occasion: str,
    language: str = "en",
    style: str = NAME,
    demo: str = "",
) -> bytes:
    """The plates in the order given, one on a sheet.

    `title`: of the file; `occasion`: the workshop, in small letters at the foot; `demo`: the words for demo data, if
    it is that. Raises ValueError for an unknown style, and for no plates at all: there would be no page.
    """
    if not plates:
        raise ValueError("there is no name plate to print")
    return to_pdf(
        "tent_cards.typ", plate_data(plates, title, occasion, language=language, style=style, demo=demo), fonts
    )


def plate_data(
    plates: Sequence[Plate], title: str, occasion: str, *, language: str, style: str, demo: str = "", flat: bool = False
) -> dict[str, Any]:
    """What the template is told. `flat`: one face only, for a picture."""
    if style not in STYLES:
        raise ValueError(f"there is no style {style!r} of name plates; there are {', '.join(STYLES)}")
    return {
        "title": clean(title),
        "occasion": clean(" · ".join(part for part in (occasion, demo) if part)),
        "language": language,
        "style": style,
        "flat": flat,
        "plates": [_plate(plate) for plate in plates],
    }


def _plate(plate: Plate) -> dict[str, Any]:
    return {
        "name": clean(plate.name),
        "name-rtl": is_right_to_left(plate.name),
        "original": clean(plate.original_name),
        "original-rtl": is_right_to_left(plate.original_name),
        "place": clean(plate.place),
        "place-rtl": is_right_to_left(plate.place),
        "line": clean(plate.line),
        "line-rtl": is_right_to_left(plate.line),
        "colour": plate.colour,
    }


def png(plate: Plate, fonts: Path, *, occasion: str, language: str = "en", style: str = NAME) -> bytes:
    """One face of a plate as a picture, A5 across (1240 x 877 dots)."""
    data = plate_data([plate], plate.name, occasion, language=language, style=style, flat=True)
    return to_png("tent_cards.typ", data, fonts, dots_per_inch=DOTS_PER_INCH)
