"""Typst, which sets our pages: values reach a template as JSON only and are never part of its source.

Nothing but the folder of fonts given, the templates and the pictures given can be read.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

TEMPLATES = Path(__file__).parent / "typst"
_marks: list[Callable[[], str]] = []


def mark_pages_with(mark: Callable[[], str]) -> None:
    """`mark()` is asked whenever pages are set: a word that stands across all of them ("Rehearsal"), or ""."""
    _marks[:] = [mark]


class Unsettable(ValueError):
    """Typst could not set the page; the message is its own, in English."""


def to_pdf(template: str, data: dict[str, Any], fonts: Path, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """`template` filled with `data`. Raises FileNotFoundError where `fonts` holds no font.

    `pictures`: what the template may show, by the name that stands in `data`. Raises Unsettable for one that is none.
    """
    return _compiled(template, data, fonts, "pdf", pictures=pictures, timestamp=0)


def to_png(
    template: str,
    data: dict[str, Any],
    fonts: Path,
    pictures: Mapping[str, bytes] | None = None,
    *,
    dots_per_inch: float,
) -> bytes:
    """As `to_pdf`, the one page that comes out as a picture."""
    return _compiled(template, data, fonts, "png", pictures=pictures, ppi=dots_per_inch)


def _compiled(
    template: str,
    data: dict[str, Any],
    fonts: Path,
    form: Literal["pdf", "png"],
    *,
    pictures: Mapping[str, bytes] | None = None,
    **how: Any,
) -> bytes:
    if not any(fonts.glob("*.ttf")):
        raise FileNotFoundError(f"no fonts in {fonts}: build the front end first")
    with TemporaryDirectory() if pictures else nullcontext(TEMPLATES) as folder:
        root = Path(folder)
        for name, picture in (pictures or {}).items():
            (root / name).write_bytes(picture)
        if pictures:
            shutil.copytree(TEMPLATES, root, dirs_exist_ok=True)
        try:
            mark = "".join(ask() for ask in _marks)
            compiled = typst.Compiler(
                root / ("marked.typ" if mark else template),
                root=root,
                font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
                sys_inputs={"data": json.dumps(data, ensure_ascii=False), "mark": mark, "template": template},
            ).compile(format=form, **how)
        except typst.TypstError as error:
            raise Unsettable(error.message) from error
    if not isinstance(compiled, bytes):
        raise TypeError("Typst answered with pages instead of one file")
    return compiled
