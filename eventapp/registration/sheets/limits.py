"""What a zipped workbook may be, found out before any spreadsheet library opens it.

The figures guard one machine's memory: a workbook of 4.6 KB with one cell at the far corner makes a reader
reserve more than a gigabyte, and 345 KB can unpack to 117 MB.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse, parse

from eventapp.registration.sheets.reasons import SheetRefused

MOST_BYTES = 10_000_000
MOST_MEMBERS = 1_000
MOST_UNPACKED = 50_000_000
MOST_RATIO = 100
RATIO_COUNTS_FROM = 1_000_000
MOST_PEOPLE = 5_000
MOST_ROWS = MOST_PEOPLE + 100  # room for titles above the people, blank lines and totals
MOST_COLUMNS = 60

_CHUNK = 1 << 16
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

# Texts of formulas that have no value saved with them, by sheet name and (row, column), both from 1.
Formulas = dict[str, dict[tuple[int, int], str]]


def column_letter(column: int) -> str:
    """The letters over a column, counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def check_address(row: int, column: int) -> None:
    """Raise :class:`SheetRefused` if a cell stands farther out than a list may reach."""
    if row > MOST_ROWS:
        raise SheetRefused("too_many_rows", row=row, most=MOST_PEOPLE)
    if column > MOST_COLUMNS:
        raise SheetRefused("too_many_columns", column=column_letter(column), most=MOST_COLUMNS)


def check_zipped(data: bytes) -> tuple[Formulas, bool]:
    """Check an .xlsx or .ods file; raise :class:`SheetRefused` if it is not one or may not be opened.

    Returns the formulas that have no saved value, so that their text can stand in for it, and whether the workbook
    counts its days from 1904.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = _check_directory(archive)
            _check_content(archive, members)
            if "xl/workbook.xml" in members:
                return _check_xlsx(archive), _counts_from_1904(archive)
            if archive.read("mimetype").strip() != _ODS if "mimetype" in members else True:
                raise SheetRefused("not_a_workbook")
            return _check_ods(archive), False
    except (
        zipfile.BadZipFile,
        ParseError,
        DefusedXmlException,
        KeyError,
        EOFError,
        NotImplementedError,
        ValueError,
    ):
        raise SheetRefused("damaged") from None


def _check_directory(archive: zipfile.ZipFile) -> set[str]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_MEMBERS:
        raise SheetRefused("too_many_parts", parts=len(entries), most=MOST_MEMBERS)
    if any(entry.flag_bits & 1 for entry in entries):
        raise SheetRefused("encrypted")
    if len(names) < len(entries):
        raise SheetRefused("damaged")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise SheetRefused("unpacks_too_big")
    for entry in entries:
        if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise SheetRefused("unpacks_too_big")
    _unpack_all(archive, entries)
    return names


def _unpack_all(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Sizes in the directory can lie; reading each part to its end checks length and checksum."""
    for entry in entries:
        with archive.open(entry) as part:
            while part.read(_CHUNK):
                pass


def _check_content(archive: zipfile.ZipFile, members: set[str]) -> None:
    if any(name.endswith("vbaProject.bin") or name.startswith(("Basic/", "Scripts/")) for name in members):
        raise SheetRefused("macros")
    if "[Content_Types].xml" in members and b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise SheetRefused("macros")
    if any(name.startswith("xl/externalLinks/") for name in members):
        raise SheetRefused("external_links")
    if "META-INF/manifest.xml" in members and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise SheetRefused("encrypted")


# --- .xlsx ---------------------------------------------------------------------------------------------------------


def _check_xlsx(archive: zipfile.ZipFile) -> Formulas:
    names = _sheet_names(archive)
    formulas: Formulas = {}
    for member in archive.namelist():
        if member.startswith("xl/worksheets/") and member.endswith(".xml"):
            with archive.open(member) as part:
                formulas[names.get(member, "")] = _scan_xlsx_sheet(part)
        elif member == "xl/sharedStrings.xml":
            with archive.open(member) as part:
                for _event, element in iterparse(part, forbid_dtd=True):
                    element.clear()
    return formulas


