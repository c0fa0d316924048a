"""How session types are called on pages and in files."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from eventapp.agenda.models import SessionType, SpeakerRole

TYPE_LABELS = {
    SessionType.REGISTRATION: _l("Registration"),
    SessionType.OPENING: _l("Opening"),
    SessionType.PLENARY: _l("Plenary"),
    SessionType.PANEL: _l("Panel"),
    SessionType.GUIDED_DISCUSSION: _l("Guided discussion"),
    SessionType.INTERACTIVE_PRESENTATION: _l("Interactive presentation"),
    SessionType.CAPACITY_BUILDING: _l("Capacity building"),
    SessionType.WORKING_GROUP: _l("Working group"),
    SessionType.BREAK: _l("Break"),
    SessionType.CLOSING: _l("Closing"),
}


def type_label(kind: str) -> str:
    """A session type in the language in force."""
    return str(TYPE_LABELS[SessionType(kind)])


def role_label(role: str, number: int) -> str:
    """What `number` people do in a session, before their names, in the language in force."""
    match SpeakerRole(role):
        case SpeakerRole.CHAIR:
            return str(ngettext("Chair", "Chairs", number))
        case SpeakerRole.SPEAKER:
            return str(ngettext("Speaker", "Speakers", number))
        case SpeakerRole.PANELLIST:
            return str(ngettext("Panellist", "Panellists", number))
        case SpeakerRole.FACILITATOR:
            return str(ngettext("Facilitator", "Facilitators", number))
        case SpeakerRole.RAPPORTEUR:
            return str(ngettext("Rapporteur", "Rapporteurs", number))
        case SpeakerRole.INTERPRETER:
            return str(ngettext("Interpreter", "Interpreters", number))
