"""Who passed the test: ticked one by one, or read in from a list that is looked at first."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from eventapp.certificates import actions, labels, queries, results
from eventapp.certificates.forms import TestsForm
from eventapp.certificates.results import Verdict
from eventapp.certificates.views.blueprint import bp
from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language
from eventapp.core.listing import Listing
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.registration.reasons import reason_text
from eventapp.registration.sheets.isolation import read_cells
from eventapp.registration.sheets.reasons import SheetRefused
from eventapp.workshops.models import Workshop


@bp.route("/workshops/<slug>/certificates/tests/", methods=["GET", "POST"])
@access(ORGANIZER)
def tests(workshop: Workshop) -> str | BaseResponse | tuple[str, int]:
    """Everybody with a box to tick and a score; what is ticked passed on the day named."""
    form = TestsForm(passed_on=workshop.ends_on)
    if request.method == "POST":
        try:
            if not form.passed_on.validate(form):
                raise Invalid(_("When was the test?"))
            _tick(workshop, form)
        except Invalid as error:
            take_errors(form, error.fields)
            return _page(workshop, form), error.status
        return redirect(url_for("certificates.tests", slug=workshop.slug), code=303)
    return _page(workshop, form)


def _tick(workshop: Workshop, form: TestsForm) -> None:
    """Record who was ticked, forget who was unticked; of those that the page showed."""
    known = queries.tests_of(workshop.id)
    shown = {int(value) for value in request.form.getlist("shown") if value.isdecimal()}
    ticked = {int(value) for value in request.form.getlist("passed") if value.isdecimal()} & shown
    told: dict[str, Any] = {"actor": web.actor(), "now": web.now()}
    new = {who: request.form.get(f"score-{who}", "").strip() for who in ticked}
    rescored = {who: score for who, score in new.items() if who in known and known[who].score != score}
    changed = actions.record_tests(
        workshop.id, {who: score for who, score in new.items() if who not in known}, form.passed_on.data, **told
    )
    for who, score in rescored.items():
        changed += actions.record_tests(workshop.id, {who: score}, known[who].passed_on, **told)
    gone = [who for who in known if who in shown - ticked]
    for who in gone:
        actions.forget_test(workshop.id, who, **told)
    number = len(changed) + len(gone)
    flash(ngettext("%(num)d result was changed.", "%(num)d results were changed.", number), "success")


@bp.post("/workshops/<slug>/certificates/tests/list")
@access(ORGANIZER)
def tests_list(workshop: Workshop) -> str | BaseResponse | tuple[str, int]:
    """A list: first what is understood of it, then, on a second press, recorded."""
    form = TestsForm()
    try:
        if not form.validate():
            raise Invalid(_("Some of this cannot be used."))
        text = _text(form)
    except Invalid as error:
        take_errors(form, error.fields)
        return _page(workshop, form), error.status
    people = registrations.people(workshop.id, None, language())
    lines = results.read(results.rows_of(text), people, form.least_score())
    if request.form.get("do") == "record":
        picked = {line.number: request.form.get(f"who-{line.number}", "") for line in lines}
        choices = {number: int(value) for number, value in picked.items() if value.isdecimal()}
        scores = results.chosen(lines, choices)
        changed = actions.record_tests(workshop.id, scores, form.passed_on.data, actor=web.actor(), now=web.now())
        number = len(changed)
        flash(ngettext("%(num)d result was recorded.", "%(num)d results were recorded.", number), "success")
        return redirect(url_for("certificates.tests", slug=workshop.slug), code=303)
    return render_template(
        "certificates/tests_preview.html",
        workshop=workshop,
        form=form,
        text=text,
        lines=lines,
        people={row.id: row for row in people},
        counts={verdict: sum(line.verdict is verdict for line in lines) for verdict in Verdict},
        delegation_label=delegation_label,
    )


def _text(form: TestsForm) -> str:
    """What was pasted, else the cells of the file, as text with tabs. Raises Invalid {"text" | "file"}."""
    upload = form.file.data
    if form.text.data or not upload or not upload.filename:
        if not form.text.data:
            raise Invalid(_("Paste a list or choose a file."), {"text": str(_("Paste a list or choose a file."))})
        return str(form.text.data)
    try:
        sheets = read_cells(upload.read(), upload.filename)
    except SheetRefused as refused:
        why = reason_text(refused.reason_code, refused.facts)
        raise Invalid(why, {"file": why}) from refused
    return "\n".join(_line(cells) for sheet in sheets for _number, cells in sheet.rows)


def _line(cells: Sequence[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _page(workshop: Workshop, form: TestsForm) -> str:
    return render_template(
        "certificates/tests.html",
        workshop=workshop,
        form=form,
        listing=Listing(registrations.confirmed(workshop.id, language()), request.args.get("page", 1, type=int)),
        known=queries.tests_of(workshop.id),
        kinds=queries.kinds(),
        labels=labels,
        delegation_label=delegation_label,
    )
