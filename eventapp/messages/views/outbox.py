"""The outbox: what is queued, sent, failed and why; trying again, calling off, marking what came back."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.forms import tidy
from eventapp.core.outbox import LINK
from eventapp.messages import actions, labels, outbox_queries
from eventapp.messages.forms import BounceForm
from eventapp.messages.outbox_queries import OutboxFilter
from eventapp.messages.views.blueprint import belong_to_mailings, bp
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]


@bp.get("/workshops/<slug>/messages/outbox/")
@access(ORGANIZER)
def outbox(workshop: Workshop) -> str:
    """Every message of the workshop, newest first, with filter and search."""
    wanted = OutboxFilter(
        text=tidy(request.args.get("q", ""))[:200],
        state=request.args.get("state", ""),
        kind=request.args.get("kind", ""),
        mailing_id=request.args.get("mailing", type=int),
    )
    page = outbox_queries.page(workshop.id, wanted, request.args.get("page", 1, type=int))
    return render_template(
        "messages/outbox.html",
        workshop=workshop,
        page=page,
        wanted=wanted,
        counts=outbox_queries.counts(workshop.id),
        kinds=[(kind, labels.kind_label(kind)) for kind in outbox_queries.kinds(workshop.id)],
        next_tries=outbox_queries.next_tries(page.items),
        states=outbox_queries.STATES,
        labels=labels,
    )


@bp.get("/workshops/<slug>/messages/outbox/<uuid:message_id>")
@access(ORGANIZER)
def message(workshop: Workshop, message_id: uuid.UUID) -> str:
    """One message as it was written; its private link is not shown."""
    return _message_page(workshop, message_id, BounceForm(formdata=None))


@bp.post("/workshops/<slug>/messages/outbox/retry")
@access(ORGANIZER)
def retry_all(workshop: Workshop) -> Response:
    number = actions.retry_all(workshop.id, actor=web.actor(), now=web.now())
    flash(ngettext("%(num)s message is sent again.", "%(num)s messages are sent again.", number), "success")
    return redirect(url_for("messages.outbox", slug=workshop.slug), code=303)


@bp.post("/workshops/<slug>/messages/outbox/<uuid:message_id>/retry")
@access(ORGANIZER)
def retry(workshop: Workshop, message_id: uuid.UUID) -> Response:
    outbox_queries.message(workshop.id, message_id)
    actions.retry(workshop.id, [message_id], actor=web.actor(), now=web.now())
    flash(_("The message is sent again."), "success")
    return _back(workshop, message_id)


@bp.post("/workshops/<slug>/messages/outbox/<uuid:message_id>/cancel")
@access(ORGANIZER)
def cancel(workshop: Workshop, message_id: uuid.UUID) -> Response:
    outbox_queries.message(workshop.id, message_id)
    if actions.call_off(workshop.id, [message_id], actor=web.actor(), now=web.now()):
        flash(_("The message will not be sent."), "success")
    else:
        flash(_("It is too late: the message is being sent, or was."), "warning")
    return _back(workshop, message_id)


@bp.post("/workshops/<slug>/messages/outbox/<uuid:message_id>/bounced")
@access(ORGANIZER)
def bounced(workshop: Workshop, message_id: uuid.UUID) -> Page:
    form = BounceForm()
    outbox_queries.message(workshop.id, message_id)
    if not form.validate_on_submit():
        return _message_page(workshop, message_id, form), 422
    actions.mark_bounced(workshop.id, message_id, form.reason.data, actor=web.actor(), now=web.now())
    flash(_("Marked. Later messages to this address warn of it."), "success")
    return _back(workshop, message_id)


@bp.post("/workshops/<slug>/messages/outbox/<uuid:message_id>/arrived")
@access(ORGANIZER)
def arrived(workshop: Workshop, message_id: uuid.UUID) -> Response:
    actions.unmark_bounced(workshop.id, message_id, actor=web.actor(), now=web.now())
    flash(_("The mark is taken away."), "success")
    return _back(workshop, message_id)


belong_to_mailings(outbox, message, bounced)


def _back(workshop: Workshop, message_id: uuid.UUID) -> Response:
    return redirect(url_for("messages.message", slug=workshop.slug, message_id=message_id), code=303)


def _message_page(workshop: Workshop, message_id: uuid.UUID, form: BounceForm) -> str:
    row = outbox_queries.message(workshop.id, message_id)
    return render_template(
        "messages/message.html",
        workshop=workshop,
        message=row,
        body=row.body.replace(LINK, _("[here stands the private link]")),
        labels=labels,
        form=form,
        bounce=outbox_queries.bounces(workshop.id, [row.recipient]).get(row.recipient.lower()),
        next_try=outbox_queries.next_tries([row]).get(row.id),
    )
