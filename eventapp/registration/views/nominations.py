"""Nomination lists: dropped in, looked over, read in, undone."""

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
from eventapp.registration.labels import delegation_label
from eventapp.registration.list_page import ListPage, told_of, told_of_undoing
from eventapp.registration.models import NominationImport
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
        homes={row.id: delegation_label(row, language()) for row in queries.delegations(workshop.id)},
        being_read=queries.is_being_read,
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
    actions.reread_list(
        draft.id,
        workshop.id,
        choice=_choice(request.form.get("home", "")),
        mapping=forms.corrected_mapping(draft.report, request.form),
        actor=web.actor(),
        now=web.now(),
    )
    return redirect(url_for("registration.nomination", slug=workshop.slug, import_id=import_id))


@bp.post("/workshops/<slug>/nominations/<int:import_id>/apply")
@access(ORGANIZER)
def apply(workshop: Workshop, import_id: int) -> Response:
    """At once, or in the background if it is long."""
    draft = queries.draft(workshop.id, import_id)
    withdraw = forms.read_withdrawn(request.form)
    if actions.is_long(draft):
        task = actions.start_reading(import_id, workshop.id, withdraw=withdraw, actor=web.actor(), now=web.now())
        return redirect(url_for("tasks.show", slug=workshop.slug, task_id=task.id))
    done = actions.apply_import(import_id, workshop.id, withdraw=withdraw, actor=web.actor(), now=web.now())
    flash(told_of(done), "success")
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
    done, left = told_of_undoing(actions.undo_import(import_id, workshop.id, actor=web.actor(), now=web.now()))
    flash(done, "success")
    for each in left:
        flash(each, "warning")
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
    names = ("apply", "drop", "reread", "undo")
    return render_template(
        "registration/nomination.html",
        workshop=workshop,
        draft=draft,
        form=form,
        page=ListPage(draft, code, request.args.get("show", ""), "all" in request.args),
        long=actions.is_long(draft),
        addresses={name: url_for(f"registration.{name}", slug=workshop.slug, import_id=draft.id) for name in names},
        person_url=lambda number: url_for("registration.person", slug=workshop.slug, registration_id=number),
    )
