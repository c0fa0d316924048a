"""The overview of a workshop, and the page from which its files are taken."""

from io import BytesIO
from typing import Any

from flask import Blueprint, current_app, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.attendance import queries as attendance
from eventapp.core import web
from eventapp.core.access import ORGANIZER, RAPPORTEUR, STAFF, access, declared
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.core.i18n import LANGUAGES, language
from eventapp.feedback import queries as feedback
from eventapp.notes.labels import kind_label
from eventapp.registration import queries as registration
from eventapp.reports import actions, forms, policy, queries
from eventapp.reports.files import Wanted
from eventapp.workshops.models import Workshop

bp = Blueprint("reports", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/workshops/<slug>/")
@access(STAFF)
def dashboard(workshop: Workshop) -> str:
    """How the workshop stands, and what waits for somebody."""
    measured = attendance.measure(workshop)
    people, notes = queries.people_figures(workshop, measured=measured), queries.note_figures(workshop)
    return render_template(
        "reports/dashboard.html",
        workshop=workshop,
        people=people,
        notes=notes,
        note_kinds=[kind_label(kind) for kind in notes.by_kind],
        answers=queries.feedback_figures(feedback.results(workshop.id)),
        types=registration.type_seats(workshop.id),
        attendance=[
            count for count in attendance.attendance_counts(workshop, measured.known) if count.checkpoint.is_venue
        ],
        to_decide=queries.waiting_for_decision(people.states),
    )


@bp.get("/workshops/<slug>/exports/")
@access(RAPPORTEUR)
def exports(workshop: Workshop) -> str:
    return _exports_page(workshop, forms.TemplateForm(formdata=None))


@bp.get("/workshops/<slug>/exports/workbook.xlsx")
@access(RAPPORTEUR)
def workbook(workshop: Workshop) -> Response:
    data = actions.export_workbook(workshop, _wanted(workshop), actor=web.actor(), now=web.now())
    return _download(data, f"{workshop.slug}.xlsx", XLSX)


@bp.get("/workshops/<slug>/exports/report.docx")
@access(RAPPORTEUR)
def report(workshop: Workshop) -> Response:
    data = actions.export_report(workshop, _wanted(workshop), actor=web.actor(), now=web.now())
    return _download(data, f"{workshop.slug}-report.docx", DOCX)


@bp.post("/workshops/<slug>/exports/report-from-template")
@access(ORGANIZER)
def report_from_template(workshop: Workshop) -> Response | tuple[str, int]:
    """The report draft in an uploaded Word template, which is not kept."""
    form = forms.TemplateForm()
    if not form.validate_on_submit():
        return _exports_page(workshop, form), 422
    try:
        data = actions.export_report(
            workshop,
            Wanted(form.language.data, url=web.absolute("agenda.programme", slug=workshop.slug)),
            template=form.template.data.read(),
            actor=web.actor(),
            now=web.now(),
        )
    except Invalid as error:
        take_errors(form, error.fields)
        return _exports_page(workshop, form), error.status
    return _download(data, f"{workshop.slug}-report.docx", DOCX)


def _exports_page(workshop: Workshop, form: forms.TemplateForm) -> str:
    return render_template(
        "reports/exports.html",
        workshop=workshop,
        languages=LANGUAGES,
        form=form,
        other_files=_other_files(workshop),
        sensitive_allowed=policy.can_see_sensitive(web.actor(), workshop.id),
        template_allowed=policy.can_use_template(web.actor(), workshop.id),
    )


def _other_files(workshop: Workshop) -> list[tuple[str, str]]:
    """Files that other pages offer as well, if the person who asks may have them: (label, address)."""
    files: tuple[tuple[str, str, dict[str, Any]], ...] = (
        (_("Participants (Excel)"), "registration.participants_file", {"form": "xlsx"}),
        (_("Participants (PDF)"), "registration.participants_file", {"form": "pdf"}),
        (_("Participants (Word)"), "registration.participants_file", {"form": "docx"}),
        (_("Notes to edit and read back (Excel)"), "notes.exchange", {}),
        (_("Programme (PDF)"), "agenda.pdf", {}),
        (_("Programme (calendar)"), "agenda.calendar", {}),
        (_("Programme (conference schedule, XML)"), "agenda.schedule_xml", {}),
    )
    who = web.actor()
    found = []
    for label, endpoint, values in files:
        rule = declared(current_app, endpoint)
        if rule.kind == "public" or who.has(workshop.id, *rule.roles):
            found.append((label, url_for(endpoint, slug=workshop.slug, **values)))
    return found


def _wanted(workshop: Workshop) -> Wanted:
    asked = request.args.get("language", "")
    return Wanted(
        asked if asked in LANGUAGES else language(),
        request.args.get("sensitive") == "yes",
        web.absolute("agenda.programme", slug=workshop.slug),
    )


def _download(data: bytes, name: str, kind: str) -> Response:
    return send_file(BytesIO(data), kind, as_attachment=True, download_name=name)
