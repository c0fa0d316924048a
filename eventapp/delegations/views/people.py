"""What the organizer's and the focal point's page of a delegation share: forms about its people, and small moves."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.actors import Actor
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.core.i18n import language
from eventapp.delegations import forms, queries
from eventapp.registration import codes, policy
from eventapp.registration import queries as registration
from eventapp.registration.actions import focal
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Delegation, Registration
from eventapp.workshops.models import Workshop

Page = str | Response | tuple[str, int]
MOVES = ("head", "up", "down", "withdraw", "put-back")


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody moves the people of a delegation: as whom, and on which page (`address(endpoint, **values)`)."""

    workshop: Workshop
    delegation: Delegation
    actor: Actor
    address: Callable[..., str]
    token: str = ""

    @property
    def name(self) -> str:
        return delegation_label(self.delegation, language())

    @property
    def may_change(self) -> bool:
        """The organizers always; the focal point until nominations close."""
        return policy.can_manage(self.actor, self.workshop.id) or focal.is_open(self.workshop, web.now())

    @property
    def for_organizer(self) -> bool:
        return not self.token

    def can_be_put_back(self, row: Registration) -> bool:
        return focal.can_be_put_back(row, self.actor)

    def own_link(self, row: Registration) -> str:
        """The private link of somebody who has no address of their own, to be sent on by hand; else ""."""
        return codes.private_url(row) if not row.person.email and row.details_at is None else ""


def own(place: Place, registration_id: int) -> Registration:
    """Somebody of this delegation. Raises Missing."""
    row = registration.registration(place.workshop.id, registration_id)
    if row.delegation_id != place.delegation.id:
        raise Missing(_("There is no such person in this delegation."))
    return row


def name(place: Place) -> Page:
    """Name one more person."""
    page = queries.focal_page(place.workshop, place.delegation, language())
    form = forms.NomineeForm(data=forms.NomineeForm.blank(place.delegation, secrets.token_hex(16)))
    if form.validate_on_submit():
        ids = place.delegation.id, place.workshop.id
        try:
            row = focal.name_person(
                *ids,
                form.said(),
                head=bool(form.head.data),
                form_key=form.submit_key.data,
                actor=place.actor,
                now=web.now(),
            )
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_told_named(row), "success")
            return redirect(place.address("home"), code=303)
    return _form(place, form, "name", seats=page.seats)


def correct(place: Place, registration_id: int) -> Page:
    """Correct what was said of somebody."""
    row = own(place, registration_id)
    form = forms.NomineeForm(data=forms.NomineeForm.known(row))
    del form.head
    if form.validate_on_submit():
        ids = place.delegation.id, place.workshop.id
        try:
            focal.correct(*ids, row.id, form.said(), actor=place.actor, now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("Saved."), "success")
            return redirect(place.address("home"), code=303)
    return _form(place, form, "correct", row=own(place, registration_id))


def replace(place: Place, registration_id: int) -> Page:
    """Name somebody else in a person's place."""
    row = own(place, registration_id)
    form = forms.NomineeForm(data=forms.NomineeForm.blank(place.delegation, secrets.token_hex(16)))
    del form.head
    if form.validate_on_submit():
        ids = place.delegation.id, place.workshop.id
        try:
            new = focal.replace(
                *ids, row.id, form.said(), form_key=form.submit_key.data, actor=place.actor, now=web.now()
            )
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(
                _("%(new)s takes the place of %(old)s.", new=new.person.badge_name, old=_name(place, registration_id)),
                "success",
            )
            return redirect(place.address("home"), code=303)
    return _form(place, form, "replace", row=own(place, registration_id))


def move(place: Place, registration_id: int, what: str) -> Response:
    """One of MOVES."""
    ids = place.delegation.id, place.workshop.id, registration_id
    when: datetime = web.now()
    if what == "head":
        focal.make_head(*ids, actor=place.actor, now=when)
        flash(_("%(name)s heads the delegation.", name=_name(place, registration_id)), "success")
    elif what in ("up", "down"):
        focal.order(*ids, -1 if what == "up" else 1, actor=place.actor, now=when)
    elif what == "withdraw":
        focal.withdraw(*ids, actor=place.actor, now=when)
        flash(_("%(name)s is withdrawn. You can put them back below.", name=_name(place, registration_id)), "success")
    elif what == "put-back":
        row = focal.put_back(*ids, actor=place.actor, now=when)
        waits = row.state == "waitlisted"
        told = _("%(name)s is back, as an alternate.") if waits else _("%(name)s is back on a seat.")
        flash(told % {"name": row.person.badge_name}, "success")
    else:
        abort(404)
    anchor = f"#person-{registration_id}" if what in ("up", "down", "head") else ""
    return redirect(place.address("home") + anchor, code=303)


def _name(place: Place, registration_id: int) -> str:
    return own(place, registration_id).person.badge_name


def _told_named(row: Registration) -> str:
    shown = row.person.badge_name
    if row.state == "waitlisted":
        return str(_("%(name)s is named as an alternate and comes if a seat becomes free.", name=shown))
    return str(_("%(name)s is named.", name=shown))


def _form(
    place: Place,
    form: forms.NomineeForm,
    what: str,
    *,
    row: Registration | None = None,
    seats: queries.Seats | None = None,
) -> tuple[str, int]:
    fixed = focal.settled(row) if row is not None and what == "correct" else ()
    page = render_template(
        "delegations/nominee.html",
        layout="_layout/workshop.html" if place.for_organizer else "_layout/public.html",
        place=place,
        workshop=place.workshop,
        form=form,
        what=what,
        row=row,
        seats=seats,
        fixed=fixed,
        back=place.address("home"),
        home_title=place.name,
    )
    return page, 422 if form.errors else 200
