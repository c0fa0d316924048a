"""What a guest is told who checks in alone: why not, and where to go, in words for the guest and not for the desk."""

from dataclasses import dataclass

from flask_babel import gettext as _

from eventapp.checkin.models import Outcome
from eventapp.checkin.queries import ScanResult
from eventapp.core.i18n import clock
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """`tone`: good, warn or bad; both texts in the language in force."""

    tone: str
    word: str
    message: str


def own_answer(result: ScanResult, workshop: Workshop, room: str) -> OwnAnswer:
    """The answer to a scan of the way "self". `room` may be ""."""
    match result.outcome:
        case Outcome.ADMITTED:
            return OwnAnswer("good", _("You are in"), _("You are marked present. You can put the phone away."))
        case Outcome.ALREADY:
            at = clock(result.since or result.scanned_at, workshop.timezone)
            return OwnAnswer("good", _("You are in"), _("You have been marked present since %(time)s.", time=at))
        case Outcome.FULL:
            where = room or _("the room")
            return OwnAnswer(
                "bad",
                _("The room is full"),
                _("As many people are in %(room)s as it holds. Ask at the door which room has places.", room=where),
            )
        case Outcome.OTHER_GROUP:
            return OwnAnswer(
                "bad", _("Not your session"), _("You have a place elsewhere at this time. Your own page says where.")
            )
        case _:
            return OwnAnswer(
                "bad",
                _("Not confirmed"),
                _("Your participation is not confirmed, so you cannot be marked present. Go to the registration desk."),
            )
