"""How session types are called on pages and in files."""

from flask_babel import lazy_gettext as _l

from eventapp.agenda.models import SessionType

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
