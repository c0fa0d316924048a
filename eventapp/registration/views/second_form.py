"""The second form, reached by the private link once the seat is confirmed: passport, flight, hotel."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.errors import Invalid, Missing
from eventapp.core.i18n import moment, tr
from eventapp.fields import conditions, participants
from eventapp.fields import queries as fields
from eventapp.fields import values as answers
from eventapp.fields.forms import FieldsForm, answers_form
from eventapp.fields.labels import GROUP_LABELS
from eventapp.fields.models import Field, Group, Stage
from eventapp.fields.queries import Answered
from eventapp.registration import private_sections, queries
from eventapp.registration.actions.second_form import is_closed, is_open_to, send_details
from eventapp.registration.models import Registration
from eventapp.registration.participants import Participants
from eventapp.registration.private_link import own_registration, owner
from eventapp.registration.private_sections import PrivateLink, PrivateSection
from eventapp.registration.views.blueprint import bp
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop

participants.provide(Participants())


@bp.route("/r/<token>/more", methods=["GET", "POST"])
@access(PUBLIC)
def more(token: str) -> str | Response | tuple[str, int]:
    """What is asked after confirmation. It can be changed until its deadline, and is only read after it."""
    registration = own_registration(token)
    workshop: Workshop = g.workshop
    asked = fields.asked(workshop.id, registration.type_id, Stage.CONFIRMED)
    if not asked or not is_open_to(registration):
        raise Missing(_("There is nothing more to fill in. This form opens once your participation is confirmed."))
    known = fields.values([registration.id], list(Group)).get(registration.id, {})
    if is_closed(workshop, web.now()):
        told = _told(asked, known, workshop)
        return render_template("registration/second_form_closed.html", token=token, workshop=workshop, sections=told)
    form = answers_form(asked, known)
    if request.method == "POST" and _sent(form, registration):
        flash(_("Thank you, we have what you sent."), "success")
        return redirect(url_for("registration.private", token=token), code=303)
    page = render_template(
        "registration/second_form.html",
        token=token,
        workshop=workshop,
        registration=queries.registration(workshop.id, registration.id),
        form=form,
    )
    return page, 422 if form.errors else 200


def _sent(form: FieldsForm, registration: Registration) -> bool:
    """Keep what was sent; of a form with errors at least its files, so that they need not be chosen again."""
    number, workshop_id = registration.id, registration.workshop_id
    complete = form.validate()
    values = form.values() if complete else form.files()
    if not values and not complete:
        return False
    try:
        changed = send_details(number, workshop_id, values, whole=complete, actor=owner(registration), now=web.now())
    except Invalid as error:
        form.take_errors(error.fields)
        return False
    if not complete:
        for key in set(changed) & set(values):
            form[key].kept, form[key].flags.required = values[key].filename, False
    return complete


def _told(
    asked: list[Field], known: dict[str, Answered], workshop: Workshop
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The answers by group, to be read; protected ones masked, since a link can be passed on."""
    plain = {key: each.value for key, each in known.items()}
    sections: dict[str, list[tuple[str, str]]] = {}
    for field in conditions.asked_of(asked, plain):
        given = known.get(field.key)
        text = answers.shown(given.field, given.value, workshop.timezone) if given else ""
        pair = (tr(field.text), answers.masked(field, text) if field.sealed else text)
        sections.setdefault(str(GROUP_LABELS[Group(field.reader_group)]), []).append(pair)
    return list(sections.items())


def _section(registration: Registration, token: str) -> PrivateSection | None:
    """On the private page: what is still to be told, until when."""
    workshop = workshops.by_id(registration.workshop_id)
    if workshop is None or not is_open_to(registration):
        return None
    if not fields.asked(workshop.id, registration.type_id, Stage.CONFIRMED):
        return None
    text = ""
    if workshop.details_close_at:
        until = moment(workshop.details_close_at, workshop.timezone)
        text = _("It can be sent and changed until %(when)s.", when=until)
        if is_closed(workshop, web.now()):
            text = _(
                "It could be changed until %(when)s. If something is different now, ask the organizers.", when=until
            )
    link = PrivateLink(
        label=_("Tell us what we need to prepare your stay"),
        url=url_for("registration.more", token=token),
        done=registration.details_at is not None,
    )
    return PrivateSection(_("Before you come"), text, (link,))


private_sections.add(_section)
