"""The figures for the funder, on a page and as a workbook."""

from flask import Response, render_template
from flask_babel import gettext as _

from eventapp.attendance import files, queries, remarks
from eventapp.attendance.views.pages import bp
from eventapp.core import countries, web
from eventapp.core.access import STAFF, access
from eventapp.core.i18n import language
from eventapp.registration.labels import SEX_LABELS
from eventapp.workshops.models import Workshop

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/workshops/<slug>/attendance/indicators")
@access(STAFF)
def indicators(workshop: Workshop) -> str:
    """Trained and present, by sex, country, delegation type and day; what was counted, in words."""
    counted = queries.counted(workshop)
    return render_template(
        "attendance/indicators.html",
        workshop=workshop,
        counted=counted,
        remarks=remarks.of(workshop),
        figures=counted.figures,
        tables=files.indicator_tables(counted),
        sexes=[sex for sex in files.SEXES if sex in counted.figures.by_sex],
        sex_labels=SEX_LABELS,
        country=lambda code: countries.name(code, language()) if code else _("Not stated"),
    )


@bp.get("/workshops/<slug>/attendance/attendance.xlsx")
@access(STAFF)
def workbook(workshop: Workshop) -> Response:
    """Everybody by day and session with the sources, each presence on a line of its own, and the indicators."""
    data = files.workbook(workshop, language(), now=web.now())
    response = Response(data, mimetype=XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=f"{workshop.slug}-attendance.xlsx")
    return response
