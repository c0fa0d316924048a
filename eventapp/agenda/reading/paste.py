"""A programme pasted from Word or Excel: lines, or a table whose columns are found out by what stands in them.

A line with a day and no time is a heading; a line that begins with times is a session; what follows without times
belongs to the session before: who speaks ("Moderator: …"), else its description. In a table, the column of times, that
of rooms and those of the titles in each language are told by their cells; a row that joins two languages side by side
makes one session.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from eventapp.agenda.facts import SpeakerFacts
from eventapp.agenda.models import SessionType, SpeakerRole
from eventapp.agenda.reading import line as lines
from eventapp.agenda.reading import vocabulary
from eventapp.agenda.reading.entry import Entry, Unread
from eventapp.core.names import clean, fold
from eventapp.core.texts import Texts

MOST_LINES = 3000
_HEADS = {
    "time", "times", "время", "session", "title", "сессия", "название", "тема", "room", "venue", "зал", "место",
    "programme", "agenda", "программа", "повестка", "activity", "мероприятие", "speaker", "speakers", "докладчик",
    "докладчики",
}  # fmt: skip
_HONORIFICS = {"mr", "ms", "mrs", "dr", "prof", "г-н", "г-жа", "д-р"}
_OF_ORGANIZATIONS = (
    "agenc", "associat", "bank", "cent", "commit", "council", "departm", "foundation", "fund", "govern", "institut",
    "minist", "nation", "offic", "organi", "union", "universit", "women", "агентств", "ассоциац", "бюро",
    "институт", "комитет", "министер", "общест", "объединен", "организац", "союз", "университет", "фонд", "центр",
)  # fmt: skip
_PARTS = re.compile(r"\s*[;\u2022\u00b7]\s*|\s{3,}")


@dataclass(slots=True)
class _Row:
    line: int
    cells: list[str]


def read(text: str, days: Sequence[date], languages: Sequence[str], rooms: Sequence[str] = ()) -> list[Entry | Unread]:
    """What a pasted text says, in its order. `rooms`: all names of the workshop's rooms, in any language.

    Raises ValueError for more than MOST_LINES lines.
    """
    rows = list(_rows(text))
    if len(rows) > MOST_LINES:
        raise ValueError(f"more than {MOST_LINES} lines")
    reader = _Reader(days, languages, {fold(room) for room in rooms})
    for row in rows:
        reader.take(row)
    return reader.found


def _rows(text: str) -> Iterator[_Row]:
    if "\t" not in text:
        for number, line in enumerate(text.splitlines(), start=1):
            if cell := clean(line):
                yield _Row(number, [cell])
        return
    try:
        table = list(
            csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t", strict=True)
        )
    except csv.Error:  # a quotation mark that is only a quotation mark
        table = [line.split("\t") for line in text.splitlines()]
    for number, cells in enumerate(table, start=1):
        if any(cell.strip() for cell in cells):
            yield _Row(number, [cell.strip() for cell in cells])


class _Reader:
    def __init__(self, days: Sequence[date], languages: Sequence[str], rooms: set[str]) -> None:
        self.days, self.languages, self.rooms = days, languages, rooms
        self.day: date | None = None
        self.found: list[Entry | Unread] = []

    def take(self, row: _Row) -> None:
        whole = " ".join(cell for cell in row.cells if cell)
        if all(fold(cell) in _HEADS for cell in row.cells if cell):
            return
        at = next((place for place, cell in enumerate(row.cells) if vocabulary.times(cell) is not None), None)
        if at is None:
            self._without_times(row, whole)
        elif len(row.cells) == 1:
            self._session(lines.read(row.cells[0], self.days, self.languages, line=row.line))
        else:
            self._session(self._of_table(row, at))

    def _session(self, entry: Entry) -> None:
        self.found.append(replace(entry, day=entry.day or self.day))

    def _of_table(self, row: _Row, at: int) -> Entry:
        entry = lines.read(row.cells[at], self.days, self.languages, line=row.line)
        kinds = self._kinds(row, at)
        for place, cell in enumerate(row.cells):
            if place == at or not cell:
                continue
            if fold(cell) in self.rooms:
                entry = replace(entry, room=cell)
            elif (day := vocabulary.day_of(cell, self.days)) is not None and len(cell) < 30:
                entry = replace(entry, day=day)
            elif place in kinds:
                entry = replace(entry, type=kinds[place])
            else:
                entry = self._said(entry, cell)
        return entry

    def _kinds(self, row: _Row, at: int) -> dict[int, SessionType]:
        """Cells that name a kind of session beside a title in the same script; alone they are the title."""
        words = {
            place: cell
            for place, cell in enumerate(row.cells)
            if cell and place != at and fold(cell) not in self.rooms and vocabulary.day_of(cell, self.days) is None
        }
        found = {place: kind for place, cell in words.items() if (kind := vocabulary.type_by_name(cell)) is not None}
        titles = {vocabulary.is_cyrillic(cell) for place, cell in words.items() if place not in found}
        return {place: kind for place, kind in found.items() if vocabulary.is_cyrillic(words[place]) in titles}

    def _said(self, entry: Entry, cell: str) -> Entry:
        """A cell of words: the title in one language on its first line, the rest below it."""
        first, *more = [line for line in map(clean, cell.splitlines()) if line]
        read = lines.read(first, self.days, self.languages)
        if any(code in entry.title for code in read.title):
            more = [first, *more]
        else:
            entry = replace(
                entry,
                title=Texts({**entry.title, **read.title}),
                type=entry.type or read.type,
                room=entry.room or read.room,
                theme=entry.theme or read.theme,
            )
        for each in more:
            entry = self._more(entry, each)
        return entry

    def _without_times(self, row: _Row, whole: str) -> None:
        day = vocabulary.day_of(whole, self.days) if len(whole) < 120 else None
        if day is not None:
            self.day = day
            return
        last = self.found[-1] if self.found else None
        if not isinstance(last, Entry):
            self.found.append(Unread(row.line, whole))
            return
        for cell in row.cells:
            for part in filter(None, map(clean, cell.splitlines())):
                last = self._said(last, part) if not last.title else self._more(last, part)
        self.found[-1] = last

    def _more(self, entry: Entry, text: str) -> Entry:
        """What stands below a title: who speaks, the room, the title in the other language, or a description."""
        before, colon, after = text.partition(":")
        if colon and (role := vocabulary.role_of(before)) is not None:
            speakers = tuple(person(part, role) for part in _PARTS.split(after) if part.strip())
            return replace(entry, speakers=(*entry.speakers, *speakers))
        if colon and fold(before) in {"room", "venue", "зал", "место"}:
            return replace(entry, room=after.strip())
        said = lines.titled(text, self.languages)
        if not entry.description and len(said) == 1 and not said.keys() & entry.title.keys():
            return replace(entry, title=Texts({**entry.title, **said}))
        description = {
            code: "\n".join(filter(None, (entry.description.get(code, ""), value))) for code, value in said.items()
        }
        return replace(entry, description=Texts({**entry.description, **description}))


def person(text: str, role: SpeakerRole) -> SpeakerFacts:
    """ "Name, function, organization" as far as it is there. One part alone is an organization, unless it looks like
    the name of a person."""
    parts = [part.strip() for part in text.split(",") if part.strip()] or [text.strip()]
    if len(parts) == 1 and not _like_a_name(parts[0]):
        return SpeakerFacts(organization=parts[0][:300], role=role)
    name, middle, last = parts[0], ", ".join(parts[1:-1]), parts[-1] if len(parts) > 1 else ""
    return SpeakerFacts(organization=last[:300], function=middle[:300], name=name, role=role)


def _like_a_name(text: str) -> bool:
    """Two to four words that begin with a capital, none of them capitals throughout, none that organizations use."""
    words = text.replace(".", " ").split()
    folded = [fold(word) for word in words]
    if folded[:1] and folded[0] in _HONORIFICS:
        return True
    if not 2 <= len(words) <= 4 or any(word.startswith(_OF_ORGANIZATIONS) for word in folded):
        return False
    return all(word[0].isupper() and not (len(word) > 1 and word.isupper()) for word in words)
