"""How outcomes are called, and what the person at the desk is told beyond the word."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.checkin.models import Outcome
from eventapp.checkin.queries import ScanResult
from eventapp.core.actors import Actor
from eventapp.core.i18n import clock, language
from eventapp.registration.models import State
from eventapp.workshops.models import Workshop

OUTCOME_LABELS = {
    Outcome.ADMITTED: _l("Welcome"),
    Outcome.ALREADY: _l("Already in"),
    Outcome.REVOKED: _l("Badge revoked"),
    Outcome.UNKNOWN: _l("Unknown code"),
    Outcome.NOT_CONFIRMED: _l("Not confirmed"),
    Outcome.FULL: _l("Room is full"),
}
OUTCOME_TONES = {Outcome.ADMITTED: "good", Outcome.ALREADY: "warn"}
_NOT_CONFIRMED = {
    State.NOMINATED: _l("Nominated, but not approved yet. Send the person to the organizer."),
    State.PENDING: _l("The organizer has not approved this registration yet."),
    State.WAITLISTED: _l("On the waiting list: no seat has been freed yet."),
    State.DECLINED: _l("This registration was declined."),
    State.CANCELLED: _l("This registration was cancelled."),
}


def outcome_label(outcome: Outcome) -> str:
    return str(OUTCOME_LABELS[outcome])


def outcome_tone(outcome: Outcome) -> str:
    """The tone of the card: good, warn or bad."""
    return OUTCOME_TONES.get(outcome, "bad")


def outcome_message(result: ScanResult, workshop: Workshop, actor: Actor) -> str:
    """One sentence that says why, and what to do; "" where the word says it all. In the language in force.

    The title of another workshop is named only to those who work there as well.
    """
    message: object = ""
    match result.outcome:
        case Outcome.ALREADY if result.since is not None:
            message = _("Let in at %(time)s.", time=clock(result.since, workshop.timezone))
        case Outcome.REVOKED:
            message = _("A newer badge was issued, or this one was withdrawn. Find the person by name.")
        case Outcome.NOT_CONFIRMED if result.card is not None:
            message = _NOT_CONFIRMED.get(result.card.state, _l("Was not confirmed when this was scanned, but is now."))
        case Outcome.FULL:
            message = _("As many people are in the room as it holds.")
        case Outcome.UNKNOWN:
            message = _unknown(result, actor, workshop)
    return str(message)


def _unknown(result: ScanResult, actor: Actor, workshop: Workshop) -> object:
    if result.elsewhere is None:
        return _("This is not the code of a badge. Find the person by name.")
    workshop_id, title = result.elsewhere
    if actor.staffs(workshop_id):
        return _("This badge is for another workshop: %(title)s", title=title.pick(language(), workshop.languages))
    return _("This badge is for another workshop.")
