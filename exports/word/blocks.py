"""A Word file as plain blocks: paragraphs in pieces, tables, pictures; and what of it could not be taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from PIL import Image

from exports.text import clean, is_right_to_left
from exports.word.looks import Looks, border
from exports.word.numbering import Numbering

EMU_PER_POINT = 12700
SHOWN = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
"""Formats of pictures that can be set."""

_DRAWING, _INLINE = qn("w:drawing"), qn("wp:inline")
_NOT_CARRIED = {
    "text boxes": ".//w:txbxContent",
    "shapes": ".//*[local-name() = 'AlternateContent']",
    "charts and diagrams": ".//a:graphicData[not(pic:pic)]",
    "footnotes": ".//w:footnoteReference | .//w:endnoteReference",
    "formulas": ".//*[local-name() = 'oMath']",
    "embedded objects": ".//w:object",
    "comments": ".//w:commentReference",
    "tracked changes": ".//w:ins | .//w:del",
    "columns of text": ".//w:cols[@w:num > 1]",
    "form fields": ".//w:ffData",
}


@dataclass
class Taken:
    """What was read: blocks and pictures for the template, and words for what is left out."""

    data: dict[str, Any]
    pictures: dict[str, bytes]
    left_out: list[str] = field(default_factory=list)


def take(document: WordDocument, prefix: str = "") -> Taken:
    """The document's first section with its headers and footers, in blocks; `prefix`: of the names of its pictures."""
    reader = _Reader(document, prefix)
    section = document.sections[0]
    first_differs = bool(section.different_first_page_header_footer)
    data = {
        "page": _page(section),
        "first-differs": first_differs,
        "header": reader.part(section.header),
        "footer": reader.part(section.footer),
        "header-first": reader.part(section.first_page_header) if first_differs else [],
        "footer-first": reader.part(section.first_page_footer) if first_differs else [],
        "blocks": reader.blocks(document),
    }
    reader.look_for_the_rest(document)
    return Taken(data, reader.pictures, sorted(reader.left_out))


def _page(section: Section) -> dict[str, float]:
    def points(length: Any, usual: float) -> float:
        return float(length.pt) if length is not None else usual

    return {
        "width": points(section.page_width, 595.3),
        "height": points(section.page_height, 841.9),
        "left": points(section.left_margin, 72),
        "right": points(section.right_margin, 72),
        "top": abs(points(section.top_margin, 72)),
        "bottom": abs(points(section.bottom_margin, 72)),
        "header": points(section.header_distance, 36),
        "footer": points(section.footer_distance, 36),
    }


