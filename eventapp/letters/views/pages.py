"""The register of letters: who is due one, who has one, issuing one or all."""

import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from eventapp.core import web
from eventapp.core.access import ORGANIZER, TRAVEL, access
from eventapp.core.errors import Denied, Missing
from eventapp.core.i18n import language
from eventapp.fields.actions import record_look
from eventapp.fields.models import Group
from eventapp.letters import actions, labels, policy, queries, rendering, work
from eventapp.letters.forms import AllForm
from eventapp.letters.views.blueprint import bp
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.tasks import actions as tasks
from eventapp.workshops.models import Workshop
from exports.letter_standard import KINDS, VISA

MIMES = {"pdf": "application/pdf", "docx": actions.DOCX}


@bp.get("/workshops/<slug>/letters/")
@access(TRAVEL)
def index(workshop: Workshop) -> str:
    """One kind of letter: everybody who is due one, with the letters issued so far."""
    kinds = policy.kinds_of(web.actor(), workshop.id)
    kind = request.args.get("kind", kinds[0])
    if kind not in kinds:
        raise Denied(_("Your role at this workshop does not include these letters."))
    people = queries.people(workshop.id, kind, language())
    return render_template(
        "letters/index.html",
        workshop=workshop,
        kind=kind,
        kinds=kinds,
        people=people,
        issued=sum(1 for each in people if each.letters),
        register=queries.register(workshop.id, [kind]),
        all_form=AllForm(formdata=None),
        may_do_all=policy.can_replace(web.actor(), workshop.id),
        labels=labels,
        delegation_label=delegation_label,
        languages=labels.LETTER_LANGUAGES,
        own_language=work.language_of,
    )


@bp.post("/workshops/<slug>/letters/<kind>/<uuid:public_id>")
@access(TRAVEL)
def issue(workshop: Workshop, kind: str, public_id: uuid.UUID) -> BaseResponse:
    """A letter for one person."""
    registration = registrations.by_public_id(workshop.id, public_id)
    letter = actions.issue(workshop.id, registration.id, _known(kind), _language(), actor=web.actor(), now=web.now())
    flash(_("Letter %(number)s is issued.", number=labels.number_text(kind, letter.number)), "success")
    return redirect(url_for("letters.index", slug=workshop.slug, kind=kind), code=303)


@bp.post("/workshops/<slug>/letters/<kind>/all")
@access(ORGANIZER)
def issue_all(workshop: Workshop, kind: str) -> BaseResponse:
    """Letters for everybody, in the background."""
    form = AllForm()
    if not form.validate():
        return redirect(url_for("letters.index", slug=workshop.slug, kind=_known(kind)), code=303)
    asked = {"kind": _known(kind), "language": form.language.data, "form": form.form.data, "again": form.again.data}
    task = tasks.start(workshop.id, work.KIND, asked, actor=web.actor(), now=web.now())
    return redirect(url_for("tasks.show", slug=workshop.slug, task_id=task.id), code=303)


@bp.post("/workshops/<slug>/letters/<int:letter_id>/file")
@access(TRAVEL)
def file(workshop: Workshop, letter_id: int) -> Response:
    """A letter as it was issued; whoever opens one with passport data is noted."""
    letter = queries.letter(workshop.id, letter_id)
    if not policy.can_issue(web.actor(), workshop.id, letter.kind):
        raise Denied(_("Your role at this workshop does not include these letters."))
    form = "docx" if request.form.get("form") == "docx" else "pdf"
    if letter.kind == VISA:
        record_look(
            workshop.id, [letter.registration_id], [Group.IDENTITY], how="letter", actor=web.actor(), now=web.now()
        )
        letter = queries.letter(workshop.id, letter_id)
    return answer(rendering.pdf(letter) if form == "pdf" else rendering.docx(letter), rendering.filename(letter, form))


def answer(data: bytes, filename: str) -> Response:
    """A file to save, by the ending of its name."""
    response = Response(data, mimetype=MIMES[filename.rpartition(".")[2]])
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise Missing(_("There is no such kind of letter."))
    return kind


def _language() -> str:
    code = request.form.get("language", "")
    return code if code in labels.LETTER_LANGUAGES else labels.LETTER_LANGUAGES[0]
