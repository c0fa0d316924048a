"""The occasions on which a workshop writes to somebody, and our standard words for each.

Standard words are msgids with our placeholders in them (see `placeholders`); under `force_locale` they are what is sent
in that language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

PARTICIPANTS = "participants"
FOCAL_POINTS = "focal-points"

_WORKSHOP = ("workshop", "dates", "place", "organizer", "deadline", "link")
_PERSON = ("name", "honorific", "position", "delegation", "type", "state")
_DELEGATION = ("focal_name", "delegation", "type", "seats", "free_seats", "named")


@dataclass(frozen=True, slots=True)
class Occasion:
    """One occasion. `about`: when it is sent; `required`: placeholders without which its body is of no use.

    `automatic`: sent by what happens; the others are sent by the organizer, from a mailing or a button.
    """

    key: str
    title: Any
    about: Any
    subject: Any
    paragraphs: Sequence[Any]
    audience: str = PARTICIPANTS
    more: tuple[str, ...] = ()
    required: tuple[str, ...] = ("link",)
    automatic: bool = True

    @property
    def known(self) -> tuple[str, ...]:
        """The placeholders that can be used here, the occasion's own first."""
        whose = _PERSON if self.audience == PARTICIPANTS else _DELEGATION
        return (*whose[:1], *self.more, *whose[1:], *_WORKSHOP)

    def standard(self, language: str) -> tuple[str, str]:
        """Our subject and body in a language, with placeholders."""
        with force_locale(language):
            return str(self.subject), "\n\n".join(str(paragraph) for paragraph in self.paragraphs)


_DEAR = _l("Dear %(name)s,", name="{name}")
_DEAR_FOCAL = _l("Dear %(name)s,", name="{focal_name}")
_WHERE = "{workshop}\n{place}, {dates}\n{delegation}"
_WHERE_SHORT = "{workshop}\n{place}, {dates}"
_OWN_PAGE = _l("Your own page, for you alone; there you can change your details or cancel:\n{link}")
_FOCAL_PAGE = _l("The page of your delegation; there you name your participants and see what became of it:\n{link}")
_FROM = "{organizer}"


def _to_person(key: str, title: Any, about: Any, subject: Any, *said: Any, **more: Any) -> Occasion:
    return Occasion(key, title, about, _Titled(subject), (_DEAR, *said, _WHERE, _OWN_PAGE), **more)


def _to_focal_point(key: str, title: Any, about: Any, subject: Any, *said: Any, **more: Any) -> Occasion:
    paragraphs = (_DEAR_FOCAL, *said, _WHERE, _FOCAL_PAGE)
    return Occasion(key, title, about, _Titled(subject), paragraphs, audience=FOCAL_POINTS, **more)


@dataclass(frozen=True, slots=True)
class _Titled:
    """A subject with the workshop's title behind it."""

    subject: Any

    def __str__(self) -> str:
        subject = str(self.subject)
        return f"{subject}{' ' if subject.endswith('?') else ': '}{{workshop}}"


