"""Scans of signed sheets, and the closing sheet."""

from uuid import UUID

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from eventapp.attendance import closing_files
from eventapp.attendance.actions import evidence as actions
from eventapp.attendance.queries import evidence as queries
from eventapp.attendance.views.pages import bp
from eventapp.attendance.views.sheets import evidence_form, page_with, pdf_answer
from eventapp.core import stored, web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.core.vault import Unreadable
from eventapp.workshops.models import Workshop


@bp.post("/workshops/<slug>/attendance/evidence/")
@access(ORGANIZER)
def add_evidence(workshop: Workshop) -> Answer | tuple[str, int]:
    """Scans are added; one that is refused does not hold up the others."""
    form = evidence_form(workshop)
    if not form.validate():
        return page_with(workshop, form), Invalid.status
    kept, note = 0, form.note.data or ""
    for given in form.file.data:
        name = given.filename or ""
        try:
            facts = {**form.target(), "note": note}
            actions.add_evidence(workshop.id, given.read(), name, **facts, actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, {field: f"{name}: {message}" for field, message in error.fields.items()})
        else:
            kept += 1
    if kept:
        flash(ngettext("%(num)d scan is kept.", "%(num)d scans are kept.", kept), "success")
    if form.errors:
        return page_with(workshop, form), Invalid.status
    return redirect(url_for("attendance.sheets", slug=workshop.slug, _anchor="evidence"))


@bp.get("/workshops/<slug>/attendance/evidence/<uuid:public_id>")
@access(ORGANIZER)
def evidence_file(workshop: Workshop, public_id: UUID) -> Answer:
    """A scan, as it was handed in; always as something to save, never shown within our pages."""
    _row, file = queries.evidence_row(workshop.id, public_id)
    try:
        data = stored.read(file)
    except (FileNotFoundError, Unreadable) as error:
        raise Missing(_("The file “%(name)s” is gone or damaged.", name=file.filename)) from error
    response = Response(data, mimetype=file.mime)
    response.headers.set("Content-Disposition", "attachment", filename=file.filename)
    return response


@bp.post("/workshops/<slug>/attendance/evidence/<uuid:public_id>/remove")
@access(ORGANIZER)
def remove_evidence(workshop: Workshop, public_id: UUID) -> Answer:
    """A scan is removed for good."""
    name = actions.remove_evidence(workshop.id, public_id, actor=web.actor(), now=web.now())
    flash(_("“%(name)s” was removed. The history keeps its checksum.", name=name), "success")
    return redirect(url_for("attendance.sheets", slug=workshop.slug, _anchor="evidence"))


@bp.get("/workshops/<slug>/attendance/closing.pdf")
@access(ORGANIZER)
def closing_sheet(workshop: Workshop) -> Answer:
    """The closing sheet of the whole workshop, or with `?day=2` of one day."""
    day = _day()
    return pdf_answer(closing_files.pdf(workshop, day, web.now()), _name(workshop, "closing-sheet", day, "pdf"))


@bp.get("/workshops/<slug>/attendance/evidence.zip")
@access(ORGANIZER)
def evidence_set(workshop: Workshop) -> Answer:
    """The set of evidence whose checksum stands on the closing sheet."""
    day = _day()
    response = Response(closing_files.evidence_zip(workshop, day), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=_name(workshop, "evidence", day, "zip"))
    return response


def _day() -> int | None:
    """The day asked for; None: all."""
    return request.args.get("day", type=int)


def _name(workshop: Workshop, what: str, day: int | None, ending: str) -> str:
    return f"{workshop.slug}-{what}{f'-day-{day}' if day else ''}.{ending}"
