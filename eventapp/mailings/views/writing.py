"""The list of mailings; writing one: to whom, what it says, how it looks."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import countries, id_ranges, web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language, tr
from eventapp.mailings import actions, labels, queries, recipients
from eventapp.mailings.actions import Facts
from eventapp.mailings.forms import MailingForm, filter_of, form_data, shown_by_form
from eventapp.mailings.models import Mailing
from eventapp.mailings.views.blueprint import bp
from eventapp.messages import outbox_queries, previewing
from eventapp.messages.occasions import BY_KEY, FOCAL_POINTS, OCCASIONS, PARTICIPANTS, of_mailing
from eventapp.messages.placeholders import LABELS
from eventapp.messages.rendering import Words
from eventapp.registration import queries as registrations
from eventapp.registration.labels import delegation_label
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]


@bp.get("/workshops/<slug>/messages/")
@access(ORGANIZER)
def index(workshop: Workshop) -> str:
    """Mailings, what is suggested, and how the outbox stands."""
    return render_template(
        "mailings/index.html",
        workshop=workshop,
        mailings=queries.mailings(workshop.id),
        suggestions=queries.suggestions(workshop, web.now()),
        counts=outbox_queries.counts(workshop.id),
        labels=labels,
    )


@bp.get("/workshops/<slug>/messages/begin")
@access(ORGANIZER)
def begin(workshop: Workshop) -> str:
    """What to begin with: a template or nothing, to participants or to focal points."""
    return render_template("mailings/begin.html", workshop=workshop, occasions=OCCASIONS, labels=labels)


@bp.route("/workshops/<slug>/messages/new", methods=["GET", "POST"])
@access(ORGANIZER)
def compose(workshop: Workshop) -> Page:
    """A new mailing. `?ids=1,2,…` or the filter of the participants' list say to whom; `?occasion=` with what words."""
    return _write(workshop, _form(workshop, _beginning(workshop)), None)


@bp.route("/workshops/<slug>/messages/<int:mailing_id>/edit", methods=["GET", "POST"])
@access(ORGANIZER)
def edit(workshop: Workshop, mailing_id: int) -> Page:
    """Change a mailing that is not sent yet."""
    row = queries.find(workshop.id, mailing_id)
    data = {
        "audience": row.audience,
        "occasion": row.occasion,
        "subject": row.subject,
        "body": row.body,
        **form_data(row.recipients),
    }
    return _write(workshop, _form(workshop, data), row)


@bp.post("/workshops/<slug>/messages/preview")
@access(ORGANIZER)
def preview(workshop: Workshop) -> str:
    """How it looks as it stands in the form, and how many get it; a fragment."""
    form = _form(workshop, {"audience": PARTICIPANTS, "occasion": ""})
    return render_template("mailings/_preview.html", workshop=workshop, **_previewed(workshop, form))


def _write(workshop: Workshop, form: MailingForm, row: Mailing | None) -> Page:
    if form.validate_on_submit() and request.form.get("do", "save") == "save":
        facts = Facts(
            form.occasion.data or "",
            form.audience.data or PARTICIPANTS,
            form.recipients(),
            form.subject.data,
            form.body.data,
        )
        try:
            kept = actions.write(workshop.id, facts, row.id if row else None, actor=web.actor(), now=web.now())
            flash(_("The message is kept. Look at it, try it out, then send it."), "success")
            return redirect(url_for("mailings.show", slug=workshop.slug, mailing_id=kept.id), code=303)
        except Invalid as error:
            take_errors(form, error.fields)
    about = of_mailing(form.occasion.data or "", form.audience.data or PARTICIPANTS)
    page = render_template(
        "mailings/compose.html",
        workshop=workshop,
        mailing=row,
        form=form,
        occasion=about,
        labels=LABELS,
        audience=labels.AUDIENCE_LABELS[about.audience],
        ticked=len(id_ranges.read(form.ids.data)) if form.ids.data else 0,
        **_previewed(workshop, form),
    )
    return page, 422 if form.errors else 200


def _beginning(workshop: Workshop) -> dict[str, Any]:
    """What a new mailing begins with, as the address says."""
    key = request.args.get("occasion", "")
    occasion = BY_KEY.get(key)
    asked = FOCAL_POINTS if request.args.get("audience") == FOCAL_POINTS else PARTICIPANTS
    audience = occasion.audience if occasion else asked
    subject, body = actions.starting_words(workshop.id, of_mailing(key, audience))
    given = ",".join(request.args.getlist("ids"))
    kept = filter_of(request.args)
    if given:
        whom: dict[str, Any] = {"ids": id_ranges.read(given)}
    elif audience == PARTICIPANTS and not shown_by_form(kept):
        found = registrations.people(workshop.id, recipients.people_filter(kept))
        whom = {"ids": [row.id for row in found]}
    else:
        usual = {"state": "confirmed"} if occasion and not kept and audience == PARTICIPANTS else {}
        whom = {"filter": kept or usual, "missing": key == "missing-data", "empty_seats": key == "nomination-reminder"}
    return {
        "audience": audience,
        "occasion": occasion.key if occasion else "",
        "subject": subject,
        "body": body,
        **form_data(whom),
    }


def _form(workshop: Workshop, data: dict[str, Any]) -> MailingForm:
    form, code = MailingForm(data=data), language()
    if form.audience.data not in labels.AUDIENCE_LABELS:
        form.audience.data = PARTICIPANTS
    about = of_mailing(form.occasion.data or "", form.audience.data)
    form.audience.data = about.audience
    form.offer(previewing.choices(workshop, about.audience, code))
    delegations = registrations.delegations(workshop.id, code)
    codes = sorted({row.country for row in delegations if row.country})
    form.offer_filter(
        [(kind.id, tr(kind.name)) for kind in registrations.delegation_types(workshop.id)],
        {"": [(row.id, delegation_label(row, code)) for row in delegations]},
        sorted(((each, countries.name(each, code)) for each in codes), key=lambda pair: pair[1]),
    )
    return form


def _previewed(workshop: Workshop, form: MailingForm) -> dict[str, Any]:
    about = of_mailing(form.occasion.data or "", form.audience.data or PARTICIPANTS)
    draft = Mailing(
        workshop_id=workshop.id,
        audience=about.audience,
        recipients=form.recipients(),
        body=form.body.data,
        occasion=about.key,
    )
    words = Words(form.subject.data, form.body.data)
    return {
        "previews": previewing.previews(about, words, workshop, form.reader.data),
        "meant": recipients.meant(draft, workshop),
    }
