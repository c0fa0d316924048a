"""One mailing: who gets it, how it looks; a test, sending, a time, calling off."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language, moment
from eventapp.core.timezones import instant, local
from eventapp.mailings import actions, labels, queries, recipients
from eventapp.mailings.forms import TimeForm
from eventapp.mailings.models import Mailing
from eventapp.mailings.views.blueprint import bp
from eventapp.messages import actions as messages
from eventapp.messages import outbox_queries, previewing
from eventapp.messages.forms import whole_number
from eventapp.messages.occasions import of_mailing
from eventapp.messages.rendering import Words
from eventapp.tasks import queries as tasks
from eventapp.tasks.models import UNFINISHED
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]


@bp.get("/workshops/<slug>/messages/<int:mailing_id>")
@access(ORGANIZER)
def show(workshop: Workshop, mailing_id: int) -> str:
    """Who gets it, how it looks, what became of it."""
    row = queries.find(workshop.id, mailing_id)
    at = local(row.send_at, workshop.timezone).replace(tzinfo=None) if row.send_at else None
    return _page(workshop, row, TimeForm(formdata=None, at=at))


@bp.post("/workshops/<slug>/messages/<int:mailing_id>/test")
@access(ORGANIZER)
def test(workshop: Workshop, mailing_id: int) -> Response:
    """Each language of it to oneself, as it is for a chosen reader."""
    row = queries.find(workshop.id, mailing_id)
    address = current_user.user.email
    shown = _previews(workshop, row)
    messages.send_test(workshop, shown, address, actor=web.actor(), now=web.now())
    flash(_("A test is on its way to %(address)s.", address=address), "success")
    return _back(workshop, row.id)


@bp.post("/workshops/<slug>/messages/<int:mailing_id>/send")
@access(ORGANIZER)
def send(workshop: Workshop, mailing_id: int) -> Response:
    """To all who have not got it yet."""
    row = actions.send(workshop.id, mailing_id, actor=web.actor(), now=web.now())
    return redirect(url_for("tasks.show", slug=workshop.slug, task_id=row.task_id), code=303)


@bp.post("/workshops/<slug>/messages/<int:mailing_id>/schedule")
@access(ORGANIZER)
def schedule(workshop: Workshop, mailing_id: int) -> Page:
    """At a time on the workshop's clock."""
    row, form = queries.find(workshop.id, mailing_id), TimeForm()
    if form.validate_on_submit():
        try:
            at = instant(form.at.data.date(), form.at.data.time(), workshop.timezone)
            actions.schedule(workshop.id, mailing_id, at, actor=web.actor(), now=web.now())
            flash(_("It will be sent on %(when)s.", when=moment(at, workshop.timezone)), "success")
            return _back(workshop, mailing_id)
        except Invalid as error:
            take_errors(form, error.fields or {"at": error.message})
    return _page(workshop, row, form), 422


@bp.post("/workshops/<slug>/messages/<int:mailing_id>/unschedule")
@access(ORGANIZER)
def unschedule(workshop: Workshop, mailing_id: int) -> Response:
    actions.unschedule(workshop.id, mailing_id, actor=web.actor(), now=web.now())
    flash(_("It is a draft again and will not be sent by itself."), "success")
    return _back(workshop, mailing_id)


@bp.post("/workshops/<slug>/messages/<int:mailing_id>/cancel")
@access(ORGANIZER)
def cancel(workshop: Workshop, mailing_id: int) -> Response:
    """What is still in the outbox is not sent."""
    number = actions.call_off(workshop.id, mailing_id, actor=web.actor(), now=web.now())
    flash(ngettext("%(num)s message was stopped.", "%(num)s messages were stopped.", number), "success")
    return _back(workshop, mailing_id)


@bp.post("/workshops/<slug>/messages/<int:mailing_id>/remove")
@access(ORGANIZER)
def remove(workshop: Workshop, mailing_id: int) -> Response:
    actions.remove(workshop.id, mailing_id, actor=web.actor(), now=web.now())
    flash(_("The draft is thrown away."), "success")
    return redirect(url_for("mailings.index", slug=workshop.slug), code=303)


@bp.post("/workshops/<slug>/messages/suggested/<occasion>")
@access(ORGANIZER)
def suggested(workshop: Workshop, occasion: str) -> Response:
    """Write and schedule what is suggested, by one press."""
    row = actions.schedule_suggested(workshop, occasion, actor=web.actor(), now=web.now())
    flash(_("It is scheduled. Until then you can change it or call it off."), "success")
    return _back(workshop, row.id)


def _page(workshop: Workshop, row: Mailing, form: TimeForm) -> str:
    occasion = of_mailing(row.occasion, row.audience)
    task = tasks.find(workshop.id, row.task_id) if row.task_id else None
    readers = previewing.choices(workshop, row.audience, language())
    return render_template(
        "mailings/show.html",
        workshop=workshop,
        mailing=row,
        occasion=occasion,
        meant=recipients.meant(row, workshop),
        counts=outbox_queries.counts(workshop.id, row.id),
        at_work=task if task is not None and task.state in UNFINISHED else None,
        previews=_previews(workshop, row),
        readers=readers,
        reader=_reader(readers),
        form=form,
        labels=labels,
        editable=row.state in actions.EDITABLE,
    )


def _previews(workshop: Workshop, row: Mailing) -> list[previewing.Preview]:
    occasion = of_mailing(row.occasion, row.audience)
    readers = previewing.choices(workshop, row.audience, language())
    return previewing.previews(occasion, Words(row.subject, row.body), workshop, _reader(readers))


def _reader(readers: list[tuple[int, str]]) -> int | None:
    wanted = whole_number(request.values.get("reader"))
    return wanted if wanted in dict(readers) else next((one for one, _name in readers), None)


def _back(workshop: Workshop, mailing_id: int) -> Response:
    return redirect(url_for("mailings.show", slug=workshop.slug, mailing_id=mailing_id), code=303)
