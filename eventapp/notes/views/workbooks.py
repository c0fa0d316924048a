"""The notes out to Excel, and the edited workbook back in: looked at first, then taken."""

import json
from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import RAPPORTEUR, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language
from eventapp.notes import actions, files, forms, workbook
from eventapp.notes.actions.importing import Imported
from eventapp.notes.labels import OUTCOME_LABELS
from eventapp.notes.views.blueprint import bp
from eventapp.workshops.models import Workshop

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/workshops/<slug>/notes/notes.xlsx")
@access(RAPPORTEUR)
def download(workshop: Workshop) -> Response:
    """The notes workbook in the language of the page; sensitive notes only if asked for."""
    sensitive = request.args.get("sensitive") == "yes"
    data = files.write_workbook(workshop, language(), sensitive=sensitive, now=web.now())
    actions.record_export(workshop.id, sensitive=sensitive, actor=web.actor(), now=web.now())
    return send_file(BytesIO(data), XLSX, as_attachment=True, download_name=f"notes-{workshop.slug}.xlsx")


@bp.route("/workshops/<slug>/notes/workbook", methods=["GET", "POST"])
@access(RAPPORTEUR)
def exchange(workshop: Workshop) -> str | tuple[str, int]:
    """Download, upload; an upload shows what it would change and saves nothing yet."""
    form = forms.WorkbookForm()
    if request.method == "GET":
        return render_template("notes/workbook.html", workshop=workshop, form=form)
    if not form.validate():
        return render_template("notes/workbook.html", workshop=workshop, form=form), 422
    try:
        rows = workbook.read(form.file.data.read(), form.file.data.filename)
        agreed = bool(form.names_agreed.data)
        result = actions.import_notes(
            workshop.id, rows, actor=web.actor(), now=web.now(), dry_run=True, names_agreed=agreed
        )
        return _preview(workshop, result, names_agreed=agreed)
    except Invalid as error:
        take_errors(form, {"file": error.message})
        return render_template("notes/workbook.html", workshop=workshop, form=form), 422


@bp.post("/workshops/<slug>/notes/workbook/take")
@access(RAPPORTEUR)
def take(workshop: Workshop) -> Response | str:
    """Save the changes that were looked at; those overtaken meanwhile are shown again."""
    form = forms.ChangesForm()
    form.validate()
    result = actions.import_notes(
        workshop.id,
        forms.sheet_rows(request.form.get("rows", "")),
        actor=web.actor(),
        now=web.now(),
        names_agreed=form.names_agreed.data == "yes",
    )
    saved = len(result.of("changed", "new"))
    flash(ngettext("%(num)d note is saved.", "%(num)d notes are saved.", saved), "success")
    if result.of("refused"):
        return _preview(workshop, Imported(tuple(result.of("refused"))), names_agreed=False)
    return redirect(url_for("notes.index", slug=workshop.slug))


def _preview(workshop: Workshop, result: Imported, *, names_agreed: bool) -> str:
    to_save = [row.plain() for row in result.of("changed", "new")]
    payload = json.dumps(to_save, ensure_ascii=False)
    if len(payload.encode()) > forms.MOST_CHANGES:
        raise Invalid(_("These are more changes than can be looked at at once. Import the workbook in parts."))
    return render_template(
        "notes/changes.html",
        workshop=workshop,
        result=result,
        outcome_labels=OUTCOME_LABELS,
        payload=payload,
        to_save=len(to_save),
        form=forms.ChangesForm(formdata=None, names_agreed="yes" if names_agreed else ""),
    )
