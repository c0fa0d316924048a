"""The evidence workbook: every figure and note from which the workshop's report is written."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from exports.excel.attendance import add_attendance
from exports.excel.cells import Value
from exports.excel.feedback import add_feedback
from exports.excel.notes import notes_sheet, quotes_sheet, recommendations_sheet
from exports.excel.overview import add_overview
from exports.excel.people import add_crosstab, people_sheet
from exports.excel.sheet import Column, Placed, Sheet, add_sheet, joined, new_book, to_bytes, yes_no
from exports.labels import Labels
from exports.model import WorkshopReport


def evidence_workbook(report: WorkshopReport, labels: Labels, *, sensitive: bool = False) -> bytes:
    """The workbook as .xlsx. Contact details never stand in it; sensitive notes only with `sensitive`."""
    book = new_book(report.workshop, labels.evidence_workbook, report.generated_at)
    add_overview(book, report, labels)
    described: list[Sheet] = []

    def add(sheet: Sheet) -> Placed:
        described.append(sheet)
        return add_sheet(book, sheet, report.workshop, labels, demo=report.demo)

    add(people_sheet(report.participants, labels, contacts=False))
    _add_crosstabs(book, report, labels)
    add(_agenda(report, labels))
    add_attendance(add, report, labels)
    described += add_feedback(book, report, labels)
    add(notes_sheet(report, labels, sensitive=sensitive))
    add(quotes_sheet(report, labels, sensitive=sensitive))
    add(recommendations_sheet(report, labels, sensitive=sensitive))
    add_sheet(book, _codebook(described, report, labels), report.workshop, labels, demo=report.demo)
    return to_bytes(book)


def _add_crosstabs(book: Workbook, report: WorkshopReport, labels: Labels) -> None:
    tables = (
        (labels.sheet_by_type, labels.participants_by_type, report.by_type),
        (labels.sheet_by_country, labels.participants_by_country, report.by_country),
        (labels.sheet_by_sex, labels.participants_by_sex, report.by_sex),
    )
    for name, title, table in tables:
        if table is not None:
            add_crosstab(book, name, title, table, report=report, labels=labels)


def _agenda(report: WorkshopReport, labels: Labels) -> Sheet:
    zone = labels.means_local_time % {"zone": report.workshop.timezone}
    columns = [
        Column(labels.number),
        Column(labels.date),
        Column(labels.starts, zone),
        Column(labels.ends, zone),
        Column(labels.minutes),
        Column(labels.room, widest=14),
        Column(labels.session_type, widest=18),
        Column(labels.session, widest=38),
        Column(labels.session_other, widest=38),
        Column(labels.theme, widest=24),
        Column(labels.speakers, widest=24),
        Column(labels.interpretation, centred=True),
    ]
    rows: list[list[Value]] = [
        [
            item.number,
            item.starts_at.date(),
            item.starts_at.time(),
            item.ends_at.time(),
            round((item.ends_at - item.starts_at).total_seconds() / 60),
            item.room,
            item.session_type,
            item.title,
            item.title_other or "",
            item.theme,
            joined(item.speakers, "; "),
            yes_no(True, labels) if item.interpretation else "",
        ]
        for item in report.agenda
    ]
    return Sheet(labels.sheet_agenda, labels.programme, columns, rows, frozen_columns=1)


def _codebook(sheets: Sequence[Sheet], report: WorkshopReport, labels: Labels) -> Sheet:
    """What the columns mean, and what the codes stand for. Made from the sheets, so it cannot fall behind."""
    columns = [
        Column(labels.sheet),
        Column(labels.column, widest=40),
        Column(labels.code),
        Column(labels.meaning, widest=60),
    ]
    rows: list[list[Value]] = [
        [sheet.name, column.caption, "", column.meaning]
        for sheet in sheets
        for column in sheet.columns
        if column.meaning
    ]
    captions = {
        "kind": labels.note_kind,
        "theme": labels.theme,
        "session": labels.session,
        "delegation_type": labels.delegation_type,
        "country": labels.country,
    }
    rows += [
        [labels.sheet_notes, captions.get(name, name), choice.key, choice.label]
        for name, choices in report.codes.items()
        for choice in choices
    ]
    return Sheet(labels.sheet_codebook, labels.sheet_codebook, columns, rows)
