"""The public registration page."""

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import names, web
from eventapp.core.access import PUBLIC, access
from eventapp.core.errors import Invalid, Missing, UserError
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language
from eventapp.fields import queries as fields
from eventapp.fields.forms import FieldsForm, answers_form
from eventapp.fields.models import Field, Stage
from eventapp.registration import actions, codes, consent, queries
from eventapp.registration.models import Approval, DelegationType, Registration
from eventapp.registration.person_forms import RegisterForm
from eventapp.registration.views.blueprint import bp
from eventapp.workshops.models import Workshop

OPEN_TO_ALL = (Approval.OPEN, Approval.ORGANIZER)
LONGEST_NAME = 300


@bp.route("/w/<slug>/register", methods=["GET", "POST"])
@access(PUBLIC)
def register(workshop: Workshop) -> str | Response | tuple[str, int]:
    """Register oneself, on one page; success leads to the private link."""
    if not workshop.published and not web.actor().staffs(workshop.id):
        raise Missing(_("There is no such workshop."))
    types = queries.delegation_types(workshop.id)
    offered = [kind for kind in types if kind.approval in OPEN_TO_ALL]
    closed = _is_closed(workshop)
    form = RegisterForm(submit_key=secrets.token_hex(16), language=language())
    form.offer(offered)
    form.ask(consent.current(workshop.id))
    asked = answers_form(_asked(workshop, offered, form.type_id.data))
    sent = request.method == "POST" and not closed and bool(offered)
    if sent and form.validate() & asked.validate() and (registered := _register(workshop, form, asked, offered)):
        flash(_("This page is yours. Keep its address: it is the key to everything that follows."), "info")
        return redirect(url_for("registration.private", token=codes.private_token(registered)), code=303)
    page = render_template(
        "registration/register.html",
        workshop=workshop,
        form=form,
        asked=asked,
        of_types=_of_types(asked, offered),
        closed=closed,
        offered=offered,
        named=[kind for kind in types if kind.approval == Approval.NOMINATION],
        invited=[kind for kind in types if kind.approval == Approval.INVITATION],
        with_visa=[kind for kind in offered if kind.visa_support],
    )
    return page, 422 if form.errors or asked.errors else 200


@bp.get("/spelling")
@access(PUBLIC)
def spelling() -> str:
    """A name in another script as ICAO Doc 9303 would write it in Latin letters: a proposal beside the field."""
    typed = request.args.get("original_name", "")[:LONGEST_NAME]
    proposed = names.transliterate(names.clean(typed))
    usable = names.scripts(proposed) == {"latin"} and proposed != typed
    return render_template("registration/_spelling.html", proposed=proposed if usable else "")


def _register(
    workshop: Workshop, form: RegisterForm, asked: FieldsForm, offered: list[DelegationType]
) -> Registration | None:
    """None where it was refused; the reason stands in the form."""
    kind = next(kind for kind in offered if kind.id == form.type_id.data)
    try:
        return actions.register_oneself(
            workshop.id,
            kind.id,
            form.facts(kind),
            asked.values(),
            country=form.country.data or "",
            organization=form.organization.data or "",
            form_key=form.submit_key.data,
            agreed=form.asked.version if form.asked else None,
            actor=web.actor(),
            now=web.now(),
        )
    except Invalid as error:
        own = {key: message for key, message in error.fields.items() if key in asked}
        asked.take_errors(own)
        take_errors(form, {key: message for key, message in error.fields.items() if key not in own})
    except UserError as error:
        take_errors(form, {"": error.message})
    return None


def _asked(workshop: Workshop, offered: list[DelegationType], chosen: int | None) -> list[Field]:
    """The questions of the type chosen; as long as none is, those of every type that one may choose."""
    kinds = [kind for kind in offered if kind.id == chosen] or offered
    every = {field.id: field for kind in kinds for field in fields.asked(workshop.id, kind.id, Stage.REGISTRATION)}
    return sorted(every.values(), key=lambda field: field.place)


def _of_types(asked: FieldsForm, offered: list[DelegationType]) -> dict[str, list[str]]:
    """For each question that not every type is asked: the ids of the types that are."""
    ids = {kind.id for kind in offered}
    return {
        field.key: [str(number) for number in field.type_ids]
        for field in asked.definitions
        if field.type_ids and not ids <= set(field.type_ids)
    }


def _is_closed(workshop: Workshop) -> bool:
    return workshop.registration_closes_at is not None and web.now() >= workshop.registration_closes_at
