"""Who comes when, who sleeps where, who eats what, who is paid how much; each as a page and as a sheet."""

from decimal import Decimal

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from eventapp.core import web
from eventapp.core.access import FINANCE, TRAVEL, Access, access
from eventapp.core.i18n import language
from eventapp.logistics import actions, files, policy, queries
from eventapp.logistics.forms import RulesForm
from eventapp.logistics.labels import PART_LABELS
from eventapp.logistics.subsistence import PARTS, Rules
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop

bp = Blueprint("logistics", __name__)
EITHER = Access("workshop", tuple(dict.fromkeys((*TRAVEL.roles, *FINANCE.roles))))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/workshops/<slug>/logistics/")
@access(EITHER)
def index(workshop: Workshop) -> BaseResponse:
    """To the first page that one may see."""
    first = "travel" if policy.can_see_travel(web.actor(), workshop.id) else "subsistence"
    return redirect(url_for(f"logistics.{first}", slug=workshop.slug))


@bp.get("/workshops/<slug>/logistics/travel")
@access(TRAVEL)
def travel(workshop: Workshop) -> str:
    """Arrivals and departures by day, and whose journey is not known."""
    everybody = queries.travellers(workshop, language())
    return _page(
        "travel",
        workshop,
        arrivals=queries.arrivals(workshop, everybody),
        departures=queries.departures(workshop, everybody),
        unknown=[each for each in everybody if each.arrives_at is None or each.leaves_at is None],
        everybody=everybody,
    )


@bp.get("/workshops/<slug>/logistics/hotel")
@access(TRAVEL)
def hotel(workshop: Workshop) -> str:
    """The rooming list, and rooms for each night."""
    everybody = queries.travellers(workshop, language())
    return _page(
        "hotel",
        workshop,
        nights=queries.nights(everybody),
        guests=[each for each in everybody if each.nights],
        unknown=[each for each in everybody if not each.nights and each.wants_hotel is not False],
        without=[each for each in everybody if each.wants_hotel is False],
    )


@bp.get("/workshops/<slug>/logistics/needs")
@access(TRAVEL)
def needs(workshop: Workshop) -> str:
    """What the kitchen, the venue and the interpreters have to know."""
    people = [each.registration for each in queries.travellers(workshop, language())]
    return _page(
        "needs",
        workshop,
        dietary=queries.needs(people, "dietary"),
        access=queries.needs(people, "access_needs"),
        interpretation=queries.needs(people, "interpretation"),
        people=people,
    )


@bp.route("/workshops/<slug>/logistics/subsistence", methods=["GET", "POST"])
@access(FINANCE)
def subsistence(workshop: Workshop) -> str | BaseResponse | tuple[str, int]:
    """What is due to whom, and the rules it follows."""
    form = RulesForm(data=RulesForm.typed(Rules.from_json(workshop.subsistence)))
    if form.validate_on_submit():
        actions.change_rules(workshop.id, form.rules(), actor=web.actor(), now=web.now())
        flash(_("Saved."), "success")
        return redirect(url_for("logistics.subsistence", slug=workshop.slug), code=303)
    rules = Rules.from_json(workshop.subsistence)
    dues = queries.subsistence(workshop, rules, queries.travellers(workshop, language()))
    page = _page(
        "subsistence",
        workshop,
        form=form,
        rules=rules,
        dues=dues,
        total=sum((due.entitlement.due for due in dues), Decimal(0)),
        parts_of_rate=[(part, PART_LABELS[part]) for part in PARTS],
    )
    return page, 422 if form.errors else 200


@bp.get("/workshops/<slug>/logistics/<any(travel, hotel, needs):kind>.xlsx")
@access(TRAVEL)
def sheet(workshop: Workshop, kind: str) -> Response:
    return _file(workshop, kind)


@bp.get("/workshops/<slug>/logistics/subsistence.xlsx")
@access(FINANCE)
def subsistence_sheet(workshop: Workshop) -> Response:
    return _file(workshop, "subsistence")


def _file(workshop: Workshop, kind: str) -> Response:
    data, rows = files.write(workshop, kind, language(), generated_at=web.now())
    actions.record_export(workshop.id, kind, rows, actor=web.actor(), now=web.now())
    response = Response(data, mimetype=XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=f"{workshop.slug}-{kind}.xlsx")
    return response


def _page(active: str, workshop: Workshop, **facts: object) -> str:
    code = language()
    return render_template(
        f"logistics/{active}.html",
        workshop=workshop,
        active=active,
        sees_travel=policy.can_see_travel(web.actor(), workshop.id),
        sees_money=policy.can_see_money(web.actor(), workshop.id),
        delegation_of=lambda each: delegation_label(each.registration.delegation, code),
        **facts,
    )
