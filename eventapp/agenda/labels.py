"""How types, roles and states are called on pages and in files."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from eventapp.agenda.models import Audience, Seating, SessionState, SessionType, SpeakerRole, SpeakerState

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

ROLE_LABELS = {
    SpeakerRole.CHAIR: _l("Chair"),
    SpeakerRole.SPEAKER: _l("Speaker"),
    SpeakerRole.PANELLIST: _l("Panellist"),
    SpeakerRole.FACILITATOR: _l("Facilitator"),
    SpeakerRole.RAPPORTEUR: _l("Rapporteur"),
    SpeakerRole.INTERPRETER: _l("Interpreter"),
}
ANSWER_LABELS = {
    SpeakerState.PLANNED: _l("Not asked yet"),
    SpeakerState.INVITED: _l("Invited"),
    SpeakerState.CONFIRMED: _l("Confirmed"),
    SpeakerState.DECLINED: _l("Declined"),
}
SEATING_LABELS = {
    Seating.OPEN: _l("As the room is"),
    Seating.THEATRE: _l("Theatre: rows of chairs"),
    Seating.CLASSROOM: _l("Classroom: rows of tables"),
    Seating.U_SHAPE: _l("U-shape"),
    Seating.BOARDROOM: _l("Boardroom: one long table"),
    Seating.TABLES: _l("Round tables"),
}
STATE_LABELS = {
    SessionState.PLANNED: _l("Planned"),
    SessionState.RUNNING: _l("Running"),
    SessionState.FINISHED: _l("Finished"),
    SessionState.CANCELLED: _l("Cancelled"),
}
AUDIENCE_LABELS = {
    Audience.PUBLIC: _l("Everybody"),
    Audience.PARTICIPANTS: _l("Participants only"),
    Audience.STAFF: _l("Staff only"),
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
