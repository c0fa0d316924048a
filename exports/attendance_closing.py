"""The closing sheet: who was there in figures, from what it is known, the evidence with its checksums, signatures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

from exports.attendance_sheet import picture_names
from exports.labels import N_
from exports.text import clean
from exports.typesetting import to_pdf

FORMULA = "sha256sum * | cut -c1-64 | sort | sha256sum"
"""What gives the checksum of the set in a folder that holds its files and nothing else (GNU coreutils)."""


@dataclass(frozen=True, slots=True)
class ClosingLabels:
    """Captions; the defaults are English and the msgids (see exports.labels)."""

    title: str = N_("Closing sheet of attendance")
    project_number: str = N_("Project No. %(number)s")
    page_of: str = N_("Page %(page)s of %(pages)s")
    people: str = N_("People")
    person_days: str = N_("Person-days")
    present: str = N_("Present")
    by_sex: str = N_("Participants by sex")
    by_country: str = N_("Participants by country")
    by_type: str = N_("Everybody by delegation type")
    by_source: str = N_("How presence is known")
    sources_explained: str = N_(
        "One person may be known from several sources and is counted in each. Corrections were made by hand, each with"
        " a reason, and stand apart from scans."
    )
    evidence: str = N_("Evidence")
    no_evidence: str = N_("No signed sheet has been attached.")
    what: str = N_("Sheet or checkpoint")
    file: str = N_("File")
    size: str = N_("Size, kB")
    sha256: str = N_("SHA-256")
    register: str = N_("Register of attendance (dates and registrations, without names)")
    checksum: str = N_("Checksum of the set")
    formula: str = N_(
        "SHA-256 over the SHA-256 of each file above, as 64 small hexadecimal digits, sorted, each followed by a line"
        " feed. In a folder with these files and nothing else:"
    )
    for_organizer: str = N_("For the organizer: name, signature, date")
    for_host: str = N_("For the host: name, signature, date")

    @classmethod
    def translated(cls, gettext: Callable[[str], str]) -> Self:
        """The captions in the language of `gettext`."""
        return cls(**{field.name: gettext(str(field.default)) for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its label, people by day, different people, person-days."""

    label: str
    days: Sequence[int]
    people: int
    person_days: int


@dataclass(frozen=True, slots=True)
class File:
    """A file of the set. `what`: the sheet or checkpoint it belongs to; `size` in bytes; `sha256` in hexadecimal."""

    what: str
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the sheet says; texts in one language. `days`: captions of the columns; `rules`: what counts as
    a day, as sentences; `about`: lines below the
    title; `verify`: the command by which the set is checked again; `logos`: PNG or JPEG."""

    workshop: str
    place: str
    project: str
    project_number: str
    funding: str
    generated: str
    days: Sequence[str]
    total: Sequence[Row]
    rules: Sequence[str]
    by_sex: Sequence[Row]
    by_country: Sequence[Row]
    by_type: Sequence[Row]
    by_source: Sequence[Row]
    files: Sequence[File]
    register: File
    checksum: str
    verify: str
    demo: str = ""
    logos: Sequence[bytes] = ()


def pdf(facts: Facts, labels: ClosingLabels, language: str, fonts: Path) -> bytes:
    """The closing sheet on A4."""
    pictures = picture_names(facts.logos)
    number = labels.project_number % {"number": facts.project_number} if facts.project_number else ""
    marks = {"page": "\x00page\x00", "pages": "\x00pages\x00"}
    data = {
        "title": clean(labels.title),
        "workshop": clean(facts.workshop),
        "short": clean(facts.workshop),
        "series": clean(" · ".join(part for part in (facts.project, number) if part)),
        "place": clean("\n".join(part for part in (facts.place, facts.funding) if part)),
        "language": language,
        "generated": clean(facts.generated),
        "page-of": (labels.page_of % marks).split("\x00"),
        "demo": clean(facts.demo),
        "logos": list(pictures),
        "days": [clean(day) for day in facts.days],
        "captions": {field.name.replace("_", "-"): getattr(labels, field.name) for field in fields(labels)},
        "tables": [
            {"heading": heading, "note": note, "rows": [_row(row) for row in rows]}
            for heading, rows, note in (
                (labels.present, facts.total, " ".join(facts.rules)),
                (labels.by_sex, facts.by_sex, ""),
                (labels.by_country, facts.by_country, ""),
                (labels.by_type, facts.by_type, ""),
                (labels.by_source, facts.by_source, labels.sources_explained),
            )
            if rows
        ],
        "files": [_file(file) for file in (*facts.files, facts.register)],
        "no-evidence": "" if facts.files else labels.no_evidence,
        "checksum": facts.checksum,
        "command": FORMULA,
        "verify": facts.verify,
    }
    return to_pdf("attendance_closing.typ", data, fonts, pictures)


def _row(row: Row) -> dict[str, Any]:
    return {"label": clean(row.label), "figures": [*row.days, row.people, row.person_days]}


def _file(file: File) -> dict[str, Any]:
    return {
        "what": clean(file.what),
        "name": clean(file.name),
        "size": f"{file.size / 1000:.1f}",
        "sha256": file.sha256,
    }
