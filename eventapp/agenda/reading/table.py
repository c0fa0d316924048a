"""A CSV with a line of heads: day, start, end, type, title_en, title_ru, room, theme, speakers, description_en, …"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from eventapp.agenda.models import SpeakerRole
from eventapp.agenda.reading import line as lines
from eventapp.agenda.reading import paste, vocabulary
from eventapp.agenda.reading.entry import Entry, Unread
from eventapp.core.names import clean, fold
from eventapp.core.texts import Texts

MOST_LINES = 3000
HEADS: dict[str, tuple[str, ...]] = {
    "day": ("day", "date", "день", "дата"),
    "start": ("start", "starts", "begin", "from", "начало", "time", "время"),
    "end": ("end", "ends", "until", "to", "конец", "окончание"),
    "minutes": ("minutes", "duration", "length", "минут", "продолжительность"),
    "type": ("type", "kind", "тип", "вид"),
    "title": ("title", "session", "название", "сессия"),
    "room": ("room", "venue", "зал", "место"),
    "theme": ("theme", "track", "тема"),
    "speakers": ("speakers", "speaker", "докладчики", "спикеры"),
    "description": ("description", "abstract", "описание"),
    "interpretation": ("interpretation", "перевод"),
    "key": ("key", "ключ"),
}
_YES = {"yes", "y", "1", "true", "x", "да"}


def read(data: bytes, days: Sequence[date], languages: Sequence[str]) -> list[Entry | Unread]:
    """The lines of a CSV (comma, semicolon or tab; UTF-8, else Windows-1251) as entries.

    Raises ValueError where no line of heads with a title is found, for too many lines, and for a CSV that is none.
    """
    text = _text(data)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:4000], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    except csv.Error as error:
        raise ValueError(str(error)) from error
    if len(rows) > MOST_LINES:
        raise ValueError(f"more than {MOST_LINES} lines")
    heads = _heads(rows[0] if rows else [], languages)
    if not any(name.startswith("title") for name in heads.values()):
        raise ValueError("the first line names no column for the title")
    found: list[Entry | Unread] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = {heads[place]: clean(cell) for place, cell in enumerate(row) if place in heads and clean(cell)}
        if cells:
            found.append(_entry(number, cells, days, languages))
    return found


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace")


def _heads(row: Sequence[str], languages: Sequence[str]) -> dict[int, str]:
    """Column to "title:en", "start", …; a head may end in a language, as "title_ru" or "Title (ru)"."""
    found = {}
    for place, cell in enumerate(row):
        words = fold(cell.replace("_", " ").replace("(", " ").replace(")", " ")).split()
        code = words.pop() if len(words) > 1 and words[-1] in languages else ""
        name = next((name for name, known in HEADS.items() if " ".join(words) in known), None)
        if name is not None:
            found[place] = f"{name}:{code}" if code else name
    return found


def _entry(number: int, cells: Mapping[str, str], days: Sequence[date], languages: Sequence[str]) -> Entry | Unread:
    title = _texts(cells, "title", languages)
    if not title:
        return Unread(number, "; ".join(cells.values()))
    span = vocabulary.times(cells.get("start", ""))
    end = vocabulary.times(cells.get("end", ""))
    kind = cells.get("type", "")
    return Entry(
        line=number,
        title=title,
        day=_day(cells.get("day", ""), days),
        starts=span.starts if span else None,
        ends=end.starts if end else (span.ends if span else None),
        minutes=int(cells["minutes"]) if cells.get("minutes", "").isdecimal() else None,
        type=vocabulary.type_by_name(kind) or vocabulary.type_in_title(" / ".join(title.values())),
        room=cells.get("room", ""),
        theme=cells.get("theme", ""),
        description=_texts(cells, "description", languages),
        speakers=tuple(
            paste.person(each, SpeakerRole.SPEAKER) for each in cells.get("speakers", "").split(";") if each.strip()
        ),
        interpretation=fold(cells.get("interpretation", "")) in _YES,
        key=cells.get("key", ""),
    )


def _texts(cells: Mapping[str, str], name: str, languages: Sequence[str]) -> Texts:
    whole = lines.titled(cells.get(name, ""), languages)
    return Texts({**whole, **{code: cells[f"{name}:{code}"] for code in languages if f"{name}:{code}" in cells}})


def _day(written: str, days: Sequence[date]) -> date | None:
    if written.isdecimal() and 1 <= int(written) <= len(days):
        return days[int(written) - 1]
    return vocabulary.day_of(written, days)
