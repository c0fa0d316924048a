"""The board: every delegation at a glance, and what is done about one or about many."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, STAFF, access
from eventapp.core.i18n import language
from eventapp.delegations import actions, policy, queries
from eventapp.delegations.queries import BoardFilter
from eventapp.delegations.views.blueprint import bp
from eventapp.registration import queries as registration
from eventapp.workshops.models import Workshop

LACKS = ("seats", "head", "contact", "data", "link")


@bp.get("/workshops/<slug>/board/")
@access(STAFF)
def board(workshop: Workshop) -> str:
    """One row for each delegation, by type, in precedence order."""
    rows = queries.board(workshop, language())
    wanted = BoardFilter(request.args.get("type", type=int), _lack())
    shown = [row for row in rows if wanted.takes(row)]
    return render_template(
        "delegations/board.html",
        workshop=workshop,
        groups=queries.grouped(shown),
        shown=shown,
        rows=rows,
        wanted=wanted,
        types=registration.delegation_types(workshop.id),
        lacks=LACKS,
        lacking={lack: sum(BoardFilter(lack=lack).takes(row) for row in rows) for lack in LACKS},
        may_manage=policy.can_manage(web.actor(), workshop.id),
        closes=workshop.nominations_close_at,
        now=web.now(),
    )


@bp.post("/workshops/<slug>/board/many")
@access(ORGANIZER)
def many(workshop: Workshop) -> Response:
    """The link, a reminder or the packs for those that are ticked."""
    here = url_for("delegations.board", slug=workshop.slug)
    chosen = [int(number) for number in request.form.getlist("delegation") if number.isdigit()]
    chosen = [registration.delegation(workshop.id, number).id for number in chosen]
    what = request.form.get("what", "")
    if not chosen or what not in ("links", "reminders", "packs"):
        flash(_("Tick the delegations first."), "warning")
        return redirect(here, code=303)
    who, when = web.actor(), web.now()
    if what == "packs":
        task = actions.packs_in_background(chosen, workshop.id, actor=who, now=when)
    elif len(chosen) > actions.AT_ONCE:
        task = actions.write_in_background(chosen, workshop.id, what, actor=who, now=when)
    else:
        send = actions.send_links if what == "links" else actions.remind
        done, problems = send(chosen, workshop.id, actor=who, now=when)
        if done:
            flash(ngettext("%(num)s message is on its way.", "%(num)s messages are on their way.", done), "success")
        for label, why in problems:
            flash(f"{label}: {why}", "warning")
        return redirect(here, code=303)
    return redirect(url_for("tasks.show", slug=workshop.slug, task_id=task.id), code=303)


def _lack() -> str:
    lack = request.args.get("lack", "")
    return lack if lack in LACKS else ""
