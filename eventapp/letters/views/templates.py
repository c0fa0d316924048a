"""The Word templates of letters: ours, and the organizer's own in their place."""

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from eventapp.core import stored, web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid, Missing
from eventapp.letters import actions, labels, queries
from eventapp.letters.forms import TemplateForm
from eventapp.letters.views.blueprint import bp
from eventapp.letters.views.pages import answer
from eventapp.workshops.models import Workshop
from exports.letter_standard import KINDS, PLACEHOLDERS, standard


@bp.get("/workshops/<slug>/letters/templates/")
@access(ORGANIZER)
def templates(workshop: Workshop) -> str:
    """Each kind in each language: whose template it is, and the placeholders there are."""
    return _page(workshop)


@bp.post("/workshops/<slug>/letters/templates/<kind>/<language>")
@access(ORGANIZER)
def replace(workshop: Workshop, kind: str, language: str) -> BaseResponse | tuple[str, int]:
    """Take a Word file as the template, after trying it out."""
    _check(kind, language)
    form = TemplateForm(prefix=f"{kind}-{language}")
    try:
        if not form.validate():
            raise Invalid(_("Choose a file."))
        upload = form.file.data
        not_shown = actions.replace_template(
            workshop.id, kind, language, upload.read(), upload.filename or "", actor=web.actor(), now=web.now()
        )
    except Invalid as error:
        form.file.errors = [error.message]
        return _page(workshop, form, (kind, language)), error.status
    flash(_("Letters are written with this template from now on."), "success")
    if not_shown:
        names = ", ".join(str(labels.LEFT_OUT_LABELS.get(each, each)) for each in not_shown)
        flash(_("In the PDF the following will not be shown: %(what)s. The Word file has it.", what=names), "warning")
    return redirect(url_for("letters.templates", slug=workshop.slug), code=303)


@bp.post("/workshops/<slug>/letters/templates/<kind>/<language>/back")
@access(ORGANIZER)
def put_back(workshop: Workshop, kind: str, language: str) -> BaseResponse:
    """Use ours again."""
    _check(kind, language)
    actions.put_back(workshop.id, kind, language, actor=web.actor(), now=web.now())
    flash(_("Letters are written with our template again."), "success")
    return redirect(url_for("letters.templates", slug=workshop.slug), code=303)


@bp.get("/workshops/<slug>/letters/templates/<kind>/<language>.docx")
@access(ORGANIZER)
def template(workshop: Workshop, kind: str, language: str) -> Response:
    """The template in use."""
    _check(kind, language)
    own = queries.templates(workshop.id).get((kind, language))
    return answer(stored.read(own[1]) if own else standard(kind, language), f"{kind}-{language}.docx")


@bp.get("/workshops/<slug>/letters/templates/<kind>/<language>/standard.docx")
@access(ORGANIZER)
def standard_template(workshop: Workshop, kind: str, language: str) -> Response:
    """Ours, to start from."""
    _check(kind, language)
    return answer(standard(kind, language), f"{kind}-{language}-standard.docx")


def _check(kind: str, language: str) -> None:
    if kind not in KINDS or language not in labels.LETTER_LANGUAGES:
        raise Missing(_("There is no such kind of letter."))


def _page(workshop: Workshop, failed: TemplateForm | None = None, which: tuple[str, str] | None = None) -> str:
    own = queries.templates(workshop.id)
    rows = [
        {
            "kind": kind,
            "language": language,
            "own": own.get((kind, language)),
            "form": failed if which == (kind, language) else TemplateForm(prefix=f"{kind}-{language}", formdata=None),
        }
        for kind in KINDS
        for language in labels.LETTER_LANGUAGES
    ]
    return render_template(
        "letters/templates.html", workshop=workshop, rows=rows, labels=labels, placeholders=PLACEHOLDERS
    )
