"""What waits for the organizer's eye after the door: flagged scans, and people who were on no list."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.checkin import actions, queries
from eventapp.checkin.forms import ReviewForm, SettleForm
from eventapp.checkin.messages import FLAG_LABELS
from eventapp.checkin.models import Flag
from eventapp.checkin.queries import CameUnannounced, FlaggedScan
from eventapp.checkin.views.pages import bp
from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid, UserError
from eventapp.core.i18n import language, tr
from eventapp.registration import queries as registrations
from eventapp.registration.labels import SEX_LABELS, delegation_label, place_label
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/check-in/flagged")
@access(ORGANIZER)
def flagged(workshop: Workshop) -> str:
    """Scans that count only once somebody has said so."""
    return _flagged(workshop, ReviewForm(formdata=None))


@bp.post("/workshops/<slug>/check-in/flagged/<uuid:scan_id>")
@access(ORGANIZER)
def review(workshop: Workshop, scan_id: UUID) -> Response | tuple[str, int]:
    """Keep or exclude one, with the reason."""
    queries.flagged_scan(workshop.id, scan_id)
    form = ReviewForm()
    if not form.validate_on_submit():
        return _flagged(workshop, form, scan_id), Invalid.status
    actions.review_scan(workshop.id, scan_id, form.does_count, form.reason.data or "", actor=web.actor(), now=web.now())
    flash(_("The scan counts.") if form.does_count else _("The scan does not count."), "success")
    return redirect(url_for(".flagged", slug=workshop.slug), code=303)


@bp.get("/workshops/<slug>/check-in/walk-ins")
@access(ORGANIZER)
def walk_ins(workshop: Workshop) -> str:
    """Who came without being on a list."""
    return _walk_ins(workshop)


@bp.post("/workshops/<slug>/check-in/walk-ins/<uuid:walk_in_id>")
@access(ORGANIZER)
def settle(workshop: Workshop, walk_in_id: UUID) -> Response | tuple[str, int]:
    """Seen; perhaps it is somebody else, perhaps they get a seat."""
    queries.walk_in(workshop.id, walk_in_id)
    form = SettleForm()
    form.offer(_people(workshop))
    if not form.validate_on_submit():
        return _walk_ins(workshop), Invalid.status
    try:
        actions.settle(
            workshop.id,
            walk_in_id,
            registration_id=form.chosen,
            confirm=bool(form.confirm.data),
            actor=web.actor(),
            now=web.now(),
        )
    except UserError as error:
        if error.status != UserError.status:
            raise
        flash(error.message, "danger")
    else:
        flash(_("Seen."), "success")
    return redirect(url_for(".walk_ins", slug=workshop.slug), code=303)


def _flagged(workshop: Workshop, form: ReviewForm, tried: UUID | None = None) -> str:
    places = {place.key: place.label for place in queries.checkpoints(workshop)}
    found = queries.flagged(workshop)
    return render_template(
        "checkin/flagged.html",
        form=form,
        tried=tried,
        waiting=[_line(each, places) for each in found if each.counts is None],
        done=[_line(each, places) for each in found if each.counts is not None],
    )


def _line(scan: FlaggedScan, places: dict[str, str]) -> dict[str, Any]:
    return {
        "scan": scan,
        "place": places.get(scan.checkpoint, scan.checkpoint),
        "why": FLAG_LABELS[Flag(scan.flag)],
        "clock": _off(scan.clock_offset) if scan.flag == Flag.CLOCK else "",
    }


def _off(seconds: int) -> str:
    hours = round(abs(seconds) / 3600)
    if seconds > 0:
        return str(ngettext("%(num)d hour fast", "%(num)d hours fast", hours))
    return str(ngettext("%(num)d hour slow", "%(num)d hours slow", hours))


def _walk_ins(workshop: Workshop) -> str:
    found = queries.walk_ins(workshop)
    kinds = {kind.id: tr(kind.name) for kind in registrations.delegation_types(workshop.id)}
    homes = {row.id: delegation_label(row, language()) for row in registrations.delegations(workshop.id, language())}
    return render_template(
        "checkin/walk_ins.html",
        waiting=[(each, _typed(each, kinds, homes)) for each in found if each.settled_at is None],
        done=[each for each in found if each.settled_at is not None],
        people=_people(workshop),
    )


def _people(workshop: Workshop) -> list[tuple[int, str]]:
    rows = registrations.people(workshop.id, language=language())
    return [(row.id, f"{row.shown_name} · {delegation_label(row.delegation, language())}") for row in rows]


def _typed(each: CameUnannounced, kinds: dict[int, str], homes: dict[int, str]) -> list[tuple[str, str]]:
    """What was typed at the desk and no registration holds: (what, value)."""
    facts = each.facts
    place = homes.get(facts.get("delegation_id", 0)) or place_label(facts.get("country", ""), "", language())
    pairs = [
        (_("Name"), facts.get("name", "")),
        (_("Name in the original script"), facts.get("original_name", "")),
        (_("Delegation type"), kinds.get(facts.get("type_id", 0), "")),
        (_("Delegation"), place),
        (_("Organization"), facts.get("organization", "")),
        (_("Position"), facts.get("position", "")),
        (_("E-mail"), facts.get("email", "")),
        (_("Sex"), str(SEX_LABELS.get(facts.get("sex", ""), "")) if facts.get("sex") else ""),
    ]
    return [(label, value) for label, value in pairs if value]
