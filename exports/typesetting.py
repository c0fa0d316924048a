"""Typst, which sets our pages: values reach a template as JSON only and are never part of its source.

Nothing but the folder of fonts given, the templates and the pictures given can be read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import typst

TEMPLATES = Path(__file__).parent / "typst"


def to_pdf(template: str, data: dict[str, Any], fonts: Path) -> bytes:
    """`template` filled with `data`. Raises FileNotFoundError where `fonts` holds no font."""
    return _compiled(template, data, fonts, "pdf", timestamp=0)


def to_png(template: str, data: dict[str, Any], fonts: Path, *, dots_per_inch: float) -> bytes:
    """As `to_pdf`, the one page that comes out as a picture."""
    return _compiled(template, data, fonts, "png", ppi=dots_per_inch)


def _compiled(template: str, data: dict[str, Any], fonts: Path, form: Literal["pdf", "png"], **how: Any) -> bytes:
    if not any(fonts.glob("*.ttf")):
        raise FileNotFoundError(f"no fonts in {fonts}: build the front end first")
    compiled = typst.Compiler(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    ).compile(format=form, **how)
    if not isinstance(compiled, bytes):
        raise TypeError("Typst answered with pages instead of one file")
    return compiled