class _Reader:
    def __init__(self, document: WordDocument, prefix: str) -> None:
        self.prefix = prefix
        page = _page(document.sections[0])
        self.room = page["width"] - page["left"] - page["right"]
        self.looks = Looks(document)
        self.numbering = Numbering(document, self.looks)
        self.pictures: dict[str, bytes] = {}
        self.left_out: set[str] = set()

    def part(self, part: _Header | _Footer) -> list[dict[str, Any]]:
        """The blocks of a header or footer; of one without any text or picture, none."""
        blocks = self.blocks(part)
        return blocks if any(block["kind"] == "table" or block["pieces"] for block in blocks) else []

    def blocks(self, owner: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for item in owner.iter_inner_content():
            found.extend(self._paragraph(item) if isinstance(item, Paragraph) else [self._table(item)])
        return found

    def _paragraph(self, paragraph: Paragraph) -> Iterator[dict[str, Any]]:
        """The paragraph, in two where a page break stands in it."""
        look = self.looks.paragraph(paragraph)
        label = self.numbering.label(paragraph)
        if label is not None:
            text, left, first = label
            if paragraph.paragraph_format.left_indent is None:
                look["left"], look["first"] = left, first
            look["label"] = clean(text)
        pieces = _Pieces(self, paragraph).read()
        text = "".join(piece.get("text", "") for piece in pieces)
        look["from-right"] = look["rtl"] or is_right_to_left(text)
        parts = _split_at_page_breaks(pieces)
        for number, part in enumerate(parts):
            broken = {"new-page": True, "label": "", "before": 0} if number else {}
            yield {"kind": "paragraph", "label": "", **look, **broken, "pieces": part}

    def _table(self, table: Table) -> dict[str, Any]:
        grid = [float(column.width.pt) if column.width is not None else 0.0 for column in table.columns]
        inside = _table_borders(table)
        rows = []
        for row in table.rows:
            cells: list[dict[str, Any]] = []
            for element in row._tr.tc_lst:
                cells.append(self._cell(table, element, inside))
            head = row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
            rows.append({"cells": cells, "head": head})
        _count_rows_spanned(rows)
        alignment = str(table.alignment).split(" ")[0].lower() if table.alignment is not None else "left"
        return {"kind": "table", "columns": grid, "rows": rows, "align": alignment}

    def _cell(self, table: Table, element: Any, inside: dict[str, Any]) -> dict[str, Any]:
        cell = _Cell(element, table)
        properties = element.tcPr
        fill, sides, upright = "", dict(inside), "top"
        if properties is not None:
            shade = properties.find(qn("w:shd"))
            colour = shade.get(qn("w:fill"), "auto") if shade is not None else "auto"
            fill = "" if colour == "auto" else f"#{colour}"
            own = properties.find(qn("w:tcBorders"))
            if own is not None:
                sides.update({side: border(line) for side in _SIDES if (line := own.find(qn(f"w:{side}"))) is not None})
            place = properties.find(qn("w:vAlign"))
            upright = _UPRIGHT.get(place.get(qn("w:val")), "top") if place is not None else "top"
        return {
            "blocks": self.blocks(cell) if element.vMerge != "continue" else [],
            "span": int(element.grid_span),
            "merge": element.vMerge or "",
            "fill": fill,
            "upright": upright,
            "lines": {side: line for side, line in sides.items() if line is not None},
        }

    def picture(self, drawing: Any, part: Any) -> dict[str, Any] | None:
        """A picture as it is set in the line; None where it cannot be."""
        blip = drawing.find(f".//{qn('a:blip')}")
        extent = drawing.find(f".//{qn('wp:extent')}")
        relation = blip.get(qn("r:embed")) if blip is not None else None
        if relation is None or extent is None or relation not in part.related_parts:
            return None
        data = part.related_parts[relation].blob
        form = _form_of(data)
        if form is None:
            self.left_out.add("pictures that are no PNG, JPEG, GIF or WebP")
            return None
        if drawing.find(_INLINE) is None:
            self.left_out.add("pictures with text around them (set in the line instead)")
        name = f"{self.prefix}picture{len(self.pictures) + 1}.{form}"
        self.pictures[name] = data
        width, height = int(extent.get("cx")) / EMU_PER_POINT, int(extent.get("cy")) / EMU_PER_POINT
        shown = min(1.0, self.room / width) if width > 0 else 1.0
        return {"kind": "picture", "name": name, "width": width * shown, "height": height * shown}

    def look_for_the_rest(self, document: WordDocument) -> None:
        """Name what is in the file and has no counterpart here."""
        section = document.sections[0]
        bodies = [document.element.body, section.header._element, section.footer._element]
        for words, path in _NOT_CARRIED.items():
            if any(body.xpath(path) for body in bodies):
                self.left_out.add(words)
        if len(document.sections) > 1:
            self.left_out.add("sections with a page of their own")


_UPRIGHT = {"center": "horizon", "bottom": "bottom"}
_SIDES = ("top", "bottom", "left", "right")


def _form_of(data: bytes) -> str | None:
    try:
        with Image.open(BytesIO(data), formats=tuple(SHOWN)) as picture:
            picture.verify()
            return SHOWN.get(picture.format or "")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None


def _table_borders(table: Table) -> dict[str, Any]:
    """The lines that each cell has, by the table itself or its style; the outer ones count for every cell."""
    places = [table._tbl.tblPr]
    style = table.style
    for _step in range(20):
        if style is None:
            break
        places.append(style.element.find(qn("w:tblPr")))
        style = style.base_style
    for place in places:
        lines = place.find(qn("w:tblBorders")) if place is not None else None
        if lines is not None:
            inside = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
            return {side: border(lines.find(qn(f"w:{name}"))) for side, name in inside.items()}
    return {}


def _count_rows_spanned(rows: list[dict[str, Any]]) -> None:
    """Where cells are merged downwards the first one says how many rows it takes, and the others go."""
    open_cells: dict[int, dict[str, Any]] = {}
    for row in rows:
        column, kept = 0, []
        for cell in row["cells"]:
            if cell["merge"] == "continue" and column in open_cells:
                open_cells[column]["rows"] += 1
            else:
                cell["rows"] = 1
                open_cells.pop(column, None)
                if cell["merge"] == "restart":
                    open_cells[column] = cell
                kept.append(cell)
            column += cell["span"]
        row["cells"] = kept


def _split_at_page_breaks(pieces: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    parts: list[list[dict[str, Any]]] = [[]]
    for piece in pieces:
        if piece["kind"] == "page-break":
            parts.append([])
        else:
            parts[-1].append(piece)
    return parts


class _Pieces:
    """The pieces of one paragraph, in order: texts with their looks, tabs, breaks, pictures, numbers of pages."""

    def __init__(self, reader: _Reader, paragraph: Paragraph) -> None:
        self.reader, self.paragraph = reader, paragraph
        self.found: list[dict[str, Any]] = []
        self._field: list[str] | None = None  # the instruction of a field that has begun
        self._shows_old = False  # between the field's instruction and its end stands what it showed last

    def read(self) -> list[dict[str, Any]]:
        self._walk(self.paragraph._element, "")
        return self.found

    def _walk(self, element: Any, link: str) -> None:
        for child in element:
            if child.tag == qn("w:r"):
                self._run(Run(child, self.paragraph), link)
            elif child.tag == qn("w:hyperlink"):
                relation = child.get(qn("r:id"))
                rels = self.paragraph.part.rels
                target = rels[relation].target_ref if relation in rels and rels[relation].is_external else ""
                self._walk(child, target if target.startswith(("http://", "https://", "mailto:")) else "")
            elif child.tag == qn("w:fldSimple"):
                self._number_or(child, link)
            elif child.tag in (qn("w:smartTag"), qn("w:ins"), qn("w:sdt"), qn("w:sdtContent")):
                self._walk(child, link)

    def _number_or(self, element: Any, link: str) -> None:
        piece = _page_number(element.get(qn("w:instr"), ""))
        if piece is None:
            self._walk(element, link)
        else:
            run = element.find(qn("w:r"))
            shown = Run(run, self.paragraph) if run is not None else self.paragraph.add_run()
            self.found.append({**self.reader.looks.run(shown, self.paragraph), **piece})

    def _run(self, run: Run, link: str) -> None:
        look = self.reader.looks.run(run, self.paragraph)
        if look.pop("hidden"):
            return
        for child in run._element:
            if child.tag == qn("w:fldChar"):
                self._field_mark(child.get(qn("w:fldCharType")), look)
            elif child.tag == qn("w:instrText"):
                if self._field is not None:
                    self._field.append(child.text or "")
            elif not self._shows_old:
                self._content(child, run, look, link)

    def _field_mark(self, mark: str, look: dict[str, Any]) -> None:
        if mark == "begin":
            self._field = []
        elif self._field is not None:
            piece = _page_number("".join(self._field))
            if mark == "separate" and piece is not None:
                self.found.append({**look, **piece})
                self._shows_old = True
            elif mark == "end":
                self._field, self._shows_old = None, False

    def _content(self, child: Any, run: Run, look: dict[str, Any], link: str) -> None:
        if child.tag == qn("w:t"):
            text = clean(child.text or "")
            text = text.upper() if look["capitals"] else text
            self.found.append({"kind": "text", "text": text, "link": link, **look})
        elif child.tag in (qn("w:tab"), qn("w:ptab")):
            self.found.append({"kind": "tab"})
        elif child.tag == qn("w:br"):
            kind = "page-break" if child.get(qn("w:type")) == "page" else "break"
            self.found.append({"kind": kind})
        elif child.tag == qn("w:cr"):
            self.found.append({"kind": "break"})
        elif child.tag == qn("w:noBreakHyphen"):
            self.found.append({"kind": "text", "text": "\u2011", "link": link, **look})
        elif child.tag == _DRAWING:
            picture = self.reader.picture(child, run.part)
            if picture is not None:
                self.found.append(picture)


def _page_number(instruction: str) -> dict[str, Any] | None:
    word = (instruction.split() or [""])[0].upper()
    return {"kind": {"PAGE": "page", "NUMPAGES": "pages"}[word]} if word in ("PAGE", "NUMPAGES") else None
