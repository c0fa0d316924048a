"""Pages for organizers and facilitators: results, forms and their questions, the page for the screen."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import FACILITATOR, access
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.core.i18n import tr
from eventapp.feedback import actions, forms, queries, standard
from eventapp.feedback.models import Form, Question
from eventapp.feedback.queries import FormResult
from eventapp.feedback.views.blueprint import bp
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/feedback/")
@access(FACILITATOR)
def index(workshop: Workshop) -> str:
    """All forms with their responses, and one question compared across the sessions."""
    results = queries.results(workshop.id)
    compared = {
        question.key: tr(question.text) for form in results for question in form.questions if _compares(form, question)
    }
    chosen = request.args.get("question", standard.COMPARED)
    if chosen not in compared:
        chosen = standard.COMPARED
    return render_template(
        "feedback/index.html",
        workshop=workshop,
        results=results,
        missing=bool(queries.sessions_without_form(workshop.id)) or not queries.has_evaluation(workshop.id),
        compared=compared,
        chosen=chosen,
    )


@bp.post("/workshops/<slug>/feedback/create")
@access(FACILITATOR)
def create(workshop: Workshop) -> Response:
    made = actions.create_forms(workshop.id, actor=web.actor(), now=web.now())
    flash(ngettext("%(num)s form is ready.", "%(num)s forms are ready.", len(made)), "success")
    return redirect(url_for("feedback.index", slug=workshop.slug))


@bp.get("/workshops/<slug>/feedback/<code>")
@access(FACILITATOR)
def results(workshop: Workshop, code: str) -> str:
    """What may be told of one form."""
    form = _form(workshop, code)
    (result,) = queries.results_of([form], workshop.id)
    return render_template("feedback/results.html", workshop=workshop, form=form, result=result)


@bp.post("/workshops/<slug>/feedback/<code>/state")
@access(FACILITATOR)
def set_state(workshop: Workshop, code: str) -> Response:
    form = _form(workshop, code)
    is_open = request.form.get("state") == "open"
    actions.set_open(form.id, is_open, actor=web.actor(), now=web.now())
    flash(_("The form is open.") if is_open else _("The form is closed."), "success")
    target = web.own_path(request.form.get("next"), url_for("feedback.results", slug=workshop.slug, code=form.code))
    return redirect(target)


@bp.route("/workshops/<slug>/feedback/<code>/edit", methods=["GET", "POST"])
@access(FACILITATOR)
def edit(workshop: Workshop, code: str) -> Response | str:
    """The heading of a form, and the list of its questions."""
    form = _form(workshop, code)
    heading = forms.HeadingForm(obj=form)
    if heading.validate_on_submit():
        try:
            actions.change_form(
                form.id, title=heading.title.data, intro=heading.intro.data, actor=web.actor(), now=web.now()
            )
        except Invalid as error:
            take_errors(heading, error.fields)
        else:
            flash(_("Saved."), "success")
            return redirect(_edit_url(workshop, form))
    frozen = bool(queries.received([form.id]))
    return render_template("feedback/edit.html", workshop=workshop, form=form, heading=heading, frozen=frozen)


@bp.get("/workshops/<slug>/feedback/<code>/preview")
@access(FACILITATOR)
def preview(workshop: Workshop, code: str) -> str:
    """The form as participants see it, in any state, without a button to send it."""
    form = _form(workshop, code)
    answers = forms.answer_form(form.questions)
    return render_template(
        "feedback/answer.html", form=form, answers=answers, field_name=forms.field_name, preview=True
    )


@bp.route("/workshops/<slug>/feedback/<code>/questions/new", methods=["GET", "POST"])
@access(FACILITATOR)
def new_question(workshop: Workshop, code: str) -> Response | str:
    form = _form(workshop, code)
    wording = forms.NewQuestionForm()
    if wording.validate_on_submit():
        actions.add_question(form.id, wording.kind.data, _wording(wording), actor=web.actor(), now=web.now())
        flash(_("The question has been added at the end."), "success")
        return redirect(_edit_url(workshop, form))
    return render_template("feedback/question.html", workshop=workshop, form=form, wording=wording, question=None)


@bp.route("/workshops/<slug>/feedback/<code>/questions/<int:question_id>", methods=["GET", "POST"])
@access(FACILITATOR)
def edit_question(workshop: Workshop, code: str, question_id: int) -> Response | str:
    form, question = _question(workshop, code, question_id)
    wording = forms.WordingForm(obj=question)
    if wording.validate_on_submit():
        actions.change_question(form.id, question.id, _wording(wording), actor=web.actor(), now=web.now())
        flash(_("Saved."), "success")
        return redirect(_edit_url(workshop, form))
    return render_template("feedback/question.html", workshop=workshop, form=form, wording=wording, question=question)


@bp.post("/workshops/<slug>/feedback/<code>/questions/<int:question_id>/move")
@access(FACILITATOR)
def move_question(workshop: Workshop, code: str, question_id: int) -> Response:
    form, question = _question(workshop, code, question_id)
    up = request.form.get("direction") == "up"
    actions.move_question(form.id, question.id, up=up, actor=web.actor(), now=web.now())
    return redirect(f"{_edit_url(workshop, form)}#questions")


@bp.post("/workshops/<slug>/feedback/<code>/questions/<int:question_id>/remove")
@access(FACILITATOR)
def remove_question(workshop: Workshop, code: str, question_id: int) -> Response:
    form, question = _question(workshop, code, question_id)
    actions.remove_question(form.id, question.id, actor=web.actor(), now=web.now())
    flash(_("The question has been removed."), "success")
    return redirect(f"{_edit_url(workshop, form)}#questions")


@bp.get("/workshops/<slug>/feedback/<code>/screen")
@access(FACILITATOR)
def screen(workshop: Workshop, code: str) -> str:
    """The QR code and the short address for the wall, with the number of responses so far."""
    form = _form(workshop, code)
    address = web.absolute("feedback.short_link", code=form.code)
    return render_template(
        "feedback/screen.html",
        workshop=workshop,
        form=form,
        address=address.partition("://")[2],
        received=_received(form),
    )


@bp.get("/workshops/<slug>/feedback/<code>/screen/count")
@access(FACILITATOR)
def screen_count(workshop: Workshop, code: str) -> str:
    """The number of responses so far, for the page on the screen."""
    form = _form(workshop, code)
    return render_template("feedback/_count.html", form=form, received=_received(form))


def _compares(form: FormResult, question: queries.QuestionResult) -> bool:
    return form.kind == "session" and question.kind == standard.RATING


def _form(workshop: Workshop, code: str) -> Form:
    form = queries.form_of(workshop.id, code)
    if form is None:
        raise Missing(_("There is no such form at this workshop."))
    return form


def _question(workshop: Workshop, code: str, question_id: int) -> tuple[Form, Question]:
    form = _form(workshop, code)
    for question in form.questions:
        if question.id == question_id:
            return form, question
    raise Missing(_("There is no such question."))


def _wording(form: forms.WordingForm) -> actions.Wording:
    return actions.Wording(form.text.data, form.low.data, form.high.data, form.required.data)


def _received(form: Form) -> int:
    return queries.received([form.id]).get(form.id, 0)


def _edit_url(workshop: Workshop, form: Form) -> str:
    return url_for("feedback.edit", slug=workshop.slug, code=form.code)
