"""Word fields: page numbers, bookmarks, and the table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from exports.text import clean


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the table of contents lists."""

    level: int
    text: str
    bookmark: str


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field at the end of `paragraph`; `shown` stands there until it is updated."""
    _begin(paragraph, instruction)
    paragraph.add_run(shown)
    _end(paragraph)


def add_text_with_fields(paragraph: Paragraph, template: str, fields: dict[str, str]) -> None:
    """`template` with "%(name)s" replaced by the field whose instruction is `fields[name]`."""
    marks = {name: f"\x00{name}\x00" for name in fields}
    for index, part in enumerate((template % marks).split("\x00")):
        if index % 2:
            add_field(paragraph, fields[part], "1")
        elif part:
            paragraph.add_run(part)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Let `name` stand for the whole of `paragraph`."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    first = paragraph.runs[0]._element if paragraph.runs else None
    if first is None:
        raise ValueError("an empty heading cannot be listed")
    first.addprevious(start)
    paragraph._element.append(end)


def add_contents(before: Paragraph, headings: Sequence[Heading]) -> None:
    """A table of contents in front of `before`: links for now; page numbers come when the field is updated."""
    for index, heading in enumerate(headings):
        entry = before.insert_paragraph_before(style=f"toc {heading.level}")
        if index == 0:
            _begin(entry, 'TOC \\o "1-2" \\h \\z \\u', dirty=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), heading.bookmark)
        link.set(qn("w:history"), "1")
        link.append(entry.add_run(clean(heading.text))._element)
        entry._element.append(link)
        if index == len(headings) - 1:
            _end(entry)


def _begin(paragraph: Paragraph, instruction: str, *, dirty: bool = False) -> None:
    start = _character(paragraph, "begin")
    if dirty:
        start.set(qn("w:dirty"), "true")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._element.append(text)
    _character(paragraph, "separate")


def _end(paragraph: Paragraph) -> None:
    _character(paragraph, "end")


def _character(paragraph: Paragraph, kind: str) -> BaseOxmlElement:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._element.append(mark)
    return mark
