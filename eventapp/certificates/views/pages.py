"""Who gets a certificate and who has one: by the rule, with its base; issuing, sending, withdrawing."""

import uuid

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as BaseResponse

from eventapp.attendance import queries as attendance
from eventapp.certificates import actions, labels, queries, rendering, work
from eventapp.certificates.forms import ManyForm
from eventapp.certificates.models import Certificate, Kind
from eventapp.certificates.queries import Standing
from eventapp.certificates.views.blueprint import bp, known, pdf_file
from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import UserError
from eventapp.core.i18n import language
from eventapp.core.listing import Listing
from eventapp.core.names import matches
from eventapp.registration import queries as registrations
from eventapp.registration.labels import SEX_LABELS, delegation_label
from eventapp.tasks import actions as tasks
from eventapp.workshops.models import Workshop

SHOW = ("all", "due", "issued", "short", "changed")


@bp.get("/workshops/<slug>/certificates/")
@access(ORGANIZER)
def index(workshop: Workshop) -> str:
    """One kind: everybody with what they attended, whether that is enough, and the certificate."""
    kind = known(request.args.get("kind", Kind.PARTICIPATION))
    standings = queries.standings(workshop, kind, language())
    show = request.args.get("show", "all")
    text = request.args.get("q", "").strip()
    by_sex, by_country = queries.figures(standings)
    measured = attendance.measure(workshop)
    return render_template(
        "certificates/index.html",
        workshop=workshop,
        kind=kind,
        kinds=queries.kinds(),
        rule=attendance.base_text(measured.rules, measured.taken()),
        listing=Listing(
            [each for each in standings if _shows(each, show) and (not text or _matches(each, text))],
            request.args.get("page", 1, type=int),
        ),
        show=show if show in SHOW else "all",
        text=text,
        counts={name: sum(_shows(each, name) for each in standings) for name in SHOW},
        unsent=len(_unsent(workshop, kind)),
        many=ManyForm(formdata=None),
        beside=queries.beside_trained(workshop) if kind == Kind.PARTICIPATION else None,
        by_sex=by_sex,
        by_country=by_country,
        sex_labels=SEX_LABELS,
        labels=labels,
        delegation_label=delegation_label,
    )


def _unsent(workshop: Workshop, kind: str) -> list[int]:
    """The valid certificates whose owners were not written to yet."""
    return [row.id for row in queries.issued(workshop.id, kind, valid=True) if row.sent_at is None]


def _shows(each: Standing, show: str) -> bool:
    return {
        "due": each.to_issue,
        "issued": each.certificate is not None,
        "short": not each.qualifies and each.certificate is None,
        "changed": each.renamed,
    }.get(show, True)


def _matches(each: Standing, text: str) -> bool:
    number = each.certificate.number if each.certificate is not None else ""
    return matches(text, each.registration.person.search) or text.lower() in number.lower()


@bp.post("/workshops/<slug>/certificates/<kind>/all")
@access(ORGANIZER)
def issue_all(workshop: Workshop, kind: str) -> BaseResponse:
    """For all who qualify, for those that are ticked, or anew where the name changed; in the background."""
    form = ManyForm()
    ticked = [int(value) for value in request.form.getlist("people") if value.isdecimal()][:5000]
    anew = request.form.get("do") == "anew"
    asked = {
        "kind": str(known(kind)),
        "people": ticked if request.form.get("do") == "ticked" else None,
        "anew": anew,
        "send": bool(form.send.data),
    }
    if request.form.get("do") == "ticked" and not ticked:
        raise UserError(_("Tick somebody first."))
    task = tasks.start(workshop.id, work.KIND, asked, actor=web.actor(), now=web.now())
    return redirect(url_for("tasks.show", slug=workshop.slug, task_id=task.id), code=303)


@bp.post("/workshops/<slug>/certificates/<kind>/<uuid:public_id>")
@access(ORGANIZER)
def issue(workshop: Workshop, kind: str, public_id: uuid.UUID) -> BaseResponse:
    """A certificate for one person; with a reason where the rule says no."""
    registration = registrations.by_public_id(workshop.id, public_id)
    reason = request.form.get("reason", "")
    row = actions.issue(workshop.id, registration.id, known(kind), reason=reason, actor=web.actor(), now=web.now())
    flash(_("Certificate %(number)s is issued.", number=row.number), "success")
    return _back(workshop, row)


@bp.post("/workshops/<slug>/certificates/<int:certificate_id>/anew")
@access(ORGANIZER)
def issue_anew(workshop: Workshop, certificate_id: int) -> BaseResponse:
    """In the stead of one that says a wrong name."""
    row = actions.issue_anew(workshop.id, certificate_id, actor=web.actor(), now=web.now())
    flash(_("Certificate %(number)s is issued; the old one is withdrawn.", number=row.number), "success")
    return _back(workshop, row)


@bp.post("/workshops/<slug>/certificates/<int:certificate_id>/withdraw")
@access(ORGANIZER)
def withdraw(workshop: Workshop, certificate_id: int) -> BaseResponse:
    """No longer valid, with a reason."""
    reason = request.form.get("reason", "")
    row = actions.withdraw(workshop.id, certificate_id, reason, actor=web.actor(), now=web.now())
    flash(_("Certificate %(number)s is withdrawn.", number=row.number), "success")
    return _back(workshop, row)


@bp.post("/workshops/<slug>/certificates/send")
@access(ORGANIZER)
def send(workshop: Workshop) -> BaseResponse:
    """Write to the owners of one or many."""
    kind = known(request.form.get("kind", Kind.PARTICIPATION))
    ids = [int(value) for value in request.form.getlist("certificates") if value.isdecimal()]
    wanted = _unsent(workshop, kind) if request.form.get("do") == "unsent" else ids
    done = actions.send(workshop.id, wanted, actor=web.actor(), now=web.now())
    flash(ngettext("%(num)d person is written to.", "%(num)d people are written to.", done.sent), "success")
    if done.without_address:
        flash(_("Without an e-mail address: %(names)s.", names=", ".join(done.without_address)), "warning")
    return redirect(url_for("certificates.index", slug=workshop.slug, kind=kind), code=303)


@bp.get("/workshops/<slug>/certificates/<int:certificate_id>.pdf")
@access(ORGANIZER)
def file(workshop: Workshop, certificate_id: int) -> Response:
    """One, as it was issued."""
    row = queries.certificate(workshop.id, certificate_id)
    return pdf_file(rendering.pdf([row], workshop), rendering.filename(row))


@bp.get("/workshops/<slug>/certificates/<kind>/all.pdf")
@access(ORGANIZER)
def all_file(workshop: Workshop, kind: str) -> Response:
    """All valid ones of a kind, in order of their numbers, to print."""
    rows = [row for row in queries.issued(workshop.id, known(kind), valid=True) if row.facts.get("name")]
    return pdf_file(rendering.pdf(rows, workshop), f"certificates-{workshop.slug}-{kind}.pdf")


def _back(workshop: Workshop, row: Certificate) -> BaseResponse:
    address = url_for("certificates.index", slug=workshop.slug, kind=row.kind, _anchor=f"r{row.registration_id}")
    return redirect(address, code=303)
