"""Native Excel charts over the cells of a table."""

from __future__ import annotations

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.utils import get_column_letter, quote_sheetname

from exports.excel.sheet import Placed
from exports.text import clean

CHART_WIDTH = 18.0
"""Centimetres; a sheet in portrait A4 carries it without shrinking."""

SERIES_COLOURS = ("1F4E79", "E08E0B", "8C959F", "2A9D8F", "9B5DE5", "C1121F")
RATING_COLOURS = ("B2182B", "EF8A62", "D9D9D9", "67A9CF", "2166AC")
"""From the lowest to the highest point; told apart without red and green, and in print."""


def bar_chart(placed: Placed, *, columns: range, value_title: str) -> BarChart:
    """Horizontal stacked bars: one bar for each row of the table, split by `columns` (1-based)."""
    chart = _bars(placed, range(placed.first_row, placed.last_row + 1), columns, categories=1)
    chart.grouping, chart.overlap = "stacked", 100
    _colour(chart, SERIES_COLOURS)
    chart.y_axis.title = value_title
    chart.y_axis.scaling.min = 0  # a bar that does not begin at nought lies about its length
    chart.y_axis.numFmt = "0"
    if len(columns) == 1:
        chart.legend = None
    else:
        chart.legend.position = "b"
    _size(chart, 17, min(22, 5 + 0.75 * (placed.last_row - placed.head_row)))
    return chart


def rating_chart(placed: Placed, rows: range, columns: range, *, categories: int, title: str) -> BarChart:
    """Bars of 100 %, split by the points of the scale in `columns`; one bar for each question in `rows`."""
    chart = _bars(placed, rows, columns, categories)
    chart.grouping, chart.overlap = "percentStacked", 100
    _colour(chart, RATING_COLOURS)
    chart.title = _small_title(title)
    chart.y_axis.numFmt = "0%"
    chart.legend.position = "b"
    _size(chart, CHART_WIDTH, 4.6 + 1.15 * len(rows))
    return chart


def mean_chart(placed: Placed, rows: range, column: int, *, categories: int, title: str) -> BarChart:
    """One bar from 1 to 5 for each of `rows`, with the figure at its end."""
    chart = _bars(placed, rows, range(column, column + 1), categories)
    _colour(chart, SERIES_COLOURS)
    chart.title, chart.legend = _small_title(title), None
    chart.y_axis.scaling.min, chart.y_axis.scaling.max, chart.y_axis.majorUnit = 1, 5, 1
    chart.y_axis.numFmt = "0"
    chart.dataLabels = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False, numFmt="0.00"
    )
    _size(chart, CHART_WIDTH, 3.6 + 0.85 * len(rows))
    return chart


def figures_chart(placed: Placed, rows: range, columns: range, *, categories: int, title: str) -> BarChart:
    """For each of `rows` a bar for each of `columns`, side by side, from nought."""
    chart = _bars(placed, rows, columns, categories)
    _colour(chart, SERIES_COLOURS)
    chart.title = _small_title(title)
    chart.y_axis.scaling.min = 0
    chart.y_axis.numFmt = "0"
    chart.legend.position = "b"
    _size(chart, CHART_WIDTH, 4.6 + 0.95 * len(rows))
    return chart


def _bars(placed: Placed, rows: range, columns: range, categories: int) -> BarChart:
    chart = BarChart()
    chart.type, chart.gapWidth = "bar", 55
    for column in columns:
        values = Reference(placed.page, min_col=column, min_row=rows[0], max_row=rows[-1])
        series = Series(values)
        name = f"{quote_sheetname(placed.page.title)}!${get_column_letter(column)}${placed.head_row}"
        series.tx = SeriesLabel(strRef=StrRef(f=name))
        chart.series.append(series)
    chart.set_categories(Reference(placed.page, min_col=categories, min_row=rows[0], max_row=rows[-1]))
    # the first row on top, as on the sheet, with the axis below; newer Excel hides an axis not told to stay
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    chart.x_axis.delete = chart.y_axis.delete = False
    grid = GraphicalProperties()
    grid.line.solidFill = "D0D7DE"
    chart.y_axis.majorGridlines = ChartLines(spPr=grid)
    return chart


def _size(chart: BarChart, width: float, height: float) -> None:
    """In centimetres."""
    chart.width, chart.height = width, height  # type: ignore[assignment]  # the stubs say int


def _small_title(text: str) -> Title:
    """A title in the size of the text around it; the default is a headline."""
    look = CharacterProperties(sz=1100, b=True)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(rPr=look, t=clean(text))])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _colour(chart: BarChart, colours: tuple[str, ...]) -> None:
    for index, series in enumerate(chart.series):
        series.graphicalProperties.solidFill = colours[index % len(colours)]
        series.graphicalProperties.line.solidFill = colours[index % len(colours)]
