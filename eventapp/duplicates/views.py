"""People who may be one: the list, two side by side, merging, telling apart, taking back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import countries, web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.i18n import language, tr
from eventapp.duplicates import actions, queries
from eventapp.duplicates.labels import REASONS
from eventapp.duplicates.queries import Someone
from eventapp.registration.labels import FACT_LABELS, SEX_LABELS, delegation_label, state_label
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop

bp = Blueprint("duplicates", __name__)


@bp.get("/workshops/<slug>/participants/duplicates")
@access(ORGANIZER)
def index(workshop: Workshop) -> str:
    """The pairs to look at, and what was merged."""
    code = language()
    return render_template(
        "duplicates/index.html",
        workshop=workshop,
        pairs=queries.candidates(workshop),
        merges=queries.merges(workshop.id),
        reasons=REASONS,
        came_as=lambda someone: _came_as(someone, code),
    )


@bp.get("/workshops/<slug>/participants/duplicates/<int:first_id>/<int:second_id>")
@access(ORGANIZER)
def pair(workshop: Workshop, first_id: int, second_id: int) -> str:
    """Two people side by side; whose facts stand can be chosen one by one."""
    first, second = queries.pair(workshop, first_id, second_id)
    code = language()
    shown = [(fact, FACT_LABELS[fact], _told(first, fact, code), _told(second, fact, code)) for fact in actions.CHOICES]
    return render_template(
        "duplicates/pair.html",
        workshop=workshop,
        first=first,
        second=second,
        facts=[line for line in shown if line[2] or line[3]],
        came=(_came_as(first, code), _came_as(second, code)),
        again=bool(first.at(workshop.id) and second.at(workshop.id)),
    )


@bp.post("/workshops/<slug>/participants/duplicates/<int:first_id>/<int:second_id>")
@access(ORGANIZER)
def decide(workshop: Workshop, first_id: int, second_id: int) -> Response:
    """One person, or two."""
    who, now = web.actor(), web.now()
    if request.form.get("do") == "apart":
        actions.tell_apart(first_id, second_id, workshop.id, actor=who, now=now)
        flash(_("They will not be shown as a pair again."), "success")
    else:
        take = [fact for fact in actions.CHOICES if request.form.get(f"take-{fact}") == "second"]
        actions.merge(first_id, second_id, workshop.id, take, actor=who, now=now)
        flash(_("They are one person now. This can be undone below."), "success")
    return redirect(url_for("duplicates.index", slug=workshop.slug))


@bp.post("/workshops/<slug>/participants/duplicates/merged/<int:merge_id>/undo")
@access(ORGANIZER)
def undo(workshop: Workshop, merge_id: int) -> Response:
    """Two people again."""
    waiting = actions.unmerge(merge_id, workshop.id, actor=web.actor(), now=web.now())
    flash(_("They are two people again."), "success")
    for name in waiting:
        flash(_("%(name)s is on the waiting list: the seat has been taken meanwhile.", name=name), "warning")
    return redirect(url_for("duplicates.index", slug=workshop.slug))


def _told(someone: Someone, fact: str, code: str) -> str:
    value = getattr(someone.person, fact) or ""
    if fact == "sex":
        return str(SEX_LABELS.get(value, value)) if value else ""
    return countries.name(value, code) if fact == "country" and value else str(value)


def _came_as(someone: Someone, code: str) -> list[str]:
    """Each workshop with delegation, position and state, in words."""
    lines = []
    for row in someone.registrations:
        workshop = workshops.by_id(row.workshop_id)
        where = tr(workshop.title) if workshop else ""
        office = ", ".join(part for part in (row.position, row.organization) if part)
        told = (where, delegation_label(row.delegation, code), office, state_label(row.state))
        lines.append(" · ".join(part for part in told if part))
    return lines


index.section = pair.section = "registration.people"  # type: ignore[attr-defined]
