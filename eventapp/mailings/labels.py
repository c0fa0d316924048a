"""How the states and audiences of mailings are called."""

from flask_babel import lazy_gettext as _l

STATE_LABELS = {
    "draft": _l("draft"),
    "scheduled": _l("scheduled"),
    "sending": _l("being sent"),
    "sent": _l("sent"),
    "cancelled": _l("cancelled"),
}
STATE_TONES = {"draft": "quiet", "scheduled": "violet", "sending": "info", "sent": "good", "cancelled": "warn"}
AUDIENCE_LABELS = {"participants": _l("Participants"), "focal-points": _l("Focal points")}
