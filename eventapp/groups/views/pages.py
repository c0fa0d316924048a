"""Working groups side by side: who is in which, who has none, many put in at once."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from eventapp.agenda.models import Session
from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import UserError
from eventapp.core.i18n import language
from eventapp.core.listing import Listing
from eventapp.core.names import matches
from eventapp.groups import actions, policy, queries
from eventapp.groups.actions import Assigned
from eventapp.groups.views.blueprint import bp
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/groups/")
@access(ORGANIZER)
def index(workshop: Workshop) -> str:
    """One slot of the programme: its groups with their places, and everybody with the group they are in."""
    slots = queries.slots(workshop.id)
    number = min(max(request.args.get("slot", 1, type=int), 1), max(len(slots), 1))
    slot = slots[number - 1] if slots else []
    groups = queries.whole(workshop.id, language(), slot)
    of = {row.id: [group for group in groups if row in group.members] for group in groups for row in group.members}
    waits = {row.id: [group for group in groups if row in group.waiting] for group in groups for row in group.waiting}
    people = registrations.confirmed(workshop.id, language())
    show, text = request.args.get("show", ""), request.args.get("q", "").strip()
    return render_template(
        "groups/index.html",
        workshop=workshop,
        slots=slots,
        number=number,
        groups=groups,
        listing=Listing(
            [
                row
                for row in people
                if _shown(row.id, show, of, groups) and (not text or matches(text, row.person.search))
            ],
            request.args.get("page", 1, type=int),
        ),
        total=len(people),
        without=sum(row.id not in of for row in people),
        of=of,
        waits=waits,
        twice=[row for row in people if len(of.get(row.id, [])) > 1],
        show=show,
        text=text,
        choice_is_open=policy.choice_is_open(workshop),
        undo=request.args.get("undo", type=int),
        delegation_label=delegation_label,
    )


def _shown(who: int, show: str, of: dict[int, list[queries.Group]], groups: Sequence[queries.Group]) -> bool:
    if show == "without":
        return who not in of
    if show.isdecimal():
        return any(group.session.id == int(show) for group in of.get(who, []))
    return True


@bp.post("/workshops/<slug>/groups/move")
@access(ORGANIZER)
def move(workshop: Workshop) -> BaseResponse:
    """Put the ticked people into a group, or take them out of those of this slot."""
    ticked = [int(value) for value in request.form.getlist("people") if value.isdecimal()][:5000]
    if not ticked:
        raise UserError(_("Tick somebody first."))
    number = request.form.get("slot", 1, type=int)
    slots = queries.slots(workshop.id)
    chosen = request.form.get("group", "")
    if chosen.isdecimal():
        done = actions.assign(workshop.id, int(chosen), ticked, actor=web.actor(), now=web.now())
    else:
        slot: list[Session] = slots[number - 1] if 1 <= number <= len(slots) else []
        done = actions.unassign(workshop.id, [each.id for each in slot], ticked, actor=web.actor(), now=web.now())
    _tell(workshop, done, put_in=chosen.isdecimal())
    return back(workshop, number, done)


@bp.post("/workshops/<slug>/groups/undo/<int:entry_id>")
@access(ORGANIZER)
def undo(workshop: Workshop, entry_id: int) -> BaseResponse:
    """Take the last step back."""
    done = actions.undo(workshop.id, entry_id, actor=web.actor(), now=web.now())
    flash(ngettext("%(num)d person is back.", "%(num)d people are back.", len(set(done.placed))), "success")
    left = len(done.full) + len(done.unfit)
    if left:
        flash(
            ngettext(
                "%(num)d person was moved again since, or the old place is taken.",
                "%(num)d people were moved again since, or their old places are taken.",
                left,
            ),
            "warning",
        )
    return back(workshop, request.form.get("slot", 1, type=int), None)


@bp.post("/workshops/<slug>/groups/choice")
@access(ORGANIZER)
def choice(workshop: Workshop) -> BaseResponse:
    """Let participants choose for themselves, or no longer."""
    is_open = request.form.get("open") == "yes"
    actions.open_choice(workshop.id, is_open, actor=web.actor(), now=web.now())
    if is_open:
        flash(_("Participants choose their groups on their own pages now."), "success")
    else:
        flash(_("The choice is closed."), "success")
    return back(workshop, request.form.get("slot", 1, type=int), None)


def _tell(workshop: Workshop, done: Assigned, *, put_in: bool) -> None:
    number = len(done.placed)
    if put_in:
        flash(ngettext("%(num)d person was put in.", "%(num)d people were put in.", number), "success")
    else:
        flash(ngettext("%(num)d person was taken out.", "%(num)d people were taken out.", number), "success")
    if done.moved:
        moved = ngettext(
            "%(num)d of them left a group at the same time.", "%(num)d of them left a group at the same time.",
            len(done.moved),
        )  # fmt: skip
        flash(moved, "note")
    tell_full(workshop, done)


def tell_full(workshop: Workshop, done: Assigned) -> None:
    """Say who found no place, if anybody."""
    if done.full:
        names = ", ".join(registrations.registration(workshop.id, each).person.list_name for each in done.full[:20])
        flash(_("The room is full. No place for: %(names)s.", names=names), "warning")


def back(workshop: Workshop, slot: int, done: Assigned | None) -> BaseResponse:
    """To the groups of a slot, where what was done can be taken back."""
    address = url_for("groups.index", slug=workshop.slug, slot=slot, undo=done.entry_id if done is not None else None)
    return redirect(address, code=303)
