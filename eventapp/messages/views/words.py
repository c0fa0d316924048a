"""What is said on each occasion: the list, the editor with its preview."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.core.i18n import LANGUAGES, language
from eventapp.core.texts import Texts
from eventapp.messages import actions, previewing, queries
from eventapp.messages.forms import WordsForm
from eventapp.messages.occasions import BY_KEY, OCCASIONS, Occasion
from eventapp.messages.placeholders import LABELS
from eventapp.messages.rendering import Words
from eventapp.messages.views.blueprint import belong_to_mailings, bp
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]


@bp.get("/workshops/<slug>/messages/words/")
@access(ORGANIZER)
def index(workshop: Workshop) -> str:
    """The occasions, and which of them have words of the organizer's own."""
    return render_template(
        "messages/index.html", workshop=workshop, occasions=OCCASIONS, own=queries.templates(workshop.id)
    )


@bp.route("/workshops/<slug>/messages/words/<occasion>", methods=["GET", "POST"])
@access(ORGANIZER)
def edit(workshop: Workshop, occasion: str) -> Page:
    """The words of one occasion: save, preview, or send a test; what was typed stays."""
    about = _occasion(occasion)
    form = _form(workshop, about)
    if form.validate_on_submit():
        try:
            if (done := _do(workshop, about, form)) is not None:
                return done
        except Invalid as error:
            take_errors(form, error.fields)
    status = 422 if form.errors else 200
    return render_template("messages/edit.html", **_shown(workshop, about, form)), status


@bp.post("/workshops/<slug>/messages/words/<occasion>/preview")
@access(ORGANIZER)
def preview(workshop: Workshop, occasion: str) -> str:
    """How it looks as it stands in the form; a fragment."""
    about = _occasion(occasion)
    return render_template("messages/_preview.html", **_shown(workshop, about, _form(workshop, about)))


@bp.post("/workshops/<slug>/messages/words/<occasion>/standard")
@access(ORGANIZER)
def standard(workshop: Workshop, occasion: str) -> Response:
    """Give up the organizer's own words."""
    about = _occasion(occasion)
    actions.write(workshop.id, about, Texts(), Texts(), actor=web.actor(), now=web.now())
    flash(_("Our standard words are used again."), "success")
    return redirect(url_for("messages.edit", slug=workshop.slug, occasion=about.key), code=303)


belong_to_mailings(index, edit, preview, standard)


def _occasion(key: str) -> Occasion:
    if key not in BY_KEY:
        raise Missing(_("There is no such occasion."))
    return BY_KEY[key]


def _form(workshop: Workshop, about: Occasion) -> WordsForm:
    own = queries.template(workshop.id, about.key)
    form = WordsForm(subject=own.subject if own else None, body=own.body if own else None)
    form.offer(previewing.choices(workshop, about.audience, language()))
    for code in LANGUAGES:  # what is sent where nothing stands
        subject, body = about.standard(code)
        form.subject.form[code].render_kw, form.body.form[code].render_kw = (
            {"placeholder": subject},
            {"placeholder": body},
        )
    return form


def _do(workshop: Workshop, about: Occasion, form: WordsForm) -> Response | None:
    subject, body = form.subject.data, form.body.data
    wish = request.form.get("do", "save")
    if wish == "save":
        actions.write(workshop.id, about, subject, body, actor=web.actor(), now=web.now())
        flash(_("The words are saved; they are used from now on."), "success")
        return redirect(url_for("messages.edit", slug=workshop.slug, occasion=about.key), code=303)
    actions.check_words(about, subject, body)
    if wish == "test":
        shown = previewing.previews(about, Words(subject, body, about), workshop, form.reader.data)
        actions.send_test(workshop, shown, current_user.user.email, actor=web.actor(), now=web.now())
        flash(_("A test is on its way to %(address)s.", address=current_user.user.email), "success")
    return None


def _shown(workshop: Workshop, about: Occasion, form: WordsForm) -> dict[str, object]:
    words = Words(form.subject.data, form.body.data, about)
    return {
        "workshop": workshop,
        "occasion": about,
        "form": form,
        "labels": LABELS,
        "standard": {code: about.standard(code) for code in LANGUAGES},
        "previews": previewing.previews(about, words, workshop, form.reader.data),
        "has_own": queries.template(workshop.id, about.key) is not None,
    }
