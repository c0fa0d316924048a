"""The set-up page Fields: what participants are asked, in order, and how it looks to them."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.core.i18n import LANGUAGES, language, tr
from eventapp.core.timezones import instant, local
from eventapp.fields import actions, conditions, history, participants, queries, standard
from eventapp.fields.forms import DeadlineForm, FieldForm, StandardForm, answers_form
from eventapp.fields.labels import GROUP_LABELS, KIND_LABELS, READER_LABELS, STAGE_LABELS
from eventapp.fields.models import Field, Group, Stage
from eventapp.fields.views.blueprint import belong_to, bp
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]
BASE = "/workshops/<slug>/settings/fields"


@bp.route(f"{BASE}/", methods=["GET", "POST"])
@access(ORGANIZER)
def defined(workshop: Workshop) -> Page:
    """Everything that is asked, by stage and by who reads it; the deadline of the second form."""
    closes = workshop.details_close_at
    form = DeadlineForm(data={"closes": closes and local(closes, workshop.timezone).replace(tzinfo=None)})
    if form.validate_on_submit():
        try:
            at = form.moment()
            until = at and instant(at.date(), at.time(), workshop.timezone)
            actions.set_deadline(workshop.id, until, actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, {"closes": error.message})
        else:
            flash(_("Saved."), "success")
            return redirect(url_for("fields.defined", slug=workshop.slug), code=303)
    page = render_template("fields/defined.html", form=form, retired=queries.retired(workshop.id), **_list(workshop))
    return page, 422 if form.errors else 200


@bp.route(f"{BASE}/ready", methods=["GET", "POST"])
@access(ORGANIZER)
def ready(workshop: Workshop) -> Page:
    """Questions that are there already in both languages; one or a whole set is added by one button."""
    form = StandardForm(workshop.id)
    if form.validate_on_submit():
        chosen = request.form.get("set", "")
        keys = standard.SETS[chosen].keys if chosen in standard.SETS else request.form.getlist("key")
        if unknown := [key for key in keys if key not in standard.FIELDS]:
            abort(400, description=f"unknown: {unknown}")
        added = actions.add_standard(
            workshop.id, keys, type_ids=form.type_ids.data or (), actor=web.actor(), now=web.now()
        )
        flash(_("%(number)s questions have been added.", number=len(added)), "success")
        return redirect(url_for("fields.ready", slug=workshop.slug), code=303)
    page = render_template(
        "fields/ready.html",
        workshop=workshop,
        form=form,
        sets=standard.SETS,
        fields=standard.FIELDS,
        present=queries.by_key(workshop.id),
        readers=READER_LABELS,
        stages=STAGE_LABELS,
        kinds=KIND_LABELS,
    )
    return page, 422 if form.errors else 200


@bp.route(f"{BASE}/new", methods=["GET", "POST"])
@access(ORGANIZER)
def add(workshop: Workshop) -> Page:
    """A question of the organizer's own."""
    form = FieldForm(workshop.id, queries.valid(workshop.id), data=FieldForm.typed(None))
    if form.validate_on_submit():
        try:
            row = actions.add(workshop.id, form.definition(), actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("“%(question)s” will be asked.", question=tr(row.text)), "success")
            return redirect(url_for("fields.defined", slug=workshop.slug), code=303)
    return _edit_page(workshop, form, None)


@bp.route(f"{BASE}/<int:field_id>", methods=["GET", "POST"])
@access(ORGANIZER)
def change(workshop: Workshop, field_id: int) -> Page:
    """Change a question; its earlier versions are shown."""
    row = queries.field(workshop.id, field_id)
    if row.retired_at is not None:
        now_asked = queries.by_key(workshop.id).get(row.key)
        if now_asked is None:
            return redirect(url_for("fields.defined", slug=workshop.slug))
        return redirect(url_for("fields.change", slug=workshop.slug, field_id=now_asked.id))
    others = [field for field in queries.valid(workshop.id) if field.place < row.place]
    form = FieldForm(workshop.id, others, data=FieldForm.typed(row))
    if form.validate_on_submit():
        try:
            after = actions.change(
                workshop.id,
                row.id,
                form.definition(),
                correction=form.correction.data,
                actor=web.actor(),
                now=web.now(),
            )
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(
                _("Saved.")
                if after.id == field_id
                else _("Saved as a new version. The answers given so far stay beside the old one."),
                "success",
            )
            return redirect(url_for("fields.defined", slug=workshop.slug), code=303)
    return _edit_page(workshop, form, queries.field(workshop.id, field_id))


