"""Attendance in workbooks: by checkpoint, person by person, each presence, and the indicators for the funder."""

from __future__ import annotations

from collections.abc import Callable

from exports.attendance import Indicators
from exports.excel.cells import Share, Value
from exports.excel.charts import figures_chart
from exports.excel.sheet import Column, Placed, Sheet, add_sheet, joined, new_book, to_bytes, yes_no
from exports.labels import Labels
from exports.model import WorkshopReport


def attendance_workbook(report: WorkshopReport, labels: Labels) -> bytes:
    """Attendance alone as .xlsx; what was counted stands on a sheet of its own."""
    book = new_book(report.workshop, labels.sheet_attendance, report.generated_at)

    def add(sheet: Sheet) -> Placed:
        return add_sheet(book, sheet, report.workshop, labels, demo=report.demo)

    add_attendance(add, report, labels)
    if report.indicators is not None:
        add(_counted_sheet(report.indicators, labels))
    return to_bytes(book)


def add_attendance(add: Callable[[Sheet], Placed], report: WorkshopReport, labels: Labels) -> None:
    """The sheets of attendance, through `add`; the matrix and the indicators where the report has them."""
    add(counts_sheet(report, labels))
    if report.attendance_matrix is not None:
        add(matrix_sheet(report, labels))
    add(long_sheet(report, labels))
    if report.indicators is not None:
        placed = add(indicators_sheet(report.indicators, labels))
        _add_charts(placed, report.indicators, labels)


def counts_sheet(report: WorkshopReport, labels: Labels) -> Sheet:
    """How many were at each checkpoint."""
    columns = [
        Column(labels.checkpoint, widest=56),
        Column(labels.checkpoint_kind),
        Column((labels.day % {"number": ""}).strip()),
        Column(labels.present, labels.means_present),
        Column(labels.expected, labels.means_expected),
        Column(labels.share),
    ]
    rows: list[list[Value]] = [
        [
            row.checkpoint,
            row.stop or (labels.checkpoint_session if row.is_session else labels.checkpoint_day),
            row.day,
            row.present,
            row.expected,
            Share(row.present / row.expected) if row.expected else None,
        ]
        for row in report.attendance
    ]
    return Sheet(labels.sheet_attendance, labels.sheet_attendance, columns, rows, frozen_columns=1)


def long_sheet(report: WorkshopReport, labels: Labels) -> Sheet:
    """Each presence on a line of its own, with what says so."""
    names = _names(report)
    zone = labels.means_local_time % {"zone": report.workshop.timezone}
    columns = [
        Column(labels.participant_number, labels.means_precedence),
        Column(labels.latin_name, widest=32),
        Column(labels.delegation, widest=32),
        Column(labels.checkpoint, widest=56),
        Column(labels.scanned_at, zone),
        Column(labels.known_from, labels.means_known_from),
    ]
    rows: list[list[Value]] = [
        [row.participant, *names.get(row.participant, ("", "")), row.checkpoint, row.at, joined(row.sources, ", ")]
        for row in report.attendance_rows
    ]
    return Sheet(labels.sheet_attendance_long, labels.sheet_attendance_long, columns, rows, frozen_columns=2)


def matrix_sheet(report: WorkshopReport, labels: Labels) -> Sheet:
    """Everybody by checkpoint: what says that they were there."""
    matrix = report.attendance_matrix
    assert matrix is not None
    names = _names(report)
    columns = [
        Column(labels.participant_number, labels.means_precedence),
        Column(labels.latin_name, widest=32),
        Column(labels.delegation, widest=32),
        Column(labels.registration_number, labels.means_registration_number, widest=38),
        *(Column(label, widest=18, centred=True) for label in matrix.checkpoints),
        Column(labels.days_attended),
        Column(labels.sessions_attended),
        Column(labels.hours_attended, labels.means_hours_attended),
        Column(labels.least_share, labels.means_least_share),
        Column(labels.trained, report.indicators.trained if report.indicators else "", centred=True),
    ]
    rows: list[list[Value]] = [
        [
            row.participant,
            *names.get(row.participant, ("", "")),
            row.registration,
            *row.cells,
            row.days,
            row.sessions,
            round(row.hours, 1),
            Share(row.share) if row.share is not None else None,
            yes_no(row.qualifies, labels),
        ]
        for row in matrix.rows
    ]
    return Sheet(labels.sheet_attendance_matrix, labels.sheet_attendance_matrix, columns, rows, frozen_columns=2)


def indicators_sheet(indicators: Indicators, labels: Labels) -> Sheet:
    """Trained and present, the whole first, then by group."""
    columns = [
        Column(labels.indicator_group),
        Column(labels.indicator, widest=48),
        Column(labels.expected, indicators.base),
        Column(labels.present, labels.means_present_at_all),
        Column(labels.trained, indicators.trained),
        Column(labels.share_trained, labels.means_share_trained),
        Column(labels.person_days, " ".join(indicators.rules)),
        Column(labels.person_times, labels.means_person_times),
        Column(labels.hours_attended, labels.means_hours_attended),
    ]
    rows: list[list[Value]] = [
        [
            row.group,
            row.label,
            row.expected,
            row.present,
            row.trained,
            Share(row.trained / row.present) if row.trained is not None and row.present else None,
            row.person_days,
            row.person_times,
            round(row.hours, 1) if row.hours is not None else None,
        ]
        for row in indicators.rows
    ]
    return Sheet(labels.sheet_indicators, labels.sheet_indicators, columns, rows, frozen_columns=2)


def _counted_sheet(indicators: Indicators, labels: Labels) -> Sheet:
    """What the columns of the indicators mean, in words."""
    columns = [Column(labels.column), Column(labels.meaning, widest=60)]
    rows: list[list[Value]] = [
        [column.caption, column.meaning] for column in indicators_sheet(indicators, labels).columns if column.meaning
    ]
    return Sheet(labels.sheet_codebook, labels.sheet_codebook, columns, [*rows, ["", labels.means_unsuppressed]])


def _add_charts(placed: Placed, indicators: Indicators, labels: Labels) -> None:
    """Present and trained, a chart for each group with more than one line, beside the table."""
    groups = list(dict.fromkeys(row.group for row in indicators.rows if row.trained is not None))
    below = placed.head_row
    for group in groups:
        numbers = [
            placed.first_row + number
            for number, row in enumerate(indicators.rows)
            if row.group == group and row.trained is not None
        ]
        if len(numbers) > 1:
            rows = range(numbers[0], numbers[-1] + 1)
            placed.page.add_chart(figures_chart(placed, rows, range(4, 6), categories=2, title=group), f"K{below}")
            below += 12 + 2 * len(numbers)


def _names(report: WorkshopReport) -> dict[int, tuple[str, str]]:
    return {person.number: (person.latin_name, person.delegation) for person in report.participants}
