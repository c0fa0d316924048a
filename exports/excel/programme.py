"""The programme as a workbook: everything on one sheet to be filtered, then a sheet for each day to be printed."""

from __future__ import annotations

from dataclasses import replace

from exports.excel.cells import Value
from exports.excel.sheet import Column, Sheet, add_sheet, new_book, sheet_name, to_bytes
from exports.labels import Labels
from exports.model import WorkshopFacts
from exports.programme import Edition, PrintedDay, PrintedProgramme, PrintedSession


def programme_book(printed: PrintedProgramme, workshop: WorkshopFacts, labels: Labels, *, demo: bool = False) -> bytes:
    """Titles in the language of each edition side by side; everything else in that of the first."""
    first = printed.editions[0]
    book = new_book(workshop, first.programme, printed.changed_at)
    flat = Sheet(
        name=first.programme,
        title=first.programme,
        columns=[Column(first.captions.date, widest=12), *_columns(printed.editions)],
        rows=[[day.date, *_cells(session)] for day in printed.days for session in day.sessions],
        frozen_columns=3,
    )
    flat = _filled(flat)
    add_sheet(book, flat, workshop, labels, demo=demo)
    taken = {sheet_name(flat.name).casefold()}
    for number, day in enumerate(printed.days, start=1):
        add_sheet(book, _day(printed, day, _free(day, number, taken)), workshop, labels, demo=demo)
    return to_bytes(book)


def _day(printed: PrintedProgramme, day: PrintedDay, name: str) -> Sheet:
    return _filled(
        Sheet(
            name=name,
            title=" · ".join(day.labels),
            columns=_columns(printed.editions),
            rows=[_cells(session) for session in day.sessions],
            frozen_columns=2,
        )
    )


def _filled(sheet: Sheet) -> Sheet:
    """`sheet` without the columns in which nothing stands."""
    if not sheet.rows:
        return sheet
    kept = [index for index in range(len(sheet.columns)) if any(row[index] not in (None, "") for row in sheet.rows)]
    columns = [sheet.columns[index] for index in kept]
    return replace(sheet, columns=columns, rows=[[row[index] for index in kept] for row in sheet.rows])


def _free(day: PrintedDay, number: int, taken: set[str]) -> str:
    """A name no other sheet has: "2016-03-29"."""
    name = day.date.isoformat()
    name = f"{name} ({number})" if name.casefold() in taken else name
    taken.add(name.casefold())
    return name


def _columns(editions: tuple[Edition, ...]) -> list[Column]:
    captions = editions[0].captions
    sessions = [each.captions.session for each in editions]
    return [
        Column(captions.starts, centred=True),
        Column(captions.ends, centred=True),
        Column(captions.minutes),
        *[Column(each, widest=50) for each in sessions],
        Column(captions.session_type, widest=22),
        Column(captions.room, widest=22),
        Column(captions.theme, widest=30),
        Column(captions.people, widest=44),
        Column(captions.interpretation, widest=24),
        Column(captions.description, widest=44),
        Column(captions.remark, widest=26),
    ]


def _cells(session: PrintedSession) -> list[Value]:
    said = session.said[0]
    return [
        session.starts_at.time(),
        session.ends_at.time(),
        round((session.ends_at - session.starts_at).total_seconds() / 60),
        *[each.title for each in session.said],
        said.session_type,
        said.room,
        said.theme,
        "\n".join(f"{part}: {who}" for part, who in said.people),
        said.interpretation,
        said.description,
        said.mark,
    ]
