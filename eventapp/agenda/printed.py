"""The programme as a printed file is told of it: each session in each of its languages (see `exports.programme`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.agenda import timetable
from eventapp.agenda.labels import role_label, type_label
from eventapp.agenda.published import Programme, PublishedSession, ShownSpeaker
from eventapp.core import i18n
from eventapp.core.timezones import local
from eventapp.workshops import queries as workshops
from eventapp.workshops.facts import workshop_facts
from eventapp.workshops.models import Workshop
from exports.programme import Captions, Edition, PrintedDay, PrintedProgramme, PrintedSession, Said


@dataclass(frozen=True, slots=True)
class _OneLanguage:
    edition: Edition
    days: dict[date, str]
    said: dict[int, Said]


def printed(
    workshop: Workshop, shown: Programme, sessions: Sequence[PublishedSession], codes: Sequence[str]
) -> PrintedProgramme:
    """`sessions` of the programme `shown`, in the languages `codes` side by side."""
    changed_at = max((each.changed_at for each in sessions), default=workshop.created_at)
    plans = [plan for plan in timetable.day_plans(workshop, sessions) if plan.sessions]
    days = [plan.date for plan in plans]
    languages = [_one_language(workshop, shown, sessions, days, changed_at=changed_at, code=code) for code in codes]
    by_id = {each.id: each for each in sessions}
    return PrintedProgramme(
        editions=tuple(each.edition for each in languages),
        days=tuple(
            PrintedDay(
                plan.date,
                tuple(each.days[plan.date] for each in languages),
                tuple(
                    _session(workshop, by_id[row.id], tuple(each.said[row.id] for each in languages))
                    for row in plan.sessions
                ),
            )
            for plan in plans
        ),
        changed_at=local(changed_at, workshop.timezone),
        logos=tuple(picture for _partner, picture in workshops.logos(workshop.id)),
    )


def _one_language(
    workshop: Workshop,
    shown: Programme,
    sessions: Iterable[PublishedSession],
    days: Iterable[date],
    *,
    changed_at: datetime,
    code: str,
) -> _OneLanguage:
    with force_locale(code):
        return _OneLanguage(
            _edition(workshop, shown, changed_at),
            {each: i18n.day(each) for each in days},
            {each.id: _said(workshop, each) for each in sessions},
        )


def _session(workshop: Workshop, session: PublishedSession, said: tuple[Said, ...]) -> PrintedSession:
    return PrintedSession(
        local(session.starts_at, workshop.timezone),
        local(session.ends_at, workshop.timezone),
        said,
        quiet=session.type in timetable.SUBDUED,
        cancelled=session.cancelled,
    )


def _edition(workshop: Workshop, shown: Programme, changed_at: datetime) -> Edition:
    facts = workshop_facts(workshop)
    when = local(shown.published_at or changed_at, workshop.timezone)
    moment = f"{i18n.day(when.date(), 'd MMMM y')}, {when:%H:%M}"
    version = _("Version %(number)s", number=shown.number) if shown.number else _("Draft")
    zone = _("times in %(zone)s", zone=workshop.timezone)
    return Edition(
        language=facts.language,
        series=facts.series_title,
        title=facts.title,
        short_title=facts.short_title,
        place=" · ".join(part for part in (facts.place, facts.dates) if part),
        programme=_("Programme"),
        state=f"{version} · {moment} · {zone}",
        page_of=_("Page %(page)s of %(pages)s", page="%(page)s", pages="%(pages)s"),
        captions=_captions(),
        demo=_("Demo data: the scans and responses in this file are made up.") if workshop.demo else "",
    )


def _captions() -> Captions:
    return Captions(
        day=_("Day"),
        date=_("Date"),
        time=_("Time"),
        starts=_("Starts"),
        ends=_("Ends"),
        minutes=_("Minutes"),
        session=_("Session"),
        session_type=_("Type"),
        room=_("Room"),
        theme=_("Theme"),
        people=_("Chairs and speakers"),
        interpretation=_("Interpretation"),
        description=_("Description"),
        remark=_("Remark"),
    )


def _said(workshop: Workshop, session: PublishedSession) -> Said:
    code, languages = i18n.language(), workshop.languages
    spoken = ", ".join(i18n.language_name(each) for each in session.interpretation_languages)
    return Said(
        title=session.title.pick(code, languages),
        session_type=type_label(session.type),
        room=session.room.name.pick(code, languages),
        theme=session.theme.title.pick(code, languages) if session.theme else "",
        people=_people(session.speakers),
        description=session.description.pick(code, languages),
        interpretation=_interpretation(spoken) if session.interpretation else "",
        mark=" · ".join(_marks(workshop, session)),
    )


def _interpretation(languages: str) -> str:
    if not languages:
        return str(_("With interpretation"))
    return str(_("Interpretation: %(languages)s", languages=languages))


def _people(speakers: Iterable[ShownSpeaker]) -> tuple[tuple[str, str], ...]:
    """By what they do, in the order in which the organizers put them."""
    found = []
    for role, group in groupby(speakers, lambda each: each.role):
        lines = [each.line for each in group]
        found.append((role_label(role, len(lines)), "; ".join(lines)))
    return tuple(found)


def _marks(workshop: Workshop, session: PublishedSession) -> list[str]:
    code, languages = i18n.language(), workshop.languages
    marks = [_("Cancelled")] if session.cancelled else []
    if session.moved_from is not None and not session.cancelled:
        before = local(session.moved_from.starts_at, workshop.timezone)
        room = session.moved_from.room.pick(code, languages)
        day = i18n.day(before.date(), "d MMMM")
        marks.append(_("Moved; it was on %(day)s at %(time)s, %(room)s", day=day, time=f"{before:%H:%M}", room=room))
    if notice := session.notice.pick(code, languages):
        marks.append(notice)
    return marks
