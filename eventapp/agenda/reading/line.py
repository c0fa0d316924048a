"""The quick entry: one line, one session.

    0900-1030 Panel: Title / Название @Plenary #online

The times come first (also 09:00–10:30, 9am-10, 09:00+90), a day may stand before them ("d2", "29 March", "2016-03-29").
A kind of session before a colon, a room after @, a theme after #, both by the beginning of their names; names of rooms
may hold blanks. Two languages are parted by " / ". "+i" at the end: with interpretation.
"""

import re
from collections.abc import Sequence
from datetime import date

from eventapp.agenda.models import SessionType
from eventapp.agenda.reading import vocabulary
from eventapp.agenda.reading.entry import Entry
from eventapp.core.names import fold
from eventapp.core.texts import Texts

_DAY_FIRST = re.compile(
    r"^\s*((?:day|день|d)\s*\d{1,2}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})|\d{1,2}\.?\s+[a-zа-яё]{3,9}\.?|[a-z]{3,9}\s+\d{1,2})"
    r"[,;:]?\s+(?=\S)",
    re.I,
)
_MARK = re.compile(r"(?:(?<=\s)|^)([@#])")
_INTERPRETED = re.compile(r"(?:(?<=\s)|^)\+i(?=\s|$)", re.I)


def read(text: str, days: Sequence[date], languages: Sequence[str], *, line: int = 1) -> Entry:
    """A line as an entry; what it does not say stays open. It never raises: a line is always a title at least."""
    day, rest = _day(text, days)
    found = vocabulary.times(rest)
    rest = found.rest if found else rest
    interpretation = _INTERPRETED.search(rest) is not None
    rest = _INTERPRETED.sub(" ", rest)
    words, marks = _marks(rest)
    kind, title = _kind(words)
    return Entry(
        line=line,
        title=titled(title, languages),
        day=day,
        starts=found.starts if found else None,
        ends=found.ends if found else None,
        minutes=found.minutes if found else None,
        type=kind or vocabulary.type_in_title(title),
        room=marks.get("@", ""),
        theme=marks.get("#", ""),
        interpretation=interpretation,
    )


def titled(text: str, languages: Sequence[str]) -> Texts:
    return vocabulary.in_languages(" ".join(text.split()), languages)


def chosen(written: str, names: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    """The id whose name a text begins with, or that begins with the text; the longest such name. None: there is none.

    `names`: (id, what it is called in each language, its key).
    """
    wanted = fold(written)
    if not wanted:
        return None
    folded = [(fold(name), each) for each, called in names for name in called if name]
    exact = [(name, each) for name, each in folded if wanted == name or wanted.startswith(name + " ")]
    if exact:
        return max(exact, key=lambda known: len(known[0]))[1]
    begun = {each for name, each in folded if name.startswith(wanted)}
    return begun.pop() if len(begun) == 1 else None


def _day(text: str, days: Sequence[date]) -> tuple[date | None, str]:
    found = _DAY_FIRST.match(text)
    if found is None:
        return None, text
    day = vocabulary.day_of(found[1], days)
    return (day, text[found.end() :]) if day is not None else (None, text)


def _marks(text: str) -> tuple[str, dict[str, str]]:
    """The words before the first mark, and what follows each mark up to the next."""
    places = list(_MARK.finditer(text))
    if not places:
        return text, {}
    ends = [each.start() for each in places[1:]] + [len(text)]
    marks = {each[1]: text[each.end() : end].strip() for each, end in zip(places, ends, strict=True)}
    return text[: places[0].start()], marks


def _kind(text: str) -> tuple[SessionType | None, str]:
    before, colon, after = text.partition(":")
    if colon and (kind := vocabulary.type_by_name(before.strip())) is not None and after.strip():
        return kind, after.strip()
    return vocabulary.type_by_name(text.strip()), text.strip()
