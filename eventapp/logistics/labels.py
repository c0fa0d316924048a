"""How the pages of logistics and the parts of subsistence are called."""

from flask_babel import lazy_gettext as _l

SHEET_LABELS = {
    "travel": _l("Arrivals and departures"),
    "hotel": _l("Hotel"),
    "needs": _l("Needs"),
    "subsistence": _l("Daily subsistence"),
}
PART_LABELS = {
    "lodging": _l("Lodging"),
    "breakfast": _l("Breakfast"),
    "lunch": _l("Lunch"),
    "dinner": _l("Dinner"),
}
