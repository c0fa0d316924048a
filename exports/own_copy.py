"""A person's own copy of what is known of them, as a PDF to read; the same facts go beside it as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from exports.text import clean
from exports.typesetting import to_pdf


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, as (name, value). `level`: 2 for a workshop, 3 for a part of it."""

    heading: str
    facts: Sequence[tuple[str, str]] = field(default_factory=tuple)
    level: int = 3


def pdf(
    title: str,
    person: str,
    intro: str,
    sections: Sequence[Section],
    fonts: Path,
    *,
    language: str,
    page_of: str,
    generated: str,
) -> bytes:
    """The copy. `page_of`: "page %(page)s of %(pages)s"; `generated`: the line at the foot; texts come translated."""
    marks = {"page": "\x00page\x00", "pages": "\x00pages\x00"}
    data = {
        "title": clean(title),
        "workshop": clean(person),
        "short": clean(person),
        "series": "",
        "place": clean(intro),
        "language": language,
        "generated": clean(generated),
        "page-of": (page_of % marks).split("\x00"),
        "demo": "",
        "sections": [
            {
                "heading": clean(section.heading),
                "level": section.level,
                "facts": [{"label": clean(label), "value": clean(value)} for label, value in section.facts if value],
            }
            for section in sections
        ],
    }
    return to_pdf("own_copy.typ", data, fonts)
