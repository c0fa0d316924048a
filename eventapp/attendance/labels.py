"""The words for where something is known from."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from eventapp.attendance.effective import Source

SOURCE_LABELS = {
    Source.SCAN: _l("Scan"),
    Source.SELF: _l("Self"),
    Source.PAPER: _l("Paper"),
    Source.LIST: _l("List"),
    Source.MANY: _l("Marked together"),
    Source.CORRECTION: _l("Correction"),
}
BATCH_LABELS = {"list": _l("List read in"), "paper": _l("Sheet ticked off"), "many": _l("Marked together")}


def source_label(source: str) -> str:
    """One source in the language in force."""
    return str(SOURCE_LABELS[Source(source)])


def source_labels(sources: Iterable[str]) -> tuple[str, ...]:
    """Sources in the language in force, in their order."""
    return tuple(source_label(source) for source in sources)
