"""The programme for everybody: the page and its files."""

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from eventapp.agenda import files, policy, queries, timetable
from eventapp.agenda.labels import type_label
from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.errors import Missing
from eventapp.core.i18n import LANGUAGES, language
from eventapp.workshops.models import Workshop

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "ics": "text/calendar; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


def add_to(bp: Blueprint) -> None:
    """Give the page and the files their addresses, which other systems depend on."""
    bp.add_url_rule("/w/<slug>/", "programme", programme)
    bp.add_url_rule("/w/<slug>/programme.ics", "calendar", programme_file, defaults={"form": "ics"})
    bp.add_url_rule("/w/<slug>/programme.pdf", "pdf", programme_file, defaults={"form": "pdf"})
    bp.add_url_rule("/w/<slug>/schedule.xml", "schedule_xml", programme_file, defaults={"form": "xml"})
    bp.add_url_rule("/w/<slug>/schedule.json", "schedule_json", programme_file, defaults={"form": "json"})


@access(PUBLIC)
def programme(workshop: Workshop) -> str:
    """Days, times, rooms; no account is needed."""
    _check_open(workshop)
    closes = workshop.registration_closes_at
    return render_template(
        "agenda/programme.html",
        workshop=workshop,
        plans=[plan for plan in timetable.day_plans(workshop, queries.sessions(workshop.id)) if plan.sessions],
        type_label=type_label,
        registration_open=closes is None or web.now() < closes,
        staff=web.actor().staffs(workshop.id),
    )


@access(PUBLIC)
def programme_file(workshop: Workshop, form: str) -> Response:
    """The programme as a file, in `?language=` or the language of the page; fetched again only when it changed."""
    _check_open(workshop)
    code = request.args.get("language", "")
    url = web.absolute("agenda.programme", slug=workshop.slug)
    content = files.write(workshop, form, code if code in LANGUAGES else language(), url=url)
    response = Response(content, content_type=MEDIA_TYPES[form])
    shown = "inline" if form == "pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{shown}; filename="{workshop.slug}-programme.{form}"'
    response.headers["Cache-Control"] = "no-cache" if workshop.published else "private, no-store"
    response.add_etag()
    response.make_conditional(request)
    return response


def _check_open(workshop: Workshop) -> None:
    if not policy.can_read_programme(web.actor(), workshop):
        raise Missing(_("There is no such workshop."))
