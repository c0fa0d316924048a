"""How the kinds of checkpoints and the states of desks are called."""

from flask_babel import lazy_gettext as _l

STOP_LABELS = {
    "transport": _l("Bus or other transport"),
    "meal": _l("Meal"),
    "documents": _l("Documents handed out"),
    "other": _l("Other"),
}
KIND_LABELS = {"venue": _l("Venue"), "session": _l("Session"), **STOP_LABELS}
DESK_LABELS = {
    "ok": _l("Working"),
    "quiet": _l("Not heard of"),
    "never": _l("Not paired yet"),
    "revoked": _l("Switched off"),
    "ended": _l("Its time is over"),
}
DESK_TONES = {"ok": "good", "quiet": "warn", "never": "info", "revoked": "quiet", "ended": "quiet"}
