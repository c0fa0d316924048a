"""How a run or a paragraph of a Word file looks once its styles are followed to their end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph
from docx.text.run import Run

USUAL_SIZE = 10.0
"""Points; what Word takes where neither the run nor a style says anything."""

_ALIGNMENTS = {
    WD_ALIGN_PARAGRAPH.CENTER: "center",
    WD_ALIGN_PARAGRAPH.RIGHT: "right",
    WD_ALIGN_PARAGRAPH.JUSTIFY: "justify",
    WD_ALIGN_PARAGRAPH.DISTRIBUTE: "justify",
}
_TABS = {WD_TAB_ALIGNMENT.RIGHT: "right", WD_TAB_ALIGNMENT.CENTER: "center", WD_TAB_ALIGNMENT.DECIMAL: "right"}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the document says for everything: size in points, bold, colour as "#rrggbb" or ""."""

    size: float
    before: float
    after: float
    line: float


def defaults(document: WordDocument) -> Defaults:
    """The document's defaults, where it has any."""
    element = document.styles.element
    size = element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:sz')}")
    spacing = element.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}")

    def of(name: str, usual: int) -> int:
        return usual if spacing is None else int(spacing.get(qn(f"w:{name}"), usual))

    return Defaults(
        size=USUAL_SIZE if size is None else int(size.get(qn("w:val"))) / 2,
        before=of("before", 0) / 20,
        after=of("after", 0) / 20,
        line=of("line", 240) / 240,
    )


def _styles(style: Any) -> Iterator[Any]:
    seen = 0
    while style is not None and seen < 20:  # a chain that bites its own tail ends here
        yield style
        style, seen = style.base_style, seen + 1


def _first(values: Iterator[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def run_look(run: Run, paragraph: Paragraph, usual: Defaults) -> dict[str, Any]:
    """Weight, slant, lines, size (points) and colour of a run."""

    def of(read: Callable[[Any], Any]) -> Any:
        def every() -> Iterator[Any]:
            yield read(run.font)
            for style in _styles(run.style if run._element.rPr is not None else None):
                yield read(style.font)
            for style in _styles(paragraph.style):
                yield read(style.font)

        return _first(every())

    size = of(lambda font: font.size)
    colour = of(lambda font: font.color.rgb if font.color is not None else None)
    return {
        "bold": bool(of(lambda font: font.bold)),
        "italic": bool(of(lambda font: font.italic)),
        "underline": bool(of(lambda font: font.underline)),
        "strike": bool(of(lambda font: font.strike)),
        "position": "super" if of(lambda f: f.superscript) else "sub" if of(lambda f: f.subscript) else "",
        "capitals": bool(of(lambda font: font.all_caps)),
        "hidden": bool(of(lambda font: font.hidden)),
        "size": size.pt if size is not None else usual.size,
        "colour": f"#{colour}" if colour is not None else "",
    }


def paragraph_look(paragraph: Paragraph, usual: Defaults) -> dict[str, Any]:
    """Alignment, indents (points), spacing (points), line height (a factor, or points if "exact") and tab stops."""

    def of(read: Callable[[Any], Any]) -> Any:
        every = (read(each.paragraph_format) for each in (paragraph, *_styles(paragraph.style)))
        return _first(every)

    def points(read: Callable[[Any], Any], otherwise: float = 0) -> float:
        value = of(read)
        return float(value.pt) if value is not None else otherwise

    size = next((each.font.size.pt for each in _styles(paragraph.style) if each.font.size is not None), usual.size)
    line, rule = of(lambda each: each.line_spacing), of(lambda each: each.line_spacing_rule)
    exact = isinstance(line, Length)
    at_least = exact and rule == WD_LINE_SPACING.AT_LEAST
    return {
        "align": _ALIGNMENTS.get(of(lambda each: each.alignment), "left"),
        "left": points(lambda each: each.left_indent),
        "right": points(lambda each: each.right_indent),
        "first": points(lambda each: each.first_line_indent),
        "before": points(lambda each: each.space_before, usual.before),
        "after": points(lambda each: each.space_after, usual.after),
        "factor": 1.0 if exact and at_least else 0.0 if exact else float(line if line is not None else usual.line),
        "exact": float(line.pt) if exact and not at_least else 0.0,
        "size": size,
        "keep": bool(of(lambda each: each.keep_with_next)),
        "new-page": bool(of(lambda each: each.page_break_before)),
        "tabs": _tab_stops(paragraph),
        "lines": _lines(paragraph),
        "rtl": paragraph._element.pPr is not None and paragraph._element.pPr.find(qn("w:bidi")) is not None,
    }


def _tab_stops(paragraph: Paragraph) -> list[dict[str, Any]]:
    stops: dict[float, str] = {}
    for each in (paragraph, *_styles(paragraph.style)):
        for stop in each.paragraph_format.tab_stops:
            stops.setdefault(stop.position.pt, _TABS.get(stop.alignment, "left"))
    return [{"at": at, "side": stops[at]} for at in sorted(stops)]


def _lines(paragraph: Paragraph) -> dict[str, Any]:
    """Lines above and below the paragraph: {"top": {"width": points, "colour": …, "space": points}}."""
    for each in (paragraph._element, *(style.element for style in _styles(paragraph.style))):
        borders = each.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
        if borders is not None:
            return {side: line for side in ("top", "bottom") if (line := border(borders.find(qn(f"w:{side}"))))}
    return {}


def border(element: Any) -> dict[str, Any] | None:
    """A line of a border element: width and space in points; None where there is none."""
    if element is None or element.get(qn("w:val")) in (None, "nil", "none"):
        return None
    colour = element.get(qn("w:color"), "auto")
    return {
        "width": int(element.get(qn("w:sz"), 4)) / 8,
        "space": int(element.get(qn("w:space"), 0)),
        "colour": "#000000" if colour == "auto" else f"#{colour}",
    }