OCCASIONS: tuple[Occasion, ...] = (
    _to_focal_point(
        "invitation-to-nominate",
        _l("Invitation to nominate"),
        _l("To the focal point of a delegation, with the link to name its participants."),
        _l("Invitation to nominate participants"),
        _l("You are invited to nominate participants for the workshop named below."),
        _l("Seats of your delegation: {seats}"),
        _l("Please name them by {deadline}."),
        _l(
            "On the page you can type the names or drop a list in Excel of any layout. You need no account; "
            "please do not pass the link on."
        ),
        automatic=False,
    ),
    _to_focal_point(
        "nomination-reminder",
        _l("Reminder before the deadline"),
        _l("To focal points whose delegation still has empty seats."),
        _l("Seats of your delegation are still empty"),
        _l("Of the {seats} seats of your delegation, {free_seats} are still empty."),
        _l("Please name your participants by {deadline}."),
        automatic=False,
    ),
    _to_focal_point(
        "nomination-received",
        _l("Nomination received"),
        _l("To the focal point, after a list or names came in."),
        _l("Nomination received"),
        _l("Thank you, your nomination has been received."),
        _l("Named so far: {named}\nSeats still empty: {free_seats}"),
    ),
    _to_person(
        "nominated",
        _l("Nominated by the delegation"),
        _l("To somebody whom the delegation has named."),
        _l("You have been nominated"),
        _l("Your delegation has nominated you to take part. The organizers will look at it and write to you."),
    ),
    _to_person(
        "registered",
        _l("Registration received"),
        _l("After somebody registered, where the organizer still decides."),
        _l("Registration received"),
        _l("Thank you, your registration has been received. The organizers will look at it and write to you."),
    ),
    _to_person(
        "confirmed",
        _l("Confirmed"),
        _l("When a participant is confirmed."),
        _l("Your participation is confirmed"),
        _l(
            "Your participation is confirmed. Your badge waits for you at the registration desk; "
            "its code is on your own page as well."
        ),
    ),
    _to_person(
        "waitlisted",
        _l("Waitlisted"),
        _l("When all seats are taken."),
        _l("You are on the waiting list"),
        _l(
            "All seats are taken at the moment. You are on the waiting list, number %(number)s, "
            "and we will write to you as soon as a seat is free.",
            number="{number}",
        ),
        more=("number",),
    ),
    _to_person(
        "declined",
        _l("Declined"),
        _l("When a registration is declined."),
        _l("Your registration could not be accepted"),
        _l("We are sorry: your registration could not be accepted."),
        _l("The reason: %(reason)s", reason="{reason}"),
        more=("reason",),
        required=(),
    ),
    _to_person(
        "moved-up",
        _l("Moved up from the waiting list"),
        _l("When a seat is freed for somebody who waited, and the organizer still decides."),
        _l("There is a seat for you"),
        _l(
            "A seat is free now, and you have moved up from the waiting list to it. "
            "The organizers will write to you when your participation is confirmed."
        ),
    ),
    _to_person(
        "seat-offered",
        _l("Seat offered"),
        _l("When a seat is freed and the delegation type asks first."),
        _l("A seat is free: would you like it?"),
        _l("A seat is free now, and you are the next on the waiting list. It is kept for you until {deadline}."),
        _l("Please say on your own page whether you take it. Without an answer it goes to the next person."),
    ),
    Occasion(
        "replaced",
        _l("Replaced by somebody else"),
        _l("To somebody in whose place the delegation has named another person."),
        _Titled(_l("Your delegation has named somebody else")),
        (
            _DEAR,
            _l(
                "Your delegation has named another person in your place. If this is a mistake, "
                "please answer to this message."
            ),
            _WHERE,
        ),
        required=(),
    ),
    _to_person(
        "missing-data",
        _l("Missing data"),
        _l("To participants of whom something is still needed."),
        _l("Something is still missing"),
        _l("For your participation we still need the following:"),
        "{missing}",
        _l("Please complete it by {deadline}."),
        more=("missing",),
        automatic=False,
    ),
    _to_person(
        "details-wanted",
        _l("Second form"),
        _l("After confirmation: passport, flight, hotel and what else is asked then."),
        _l("Please tell us about your journey"),
        _l(
            "Your participation is confirmed. So that we can prepare it, please answer the second form on "
            "your own page."
        ),
        _l("Please do so by {deadline}."),
        automatic=False,
    ),
    _to_person(
        "names-to-approve",
        _l("Badge and name plate to approve"),
        _l("To participants who have not yet said that their name is right."),
        _l("Is your name right?"),
        _l(
            "This is how your name will stand on the badge: {name}. Please look at badge and name plate on "
            "your own page and say whether they are right."
        ),
        automatic=False,
    ),
    _to_person(
        "will-you-come",
        _l("Will you come?"),
        _l("Two weeks before, to everybody who is confirmed."),
        _l("Will you come?"),
        _l(
            "The workshop begins soon. Please tell us on your own page, with one tap, whether you will come. "
            "If you cannot, somebody else gets the seat."
        ),
        automatic=False,
    ),
    Occasion(
        "practical-information",
        _l("Practical information"),
        _l("Before the workshop: venue, arrival, what to bring. Add your own words."),
        _Titled(_l("Practical information")),
        (
            _DEAR,
            _l("The workshop begins soon, and we look forward to meeting you."),
            _WHERE_SHORT,
            _l("Please bring the code of your badge; it is on your own page, with the programme:\n{link}"),
            _FROM,
        ),
        required=(),
        automatic=False,
    ),
    Occasion(
        "thank-you",
        _l("Thank you"),
        _l("After the workshop."),
        _Titled(_l("Thank you")),
        (
            _DEAR,
            _l("Thank you for taking part in the workshop “{workshop}”. Your contributions go into its report."),
            _l("On your own page you find what you need afterwards:\n{link}"),
            _FROM,
        ),
        required=(),
        automatic=False,
    ),
    Occasion(
        "certificate",
        _l("Certificate"),
        _l("When a certificate is sent to its owner, who finds it on their own page."),
        _Titled(_l("Your certificate")),
        (
            _DEAR,
            _l("Your certificate for the workshop “{workshop}” is ready."),
            _l("You find it on your own page, to keep and to print:\n{link}"),
            _FROM,
        ),
    ),
    _to_person(
        "link",
        _l("Private link"),
        _l("When somebody asks for their link again."),
        _l("Your private link"),
        _l("Here is the link to your registration. Please do not pass it on."),
    ),
)
BY_KEY = {occasion.key: occasion for occasion in OCCASIONS}

BLANK = {
    audience: Occasion("", _l("Blank message"), "", "", (), audience=audience, required=(), more=more, automatic=False)
    for audience, more in ((PARTICIPANTS, ("missing", "number")), (FOCAL_POINTS, ()))
}
"""What can be used in a mailing that begins with no template, by whom it goes to."""


def of_mailing(key: str, audience: str) -> Occasion:
    """The occasion a mailing began with, else the blank one for its audience."""
    return BY_KEY.get(key) or BLANK[audience]
