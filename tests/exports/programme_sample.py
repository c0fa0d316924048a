"""A programme in two languages, with what makes a page stumble: long, joined, cancelled, moved, over midnight."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from exports.programme import Captions, Edition, PrintedDay, PrintedProgramme, PrintedSession, Said

ALMATY = ZoneInfo("Asia/Almaty")
CHANGED = datetime(2016, 3, 20, 14, 0, tzinfo=ALMATY)
PERSIAN = "واکنش به پیام‌های تروریستی در فضای مجازی"
CAPTIONS = Captions(
    day="Day",
    date="Date",
    time="Time",
    starts="Starts",
    ends="Ends",
    minutes="Minutes",
    session="Session",
    session_type="Type",
    room="Room",
    theme="Theme",
    people="Chairs and speakers",
    interpretation="Interpretation",
    description="Description",
    remark="Remark",
)


def edition(language: str = "en") -> Edition:
    """What stands around the sessions; the words differ so that the languages can be told apart."""
    russian = language == "ru"
    return Edition(
        language=language,
        series="Серия" if russian else "Series",
        title="Семинар" if russian else "Workshop",
        short_title="Семинар" if russian else "Workshop",
        place="Алматы" if russian else "Almaty",
        programme="Программа" if russian else "Programme",
        state="Версия 3" if russian else "Version 3",
        page_of="Страница %(page)s из %(pages)s" if russian else "Page %(page)s of %(pages)s",
        captions=CAPTIONS,
    )


def at(clock: str, day: int = 29) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(2016, 3, day, hour, minute, tzinfo=ALMATY)


def session(start: datetime, minutes: int, *titles: str, **facts: object) -> PrintedSession:
    """Titles: one for each edition; `facts`: of PrintedSession, or of each Said."""
    own = {name: facts.pop(name) for name in ("quiet", "cancelled") if name in facts}
    said = tuple(Said(title, **facts) for title in titles)  # type: ignore[arg-type]
    return PrintedSession(start, start + timedelta(minutes=minutes), said, **own)  # type: ignore[arg-type]


def programme(*sessions: PrintedSession, languages: tuple[str, ...] = ("en",)) -> PrintedProgramme:
    """These sessions, by the day on which they begin."""
    days = sorted({each.starts_at.date() for each in sessions})
    return PrintedProgramme(
        tuple(edition(language) for language in languages),
        tuple(
            PrintedDay(
                day, (_label(day),) * len(languages), tuple(each for each in sessions if each.starts_at.date() == day)
            )
            for day in days
        ),
        CHANGED,
    )


def _label(day: date) -> str:
    return f"Day {day.day} March"
