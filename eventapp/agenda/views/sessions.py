"""One session: its page, and the form for everything about it."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.agenda import actions, documents, forms, history, labels, merging, policy, queries, removal, sides
from eventapp.agenda.models import Session, SessionType
from eventapp.core import web
from eventapp.core.access import ORGANIZER, STAFF, access
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language_name, tr
from eventapp.core.timezones import local
from eventapp.workshops.models import Workshop

Page = Response | str | tuple[str, int]
FOLDER = "/workshops/<slug>/agenda"


def add_to(bp: Blueprint) -> None:
    """Give the pages their addresses."""
    bp.add_url_rule(f"{FOLDER}/new", "add", add, methods=["GET", "POST"])
    bp.add_url_rule(f"{FOLDER}/<int:session_id>", "session", show)
    bp.add_url_rule(f"{FOLDER}/<int:session_id>/edit", "edit", edit, methods=["GET", "POST"])


@access(STAFF)
def show(workshop: Workshop, session_id: int) -> str:
    """Everything about one session."""
    session = found(workshop, session_id)
    may_edit = policy.can_edit(web.actor(), workshop.id)
    return render_template(
        "agenda/session.html",
        workshop=workshop,
        session=session,
        may_edit=may_edit,
        labels=labels,
        type_label=labels.type_label,
        language_name=language_name,
        lines=history.lines(workshop, session) if may_edit else [],
        against=removal.reasons(session.id) if may_edit else [],
    )


@access(ORGANIZER)
def add(workshop: Workshop) -> Page:
    """A new session; `?day=2016-03-29` proposes the day, and the end of its last session as the start."""
    form = forms.SessionForm(data=_proposal(workshop, request.args.get("day", "")))
    form.offer(workshop)
    if not _usable(workshop, form):
        return _form_page(workshop, form, None), _status(form)
    uid, overlapping = form.uid(), form.overlapping.data
    try:
        session = actions.add_session(
            workshop.id, form.facts(), uid=uid, overlapping=overlapping, actor=web.actor(), now=web.now()
        )
    except Invalid as error:
        take_errors(form, error.fields)
        return _form_page(workshop, form, None), error.status
    flash(_("“%(title)s” is in the agenda.", title=tr(session.title)), "success")
    if request.form.get("then") == "another":
        day = local(session.starts_at, workshop.timezone).date().isoformat()
        return redirect(url_for("agenda.add", slug=workshop.slug, day=day))
    return to_day(workshop, session)


@access(ORGANIZER)
def edit(workshop: Workshop, session_id: int) -> Page:
    """Change a session; what somebody else changed meanwhile is merged, or shown beside."""
    session = queries.by_id(workshop.id, session_id)
    if session is None:
        return _again(workshop, session_id)
    form = forms.SessionForm(data=forms.session_data(workshop, session))
    del form.key
    form.offer(workshop)
    if not _usable(workshop, form):
        return _form_page(workshop, form, session), _status(form)
    facts = sides.with_theirs(workshop, session, form.facts(), _chosen())
    base, overlapping = form.base.data, form.overlapping.data
    try:
        actions.change_session(
            workshop.id, session_id, facts, base=base, overlapping=overlapping, actor=web.actor(), now=web.now()
        )
    except Invalid as error:
        take_errors(form, error.fields)
        return _form_page(workshop, form, session), error.status
    except merging.Conflict as conflict:
        return _both(workshop, session, conflict), conflict.status
    flash(_("Saved."), "success")
    return redirect(url_for("agenda.session", slug=workshop.slug, session_id=session_id))


def found(workshop: Workshop, session_id: int) -> Session:
    """A session of this workshop. Raises Missing."""
    session = queries.by_id(workshop.id, session_id)
    if session is None:
        raise Missing(_("There is no such session."))
    return session


def anchor(workshop: Workshop, session: Session) -> str:
    """Where its day begins on the timetable page."""
    return f"day-{(local(session.starts_at, workshop.timezone).date() - workshop.starts_on).days + 1}"


def to_day(workshop: Workshop, session: Session) -> Response:
    """Lead to the day of a session."""
    return redirect(url_for("agenda.timetable", slug=workshop.slug, _anchor=anchor(workshop, session)))


def _usable(workshop: Workshop, form: forms.SessionForm) -> bool:
    """Whether a form was sent that can be saved. Its files are kept in any case: nobody chooses one twice."""
    valid = bool(form.validate_on_submit())
    if not form.is_submitted():
        return False
    for line in form.documents:
        given = line.form.file.data
        if not given:
            continue
        try:
            file_id = actions.hand_in(
                workshop.id, given.read(), given.filename or "", actor=web.actor(), now=web.now()
            )
        except Invalid as error:
            line.form.file.errors = [*line.form.file.errors, error.message]
            form.documents.errors = [*form.documents.errors, f"{given.filename}: {error.message}"]
            valid = False
        else:
            line.form.take(file_id)
    return valid


def _status(form: forms.SessionForm) -> int:
    return Invalid.status if form.is_submitted() else 200


def _form_page(workshop: Workshop, form: forms.SessionForm, session: Session | None, **more: Any) -> str:
    if request.method == "GET":
        form.speakers.add_spare()
        form.documents.add_spare()
        form.offer_languages(workshop)
    files = documents.handed_in(workshop.id, (each.form.file_id.data for each in form.documents if each.form.file_id.data))
    names = {file_id: file.filename for file_id, file in files.items()}
    return render_template("agenda/form.html", workshop=workshop, form=form, session=session, names=names, **more)


def _both(workshop: Workshop, session: Session, conflict: merging.Conflict) -> str:
    """The form with what both want, and beside it what both changed."""
    data = forms.data_of(conflict.merged) | {"base": conflict.sequence}
    form = forms.SessionForm(formdata=None, data=data)
    del form.key
    form.speakers.add_spare()
    form.documents.add_spare()
    form.offer(workshop)
    told = sides.sides(workshop, conflict)
    return _form_page(workshop, form, session, sides=told, who=conflict.who)


def _chosen() -> set[str]:
    """Of which facts the other person's version was chosen."""
    return {
        name.removeprefix("keep-")
        for name, value in request.form.items()
        if name.startswith("keep-") and value == "theirs"
    }


def _again(workshop: Workshop, session_id: int) -> Page:
    """What was typed about a session that somebody took out meanwhile can be added anew. Raises Missing."""
    if not queries.was_here(workshop.id, session_id):
        raise Missing(_("There is no such session."))
    form = forms.SessionForm()
    form.offer(workshop)
    if not form.is_submitted():
        raise Missing(_("There is no such session."))
    form.validate()
    form.once.data = forms.new_uid()
    form.base.data = None
    return _form_page(workshop, form, None, gone=True), 409


def _proposal(workshop: Workshop, day: str) -> dict[str, Any]:
    """What a new session starts with: a plenary, after the last session of the day if one is named."""
    usual = {"type": SessionType.PLENARY}
    try:
        wanted = date.fromisoformat(day)
    except ValueError:
        return usual
    if wanted not in workshop.days:
        return usual
    zone = workshop.timezone
    same_day = [each for each in queries.sessions(workshop.id) if local(each.starts_at, zone).date() == wanted]
    last = max((each for each in same_day), key=lambda each: each.ends_at, default=None)
    if last is None:
        return usual | {"day": wanted}
    return usual | {"day": wanted, "starts": local(last.ends_at, zone).time(), "room_id": last.room_id}
