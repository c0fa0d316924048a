"""Nomination lists: dropped in, looked over, read in, undone."""

from collections import Counter

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid
from eventapp.core.i18n import language
from eventapp.registration import actions, forms, queries, verdicts
from eventapp.registration.actions import Choice
from eventapp.registration.labels import FACT_LABELS, FIELD_LABELS, VERDICT_LABELS, place_label
from eventapp.registration.models import NominationImport
from eventapp.registration.reasons import reason_text
from eventapp.registration.views.blueprint import belong_to, bp
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]
SECTION = "registration.nominations"
MOST_FILES = 20


@bp.route("/workshops/<slug>/nominations/", methods=["GET", "POST"])
@access(ORGANIZER)
def nominations(workshop: Workshop) -> Page:
    """Drop lists in; the lists that came in so far."""
    form = forms.UploadForm()
    form.offer(queries.delegation_types(workshop.id), queries.delegations(workshop.id, language()))
    if form.validate_on_submit():
        read = _take_files(workshop, form)
        if len(read) == 1 and not form.files.errors:
            return redirect(url_for("registration.nomination", slug=workshop.slug, import_id=read[0].id))
        if read:
            told = ngettext(
                "%(num)s list has been looked at. Read it in below.",
                "%(num)s lists have been looked at. Read them in below, one by one.",
                len(read),
            )
            flash(told, "success")
            if not form.files.errors:
                return redirect(url_for(SECTION, slug=workshop.slug))
    lists = queries.imports(workshop.id)
    page = render_template(
        "registration/nominations.html",
        workshop=workshop,
        form=form,
        waiting=[row for row in lists if row.state == "draft"],
        done=[row for row in lists if row.state == "applied"],
        summary=verdicts.summary,
    )
    return page, 422 if form.errors else 200


@bp.get("/workshops/<slug>/nominations/<int:import_id>")
@access(ORGANIZER)
def nomination(workshop: Workshop, import_id: int) -> str:
    """What reading the list in would do, or did; and how its columns were understood."""
    return _show(workshop, queries.draft(workshop.id, import_id))


@bp.post("/workshops/<slug>/nominations/<int:import_id>/read-again")
@access(ORGANIZER)
def reread(workshop: Workshop, import_id: int) -> Response:
    """With another delegation, or other meanings of columns."""
    draft = queries.draft(workshop.id, import_id)
    understood = {column["index"]: column["field"] for column in draft.report.get("list", {}).get("columns", [])}
    sent = forms.read_mapping(request.form)
    by_hand = {int(index): field for index, field in draft.report.get("mapping", {}).items()}
    changed = {index: field for index, field in sent.items() if understood.get(index) != field}
    actions.reread_list(
        draft.id,
        workshop.id,
        choice=_choice(request.form.get("home", "")),
        mapping=by_hand | changed,
        actor=web.actor(),
        now=web.now(),
    )
    return redirect(url_for("registration.nomination", slug=workshop.slug, import_id=import_id))


@bp.post("/workshops/<slug>/nominations/<int:import_id>/apply")
@access(ORGANIZER)
def apply(workshop: Workshop, import_id: int) -> Response:
    done = actions.apply_import(import_id, workshop.id, actor=web.actor(), now=web.now())
    numbers = verdicts.summary(done.report["lines"])
    told = _("%(imported)s imported, %(waitlisted)s on the waiting list, %(changed)s changed.", **numbers)
    flash(told, "success")
    return redirect(url_for("registration.nomination", slug=workshop.slug, import_id=import_id))


@bp.post("/workshops/<slug>/nominations/<int:import_id>/drop")
@access(ORGANIZER)
def drop(workshop: Workshop, import_id: int) -> Response:
    actions.drop_import(import_id, workshop.id, actor=web.actor(), now=web.now())
    flash(_("The list has been put aside. Nothing was saved."), "success")
    return redirect(url_for(SECTION, slug=workshop.slug))


@bp.post("/workshops/<slug>/nominations/<int:import_id>/undo")
@access(ORGANIZER)
def undo(workshop: Workshop, import_id: int) -> Response:
    undone = actions.undo_import(import_id, workshop.id, actor=web.actor(), now=web.now())
    removed, kept = undone.removed, undone.kept
    flash(ngettext("%(num)s person has been removed.", "%(num)s people have been removed.", removed), "success")
    if kept:
        stays = ngettext(
            "%(num)s person stays: somebody decided about them or changed them since.",
            "%(num)s people stay: somebody decided about them or changed them since.",
            kept,
        )
        flash(stays, "warning")
    return redirect(url_for(SECTION, slug=workshop.slug))


belong_to(SECTION, nomination, reread)


def _take_files(workshop: Workshop, form: forms.UploadForm) -> list[NominationImport]:
    """Look at every file; what is wrong with one is said at the field and keeps no other from being read."""
    uploads = [upload for upload in form.files.data or () if getattr(upload, "filename", "")]
    errors: list[str] = []
    read = []
    if not uploads:
        errors.append(_("Choose a file first."))
    if len(uploads) > MOST_FILES:
        errors.append(_("At most %(most)s files at a time.", most=MOST_FILES))
        uploads = []
    for upload in uploads:
        name = upload.filename or ""
        try:
            draft = actions.preview_list(
                workshop.id,
                name,
                upload.read(),
                choice=_choice(form.home.data),
                actor=web.actor(),
                now=web.now(),
            )
        except Invalid as error:
            errors.append(f"{name}: {error.message}")
        else:
            read.append(draft)
    form.files.errors = errors
    return read


def _choice(home: str) -> Choice:
    kind, _colon, number = home.partition(":")
    if not number.isdigit():
        return Choice()
    return Choice(type_id=int(number)) if kind == "type" else Choice(delegation_id=int(number))


def _home(draft: NominationImport) -> str:
    chosen = draft.report.get("choice", {})
    if chosen.get("delegation_id"):
        return f"delegation:{chosen['delegation_id']}"
    return f"type:{chosen['type_id']}" if chosen.get("type_id") else ""


def _show(workshop: Workshop, draft: NominationImport) -> str:
    code = language()
    form = forms.RereadForm(formdata=None, home=_home(draft))
    form.offer(queries.delegation_types(workshop.id), queries.delegations(workshop.id, code))
    lines = draft.report.get("lines", [])
    return render_template(
        "registration/nomination.html",
        workshop=workshop,
        draft=draft,
        form=form,
        lines=lines,
        counts=Counter(line["verdict"] for line in lines),
        summary=verdicts.summary(lines),
        columns=draft.report.get("list", {}).get("columns", []),
        other_sheets=draft.report.get("list", {}).get("other_sheets", []),
        fields=forms.column_fields(),
        field_labels=FIELD_LABELS,
        fact_labels=FACT_LABELS,
        verdict_labels=VERDICT_LABELS,
        reason_text=reason_text,
        home_label=lambda line: place_label(line["country"], line["organization"], code),
    )
