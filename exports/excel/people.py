"""Sheets about people: the full list, and the tables by type, country and sex."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from exports.excel.cells import Formula, Value
from exports.excel.charts import bar_chart
from exports.excel.sheet import Column, Sheet, add_sheet, joined, new_book, to_bytes, yes_no
from exports.labels import Labels
from exports.model import Crosstab, Participant, WorkshopFacts, WorkshopReport


def participants_workbook(
    workshop: WorkshopFacts,
    participants: Sequence[Participant],
    labels: Labels,
    *,
    generated_at: datetime,
    provisional: bool = False,
    demo: bool = False,
) -> bytes:
    """The list of participants as .xlsx, in the order given.

    E-mail, telephone and dietary needs have a column each where at least one participant has one that is
    not None: the caller decides who may see them.
    """
    title = labels.provisional_list if provisional else labels.list_of_participants
    book = new_book(workshop, title, generated_at)
    sheet = replace(people_sheet(participants, labels, contacts=True), title=title)
    add_sheet(book, sheet, workshop, labels, demo=demo)
    return to_bytes(book)


def people_sheet(participants: Sequence[Participant], labels: Labels, *, contacts: bool) -> Sheet:
    """Everybody, one row each."""
    columns = [
        Column(labels.number, labels.means_precedence),
        Column(labels.honorific),
        Column(labels.latin_name, labels.means_latin_name, widest=28),
        Column(labels.original_name, labels.means_original_name, widest=28),
        Column(labels.sex, labels.means_sex),
        Column(labels.position, widest=26),
        Column(labels.organization, widest=26),
        Column(labels.delegation, widest=20),
        Column(labels.delegation_type, widest=18),
        Column(labels.country, widest=14),
        Column(labels.is_head, centred=True),
        Column(labels.state, widest=14),
        Column(labels.days_present, labels.means_days_present, centred=True),
        Column(labels.counted, labels.means_counted, centred=True),
    ]
    rows: list[list[Value]] = [_person(person, labels) for person in participants]
    if any(person.no_photo for person in participants):
        columns.append(Column(labels.no_photo, centred=True))
        for row, person in zip(rows, participants, strict=True):
            row.append(yes_no(True, labels) if person.no_photo else "")
    if contacts:
        for caption, values in _contacts(participants, labels):
            columns.append(Column(caption))
            for row, value in zip(rows, values, strict=True):
                row.append(value)
    return Sheet(labels.sheet_participants, labels.list_of_participants, columns, rows, frozen_columns=3)


def _person(person: Participant, labels: Labels) -> list[Value]:
    return [
        person.number,
        person.honorific,
        person.latin_name,
        person.original_name,
        person.sex,
        person.position,
        person.organization,
        person.delegation,
        person.delegation_type,
        person.country,
        yes_no(True, labels) if person.is_head else "",
        person.state,
        joined(map(str, person.days_present)),
        yes_no(person.counts_as_participant, labels),
    ]


def _contacts(participants: Sequence[Participant], labels: Labels) -> list[tuple[str, list[str | None]]]:
    found = [
        (labels.email, [person.email for person in participants]),
        (labels.phone, [person.phone for person in participants]),
        (labels.dietary, [person.dietary for person in participants]),
    ]
    return [(caption, values) for caption, values in found if any(value is not None for value in values)]


def add_crosstab(
    book: Workbook, name: str, title: str, table: Crosstab, *, report: WorkshopReport, labels: Labels
) -> None:
    """A cross table with its totals as live formulas and a native bar chart to the right of it."""
    sheet = _crosstab_sheet(name, title, table, labels)
    placed = add_sheet(book, sheet, report.workshop, labels, demo=report.demo)
    if table.rows:
        columns = range(2, 2 + len(table.columns))
        chart = bar_chart(placed, columns=columns, value_title=labels.number_of_people)
        placed.page.add_chart(chart, f"{get_column_letter(len(sheet.columns) + 2)}{placed.head_row}")


def _crosstab_sheet(name: str, title: str, table: Crosstab, labels: Labels) -> Sheet:
    """One row for each group; with several columns a total to the right, and shares in any case."""
    first, head_row = 2, 3
    last = first + len(table.columns) - 1
    top, bottom = head_row + 1, head_row + len(table.rows)
    several = len(table.columns) > 1
    total = last + 1 if several else last
    everyone = f"${get_column_letter(total)}${bottom + 1}"
    columns = [Column(table.row_head, widest=44), *(Column(caption) for caption in table.columns)]
    rows: list[list[Value]] = []
    for offset, (label, counts) in enumerate(zip(table.rows, table.cells, strict=True)):
        row_number = top + offset
        row: list[Value] = [label, *counts]
        if several:
            row.append(Formula(f"=SUM({get_column_letter(first)}{row_number}:{get_column_letter(last)}{row_number})"))
        row.append(_share(f"{get_column_letter(total)}{row_number}", everyone))
        rows.append(row)
    if several:
        columns.append(Column(labels.total))
    columns.append(Column(labels.share))
    if not rows:
        return Sheet(name, title, columns, rows, filtered=False)
    sums: list[Value] = [
        Formula(f"=SUM({get_column_letter(index)}{top}:{get_column_letter(index)}{bottom})")
        for index in range(first, total + 1)
    ]
    totals = [labels.total, *sums, _share(everyone, everyone)]
    return Sheet(name, title, columns, rows, totals=totals, frozen_columns=1, filtered=False)


def _share(part: str, whole: str) -> Formula:
    return Formula(f"=IF({whole}=0,0,{part}/{whole})", "0%")
