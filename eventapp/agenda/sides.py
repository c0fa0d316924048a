"""Two versions of one session side by side, in words, for whoever has to choose."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from flask_babel import gettext as _

from eventapp.agenda import merging
from eventapp.agenda.facts import SessionFacts
from eventapp.agenda.history import Wording
from eventapp.agenda.models import Session
from eventapp.core.i18n import day
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Side:
    """One fact that both changed. `name`: that of `SessionFacts`."""

    name: str
    label: str
    mine: str
    theirs: str


def sides(workshop: Workshop, conflict: merging.Conflict) -> list[Side]:
    """What both changed, in the order of the form."""
    wording = Wording(workshop)
    mine, theirs = _told(wording, conflict.merged), _told(wording, conflict.theirs)
    return [Side(name, *mine[name], theirs[name][1]) for name in mine if name in conflict.fields]


def with_theirs(workshop: Workshop, row: Session, mine: SessionFacts, names: set[str]) -> SessionFacts:
    """What was entered, but for the facts named as they are now."""
    theirs = merging.facts_of(workshop, row)
    return replace(mine, **{name: getattr(theirs, name) for name in names if hasattr(theirs, name)})


def _told(wording: Wording, facts: SessionFacts) -> dict[str, tuple[str, str]]:
    """(label, words) by the names of `SessionFacts`."""
    place = facts.place
    when = _(
        "%(day)s, %(starts)s–%(ends)s",
        day=day(place.day),
        starts=place.starts.strftime("%H:%M"),
        ends=place.ends.strftime("%H:%M"),
    )
    found = {"place": (_("When and where"), ", ".join((when, wording.rooms.get(place.room_id, ""))))}
    values: dict[str, Any] = {name: getattr(facts, name) for name in SessionFacts.__slots__}
    values |= {name: [asdict(each) for each in values[name]] for name in ("speakers", "documents")}
    for name, (label, tell) in wording.kinds.items():
        if name in values:
            found[name] = (label, tell(values[name]))
    return found
