"""What words of a programme mean: times, days, kinds of sessions, roles; in English and Russian."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from eventapp.agenda.models import SessionType, SpeakerRole
from eventapp.core.names import fold
from eventapp.core.texts import Texts

_CLOCK = r"(?:([01]?\d|2[0-4])[:.h\u2236]([0-5]\d)|([01]\d|2[0-4])([0-5]\d)|([01]?\d|2[0-4]))"
_APM = r"\s*([ap])?\.?(?:m\.?)?"
SPAN = re.compile(
    rf"^\s*{_CLOCK}{_APM}\s*(?:[-\u2010-\u2015\u2212]|to|до|bis)\s*{_CLOCK}{_APM}(?=[\s,;:.)\t|]|$)[\s,;:.)|]*", re.I
)
LENGTH = re.compile(rf"^\s*{_CLOCK}{_APM}\s*\+\s*(\d{{1,3}})\s*(?:min\.?|мин\.?|m|м)?(?=\s|$)[\s,;:.]*", re.I)
START = re.compile(
    rf"^\s*(?:at\s+|в\s+)?(?:([01]?\d|2[0-4])[:.h]([0-5]\d)|([01]\d|2[0-4])([0-5]\d)){_APM}(?=[\s,;:.)\t|]|$)[\s,;:.)|]*",
    re.I,
)

TYPE_WORDS: dict[SessionType, tuple[str, ...]] = {
    SessionType.REGISTRATION: ("registration", "регистрация"),
    SessionType.OPENING: ("opening", "welcome", "открытие", "приветственное слово", "приветствие"),
    SessionType.CLOSING: ("closing", "закрытие", "заключительная сессия", "подведение итогов"),
    SessionType.BREAK: (
        "break", "coffee", "coffee break", "tea", "lunch", "dinner", "reception", "group photo",
        "group photograph", "prayer",
        "перерыв", "кофе", "кофе-брейк", "кофейный перерыв", "обед", "ужин", "прием",
        "групповая фотография", "фотография",
        "молитва", "намаз",
    ),
    SessionType.PANEL: ("panel", "panel discussion", "панель", "панельная дискуссия"),
    SessionType.GUIDED_DISCUSSION: (
        "guided discussion", "discussion", "moderated discussion", "модерируемая дискуссия", "дискуссия", "обсуждение",
    ),
    SessionType.INTERACTIVE_PRESENTATION: (
        "interactive presentation", "presentation", "интерактивная презентация", "презентация",
    ),
    SessionType.CAPACITY_BUILDING: ("capacity building", "training", "exercise", "тренинг", "упражнение"),
    SessionType.WORKING_GROUP: (
        "working group", "working groups", "group work", "breakout",
        "рабочая группа", "работа в группах", "рабочие группы",
    ),
    SessionType.PLENARY: ("plenary", "plenary session", "keynote", "пленарное заседание", "пленарная сессия", "доклад"),
}  # fmt: skip
SURE_FROM_TITLE = (
    SessionType.REGISTRATION,
    SessionType.BREAK,
    SessionType.OPENING,
    SessionType.CLOSING,
    SessionType.WORKING_GROUP,
)
ROLE_WORDS: dict[SpeakerRole, tuple[str, ...]] = {
    SpeakerRole.CHAIR: ("chair", "chairs", "chairperson", "chairman", "председатель", "председательствующий"),
    SpeakerRole.SPEAKER: (
        "speaker", "speakers", "presenter", "presenters", "докладчик", "докладчики", "спикер", "спикеры",
    ),
    SpeakerRole.PANELLIST: (
        "panellist", "panellists", "panelist", "panelists", "панелист", "панелисты", "участники панели",
    ),
    SpeakerRole.FACILITATOR: (
        "facilitator", "facilitators", "moderator", "moderators", "модератор", "модераторы", "ведущий",
    ),
    SpeakerRole.RAPPORTEUR: ("rapporteur", "rapporteurs", "докладчик группы", "раппортер", "секретарь"),
    SpeakerRole.INTERPRETER: ("interpreter", "interpreters", "переводчик", "переводчики"),
}  # fmt: skip
_MONTHS = (
    ("jan", "янв"), ("feb", "фев"), ("mar", "мар"), ("apr", "апр"), ("may", "ма"), ("jun", "июн"), ("jul", "июл"),
    ("aug", "авг"), ("sep", "сен"), ("oct", "окт"), ("nov", "ноя"), ("dec", "дек"),
)  # fmt: skip
_DAY_NUMBER = re.compile(r"\b(?:day|день|d)\s*(\d{1,2})\b|\b(\d{1,2})(?:-?(?:й|ый|ой))?\s+день\b", re.I)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DOTTED = re.compile(r"(?<![\d:.])(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?(?![\d:])")
_WORDED = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|-?го)?\s+([a-zа-яё]{3,9})\.?|\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b", re.I
)


@dataclass(frozen=True, slots=True)
class Times:
    """A start and an end or a length in minutes, on the workshop's clock; `rest` is what follows."""

    starts: time
    ends: time | None
    minutes: int | None
    rest: str


