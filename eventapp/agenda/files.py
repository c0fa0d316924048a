"""The programme as a file: PDF, Word, Excel, calendar, conference schedule; in the languages of the pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.agenda import printed, queries, timetable
from eventapp.agenda.labels import type_label
from eventapp.agenda.published import PublishedSession
from eventapp.agenda.timetable import AnySession
from eventapp.core.config import FONTS
from eventapp.core.errors import UserError
from eventapp.core.i18n import LANGUAGES, language
from eventapp.core.timezones import local
from eventapp.workshops.facts import day_facts, workshop_facts
from eventapp.workshops.models import Workshop
from exports import ical, programme_pdf, schedule_xml
from exports.excel.programme import programme_book
from exports.labels import Labels
from exports.model import AgendaItem, Day, WorkshopFacts
from exports.programme import PrintedProgramme
from exports.word.programme import programme_document

_SEQUENCES_OF_A_VERSION = 10_000


@dataclass(frozen=True, slots=True)
class Programme:
    """What every form of the file is made of."""

    workshop: WorkshopFacts
    days: tuple[Day, ...]
    agenda: tuple[AgendaItem, ...]
    gone: tuple[AgendaItem, ...]
    labels: Labels
    version: str
    changed_at: datetime
    demo: bool
    layout: str
    printed: Callable[[], PrintedProgramme]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which sessions a file is of: all, or those of one theme, of one room, or a single one."""

    theme: str = ""
    room: int | None = None
    session: int | None = None

    def has(self, session: PublishedSession) -> bool:
        return (
            (not self.theme or (session.theme is not None and session.theme.key == self.theme))
            and self.room in (None, session.room_id)
            and self.session in (None, session.id)
        )


def agenda_items(workshop: Workshop, sessions: Iterable[AnySession]) -> tuple[AgendaItem, ...]:
    """Sessions as the renderers are told of them, in the language in force; `sessions` as `queries.sessions` gives
    them."""
    plans = timetable.day_plans(workshop, list(sessions))
    return tuple(_item(workshop, session, plan.number) for plan in plans for session in plan.sessions)


def write(
    workshop: Workshop,
    form: str,
    code: str,
    *,
    url: str,
    layout: str = "a4",
    theme: str = "",
    room: int | None = None,
    session: int | None = None,
    draft: bool = False,
) -> bytes:
    """The programme as one of FORMS in the language `code`; the same bytes until it changes.

    `url` is the public address of the programme; `layout`: one of LAYOUTS, of use for "pdf"; "bilingual" (for
    "docx" and "xlsx", too) has the workshop's languages side by side, `code` in front. `theme`, `room`, `session`: the
    key, the id of the only one that is wanted. `draft`: the agenda as it stands, not as it was published. Raises
    KeyError for another form, UserError for a schedule without a session.
    """
    render = _FORMS[form]
    wanted = _Wanted(theme, room, session)
    with force_locale(code):
        return render(_programme(workshop, url, wanted, layout, draft=draft))


def _programme(workshop: Workshop, url: str, wanted: _Wanted, layout: str, *, draft: bool) -> Programme:
    shown = queries.draft(workshop.id) if draft else queries.programme(workshop.id)
    sessions, gone = ([each for each in found if wanted.has(each)] for found in (shown.sessions, shown.gone))
    changed_at = max((session.changed_at for session in sessions), default=workshop.created_at)
    return Programme(
        workshop=workshop_facts(workshop, url=url),
        days=day_facts(workshop),
        agenda=tuple(_in_version(shown.number, item) for item in agenda_items(workshop, sessions)),
        gone=tuple(replace(_in_version(shown.number, item), cancelled=True) for item in agenda_items(workshop, gone)),
        labels=Labels.translated(_),
        version=local(changed_at, workshop.timezone).isoformat(timespec="seconds"),
        changed_at=local(changed_at, workshop.timezone),
        demo=workshop.demo,
        layout=layout,
        printed=lambda: printed.printed(workshop, shown, sessions, _codes(workshop, layout)),
    )


def _in_version(number: int | None, item: AgendaItem) -> AgendaItem:
    """With a sequence that is above any it had in an earlier version, whatever was done to the draft in between."""
    return replace(item, sequence=item.sequence + (number or 0) * _SEQUENCES_OF_A_VERSION)


def _codes(workshop: Workshop, layout: str) -> list[str]:
    """The languages of a printed programme, the one in force in front."""
    front = language()
    others = [code for code in workshop.languages if code in LANGUAGES and code != front]
    return [front, *(others[:1] if layout == "bilingual" else [])]


def _item(workshop: Workshop, session: AnySession, day: int) -> AgendaItem:
    code, languages = language(), workshop.languages
    title = session.title.pick(code, languages)
    if session.cancelled:
        title = _("Cancelled: %(title)s", title=title)
    others = (session.title.get(other) for other in languages if other != code)
    return AgendaItem(
        key=session.key,
        uid=session.uid,
        number=session.id,
        starts_at=local(session.starts_at, workshop.timezone),
        ends_at=local(session.ends_at, workshop.timezone),
        day=day,
        room=session.room.name.pick(code, languages),
        session_type=type_label(session.type),
        session_type_key=session.type,
        title=title,
        title_other=next((other for other in others if other and other != title), None),
        modified=session.changed_at,
        theme=session.theme.title.pick(code, languages) if session.theme else "",
        theme_key=session.theme.key if session.theme else "",
        interpretation=session.interpretation,
        speakers=tuple(speaker.line for speaker in session.speakers),
        description=session.description.pick(code, languages),
        sequence=session.sequence,
        cancelled=session.cancelled,
    )


def _pdf(programme: Programme) -> bytes:
    layout: programme_pdf.Layout = "booklet" if programme.layout == "booklet" else "a4"
    return programme_pdf.programme(programme.printed(), FONTS, layout=layout)


def _word(programme: Programme) -> bytes:
    return programme_document(programme.printed())


def _excel(programme: Programme) -> bytes:
    return programme_book(programme.printed(), programme.workshop, programme.labels, demo=programme.demo)


def _calendar(programme: Programme) -> bytes:
    return ical.calendar(programme.workshop, (*programme.agenda, *programme.gone), programme.labels)


def _schedule(render: Callable[..., bytes]) -> Callable[[Programme], bytes]:
    def rendered(programme: Programme) -> bytes:
        if not programme.agenda:
            raise UserError(_("There is no session in the programme yet."))
        return render(programme.workshop, programme.days, programme.agenda, version=programme.version)

    return rendered


_FORMS: dict[str, Callable[[Programme], bytes]] = {
    "pdf": _pdf,
    "docx": _word,
    "xlsx": _excel,
    "ics": _calendar,
    "xml": _schedule(schedule_xml.schedule_xml),
    "json": _schedule(schedule_xml.schedule_json),
}
FORMS = tuple(_FORMS)
LAYOUTS = ("a4", "bilingual", "booklet")
