"""How kinds of notes and their columns are called on pages and in files."""

from flask_babel import lazy_gettext as _l

from eventapp.notes.models import NoteKind

KIND_LABELS = {
    NoteKind.FINDING: _l("Finding"),
    NoteKind.KEY_POINT: _l("Key point"),
    NoteKind.QUOTE: _l("Quote"),
    NoteKind.QUESTION: _l("Question"),
    NoteKind.PRACTICE: _l("Practice"),
    NoteKind.ACTION: _l("Action"),
    NoteKind.RECOMMENDATION: _l("Recommendation"),
}
"""In the order in which the keyboard's digits choose them, from 1."""

FIELD_LABELS = {
    "number": _l("Note no."),
    "kind": _l("Kind"),
    "session": _l("Session"),
    "theme": _l("Theme"),
    "title": _l("Heading"),
    "text": _l("Text"),
    "said_by": _l("Attributed to"),
    "region": _l("Region"),
    "organization": _l("Organization"),
    "country": _l("Country"),
    "figures": _l("Figures"),
    "addressees": _l("Addressees"),
    "sensitive": _l("Sensitive"),
    "recommendation_number": _l("Recommendation no."),
}
OUTCOME_LABELS = {
    "new": _l("New"),
    "changed": _l("Changed"),
    "unchanged": _l("Unchanged"),
    "refused": _l("Refused"),
}


def kind_label(kind: str) -> str:
    """A kind of note in the language in force."""
    return str(KIND_LABELS[NoteKind(kind)])
