"""How a run or a paragraph of a Word file looks once its styles are followed to their end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat
from docx.text.run import Run

LONGEST_CHAIN = 20
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


class Looks:
    """The looks of one document. Chains of styles are followed once each: python-docx searches the file every time."""

    def __init__(self, document: WordDocument) -> None:
        self.usual = defaults(document)
        self._styles = {style.style_id: style for style in document.styles}
        default = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        self._default = default.style_id if default is not None else ""
        self._fonts: dict[str, dict[str, Any]] = {}
        self._formats: dict[str, dict[str, Any]] = {}

    def chain(self, style_id: str) -> Iterator[Any]:
        """The style, the one it is based on, and so on; a chain that bites its own tail ends."""
        style, seen = self._styles.get(style_id), 0
        while style is not None and seen < LONGEST_CHAIN:
            yield style
            style, seen = getattr(style, "base_style", None), seen + 1

    def style_of(self, paragraph: Paragraph) -> str:
        """The id of the paragraph's style."""
        named = str(paragraph._element.style or "")
        return named if named in self._styles else self._default

    def run(self, run: Run, paragraph: Paragraph) -> dict[str, Any]:
        """Weight, slant, lines, size (points) and colour of a run."""
        properties = run._element.rPr
        own = _font_facts(run.font) if properties is not None else {}
        named = properties.style if properties is not None else None
        found = {**self._font(self.style_of(paragraph)), **(self._font(named) if named else {}), **own}
        return {**_PLAIN, "size": self.usual.size, **found}

    def paragraph(self, paragraph: Paragraph) -> dict[str, Any]:
        """Alignment, indents, spacing and lines (points), line height (a factor, or points if "exact"), tab stops."""
        style = self.style_of(paragraph)
        properties = paragraph._element.pPr
        own = _format_facts(paragraph.paragraph_format) if properties is not None else {}
        usual = {"before": self.usual.before, "after": self.usual.after, "factor": self.usual.line}
        found = {**_PLACED, **usual, **self._format(style), **own}
        stops = {**found.pop("stops")}
        return {
            **found,
            "size": self._font(style).get("size", self.usual.size),
            "tabs": [{"at": at, "side": stops[at]} for at in sorted(stops)],
            "lines": self._lines(paragraph, style),
            "rtl": properties is not None and properties.find(qn("w:bidi")) is not None,
        }

    def _font(self, style_id: str) -> dict[str, Any]:
        if style_id not in self._fonts:
            chain = [each for each in self.chain(style_id) if hasattr(each, "font")]
            self._fonts[style_id] = _merged(_font_facts(style.font) for style in reversed(chain))
        return self._fonts[style_id]

    def _format(self, style_id: str) -> dict[str, Any]:
        if style_id not in self._formats:
            chain = [each for each in self.chain(style_id) if hasattr(each, "paragraph_format")]
            self._formats[style_id] = _merged(_format_facts(style.paragraph_format) for style in reversed(chain))
        return self._formats[style_id]

    def _lines(self, paragraph: Paragraph, style_id: str) -> dict[str, Any]:
        """Lines above and below the paragraph: {"top": {"width": points, "colour": …, "space": points}}."""
        for element in (paragraph._element, *(style.element for style in self.chain(style_id))):
            borders = element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
            if borders is not None:
                return {side: line for side in ("top", "bottom") if (line := border(borders.find(qn(f"w:{side}"))))}
        return {}


_PLAIN = {
    **dict.fromkeys(("bold", "italic", "underline", "strike", "capitals", "hidden"), False),
    "position": "",
    "colour": "",
}
_PLACED = {
    **dict.fromkeys(("left", "right", "first", "before", "after", "exact"), 0.0),
    "align": "left",
    "factor": 1.0,
    "keep": False,
    "new-page": False,
    "stops": {},
}


def _merged(layers: Iterable[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for layer in layers:
        found.update(layer)
    return found


def _font_facts(font: Font) -> dict[str, Any]:
    """What is said here, and nothing else."""
    said: dict[str, Any] = {
        "bold": font.bold,
        "italic": font.italic,
        "underline": None if font.underline is None else bool(font.underline),
        "strike": font.strike,
        "capitals": font.all_caps,
        "hidden": font.hidden,
        "position": "super" if font.superscript else "sub" if font.subscript else None,
        "size": None if font.size is None else font.size.pt,
        "colour": None if font.color.rgb is None else f"#{font.color.rgb}",
    }
    return {name: value for name, value in said.items() if value is not None}


def _format_facts(shape: ParagraphFormat) -> dict[str, Any]:
    """What is said here, and nothing else."""

    def points(length: Length | None) -> float | None:
        return None if length is None else float(length.pt)

    said: dict[str, Any] = {
        "align": None if shape.alignment is None else _ALIGNMENTS.get(shape.alignment, "left"),
        "left": points(shape.left_indent),
        "right": points(shape.right_indent),
        "first": points(shape.first_line_indent),
        "before": points(shape.space_before),
        "after": points(shape.space_after),
        "keep": shape.keep_with_next,
        "new-page": shape.page_break_before,
        "stops": {stop.position.pt: _TABS.get(stop.alignment, "left") for stop in shape.tab_stops} or None,
        **_line_height(shape),
    }
    return {name: value for name, value in said.items() if value is not None}


def _line_height(shape: ParagraphFormat) -> dict[str, float]:
    line = shape.line_spacing
    if line is None:
        return {}
    if isinstance(line, Length):
        at_least = shape.line_spacing_rule == WD_LINE_SPACING.AT_LEAST
        return {"factor": 1.0, "exact": 0.0 if at_least else line.pt}
    return {"factor": float(line), "exact": 0.0}


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
