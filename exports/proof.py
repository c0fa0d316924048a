"""Pictures of a badge and a name plate, for their owner to look at: "is this right?"."""

from __future__ import annotations

from pathlib import Path

from exports import pdf
from exports.labels import Labels
from exports.model import Badge
from exports.tent_cards import NAME, Plate, plate_data
from exports.typesetting import to_png

DOTS_PER_INCH = 150.0


def badge_png(badge: Badge, labels: Labels, fonts: Path, *, language: str = "en", demo: bool = False) -> bytes:
    """The badge as it will be printed, A6 (620 x 874 dots). Without a code (`code` "") its place is shown."""
    data = pdf.badge_data([badge], labels, layout="a6", language=language, demo=demo)
    return to_png("badges.typ", data, fonts, pdf.portraits([badge]), dots_per_inch=DOTS_PER_INCH)


def plate_png(plate: Plate, fonts: Path, *, occasion: str, language: str = "en", style: str = NAME) -> bytes:
    """One face of the name plate, A5 across (1240 x 877 dots)."""
    data = plate_data([plate], plate.name, occasion, language=language, style=style, flat=True)
    return to_png("tent_cards.typ", data, fonts, dots_per_inch=DOTS_PER_INCH)
