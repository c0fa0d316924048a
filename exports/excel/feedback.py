"""Feedback: the figures of each question, their charts, and the comments. Nothing of fewer than five responses."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.pagebreak import Break

from exports.excel.cells import Mean, Share, Value
from exports.excel.charts import mean_chart, rating_chart
from exports.excel.sheet import Column, Placed, Sheet, add_sheet, prepare_for_print, sheet_name
from exports.labels import Labels
from exports.model import FeedbackSummary, QuestionSummary, WorkshopReport

QUESTION_COLUMN, MEAN_COLUMN, FIRST_POINT_COLUMN = 2, 7, 8
_POINTS = 5
_ROW_CM, _PAGE_CM = 0.53, 24.0


def add_feedback(book: Workbook, report: WorkshopReport, labels: Labels) -> list[Sheet]:
    """Write the sheets of figures, charts and comments; answers those the code book describes."""
    figures = _figures(report, labels)
    placed = add_sheet(book, figures, report.workshop, labels, demo=report.demo)
    _add_charts(book, placed, report, labels)
    comments = _comments(report, labels)
    add_sheet(book, comments, report.workshop, labels, demo=report.demo)
    return [figures, comments]


def _figures(report: WorkshopReport, labels: Labels) -> Sheet:
    columns = [
        Column(labels.form, widest=30),
        Column(labels.question, widest=36),
        Column(labels.question_kind, widest=14),
        Column(labels.responses, labels.means_responses),
        Column(labels.eligible, labels.means_eligible),
        Column(labels.response_rate),
        Column(labels.mean, labels.means_mean),
        *(Column(str(point), labels.means_points) for point in range(1, _POINTS + 1)),
        Column(labels.scale, widest=22),
        Column(labels.remark, widest=20),
    ]
    rows = [_question(form, question, labels) for form in report.feedback for question in form.questions]
    return Sheet(labels.sheet_feedback, labels.sheet_feedback, columns, rows, frozen_columns=2)


def _question(form: FeedbackSummary, question: QuestionSummary, labels: Labels) -> list[Value]:
    points: list[Value] = list(question.counts) if question.counts is not None else [None] * _POINTS
    if len(points) != _POINTS:
        raise ValueError(f"question {question.text!r}: a scale of {_POINTS} points has {len(points)} counts")
    has_scale = bool(question.scale_low or question.scale_high)
    return [
        form.title,
        question.text,
        question.kind_label,
        question.responses,
        form.eligible,
        Share(question.responses / form.eligible) if form.eligible else None,
        Mean(question.mean) if question.mean is not None else None,
        *points,
        labels.scale_ends % {"low": question.scale_low, "high": question.scale_high} if has_scale else "",
        labels.suppressed if question.suppressed else "",
    ]


def _add_charts(book: Workbook, placed: Placed, report: WorkshopReport, labels: Labels) -> None:
    """For each form with ratings, how they are spread; they stand on their own sheet so that they print."""
    page = book.create_sheet(sheet_name(labels.sheet_feedback_charts))
    page.sheet_view.showGridLines = False
    prepare_for_print(page, report.workshop, labels, demo=report.demo)
    page.page_setup.orientation = "portrait"
    first_row, at, used = placed.first_row, 1, 0.0
    for form in report.feedback:
        rated = _rated_rows(form, first_row)
        first_row += len(form.questions)
        if not rated:
            continue
        charts = _charts(placed, form.title, rated, labels)
        height = sum(chart.height for chart in charts)
        if used and used + height > _PAGE_CM:
            page.row_breaks.append(Break(id=at - 1))
            used = 0.0
        used += height
        for chart in charts:
            page.add_chart(chart, f"A{at}")
            at += int(chart.height / _ROW_CM) + 2


def _charts(placed: Placed, title: str, rated: range, labels: Labels) -> list[BarChart]:
    points = range(FIRST_POINT_COLUMN, FIRST_POINT_COLUMN + _POINTS)
    return [
        mean_chart(placed, rated, MEAN_COLUMN, categories=QUESTION_COLUMN, title=f"{title}: {labels.mean_rating}"),
        rating_chart(placed, rated, points, categories=QUESTION_COLUMN, title=labels.ratings_per_question),
    ]


def _rated_rows(form: FeedbackSummary, first_row: int) -> range:
    """The rows of the form's first run of rated questions: a chart needs its rows side by side."""
    rated = [offset for offset, question in enumerate(form.questions) if question.counts is not None]
    if not rated:
        return range(0)
    start = rated[0]
    length = next((run for run, offset in enumerate(rated) if offset != start + run), len(rated))
    return range(first_row + start, first_row + start + length)


def _comments(report: WorkshopReport, labels: Labels) -> Sheet:
    columns = [
        Column(labels.form, widest=40),
        Column(labels.question, widest=40),
        Column(labels.comment, labels.means_comment, widest=60),
    ]
    rows: list[list[Value]] = [
        [form.title, question.text, comment]
        for form in report.feedback
        for question in form.questions
        for comment in question.comments
    ]
    return Sheet(labels.sheet_comments, labels.sheet_comments, columns, rows)
