"""Mails to participants, in their language. Who has no address gets none."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.core import outbox
from eventapp.core.i18n import LANGUAGES, day
from eventapp.registration import codes
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Registration, State
from eventapp.registration.queries import place_in_line
from eventapp.workshops.models import Workshop

Words = tuple[str, str]  # subject, and the paragraph that says what happened


def language_of(registration: Registration, workshop: Workshop) -> str:
    """The language in which a participant is written to: their own, else the workshop's first that we speak."""
    wanted = (registration.language, *workshop.languages)
    return next((language for language in wanted if language in LANGUAGES), "en")


def registered(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """What became of the registration that they sent, with the private link."""
    words = {State.CONFIRMED: _confirmed, State.WAITLISTED: _waitlisted}.get(State(registration.state), _received)
    _post("registration.registered", words, registration, workshop, now)


def nominated(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """They were named by their delegation."""
    words = _waitlisted if registration.state == State.WAITLISTED else _nominated
    _post("registration.nominated", words, registration, workshop, now)


def state_changed(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """Confirmed, waitlisted or declined by the organizer."""
    words = {
        State.CONFIRMED: _confirmed,
        State.WAITLISTED: _waitlisted,
        State.DECLINED: _declined,
    }.get(State(registration.state))
    if words is not None:
        _post(f"registration.{registration.state}", words, registration, workshop, now)


def moved_up(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """From the waiting list to a seat."""
    words = _confirmed if registration.state == State.CONFIRMED else _moved_up
    _post("registration.moved_up", words, registration, workshop, now)


def link(registration: Registration, workshop: Workshop, *, now: datetime) -> None:
    """The private link again."""
    _post("registration.link", _link, registration, workshop, now)


def _post(
    kind: str, words: Callable[[Registration], Words], registration: Registration, workshop: Workshop, now: datetime
) -> None:
    person = registration.person
    if not person.email:
        return
    language = language_of(registration, workshop)
    with force_locale(language):
        subject, paragraph = words(registration)
        title = workshop.title.pick(language, workshop.languages)
        body = "\n\n".join(
            (
                _("Dear %(name)s,", name=person.badge_name),
                paragraph,
                _workshop_lines(workshop, title, registration, language),
                _("Your own page, for you alone; there you can change your details or cancel:\n{link}"),
            )
        )
        outbox.post(
            kind,
            person.email,
            f"{subject}: {title}",
            body,
            now=now,
            link=codes.private_url(registration),
            name=person.badge_name,
            workshop=workshop.id,
            registration=registration.id,
        )


def _workshop_lines(workshop: Workshop, title: str, registration: Registration, language: str) -> str:
    dates = f"{day(workshop.starts_on, 'd MMMM y')} – {day(workshop.ends_on, 'd MMMM y')}"
    return "\n".join((title, f"{workshop.city}, {dates}", delegation_label(registration.delegation, language)))


def _received(registration: Registration) -> Words:
    return _("Registration received"), _(
        "Thank you, your registration has been received. The organizers will look at it and write to you."
    )


def _nominated(registration: Registration) -> Words:
    return _("You have been nominated"), _(
        "Your delegation has nominated you to take part. The organizers will look at it and write to you."
    )


def _confirmed(registration: Registration) -> Words:
    return _("Your participation is confirmed"), _(
        "Your participation is confirmed. Your badge waits for you at the registration desk; "
        "its code is on your own page as well."
    )


def _waitlisted(registration: Registration) -> Words:
    return _("You are on the waiting list"), _(
        "All seats are taken at the moment. You are on the waiting list, number %(number)s, "
        "and we will write to you as soon as a seat is free.",
        number=place_in_line(registration),
    )


def _declined(registration: Registration) -> Words:
    paragraph = _("We are sorry: your registration could not be accepted.")
    if registration.decline_reason:
        paragraph += "\n\n" + _("The reason: %(reason)s", reason=registration.decline_reason)
    return _("Your registration could not be accepted"), paragraph


def _moved_up(registration: Registration) -> Words:
    return _("There is a seat for you"), _(
        "A seat is free now, and you have moved up from the waiting list to it. "
        "The organizers will write to you when your participation is confirmed."
    )


def _link(registration: Registration) -> Words:
    return _("Your private link"), _("Here is the link to your registration. Please do not pass it on.")
