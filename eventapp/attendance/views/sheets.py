"""Paper: attendance sheets to print, what stands on them, ticking them off."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from eventapp.attendance import actions, policy, sheet_files
from eventapp.attendance.actions import sheets as sheet_actions
from eventapp.attendance.models import AttendanceSheet
from eventapp.attendance.queries import closing, evidence
from eventapp.attendance.queries import sheets as queries
from eventapp.attendance.queries.sheets import SheetLine
from eventapp.attendance.sheet_forms import EvidenceForm, PrintSheetsForm, SheetSettingsForm
from eventapp.attendance.sheet_settings import settings_of
from eventapp.attendance.ticks import Ticks, parse
from eventapp.attendance.views.pages import bp
from eventapp.checkin import queries as checkin
from eventapp.core import web
from eventapp.core.access import CHECK_IN, ORGANIZER, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language
from eventapp.registration.labels import delegation_label
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/attendance/sheets/")
@access(CHECK_IN)
def sheets(workshop: Workshop) -> str:
    """What can be printed, what was, the scans of signed ones, the closing sheet."""
    return _page(workshop)


def _page(workshop: Workshop, printing: PrintSheetsForm | None = None, adding: EvidenceForm | None = None) -> str:
    places = checkin.checkpoints(workshop)
    rows = queries.printed_sheets(workshop.id)
    labels = {place.key: place.label for place in places}
    files = evidence.evidence(workshop)
    return render_template(
        "attendance/sheets.html",
        printing=printing or PrintSheetsForm(workshop, places, settings_of(workshop), formdata=None),
        adding=adding or evidence_form(workshop, formdata=None),
        rows=rows,
        labels=labels,
        parts=sheet_files.PART_LABELS,
        ticked=queries.ticked_counts(workshop.id),
        scanned={number: sum(each.sheet_number == number for each in files) for number in {r.number for r in rows}},
        files=files,
        days=[place for place in places if place.is_venue],
        may_set=policy.can_set_sheets(web.actor(), workshop.id),
        checksum=closing.closing(workshop).checksum if files else "",
    )


def evidence_form(workshop: Workshop, **kwargs: object) -> EvidenceForm:
    """The form by which a scan is added: to a sheet, or to a day or session."""
    places = checkin.checkpoints(workshop)
    labels = {place.key: place.label for place in places}
    rows = queries.printed_sheets(workshop.id)
    named = [(row, f"{_('Sheet No. %(number)s', number=row.number)}: {labels.get(row.checkpoint, '')}") for row in rows]
    return EvidenceForm(named, places, **kwargs)


def page_with(workshop: Workshop, adding: EvidenceForm) -> str:
    """The page with a form of a scan that was refused."""
    return _page(workshop, adding=adding)


@bp.post("/workshops/<slug>/attendance/sheets/print")
@access(CHECK_IN)
def print_sheets(workshop: Workshop) -> Answer | tuple[str, int]:
    """New sheets, numbered, as one PDF."""
    form = PrintSheetsForm(workshop, checkin.checkpoints(workshop), settings_of(workshop))
    try:
        if not form.validate():
            raise Invalid(_("Choose a day or a session."))
        printed = sheet_actions.print_sheets(
            workshop.id,
            form.keys(),
            empty=form.filled.data == "empty",
            language=form.language.data,
            address=lambda number: web.absolute("attendance.tick", slug=workshop.slug, number=number),
            actor=web.actor(),
            now=web.now(),
        )
    except Invalid as error:
        take_errors(form, error.fields)
        return _page(workshop, printing=form), error.status
    return pdf_answer(printed.pdf, f"{workshop.slug}-sheets-{printed.numbers[0]}-{printed.numbers[-1]}.pdf")


@bp.get("/workshops/<slug>/attendance/sheets/<int:number>.pdf")
@access(CHECK_IN)
def sheet_pdf(workshop: Workshop, number: int) -> Answer:
    """A sheet once more, under its number, with the names as they are written now."""
    row = queries.printed_sheet(workshop.id, number)
    made = sheet_files.pdf(
        workshop, [row], lambda each: web.absolute("attendance.tick", slug=workshop.slug, number=each)
    )
    return pdf_answer(made, f"{workshop.slug}-sheet-{number}.pdf")


@bp.route("/workshops/<slug>/attendance/sheets/settings", methods=["GET", "POST"])
@access(ORGANIZER)
def sheet_settings(workshop: Workshop) -> str | Answer | tuple[str, int]:
    """Head, foot and columns."""
    partners = [partner for partner, _logo in workshops.logos(workshop.id)]
    settings = settings_of(workshop)
    chosen = [partner.id for partner in partners if settings.logos is None or partner.id in settings.logos]
    facts = {name: getattr(settings, name) for name in settings.__slots__}
    form = SheetSettingsForm(workshop, partners, data={**facts, "logos": chosen, "columns": list(settings.columns)})
    status = 200
    if form.validate_on_submit():
        try:
            sheet_actions.change_sheet_settings(workshop.id, form.settings(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
            status = error.status
        else:
            flash(_("Saved. Sheets that are printed from now on look like this."), "success")
            return redirect(url_for("attendance.sheets", slug=workshop.slug))
    elif form.is_submitted():
        status = Invalid.status
    return render_template("attendance/sheet_settings.html", form=form, partners=partners), status


@bp.route("/workshops/<slug>/attendance/sheets/<int:number>/", methods=["GET", "POST"])
@access(ORGANIZER)
def tick(workshop: Workshop, number: int) -> str | Answer:
    """A sheet ticked off line by line; nothing is stored before it is saved."""
    row = queries.printed_sheet(workshop.id, number)
    lines = queries.lines_of(workshop, row, language())
    chosen = seen = {line.registration.id for line in lines if line.registration and line.ticked}
    said, typed = Ticks(), ""
    if request.method == "POST":
        chosen = set(request.form.getlist("ticked", type=int))
        seen = {int(each) for each in request.form.get("seen", "").split() if each.isdecimal()}
        typed = request.form.get("entry", "")
        if typed.strip():
            said = parse(typed, [line.key if line.registration else "" for line in lines])
            chosen = _after(lines, chosen, said)
        if request.form.get("do") == "save" and not said.unknown:
            return _saved(workshop, number, chosen, seen)
    return render_template(
        "attendance/tick.html",
        sheet=row,
        place=sheet_files.what_or_key(workshop, row.checkpoint),
        lines=lines,
        chosen=chosen,
        seen=seen,
        files=[each for each in evidence.evidence(workshop) if each.sheet_number == number],
        said=said,
        entry=typed if said.unknown else "",
        batches=queries.batches_of(row),
        parts=sheet_files.PART_LABELS,
        delegation_label=delegation_label,
    )


def _after(lines: list[SheetLine], chosen: set[int], said: Ticks) -> set[int]:
    ids = {line.number: line.registration.id for line in lines if line.registration}
    on = {ids[number] for number in said.on if number in ids}
    return (chosen | on) - {ids[number] for number in said.off if number in ids}


def _saved(workshop: Workshop, number: int, chosen: set[int], seen: set[int]) -> Answer:
    done = sheet_actions.tick_off(workshop.id, number, chosen, seen=seen, actor=web.actor(), now=web.now())
    parts = []
    if done.marked:
        parts.append(ngettext("%(num)d person marked as signed.", "%(num)d people marked as signed.", done.marked))
    if done.taken_back:
        parts.append(ngettext("%(num)d tick taken back.", "%(num)d ticks taken back.", done.taken_back))
    flash(" ".join(parts) or _("Nothing has changed."), "success")
    return redirect(url_for("attendance.tick", slug=workshop.slug, number=number))


@bp.post("/workshops/<slug>/attendance/sheets/<int:number>/undo")
@access(ORGANIZER)
def undo_ticks(workshop: Workshop, number: int) -> Answer:
    """What was saved in one go from this sheet is taken back."""
    row = queries.printed_sheet(workshop.id, number)
    _check_batch(row, batch_id := request.form.get("batch", 0, type=int))
    undone = actions.undo_batch(workshop.id, batch_id, actor=web.actor(), now=web.now())
    flash(ngettext("%(num)d tick taken back.", "%(num)d ticks taken back.", undone), "success")
    return redirect(url_for("attendance.tick", slug=workshop.slug, number=number))


def _check_batch(row: AttendanceSheet, batch_id: int) -> None:
    if batch_id not in {batch.id for batch in queries.batches_of(row)}:
        raise Invalid(_("This was taken back already, or belongs to another sheet."))


def pdf_answer(data: bytes, filename: str) -> Answer:
    """A PDF to be saved."""
    response = Response(data, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response
