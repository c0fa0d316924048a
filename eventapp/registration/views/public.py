"""The public registration page."""

import secrets

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.errors import Invalid, Missing, UserError
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language
from eventapp.registration import actions, codes, forms, queries
from eventapp.registration.models import Approval, DelegationType, Registration
from eventapp.registration.views.blueprint import bp
from eventapp.workshops.models import Workshop

OPEN_TO_ALL = (Approval.OPEN, Approval.ORGANIZER)


@bp.route("/w/<slug>/register", methods=["GET", "POST"])
@access(PUBLIC)
def register(workshop: Workshop) -> str | Response | tuple[str, int]:
    """Register oneself, on one page; success leads to the private link."""
    if not workshop.published and not web.actor().staffs(workshop.id):
        raise Missing(_("There is no such workshop."))
    types = queries.delegation_types(workshop.id)
    offered = [kind for kind in types if kind.approval in OPEN_TO_ALL]
    closed = _is_closed(workshop)
    form = forms.RegisterForm(submit_key=secrets.token_hex(16), language=language())
    form.offer(offered)
    if not closed and offered and form.validate_on_submit():
        try:
            registered = _register(workshop, form, offered)
        except Invalid as error:
            take_errors(form, error.fields)
        except UserError as error:
            take_errors(form, {"": error.message})
        else:
            return redirect(url_for("registration.private", token=codes.private_token(registered)), code=303)
    page = render_template(
        "registration/register.html",
        workshop=workshop,
        form=form,
        closed=closed,
        offered=offered,
        named=[kind for kind in types if kind.approval == Approval.NOMINATION],
        invited=[kind for kind in types if kind.approval == Approval.INVITATION],
        with_visa=[kind for kind in offered if kind.visa_support],
    )
    return page, 422 if form.errors else 200


def _register(workshop: Workshop, form: forms.RegisterForm, offered: list[DelegationType]) -> Registration:
    kind = next(kind for kind in offered if kind.id == form.type_id.data)
    return actions.register(
        workshop.id,
        kind.id,
        form.facts(kind),
        country=form.country.data or "",
        organization=form.organization.data or "",
        source="public",
        form_key=form.submit_key.data,
        actor=web.actor(),
        now=web.now(),
    )


def _is_closed(workshop: Workshop) -> bool:
    return workshop.registration_closes_at is not None and web.now() >= workshop.registration_closes_at