def times(text: str) -> Times | None:
    """The times at the beginning of a line: "0900-1030", "9:00–10:30", "9am to 10", "09:00+45", "9.30"; else None."""
    if (found := SPAN.match(text)) is not None:
        groups = found.groups()
        starts, ends = _clock(groups[0:6]), _clock(groups[6:12])
        if starts is not None and ends is not None:
            return Times(starts, ends, None, text[found.end() :])
    if (found := LENGTH.match(text)) is not None and (starts := _clock(found.groups()[0:6])) is not None:
        return Times(starts, None, int(found.groups()[6]), text[found.end() :])
    if (found := START.match(text)) is not None:
        hour, minute, hour4, minute4, half = found.groups()
        if (starts := _clock((hour, minute, hour4, minute4, None, half))) is not None:
            return Times(starts, None, None, text[found.end() :])
    return None


def _clock(parts: Sequence[str | None]) -> time | None:
    hour, minute, hour4, minute4, bare, half = parts
    hours, minutes = int(hour or hour4 or bare or 0), int(minute or minute4 or 0)
    if half is not None:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + 12 * (half.lower() == "p")
    if hours == 24:
        return time(0, 0) if minutes == 0 else None
    return time(hours, minutes)


def day_of(text: str, days: Sequence[date]) -> date | None:
    """The day of the workshop that a heading names: "Day 2", "29 March", "29.03.2016", "2016-03-29"; else None."""
    if (found := _ISO.search(text)) is not None:
        return _among(days, int(found[1]), int(found[2]), int(found[3]))
    if (found := _DAY_NUMBER.search(text)) is not None and 1 <= (number := int(found[1] or found[2])) <= len(days):
        return days[number - 1]
    for found in _WORDED.finditer(text):
        day, word = (found[1], found[2]) if found[1] else (found[4], found[3])
        month = _month(word)
        if month and (hit := _among(days, None, month, int(day))) is not None:
            return hit
    if (found := _DOTTED.search(text)) is not None:
        return _among(days, None, int(found[2]), int(found[1]))
    return None


def _month(word: str) -> int | None:
    lowered = word.lower()
    return next(
        (number for number, starts in enumerate(_MONTHS, start=1) if lowered.startswith(starts)),
        None,
    )


def _among(days: Sequence[date], year: int | None, month: int, day: int) -> date | None:
    return next(
        (each for each in days if (each.month, each.day) == (month, day) and year in (None, each.year)),
        None,
    )


def type_by_name(word: str) -> SessionType | None:
    """The kind of session that a word before a colon, or a cell of its own, names."""
    wanted = fold(word)
    for kind in SessionType:
        if wanted in {fold(kind.replace("-", " ")), fold(kind)} or wanted in {fold(each) for each in TYPE_WORDS[kind]}:
            return kind
    return None


def type_in_title(title: str) -> SessionType | None:
    """The kind that a title itself gives away: a break, the registration, the opening or closing, a working group."""
    words = fold(title)
    for kind in SURE_FROM_TITLE:
        if any(re.search(rf"(?<!\w){re.escape(fold(each))}(?!\w)", words) for each in TYPE_WORDS[kind]):
            return kind
    return None


def role_of(word: str) -> SpeakerRole | None:
    """The role that the word before a colon names."""
    wanted = fold(word)
    return next((role for role, words in ROLE_WORDS.items() if wanted in {fold(each) for each in words}), None)


def in_languages(text: str, languages: Sequence[str]) -> Texts:
    """A title that may stand in two languages, "Opening / Открытие", told apart by their scripts."""
    parts = [part.strip() for part in re.split(r"\s+(?:/|\||//)\s+", text) if part.strip()]
    cyrillic = next(
        (code for code in languages if code in ("ru", "kk", "ky", "tg", "uk", "be", "bg", "sr", "mk")), None
    )
    latin = next((code for code in languages if code != cyrillic), languages[0])
    if cyrillic is None:
        return Texts({latin: text.strip()}) if text.strip() else Texts()
    if len(parts) == 2 and is_cyrillic(parts[0]) != is_cyrillic(parts[1]):
        first, second = sorted(parts, key=is_cyrillic)
        return Texts({latin: first, cyrillic: second})
    whole = text.strip()
    return Texts({cyrillic if is_cyrillic(whole) else latin: whole}) if whole else Texts()


def is_cyrillic(text: str) -> bool:
    """Whether most of its letters are Cyrillic."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum("\u0400" <= letter <= "\u052f" for letter in letters) * 2 > len(letters)
