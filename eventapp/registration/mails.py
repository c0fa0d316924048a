"""Mails to participants and focal points, in their language. Who has no address gets none.

The words of each occasion stand in `messages.occasions`, and the organizer may have written their own.
"""

from collections.abc import Sequence
from datetime import datetime

from eventapp.core import outbox
from eventapp.core.outbox import Message
from eventapp.messages import rendering
from eventapp.messages.occasions import BY_KEY
from eventapp.registration import codes, mail_values
from eventapp.registration.mail_values import language_of
from eventapp.registration.models import Delegation, Registration, State
from eventapp.workshops.models import Workshop

__all__ = [
    "details_wanted",
    "invite_to_nominate",
    "language_of",
    "link",
    "list_received",
    "missing_data",
    "moved_up",
    "names_to_approve",
    "nominated",
    "registered",
    "remind_delegation",
    "replaced",
    "seat_offered",
    "state_changed",
    "will_you_come",
]


def registered(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """What became of the registration that they sent, with the private link."""
    occasion = {State.CONFIRMED: "confirmed", State.WAITLISTED: "waitlisted"}.get(State(registration.state))
    post("registration.registered", occasion or "registered", registration, workshop, now)


def nominated(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """They were named by their delegation."""
    occasion = "waitlisted" if registration.state == State.WAITLISTED else "nominated"
    post("registration.nominated", occasion, registration, workshop, now)


def state_changed(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """Confirmed, waitlisted or declined by the organizer."""
    if registration.state in (State.CONFIRMED, State.WAITLISTED, State.DECLINED):
        post(f"registration.{registration.state}", registration.state, registration, workshop, now)


def moved_up(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """From the waiting list to a seat."""
    occasion = "confirmed" if registration.state == State.CONFIRMED else "moved-up"
    post("registration.moved_up", occasion, registration, workshop, now)


def seat_offered(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """A freed seat, kept until `offered_until`."""
    post("registration.seat_offered", "seat-offered", registration, workshop, now)


def replaced(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """To somebody in whose place the delegation has named another person."""
    post("registration.replaced", "replaced", registration, workshop, now)


def missing_data(
    registration: Registration, workshop: Workshop, *, missing: Sequence[str], now: datetime
) -> Message | None:
    """What is still needed of them: `missing` in words, in their language."""
    return post("registration.missing_data", "missing-data", registration, workshop, now, missing=missing)


def details_wanted(registration: Registration, workshop: Workshop, *, now: datetime) -> Message | None:
    """The second form, until its deadline."""
    return post("registration.details_wanted", "details-wanted", registration, workshop, now)


def names_to_approve(registration: Registration, workshop: Workshop, *, now: datetime) -> Message | None:
    """Whether badge and name plate are right."""
    return post("registration.names_to_approve", "names-to-approve", registration, workshop, now)


def will_you_come(registration: Registration, workshop: Workshop, *, now: datetime) -> Message | None:
    """The question two weeks before."""
    return post("registration.will_you_come", "will-you-come", registration, workshop, now)


def link(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """The private link again."""
    post("registration.link", "link", registration, workshop, now)


def invite_to_nominate(delegation: Delegation, workshop: Workshop, *, now: datetime) -> Message | None:
    """The link by which the focal point names participants. None if there is no address or no link."""
    return _post_to_focal_point("delegation.invited", "invitation-to-nominate", delegation, workshop, now)


def remind_delegation(delegation: Delegation, workshop: Workshop, *, now: datetime) -> Message | None:
    """How many seats are still empty, and until when. None if there is no address or no link."""
    return _post_to_focal_point("delegation.reminded", "nomination-reminder", delegation, workshop, now)


def list_received(delegation: Delegation, workshop: Workshop, *, now: datetime) -> Message | None:
    """A list or names came in. None if there is no address or no link."""
    return _post_to_focal_point("delegation.list_received", "nomination-received", delegation, workshop, now)


def post(
    kind: str,
    occasion: str,
    registration: Registration,
    workshop: Workshop,
    now: datetime,
    *,
    missing: Sequence[str] = (),
) -> Message | None:
    """A message of an occasion to a participant, with the private link, in their language; None without address."""
    person = registration.person
    if not person.email:
        return None
    language = language_of(registration, workshop)
    values = mail_values.of_registration(registration, workshop, language, occasion, missing)
    subject, body = rendering.render(workshop.id, BY_KEY[occasion], language, {**values, "link": outbox.LINK})
    return outbox.post(
        kind,
        person.email,
        subject,
        body,
        now=now,
        link=codes.private_url(registration),
        name=registration.shown_name,
        workshop=workshop.id,
        registration=registration.id,
        sender=rendering.sender(workshop),
    )


def _post_to_focal_point(
    kind: str, occasion: str, delegation: Delegation, workshop: Workshop, now: datetime
) -> Message | None:
    if not delegation.focal_email or not delegation.link_serial:
        return None
    language = mail_values.language_of_delegation(delegation, workshop)
    values = mail_values.of_delegation(delegation, workshop, language)
    subject, body = rendering.render(workshop.id, BY_KEY[occasion], language, {**values, "link": outbox.LINK})
    return outbox.post(
        kind,
        delegation.focal_email,
        subject,
        body,
        now=now,
        link=codes.focal_url(delegation),
        name=delegation.focal_name,
        workshop=workshop.id,
        delegation=delegation.id,
        sender=rendering.sender(workshop),
    )