def _counts_from_1904(archive: zipfile.ZipFile) -> bool:
    with archive.open("xl/workbook.xml") as part:
        found = [
            element.get("date1904")
            for element in parse(part, forbid_dtd=True).iter()
            if _local(element) == "workbookPr"
        ]
    return any(value in ("1", "true") for value in found)


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The names of the sheets by the part of the archive that holds them."""
    with archive.open("xl/_rels/workbook.xml.rels") as part:
        targets = {relation.get("Id"): relation.get("Target", "") for relation in parse(part, forbid_dtd=True).iter()}
    names = {}
    with archive.open("xl/workbook.xml") as part:
        for element in parse(part, forbid_dtd=True).iter():
            if _local(element) == "sheet":
                key = next(
                    (value for name, value in element.items() if name.endswith("}id")),
                    None,
                )
                target = targets.get(key, "").removeprefix("/")
                names[target if target.startswith("xl/") else f"xl/{target}"] = element.get("name", "")
    return names


def _scan_xlsx_sheet(part: IO[bytes]) -> dict[tuple[int, int], str]:
    """Check the place of each cell that holds something; a cell without an address follows the one before it."""
    formulas: dict[tuple[int, int], str] = {}
    row = column = 0
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        kind = _local(element)
        if event == "start":
            if kind == "row":
                row, column = int(element.get("r", row + 1)), 0
        elif kind == "c":
            address = _ADDRESS.fullmatch(element.get("r", ""))
            column = _column_number(address[1]) if address else column + 1
            row = int(address[2]) if address else row
            if len(element):
                check_address(row, column)
                if text := _unsaved_formula(element):
                    formulas[row, column] = text
        if event == "end" and kind in ("row", "sheetData"):
            element.clear()
    return formulas


def _unsaved_formula(cell: Element) -> str | None:
    parts = {_local(child): "".join(child.itertext()) for child in cell}
    return f"={parts['f']}" if parts.get("f") and not parts.get("v") and not parts.get("is") else None


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


# --- .ods ----------------------------------------------------------------------------------------------------------


@dataclass
class _OdsPlace:
    table: str = ""
    row: int = 0
    column: int = 0
    filled: int = 0  # the last column of the current row that holds something
    formulas: Formulas = field(default_factory=dict)


def _check_ods(archive: zipfile.ZipFile) -> Formulas:
    place = _OdsPlace()
    with archive.open("content.xml") as part:
        for event, element in _steps(part):
            if event == "start":
                _enter_ods(place, element)
            elif element.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                _pass_ods_cell(place, element)
            elif element.tag == f"{_TABLE}table-row":
                repeated = int(element.get(f"{_TABLE}number-rows-repeated", 1))
                place.row += repeated - 1
                if place.filled:
                    check_address(place.row, place.filled)
                element.clear()
    return place.formulas


def _steps(part: IO[bytes]) -> Iterator[tuple[str, Element]]:
    yield from iterparse(part, events=("start", "end"), forbid_dtd=True)


def _enter_ods(place: _OdsPlace, element: Element) -> None:
    if element.tag == f"{_TABLE}table":
        place.table, place.row = element.get(f"{_TABLE}name", ""), 0
    elif element.tag == f"{_TABLE}table-row":
        place.row, place.column, place.filled = place.row + 1, 0, 0


def _pass_ods_cell(place: _OdsPlace, cell: Element) -> None:
    start = place.column + 1
    place.column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
    text = "".join(cell.itertext()).strip()
    formula = cell.get(f"{_TABLE}formula")
    if text or formula or cell.get(f"{_OFFICE}value-type"):
        place.filled = place.column
        check_address(place.row, place.column)
    if formula and not text and not cell.get(f"{_OFFICE}value"):
        place.formulas.setdefault(place.table, {})[place.row, start] = "=" + formula.partition("=")[2]
