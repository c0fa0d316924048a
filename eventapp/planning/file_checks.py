"""What must hold between the parts of a workshop's file: keys that exist once, references, times, rooms."""

from collections.abc import Hashable, Iterable

from flask_babel import gettext as _

from eventapp.core.errors import Invalid
from eventapp.planning.agenda_fit import Slot, overlaps
from eventapp.planning.workshop_file import ANY_PARTICIPANT, NotePart, SessionPart, WorkshopFile, refuse


def check(file: WorkshopFile) -> None:
    """Raise Invalid with {place: message} for everything that does not fit together."""
    problems: dict[str, str] = {}
    if file.workshop.ends_on < file.workshop.starts_on:
        problems["workshop.ends_on"] = _("The workshop cannot end before it starts.")
    _unique(problems, "workshop.rooms", "", file.rooms)
    _unique(problems, "delegation_types", ".key", (kind.key for kind in file.types))
    _unique(problems, "delegations", "", ((d.type, d.country, d.organization) for d in file.delegations))
    _unique(problems, "themes", ".key", (theme.key for theme in file.themes))
    _unique(problems, "sessions", ".key", (session.key for session in file.sessions))
    _unique(problems, "notes", "", ((note.session, note.kind, note.text) for note in file.notes))
    types = {kind.key for kind in file.types}
    for index, delegation in enumerate(file.delegations):
        _known(problems, f"delegations[{index}].type", delegation.type, types)
    for index, session in enumerate(file.sessions):
        _session(problems, f"sessions[{index}]", session, file)
    for index, note in enumerate(file.notes):
        _note(problems, f"notes[{index}]", note, file)
    if not problems:
        _rooms(problems, file)
    refuse(problems)


def _unique(problems: dict[str, str], place: str, field: str, keys: Iterable[Hashable]) -> None:
    first: dict[Hashable, int] = {}
    for index, key in enumerate(keys):
        if key in first:
            problems[f"{place}[{index}]{field}"] = _("The same as %(place)s.", place=f"{place}[{first[key]}]{field}")
        first.setdefault(key, index)


def _known(problems: dict[str, str], place: str, key: str | None, keys: set[str]) -> None:
    if key is not None and key not in keys:
        problems[place] = _("“%(key)s” is not in this file.", key=key)


def _session(problems: dict[str, str], place: str, session: SessionPart, file: WorkshopFile) -> None:
    _known(problems, f"{place}.theme", session.theme, {theme.key for theme in file.themes})
    _known(problems, f"{place}.room", session.room, set(file.rooms))
    days = (file.workshop.ends_on - file.workshop.starts_on).days + 1
    if not 1 <= session.day <= days:
        problems[f"{place}.day"] = _("The workshop has no day %(day)s: it has %(days)s.", day=session.day, days=days)
        return
    if session.end <= session.start:
        problems[f"{place}.end"] = _("A session ends after it starts.")
        return
    try:
        session.span(file.workshop)
    except Invalid as error:
        problems[f"{place}.start"] = error.message


def _note(problems: dict[str, str], place: str, note: NotePart, file: WorkshopFile) -> None:
    _known(problems, f"{place}.session", note.session, {session.key for session in file.sessions})
    _known(problems, f"{place}.theme", note.theme, {theme.key for theme in file.themes})
    category = note.attribution.type
    quoted = {kind.key for kind in file.types if kind.attribution}
    if not category or category == ANY_PARTICIPANT or category in quoted:
        return
    if category in {kind.key for kind in file.types}:
        problems[f"{place}.attribution.type"] = _("Members of “%(key)s” are not quoted.", key=category)
    else:
        _known(problems, f"{place}.attribution.type", category, quoted)


def _rooms(problems: dict[str, str], file: WorkshopFile) -> None:
    places = {session.key: f"sessions[{index}]" for index, session in enumerate(file.sessions)}
    slots = [Slot(session.key, session.room, *session.span(file.workshop)) for session in file.sessions]
    for first, second in overlaps(slots):
        problems[f"{places[second.key]}.start"] = _(
            "At that time %(room)s is taken by %(place)s.", room=second.room, place=places[first.key]
        )
