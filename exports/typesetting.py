"""Typst, which sets our pages: values reach a template as JSON only and are never part of its source.

Nothing but the folder of fonts given, the templates and the pictures given can be read.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

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
    with _compiler(template, data, fonts, pictures) as compiler:
        return _one_file(compiler.compile(format="pdf", timestamp=0))


def to_pdf_and_count(
    template: str, data: dict[str, Any], fonts: Path, pictures: Mapping[str, bytes] | None = None
) -> tuple[bytes, int]:
    """As `to_pdf`, and how many pages it has: `template` tells it as metadata labelled <pages>."""
    with _compiler(template, data, fonts, pictures) as compiler:
        content = _one_file(compiler.compile(format="pdf", timestamp=0))
        return content, int(json.loads(compiler.query("<pages>", field="value", one=True)))


def to_png(
    template: str,
    data: dict[str, Any],
    fonts: Path,
    pictures: Mapping[str, bytes] | None = None,
    *,
    dots_per_inch: float,
) -> bytes:
    """As `to_pdf`, the one page that comes out as a picture."""
    with _compiler(template, data, fonts, pictures) as compiler:
        return _one_file(compiler.compile(format="png", ppi=dots_per_inch))


@contextmanager
def _compiler(
    template: str, data: dict[str, Any], fonts: Path, pictures: Mapping[str, bytes] | None
) -> Iterator[typst.Compiler]:
    """Typst, ready for `template`; what it complains of while it is used becomes Unsettable."""
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
            yield typst.Compiler(
                root / ("marked.typ" if mark else template),
                root=root,
                font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
                sys_inputs={"data": json.dumps(data, ensure_ascii=False), "mark": mark, "template": template},
            )
        except typst.TypstError as error:
            raise Unsettable(error.message) from error


def _one_file(compiled: object) -> bytes:
    if not isinstance(compiled, bytes):
        raise TypeError("Typst answered with pages instead of one file")
    return compiled
