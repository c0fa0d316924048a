"""A participant's own choice of working groups, reached by the private link."""

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.db import session
from eventapp.core.errors import UserError
from eventapp.core.i18n import clock, day, tr
from eventapp.core.timezones import local
from eventapp.groups import actions, policy, queries
from eventapp.groups.views.blueprint import bp
from eventapp.registration.models import Registration, State
from eventapp.registration.private_link import own_registration, owner
from eventapp.registration.private_sections import PrivateLink, PrivateSection
from eventapp.workshops.models import Workshop


def section(registration: Registration, token: str) -> PrivateSection | None:
    """One's working groups, once one has some or may choose."""
    workshop = session.get_one(Workshop, registration.workshop_id)
    if registration.state != State.CONFIRMED:
        return None
    rows = queries.of_person(registration.id)
    known = [each for each in queries.groups(workshop.id) if each.id in rows and not rows[each.id].waits]
    lines = [
        _(
            "%(group)s: %(day)s, %(clock)s, %(room)s",
            group=tr(each.title),
            day=day(local(each.starts_at, workshop.timezone).date(), "EEE d MMMM"),
            clock=clock(each.starts_at, workshop.timezone),
            room=tr(each.room.name),
        )
        for each in known
    ]
    if not lines and not (policy.choice_is_open(workshop) and queries.groups(workshop.id)):
        return None
    text = "; ".join(lines) or _("You can choose your working groups.")
    label = _("Choose or change") if policy.choice_is_open(workshop) else _("The working groups")
    return PrivateSection(
        _("Working groups"), text, (PrivateLink(label, url_for("groups.own", token=token), done=bool(lines)),)
    )


@bp.get("/r/<token>/groups/")
@access(PUBLIC)
def own(token: str) -> str:
    """The groups by time, with their free places and one's own."""
    registration = own_registration(token)
    workshop: Workshop = g.workshop
    return render_template(
        "groups/own.html",
        workshop=workshop,
        token=token,
        slots=queries.slots(workshop.id),
        groups={each.session.id: each for each in queries.whole(workshop.id)},
        mine=queries.of_person(registration.id),
        may_choose=policy.can_choose(owner(registration), registration, workshop)
        and any(each.ends_at > web.now() for each in queries.groups(workshop.id)),
        now=web.now(),
    )


@bp.post("/r/<token>/groups/<int:session_id>/<any(choose, leave):what>")
@access(PUBLIC)
def own_choice(token: str, session_id: int, what: str) -> BaseResponse:
    """Take a place or a wish, or give it up."""
    registration = own_registration(token)
    try:
        if what == "leave":
            actions.leave(registration.id, session_id, actor=owner(registration), now=web.now())
            flash(_("You are not in this group any more."), "success")
        elif actions.choose(registration.id, session_id, actor=owner(registration), now=web.now()):
            flash(_("You have a place in this group."), "success")
        else:
            flash(_("This group is full. You wait for a place, and get it as soon as one is free."), "warning")
    except UserError as error:
        flash(error.message, "danger")
    return redirect(url_for("groups.own", token=token), code=303)
