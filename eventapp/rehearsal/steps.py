"""The steps of a rehearsal: what to do, where, and whether it is done. Ticks follow from the data."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from eventapp.rehearsal import jumps
from eventapp.rehearsal.queries import ANSWERS, BADGES, Progress
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `links`: (label, address). `button`: (address to post to, label), for what invented people do."""

    key: str
    title: str
    text: str
    done: bool
    figure: str
    links: list[tuple[str, str]]
    button: tuple[str, str] | None = None


TEXTS: dict[str, tuple[Any, Any]] = {
    "people": (
        _l("Invented people"),
        _l("They come in all scripts, over your own delegation types. Two of them are not confirmed, on purpose."),
    ),
    "badges": (
        _l("Print three badges"),
        _l("On the printer and the paper of the real day. Measure one with a ruler, cut it out."),
    ),
    "desk": (
        _l("Pair a phone"),
        _l("With a phone that will stand at the door: it reads the code on your screen and becomes a desk."),
    ),
    "scans": (
        _l("Scan the three badges"),
        _l("Then switch the phone to flight mode and scan one more: it is kept, and comes up by itself later."),
    ),
    "feedback": (
        _l("Give feedback"),
        _l("Answer once yourself with an invented participant's link; a result shows from five answers on."),
    ),
    "workbook": (_l("Export the evidence workbook"), _l("Open it and look whether the figures are those of the day.")),
    "sheets": (
        _l("Print an attendance sheet"),
        _l("With project number and emblem in its head, as the auditor wants it."),
    ),
}
LINKS: dict[str, tuple[tuple[Any, str], ...]] = {
    "people": ((_l("List of participants"), "registration.people"),),
    "badges": ((_l("Badges"), "badges.index"),),
    "desk": ((_l("Check-in"), "checkin.index"),),
    "scans": ((_l("Attendance"), "attendance.index"),),
    "feedback": ((_l("Feedback"), "feedback.index"),),
    "workbook": ((_l("Report and exports"), "reports.exports"),),
    "sheets": ((_l("Attendance sheets"), "attendance.sheets"),),
}
BUTTONS: dict[str, tuple[str, Any]] = {
    "badges": ("rehearsal.three_badges", _l("Print three")),
    "scans": ("rehearsal.scans", _l("Let the rest arrive")),
    "feedback": ("rehearsal.answers", _l("Let the rest answer")),
}


def steps(rehearsal: Workshop, progress: Progress) -> list[Step]:
    """The steps in their order, in the language in force."""
    figures = {
        "people": str(progress.people),
        "badges": f"{progress.printed} / {BADGES}",
        "desk": str(progress.desks),
        "scans": f"{progress.scanned_at_desks} / {BADGES}",
        "feedback": f"{progress.responses} / {ANSWERS}",
        "workbook": str(progress.workbooks),
        "sheets": str(progress.sheets),
    }
    return [
        Step(
            key,
            str(TEXTS[key][0]),
            str(TEXTS[key][1]),
            done,
            figures[key],
            _links(rehearsal, key),
            (url_for(BUTTONS[key][0], slug=rehearsal.slug), str(BUTTONS[key][1])) if key in BUTTONS else None,
        )
        for key, done in progress.ticks.items()
    ]


def _links(rehearsal: Workshop, key: str) -> list[tuple[str, str]]:
    """The page where it is done: of those named, the first that there is."""
    there = ((str(label), jumps.address(rehearsal, endpoint)) for label, endpoint in LINKS[key])
    return [(label, url) for label, url in there if url is not None][:1]
