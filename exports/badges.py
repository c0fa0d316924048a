"""Badges as a PDF or a picture: sheets of them, on one side or on both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exports.badge_sheet import DEFAULT_LAYOUT, SMALLEST_QR_MM, Layout, alone, layout_named
from exports.labels import Labels
from exports.model import Badge
from exports.portraits import portrait_names, portraits
from exports.qr import QUIET_ZONE, qr_svg
from exports.text import clean, ink_on, is_right_to_left
from exports.typesetting import to_pdf, to_png

QR_MODULES = 25
"""Of a badge code, for the place that a proof leaves for it."""
DOTS_PER_INCH = 150.0
FRONT, BACK = "front", "back"


@dataclass(frozen=True, slots=True)
class BackDay:
    """One day of the programme on a back: its name, and (time, title, room) of each session."""

    label: str
    sessions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Back:
    """What stands on the other side. `same`: the front once more; else a title with days, or with texts.

    `texts`: (language tag, text) one under the other.
    """

    same: bool = False
    title: str = ""
    days: tuple[BackDay, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How badges look. `qr_mm`: width of the code without its quiet zone; a layout that is too small for it makes it as
    wide as it can, and never less than 20. `name_scale`: of the largest size of names. `band`: the type's word on its
    colour, else in black on white. `logos`: PNG or JPEG, side by side at the top. `back`: None: one side only."""

    qr_mm: float = SMALLEST_QR_MM
    name_scale: float = 1.0
    band: bool = True
    logos: tuple[bytes, ...] = ()
    back: Back | None = None


OURS = Look()


@dataclass(frozen=True, slots=True)
class _Told:
    """What a template is told, and the pictures it shows."""

    data: dict[str, Any]
    pictures: dict[str, bytes] = field(default_factory=dict)


def pdf(
    badges: Sequence[Badge],
    labels: Labels,
    fonts: Path,
    *,
    layout: str = DEFAULT_LAYOUT,
    look: Look = OURS,
    language: str = "en",
    demo: bool = False,
) -> bytes:
    """The badges in the order given, as many on a sheet as `layout` says, with cutting marks.

    With a back, each sheet of fronts is followed by the sheet of their backs, mirrored, so that printed on both sides
    (turned over on the long edge, or on the short one where the paper lies across) each lies behind its front.
    `fonts` holds the TTF files of Noto Sans and Vazirmatn. Raises ValueError for an unknown layout, for a code narrower
    than 20 mm, and for no badges at all: there would be no page.
    """
    if not badges:
        raise ValueError("there is no badge to print")
    sides = [FRONT, BACK] if look.back else [FRONT]
    told = _told(badges, labels, layout_named(layout), look, language=language, demo=demo, sides=sides)
    return to_pdf("badges.typ", told.data, fonts, told.pictures)


def png(
    badge: Badge,
    labels: Labels,
    fonts: Path,
    *,
    layout: str = DEFAULT_LAYOUT,
    look: Look = OURS,
    language: str = "en",
    demo: bool = False,
    side: str = FRONT,
    dots_per_inch: float = DOTS_PER_INCH,
) -> bytes:
    """One badge as a picture, as it will be printed; without a code (`code` "") its place is shown."""
    single = layout_named(alone(layout)) if layout_named(layout).per_sheet > 1 else layout_named(layout)
    told = _told([badge], labels, single, look, language=language, demo=demo, sides=[side])
    return to_png("badges.typ", told.data, fonts, told.pictures, dots_per_inch=dots_per_inch)


def _told(
    badges: Sequence[Badge],
    labels: Labels,
    sheet: Layout,
    look: Look,
    *,
    language: str,
    demo: bool,
    sides: Sequence[str],
) -> _Told:
    if look.qr_mm < SMALLEST_QR_MM:
        raise ValueError(f"a code is at least {SMALLEST_QR_MM:g} mm wide, and not {look.qr_mm:g}")
    flags = {flag: f"flag-{index}.svg" for index, flag in enumerate(dict.fromkeys(badge.flag for badge in badges))}
    logos = {f"logo-{index}.{_kind(logo)}": logo for index, logo in enumerate(look.logos)}
    wide = min(look.qr_mm, sheet.largest_qr)
    data = {
        "title": f"{badges[0].workshop}: {labels.badges}",
        "language": language,
        "layout": _layout(sheet),
        "sides": list(sides),
        "look": {"scale": look.name_scale, "band": look.band, "logos": list(logos), "back": _back(look.back)},
        "demo": labels.demo if demo else "",
        "no-photo": labels.no_photo,
        "captions": {"name": labels.latin_name, "delegation": labels.organization},
        "badges": [
            _badge(badge, wide) | {"photo": name, "flag": flags[badge.flag] if badge.flag else ""}
            for badge, name in zip(badges, portrait_names(badges), strict=True)
        ],
    }
    drawn = {name: flag for flag, name in flags.items() if flag}
    return _Told(data, portraits(badges) | drawn | logos)


def _kind(picture: bytes) -> str:
    return "png" if picture.startswith(b"\x89PNG") else "jpg"


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
        "gap-x": sheet.gap_x,
        "gap-y": sheet.gap_y,
        "landscape": sheet.landscape_badge,
        "marks": sheet.per_sheet > 1 and not sheet.ready_cut,
    }


def _back(back: Back | None) -> dict[str, Any]:
    back = back or Back()
    return {
        "same": back.same,
        "title": clean(back.title),
        "days": [
            {"label": clean(day.label), "sessions": [list(map(clean, each)) for each in day.sessions]}
            for day in back.days
        ],
        "texts": [
            {"language": tag, "rtl": is_right_to_left(text), "paragraphs": clean(text).split("\n")}
            for tag, text in back.texts
        ],
    }


def _badge(badge: Badge, wide: float) -> dict[str, Any]:
    svg, modules = qr_svg(badge.code) if badge.code else ("", QR_MODULES)
    return {
        "latin": clean(badge.latin_name),
        "latin-rtl": is_right_to_left(badge.latin_name),
        "parts": _parts(clean(badge.latin_name), clean(badge.strong)),
        "original": clean(badge.original_name),
        "rtl": is_right_to_left(badge.original_name),
        "line": clean(badge.line),
        "line-rtl": is_right_to_left(badge.line),
        "group": clean(badge.group),
        "languages": clean(badge.languages),
        "delegation": clean(badge.delegation),
        "delegation-other": clean(badge.delegation_other),
        "type": clean(badge.delegation_type),
        "type-other": clean(badge.type_other),
        "colour": badge.colour,
        "ink": ink_on(badge.colour),
        "workshop": clean(badge.workshop),
        "workshop-other": clean(badge.workshop_other),
        "dates": clean(badge.dates),
        "number": clean(badge.number),
        "qr": svg,
        "no-photo": badge.no_photo,
        "qr-mm": wide * (modules + 2 * QUIET_ZONE) / modules,
    }


def _parts(name: str, strong: str) -> list[dict[str, Any]]:
    """The name cut before and after the words that stand out; [] where all of it does."""
    found = re.search(rf"(?<!\w){re.escape(strong)}(?!\w)", name, re.IGNORECASE) if strong else None
    if found is None or found.span() == (0, len(name)):
        return []
    cuts = (name[: found.start()], found.group(), name[found.end() :])
    return [{"text": text, "strong": index == 1} for index, text in enumerate(cuts) if text]