@bp.post(f"{BASE}/<int:field_id>/move")
@access(ORGANIZER)
def move(workshop: Workshop, field_id: int) -> Response:
    direction = request.form.get("direction")
    if direction not in ("up", "down"):
        abort(400 if queries.field(workshop.id, field_id) else 404)
    actions.move(workshop.id, field_id, up=direction == "up", actor=web.actor(), now=web.now())
    return redirect(url_for("fields.defined", slug=workshop.slug), code=303)


@bp.post(f"{BASE}/<int:field_id>/retire")
@access(ORGANIZER)
def retire(workshop: Workshop, field_id: int) -> Response:
    row = actions.retire(workshop.id, field_id, actor=web.actor(), now=web.now())
    flash(_("“%(question)s” is no longer asked; its answers are kept.", question=tr(row.text)), "success")
    return redirect(url_for("fields.defined", slug=workshop.slug), code=303)


@bp.post(f"{BASE}/<int:field_id>/restore")
@access(ORGANIZER)
def restore(workshop: Workshop, field_id: int) -> Response:
    row = actions.restore(workshop.id, field_id, actor=web.actor(), now=web.now())
    flash(_("“%(question)s” is asked again.", question=tr(row.text)), "success")
    return redirect(url_for("fields.defined", slug=workshop.slug), code=303)


@bp.get(f"{BASE}/preview")
@access(ORGANIZER)
def preview(workshop: Workshop) -> str:
    """The forms as a participant of a type sees them on a phone, in a language of the workshop."""
    types = participants.source().types(workshop.id)
    codes = [code for code in workshop.languages if code in LANGUAGES] or [language()]
    code = request.args.get("language", "")
    code = code if code in codes else codes[0]
    stage = request.args.get("stage", "")
    stage = stage if stage in list(Stage) else Stage.REGISTRATION
    kind = next((each for each in types if str(each.id) == request.args.get("type")), next(iter(types), None))
    asked = queries.asked(workshop.id, kind.id, stage) if kind else _of_stage(queries.valid(workshop.id), stage)
    with force_locale(code):
        form = answers_form(asked, formdata=None)
        shown = Markup(render_template("fields/_preview.html", form=form, workshop=workshop))  # noqa: S704 - ours
    return render_template(
        "fields/preview.html",
        workshop=workshop,
        shown=shown,
        code=code,
        codes=codes,
        stage=stage,
        stages=STAGE_LABELS,
        types=types,
        kind=kind,
    )


belong_to("workshops.settings", defined, ready, add, change, preview)


def _of_stage(fields: Sequence[Field], stage: str) -> list[Field]:
    return [field for field in fields if field.stage == stage]


def _list(workshop: Workshop) -> dict[str, object]:
    """What the page of all questions shows."""
    valid = queries.valid(workshop.id)
    by_key = {field.key: field for field in valid}
    return {
        "workshop": workshop,
        "stages": [
            (
                stage,
                STAGE_LABELS[stage],
                [
                    (group, GROUP_LABELS[group], READER_LABELS[group], rows)
                    for group in Group
                    if (rows := [field for field in valid if (field.stage, field.reader_group) == (stage, group)])
                ],
            )
            for stage in Stage
        ],
        "counts": queries.counts(workshop.id),
        "conditions": {field.key: conditions.words(field, by_key) for field in valid},
        "types": {kind.id: kind for kind in participants.source().types(workshop.id)},
        "kinds": KIND_LABELS,
        "total": len(valid),
        "history": history.set_up(workshop),
    }


def _edit_page(workshop: Workshop, form: FieldForm, row: Field | None) -> tuple[str, int]:
    earlier = queries.earlier_versions(row) if row else []
    page = render_template(
        "fields/edit.html",
        workshop=workshop,
        form=form,
        row=row,
        earlier=earlier,
        counts=queries.counts(workshop.id),
        kinds=KIND_LABELS,
    )
    return page, 422 if form.errors else 200
