"""What stands in front of the paragraphs of a list: bullets, and numbers that are counted on."""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from exports.word.looks import Looks

_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "o": "◦", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "–"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts while the paragraphs come in their order."""

    def __init__(self, document: WordDocument, looks: Looks) -> None:
        self._looks = looks
        self._levels: dict[str, dict[int, Any]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is None:
            return
        element = part.element
        abstract = {each.get(qn("w:abstractNumId")): each for each in element.findall(qn("w:abstractNum"))}
        for number in element.findall(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            found = abstract.get(link.get(qn("w:val"))) if link is not None else None
            if found is not None:
                levels = {int(level.get(qn("w:ilvl"))): level for level in found.findall(qn("w:lvl"))}
                self._levels[number.get(qn("w:numId"))] = levels

    def label(self, paragraph: Paragraph) -> tuple[str, float, float] | None:
        """(what stands in front, indent of the text, indent of the first line) in points; None for no list."""
        found = self._number_of(paragraph)
        if found is None or (level := self._levels.get(found[0], {}).get(found[1])) is None:
            return None
        number, depth = found
        counts = self._counts.setdefault(number, {})
        counts[depth] = counts.get(depth, _start(level) - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        left, first = _indent(level, depth)
        return self._text(number, depth, level), left, first

    def _text(self, number: str, depth: int, level: Any) -> str:
        pattern = _value(level, "lvlText") or ""
        if _value(level, "numFmt") == "bullet":
            return _BULLETS.get(pattern, pattern if pattern.isprintable() and pattern else "•")

        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self._levels[number].get(at)
            form = _value(other, "numFmt") if other is not None else "decimal"
            return _numeral(self._counts[number].get(at, 1), form or "decimal")

        return re.sub(r"%(\d)", counted, pattern)

    def _number_of(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """(list, level) of the paragraph or its style; None for no list."""
        styles = (style.element for style in self._looks.chain(self._looks.style_of(paragraph)))
        for element in (paragraph._element, *styles):
            properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if properties is not None:
                number, level = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
                if number is None or number.get(qn("w:val")) == "0":
                    return None
                return number.get(qn("w:val")), int(level.get(qn("w:val"))) if level is not None else 0
        return None


def _value(level: Any, name: str) -> str | None:
    element = level.find(qn(f"w:{name}"))
    return None if element is None else str(element.get(qn("w:val")))


def _start(level: Any) -> int:
    return int(_value(level, "start") or 1)


def _indent(level: Any, depth: int) -> tuple[float, float]:
    indent = level.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    if indent is None:
        return 36.0 * (depth + 1), -18.0
    left = int(indent.get(qn("w:left")) or indent.get(qn("w:start")) or 0) / 20
    return left, -int(indent.get(qn("w:hanging")) or 0) / 20


def _numeral(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        text, rest = "", number
        for value, numeral in _ROMAN:
            while rest >= value:
                text, rest = text + numeral, rest - value
        return text.upper() if form == "upperRoman" else text
    return str(number)
