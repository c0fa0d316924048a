"""What stands on the back of a badge."""

from flask_babel import gettext as _

from eventapp.agenda import queries as agenda
from eventapp.badges.design import NO_BACK, PROGRAMME, SAME, Design
from eventapp.core.i18n import LANGUAGES, day, language
from eventapp.core.timezones import local
from eventapp.workshops.models import Workshop
from exports.badges import Back, BackDay


def back(design: Design, workshop: Workshop) -> Back | None:
    """The back that the design asks for, in the language in force; None: there is none, or nothing to put on it."""
    if design.back == NO_BACK:
        return None
    if design.back == SAME:
        return Back(same=True)
    if design.back == PROGRAMME:
        days = _days(design, workshop)
        return Back(title=_("Programme"), days=days) if days else None
    codes = [*workshop.languages, *(code for code in LANGUAGES if code not in workshop.languages)]
    texts = tuple((code, design.back_text[code]) for code in codes if design.back_text.get(code))
    return Back(texts=texts) if texts else None


def _days(design: Design, workshop: Workshop) -> tuple[BackDay, ...]:
    sessions = agenda.sessions(workshop.id)
    found = []
    for number, date in enumerate(workshop.days, start=1):
        rows = [
            (
                f"{starts:%H:%M}",
                each.title.pick(language(), workshop.languages),
                each.room.name.pick(language(), workshop.languages),
            )
            for each in sessions
            if (starts := local(each.starts_at, workshop.timezone)).date() == date
        ]
        if rows and design.back_day in (0, number):
            found.append(BackDay(day(date, "EEEE, d MMMM"), tuple(rows)))
    return tuple(found)
