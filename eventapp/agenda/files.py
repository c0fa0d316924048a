"""The programme as a file: PDF, calendar, conference schedule; in one of the languages of the pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.agenda import queries, timetable
from eventapp.agenda.labels import type_label
from eventapp.agenda.models import Session
from eventapp.core.config import FONTS
from eventapp.core.errors import UserError
from eventapp.core.i18n import language
from eventapp.core.timezones import local
from eventapp.workshops.facts import day_facts, workshop_facts
from eventapp.workshops.models import Workshop
from exports import ical, pdf, schedule_xml
from exports.labels import Labels
from exports.model import AgendaItem, Day, WorkshopFacts


@dataclass(frozen=True, slots=True)
class Programme:
    """What every form of the file is made of."""

    workshop: WorkshopFacts
    days: tuple[Day, ...]
    agenda: tuple[AgendaItem, ...]
    labels: Labels
    version: str
    changed_at: datetime
    demo: bool


def agenda_items(workshop: Workshop, sessions: Iterable[Session]) -> tuple[AgendaItem, ...]:
    """Sessions as the renderers are told of them, in the language in force; `sessions` as `queries.sessions` gives
    them."""
    plans = timetable.day_plans(workshop, list(sessions))
    return tuple(_item(workshop, session, plan.number) for plan in plans for session in plan.sessions)


def write(workshop: Workshop, form: str, code: str, *, url: str) -> bytes:
    """The programme as "pdf", "ics", "xml" or "json" in the language `code`; the same bytes until it changes.

    `url` is the public address of the programme. Raises KeyError for another form, UserError for a schedule
    without a session.
    """
    render = _FORMS[form]
    with force_locale(code):
        return render(_programme(workshop, url))


def _programme(workshop: Workshop, url: str) -> Programme:
    sessions = queries.sessions(workshop.id)
    changed_at = max((session.changed_at for session in sessions), default=workshop.created_at)
    return Programme(
        workshop=workshop_facts(workshop, url=url),
        days=day_facts(workshop),
        agenda=agenda_items(workshop, sessions),
        labels=Labels.translated(_),
        version=local(changed_at, workshop.timezone).isoformat(timespec="seconds"),
        changed_at=local(changed_at, workshop.timezone),
        demo=workshop.demo,
    )


def _item(workshop: Workshop, session: Session, day: int) -> AgendaItem:
    code, languages = language(), workshop.languages
    title = session.title.pick(code, languages)
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
    )


def _pdf(programme: Programme) -> bytes:
    return pdf.programme(
        programme.workshop,
        programme.days,
        programme.agenda,
        programme.labels,
        FONTS,
        generated_at=programme.changed_at,
        demo=programme.demo,
    )


def _calendar(programme: Programme) -> bytes:
    return ical.programme_calendar(programme.workshop, programme.agenda, programme.labels)


def _schedule(render: Callable[..., bytes]) -> Callable[[Programme], bytes]:
    def rendered(programme: Programme) -> bytes:
        if not programme.agenda:
            raise UserError(_("There is no session in the programme yet."))
        return render(programme.workshop, programme.days, programme.agenda, version=programme.version)

    return rendered


_FORMS: dict[str, Callable[[Programme], bytes]] = {
    "pdf": _pdf,
    "ics": _calendar,
    "xml": _schedule(schedule_xml.schedule_xml),
    "json": _schedule(schedule_xml.schedule_json),
}
FORMS = tuple(_FORMS)
