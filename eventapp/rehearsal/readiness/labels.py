"""How groups and answers are called."""

from typing import Any

from flask_babel import lazy_gettext as _l

GROUPS: dict[str, Any] = {
    "people": _l("People and badges"),
    "desks": _l("Check-in"),
    "programme": _l("Programme, forms and texts"),
    "papers": _l("Sheets, certificates, consent"),
    "technical": _l("Server, mail and backup"),
}
LEVELS: dict[str, Any] = {"ok": _l("ready"), "warn": _l("look at it"), "missing": _l("missing")}
TONES = {"ok": "good", "warn": "warn", "missing": "bad"}
