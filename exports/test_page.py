"""A page that shows whether a printer prints true to size: rulers, a code, colours, letters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from exports.qr import QUIET_ZONE, qr_svg
from exports.text import ink_on
from exports.typesetting import to_pdf

RULERS_MM = 20, 100
CODE_MM = 20.0
"""Of the code itself, without its quiet zone: the smallest that a badge may carry."""


def page(
    title: str,
    ruler: str,
    code: tuple[str, str],
    colours: Sequence[tuple[str, str]],
    fonts: Path,
    *,
    language: str,
) -> bytes:
    """The page as PDF (A4). `ruler`: what to measure; `code`: what the code holds, and what to do with it;
    `colours`: ("#rrggbb", name) of each delegation type."""
    svg, modules = qr_svg(code[0])
    data = {
        "title": title,
        "language": language,
        "ruler": ruler,
        "rulers": list(RULERS_MM),
        "qr": svg,
        "qr-mm": CODE_MM * (modules + 2 * QUIET_ZONE) / modules,
        "code": code[1],
        "colours": [{"colour": colour, "ink": ink_on(colour), "name": name} for colour, name in colours],
        "letters": [
            "Siobhán O’Connor · Øyvind Åsgård · Ümit Çelikoğlu",
            "Бейсенбекова-Нурмухамедова Айгүл · Ўткир Қўчқоров",
        ],
        "right-to-left": "فرهاد رحیمی · زهرا محمدزاده قادری",
    }
    return to_pdf("test_page.typ", data, fonts)
