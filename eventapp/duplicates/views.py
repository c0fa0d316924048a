"""People who may be one: the list, two side by side, merging, telling apart, taking back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import countries, web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.i18n import language, tr
from eventapp.duplicates import actions, queries
from eventapp.duplicates.labels import REASONS
from eventapp.duplicates.queries import Candidate, Someone
from eventapp.registration import people_pages
from eventapp.registration.labels import FACT_LABELS, SEX_LABELS, delegation_label, state_label
from eventapp.registration.models import Registration
from eventapp.registration.people_pages import ListAddition, PersonLink, PersonSection
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop

bp = Blueprint("duplicates", __name__)
MOST_COMPARED = 1000
"""People of a series that are compared while a page is waited for; of more, the page of duplicates alone tells."""


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


def twins(workshop: Workshop, registration: Registration) -> PersonSection | None:
    """Who looks like this participant, on their page."""
    if queries.people_known(workshop) > MOST_COMPARED:
        return None
    found = queries.twins(workshop, registration.id)
    links = tuple(PersonLink(_other(each, registration).person.list_name, _address(workshop, each)) for each in found)
    return PersonSection(_("May be the same person"), (), links, warns=True) if links else None


def at_the_list(workshop: Workshop) -> ListAddition:
    """The tab, with how many pairs wait, and a mark beside who is in one."""
    address = url_for("duplicates.index", slug=workshop.slug)
    if queries.people_known(workshop) > MOST_COMPARED:
        return ListAddition(_("Duplicates"), address)
    marks: dict[int, PersonLink] = {}
    pairs = queries.candidates(workshop)
    for each in pairs:
        for someone in (each.first, each.second):
            if row := someone.at(workshop.id):
                marks.setdefault(row.id, PersonLink(_("Duplicate?"), _address(workshop, each)))
    return ListAddition(_("Duplicates"), address, len(pairs), marks=marks)


def _other(candidate: Candidate, registration: Registration) -> Someone:
    return candidate.second if candidate.first.person.id == registration.person_id else candidate.first


def _address(workshop: Workshop, candidate: Candidate) -> str:
    """Whose facts stand is on the left: who is known from earlier, else who came first."""
    left, right = (candidate.first, candidate.second) if candidate.again else (candidate.second, candidate.first)
    return url_for("duplicates.pair", slug=workshop.slug, first_id=left.person.id, second_id=right.person.id)


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


people_pages.add_section(twins)
people_pages.add_to_list(at_the_list)
index.section = pair.section = "registration.people"  # type: ignore[attr-defined]
