"""The programme as a PDF: A4 in one language, A4 in several side by side, or a booklet to be folded."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from exports.programme import Edition, PrintedDay, PrintedProgramme, PrintedSession, Said, by_start
from exports.text import clean, is_right_to_left
from exports.typesetting import to_pdf, to_pdf_and_count

Layout = Literal["a4", "booklet"]
_LONG_WORD = re.compile(r"[^\s\u200b]{24}(?=[^\s\u200b]{6})")
_KEPT_WITH_HEADING = 500
"""Letters of sessions, about, that stand on the same page as the heading of their day."""


def programme(printed: PrintedProgramme, fonts: Path, *, layout: Layout = "a4") -> bytes:
    """The days with their times in one column; what runs at the same time stands side by side.

    Two editions stand beside each other. "booklet": A5 pages two by two on A4 across, in the order in which they are
    printed on both sides (turned over the short edge), folded and stapled. Raises Unsettable for a logo that is no
    picture.
    """
    booklet = layout == "booklet"
    logos = {f"logo-{number}": logo for number, logo in enumerate(printed.logos, start=1)}
    across = 1 if len(printed.editions) > 1 else 2 if booklet else 3
    data: dict[str, Any] = {
        "editions": [_edition(each, 48 if booklet else 70) for each in printed.editions],
        "paper": "a5" if booklet else "a4",
        "logos": list(logos),
        "days": [_day(day, across) for day in printed.days],
    }
    if not booklet:
        return to_pdf("programme.typ", data, fonts, logos)
    pages, count = to_pdf_and_count("programme.typ", data, fonts, logos)
    return _imposed(pages, count, fonts)


def _imposed(pages: bytes, count: int, fonts: Path) -> bytes:
    """A PDF of A5 pages as sheets of A4 across, two pages on each side, to be folded in the middle."""
    sides = [[page if page <= count else 0 for page in side] for side in sheet_sides(count)]
    return to_pdf("booklet.typ", {"sides": sides}, fonts, {"pages.pdf": pages})


def sheet_sides(count: int) -> list[tuple[int, int]]:
    """Which pages stand left and right on each side of the sheets of a folded booklet, from the outer sheet inwards.

    Pages count from 1; those above `count` fill up to a multiple of four and stay empty.
    """
    whole = -(-count // 4) * 4
    sides = []
    for sheet in range(whole // 4):
        sides.append((whole - 2 * sheet, 2 * sheet + 1))
        sides.append((2 * sheet + 2, whole - 2 * sheet - 1))
    return sides


def _edition(edition: Edition, letters: int) -> dict[str, Any]:
    """`letters`: how many of the title fit above a page."""
    marks = {"page": "\x00page\x00", "pages": "\x00pages\x00"}
    return {
        "language": edition.language,
        "series": clean(edition.series),
        "title": clean(edition.title),
        "short": textwrap.shorten(clean(edition.short_title), letters, placeholder="…"),
        "place": clean(edition.place),
        "programme": clean(edition.programme),
        "state": clean(edition.state),
        "page-of": (edition.page_of % marks).split("\x00"),
        "demo": clean(edition.demo),
    }


def _day(day: PrintedDay, across: int) -> dict[str, Any]:
    """`kept`: how many rows stay with the heading, so that a day never begins at the foot of a page."""
    rows = [row for together in by_start(day.sessions) for row in _rows(together, across)]
    kept, letters = 0, 0
    while kept < min(3, len(rows)) and (kept == 0 or letters + rows[kept]["letters"] < _KEPT_WITH_HEADING):
        letters += rows[kept]["letters"]
        kept += 1
    return {"labels": [clean(label) for label in day.labels], "rows": rows, "kept": kept}


def _rows(together: Sequence[PrintedSession], across: int) -> list[dict[str, Any]]:
    """Sessions that begin at the same time, `across` to a row; each shows its own time where they end apart."""
    one_time = len({each.time for each in together}) == 1
    begins = together[0].time if one_time else f"{together[0].starts_at:%H:%M}"
    rows = []
    for first in range(0, len(together), across):
        some = together[first : first + across]
        rows.append(
            {
                "time": begins if first == 0 else "",
                "own": not one_time,
                "quiet": len(together) == 1 and some[0].quiet,
                "continued": first > 0,
                "letters": max(len(said.title) + len(said.description) for each in some for said in each.said),
                "sessions": [_session(each) for each in some],
            }
        )
    return rows


def _session(session: PrintedSession) -> dict[str, Any]:
    return {
        "time": session.time,
        "quiet": session.quiet,
        "cancelled": session.cancelled,
        "said": [_said(each, quiet=session.quiet) for each in session.said],
    }


def _said(said: Said, *, quiet: bool) -> dict[str, Any]:
    """The type is left out where the title says it already."""
    known = quiet or said.session_type.casefold() == said.title.casefold()
    where = ("" if known else said.session_type, said.room, said.interpretation)
    return {
        "title": _text(said.title),
        "small": clean(" · ".join(part for part in where if part)),
        "people": [{"part": clean(part), "who": clean(who)} for part, who in said.people],
        "description": _text(said.description),
        "mark": _text(said.mark),
    }


def _text(text: str) -> dict[str, Any]:
    """A word longer than a narrow column may be cut, except where that would part joined letters."""
    rtl = is_right_to_left(text)
    return {"text": clean(text) if rtl else _LONG_WORD.sub("\\g<0>\u200b", clean(text)), "rtl": rtl}
