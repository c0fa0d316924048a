"""How outcomes are called, and what the person at the desk is told beyond the word: what it is, and what to do next.

The desk's app gets the same words with its list (`texts`), so that a desk without a network says nothing else.
"""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.checkin.models import Flag, Outcome
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
    Outcome.OTHER_GROUP: _l("Not for this place"),
    Outcome.LEFT: _l("Goodbye"),
}
OUTCOME_TONES = {Outcome.ADMITTED: "good", Outcome.LEFT: "good", Outcome.ALREADY: "warn", Outcome.OTHER_GROUP: "warn"}
_NOT_CONFIRMED = {
    State.NOMINATED: _l("Nominated, but not approved yet. Send the person to the organizer."),
    State.PENDING: _l("The organizer has not approved this registration yet. Send the person to the organizer."),
    State.WAITLISTED: _l("On the waiting list: no seat has been freed yet. Send the person to the organizer."),
    State.DECLINED: _l("This registration was declined. Send the person to the organizer."),
    State.CANCELLED: _l("This registration was cancelled. Send the person to the organizer."),
}
_ANSWERS = {
    Outcome.REVOKED: _l("A newer badge was issued, or this one was withdrawn. Find the person by name."),
    Outcome.FULL: _l("As many people are in the room as it holds. Send the person to another room."),
    Outcome.OTHER_GROUP: _l("This person has a place in another working group. Send them there."),
    Outcome.UNKNOWN: _l("This is not the code of a badge. Find the person by name."),
}
_WRONG_TYPE = _l("This checkpoint is for other participants. Send the person to the organizer.")
_FLAGS = {
    Flag.REVOKED: _l("The badge had been revoked. The organizer decides whether this scan counts."),
    Flag.CLOCK: _l("The device's clock was more than a day off. The organizer decides whether this scan counts."),
}
FLAG_LABELS = {Flag.REVOKED: _l("Badge was revoked"), Flag.CLOCK: _l("Clock was far off")}


def outcome_label(outcome: Outcome) -> str:
    return str(OUTCOME_LABELS[outcome])


def outcome_tone(outcome: Outcome) -> str:
    """The tone of the card: good, warn or bad."""
    return OUTCOME_TONES.get(outcome, "bad")


def outcome_message(result: ScanResult, workshop: Workshop, actor: Actor) -> str:
    """One sentence or two that say why, and what to do; "" where the word says it all. In the language in force.

    The title of another workshop is named only to those who work there as well.
    """
    if result.flag:
        return str(_FLAGS[Flag(result.flag)])
    if result.forced and result.outcome not in (Outcome.ADMITTED, Outcome.ALREADY, Outcome.LEFT):
        return str(_("%(word)s, but let in by the desk all the same.", word=outcome_label(result.outcome)))
    message: object = _ANSWERS.get(result.outcome, "")
    match result.outcome:
        case Outcome.ALREADY if result.since is not None:
            message = _("Let in at %(time)s.", time=clock(result.since, workshop.timezone))
        case Outcome.NOT_CONFIRMED if result.card is not None:
            message = _NOT_CONFIRMED.get(result.card.state, _l("Was not confirmed when this was scanned, but is now."))
        case Outcome.OTHER_GROUP if result.wrong_type:
            message = _WRONG_TYPE
        case Outcome.UNKNOWN if result.elsewhere is not None:
            message = _elsewhere(result.elsewhere, actor, workshop)
    return str(message)


def texts() -> dict[str, dict[str, dict[str, str]]]:
    """{outcome: {why: {"label", "message", "tone"}}} for the desk's app, in the language in force.

    `why` is "" for the usual case; for "not-confirmed" the registration's state; for "other-group" also "type", where
    the checkpoint is for other delegation types.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    for outcome in Outcome:
        reasons: dict[str, Any] = {"": _ANSWERS.get(outcome, "")}
        if outcome is Outcome.NOT_CONFIRMED:
            reasons |= {str(state): text for state, text in _NOT_CONFIRMED.items()}
        if outcome is Outcome.OTHER_GROUP:
            reasons["type"] = _WRONG_TYPE
        named = {"label": outcome_label(outcome), "tone": outcome_tone(outcome)}
        found[str(outcome)] = {why: {**named, "message": str(text)} for why, text in reasons.items()}
    return found


def _elsewhere(where: tuple[int, Any], actor: Actor, workshop: Workshop) -> object:
    workshop_id, title = where
    if actor.staffs(workshop_id):
        return _("This badge is for another workshop: %(title)s", title=title.pick(language(), workshop.languages))
    return _("This badge is for another workshop.")
