"""Attendance sheets to sign: A4 on its side, one line for each person, room for a signature.

Every page stands by itself (project, place, day, sheet number, page n of m), since pages are parted when they are
signed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

from exports.labels import N_
from exports.qr import qr_svg
from exports.text import clean, is_right_to_left
from exports.typesetting import to_pdf

NUMBER, NAME, SIGNATURE = "number", "name", "signature"
POST, ORGANIZATION, COUNTRY, SEX, TYPE = "post", "organization", "country", "sex", "type"
PNG = b"\x89PNG"
COLUMNS = (POST, ORGANIZATION, COUNTRY, SEX, TYPE)
"""Those that may be left out; number, name and signature always stand on the sheet."""


@dataclass(frozen=True, slots=True)
class SheetLabels:
    """Captions; the defaults are English and the msgids (see exports.labels)."""

    title: str = N_("Attendance sheet")
    sheet_number: str = N_("Sheet No. %(number)s")
    number: str = N_("No.")
    name: str = N_("Name")
    post: str = N_("Post")
    organization: str = N_("Organization")
    country: str = N_("Country")
    sex: str = N_("Sex")
    type: str = N_("Category")
    signature: str = N_("Signature")
    project_number: str = N_("Project No. %(number)s")
    page_of: str = N_("Page %(page)s of %(pages)s")
    signed: str = N_("Number of people who signed")
    for_organizer: str = N_("For the organizer: name, signature, date")
    for_host: str = N_("For the host: name, signature, date")

    @classmethod
    def translated(cls, gettext: Callable[[str], str]) -> Self:
        """The captions in the language of `gettext`."""
        return cls(**{field.name: gettext(str(field.default)) for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `sex` and `country` come as they are to be shown; `group`: the heading under which it stands."""

    name: str
    original_name: str = ""
    post: str = ""
    organization: str = ""
    country: str = ""
    sex: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `what`: the day or session; `part`: which list of several, else (); `where`: place, time, room; each
    in the languages of the sheet, in order. `blank`: empty lines after the named ones. `url`: what its code says."""

    number: int
    what: Sequence[str]
    where: Sequence[str]
    lines: Sequence[Line]
    blank: int = 0
    part: Sequence[str] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all sheets of a workshop share; texts in the languages of the sheet, in order. `logos`: PNG or JPEG."""

    workshop: Sequence[str]
    project: Sequence[str] = ()
    project_number: str = ""
    funding: Sequence[str] = ()
    data_protection: Sequence[str] = ()
    logos: Sequence[bytes] = ()
    columns: Sequence[str] = (POST, ORGANIZATION, COUNTRY, SEX)
    demo: Sequence[str] = ()


def pdf(sheets: Sequence[Sheet], frame: Frame, labels: Sequence[SheetLabels], language: str, fonts: Path) -> bytes:
    """The sheets one after the other, each with pages counted from 1. `labels`: one set for each language of the sheet.

    Raises ValueError for no sheets, for no labels, and for an unknown column.
    """
    if not sheets or not labels:
        raise ValueError("an attendance sheet needs a sheet and a language")
    if unknown := set(frame.columns) - set(COLUMNS):
        raise ValueError(f"there is no column {', '.join(sorted(unknown))}")
    pictures = picture_names(frame.logos)
    columns = [NUMBER, NAME, *(column for column in COLUMNS if column in frame.columns), SIGNATURE]
    data = {
        "language": language,
        "title": clean(f"{frame.workshop[0]}: {labels[0].title}"),
        "columns": [{"key": key, "captions": _each(labels, key)} for key in columns],
        "captions": {
            "title": _each(labels, "title"),
            "signed": _joined(_each(labels, "signed")),
            "organizer": _each(labels, "for_organizer"),
            "host": _each(labels, "for_host"),
        },
        "page-of": labels[0]
        .page_of.replace("%(page)s", "\x00page\x00")
        .replace("%(pages)s", "\x00pages\x00")
        .split("\x00"),
        "frame": _frame(frame, labels, list(pictures)),
        "sheets": [_sheet(sheet, labels) for sheet in sheets],
    }
    return to_pdf("attendance_sheet.typ", data, fonts, pictures)


def picture_names(logos: Sequence[bytes]) -> dict[str, bytes]:
    """The logos (PNG or JPEG) by the names under which a template finds them, in their order."""
    return {f"logo-{place}.{'png' if data.startswith(PNG) else 'jpg'}": data for place, data in enumerate(logos)}


def _each(labels: Sequence[SheetLabels], name: str) -> list[str]:
    return list(dict.fromkeys(str(getattr(one, name)) for one in labels))


def _joined(texts: Sequence[str]) -> str:
    """A short text in each language on one line; once where both say the same."""
    return clean(" / ".join(dict.fromkeys(text for text in texts if text)))


def _lines(texts: Sequence[str]) -> list[str]:
    return [clean(text) for text in dict.fromkeys(texts) if text]


def _frame(frame: Frame, labels: Sequence[SheetLabels], logos: list[str]) -> dict[str, Any]:
    number = (
        [label.project_number % {"number": frame.project_number} for label in labels] if frame.project_number else []
    )
    return {
        "workshop": _lines(frame.workshop),
        "project": _lines(frame.project),
        "project-number": _joined(number),
        "funding": _lines(frame.funding),
        "data-protection": _lines(frame.data_protection),
        "logos": logos,
        "demo": _joined(frame.demo),
    }


def _sheet(sheet: Sheet, labels: Sequence[SheetLabels]) -> dict[str, Any]:
    blank = [Line("")] * sheet.blank
    return {
        "number": _joined([label.sheet_number % {"number": sheet.number} for label in labels]),
        "what": _lines(sheet.what),
        "where": _lines(sheet.where),
        "part": _joined(sheet.part),
        "qr": qr_svg(sheet.url)[0] if sheet.url else "",
        "lines": [_line(number, line) for number, line in enumerate([*sheet.lines, *blank], start=1)],
    }


def _line(number: int, line: Line) -> dict[str, Any]:
    values = {key: clean(getattr(line, key)) for key in (NAME, POST, ORGANIZATION, COUNTRY, SEX, TYPE)}
    rtl = [key for key, value in values.items() if is_right_to_left(value)]
    original = clean(line.original_name)
    return {
        "number": number,
        "values": values,
        "rtl": rtl,
        "original": original,
        "original-rtl": is_right_to_left(original),
    }
