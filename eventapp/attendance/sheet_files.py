"""From a sheet's row to its PDF. Texts stand in each language of the sheet, names as their owners write them."""

from collections.abc import Callable, Sequence

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.attendance.models import AttendanceSheet
from eventapp.attendance.queries import sheets as queries
from eventapp.attendance.sheet_settings import SheetSettings, settings_of
from eventapp.checkin import queries as checkin
from eventapp.core import countries, i18n
from eventapp.core.config import FONTS
from eventapp.core.errors import Missing
from eventapp.core.texts import Texts
from eventapp.core.timezones import local
from eventapp.registration.models import Registration
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop
from exports import attendance_sheet as sheet_pdf
from exports.attendance_sheet import Frame, Line, Sheet, SheetLabels
from exports.labels import Labels

PART_LABELS = {
    queries.LOCAL: _l("Local participants"),
    queries.INTERNATIONAL: _l("International participants"),
}
SEX_MARKS = {"female": _l("F"), "male": _l("M"), "other": _l("X"), "undisclosed": "–", "": ""}
"""As they stand in the narrow column; who was not asked fills it in by hand."""


def pdf(workshop: Workshop, rows: Sequence[AttendanceSheet], address: Callable[[int], str]) -> bytes:
    """These sheets of the workshop, in one file. `address`: of the page on which a sheet (number) is ticked off."""
    settings = settings_of(workshop)
    languages = rows[0].language.split("+")
    labels = [_labels(code) for code in languages]
    sheets = [_sheet(workshop, row, languages, address(row.number)) for row in rows]
    return sheet_pdf.pdf(sheets, frame(workshop, settings, languages), labels, languages[0], FONTS)


def frame(workshop: Workshop, settings: SheetSettings, languages: Sequence[str]) -> Frame:
    """Head and foot, as the organizers set them."""
    return Frame(
        workshop=_each(workshop.title, languages, workshop),
        project=_each(settings.project, languages, workshop),
        project_number=settings.project_number,
        funding=_each(settings.funding, languages, workshop),
        data_protection=_each(settings.data_protection, languages, workshop),
        logos=logos(workshop, settings),
        columns=settings.columns,
        demo=_in_each(languages, lambda: str(_(Labels().demo))) if workshop.demo else (),
    )


def logos(workshop: Workshop, settings: SheetSettings) -> list[bytes]:
    """The chosen partners' logos, funders' first: their emblem is what an auditor looks for."""
    found = [
        (partner.role != "funder", number, data)
        for number, (partner, data) in enumerate(workshops.logos(workshop.id))
        if settings.logos is None or partner.id in settings.logos
    ]
    return [data for _role, _number, data in sorted(found, key=lambda each: each[:2])]


def _labels(code: str) -> SheetLabels:
    with force_locale(code):
        return SheetLabels.translated(_)


def _sheet(workshop: Workshop, row: AttendanceSheet, languages: Sequence[str], url: str) -> Sheet:
    people, speakers = queries.people_on(row)
    lines = []
    for line in row.lines:
        if line in people:
            lines.append(_line(workshop, people[line], languages))
        elif speaker := speakers.get(-line):
            lines.append(Line(speaker.name, post=speaker.function, organization=speaker.organization))
        else:
            lines.append(Line("—"))
    return Sheet(
        number=row.number,
        what=_in_each(languages, lambda: what(workshop, row.checkpoint)),
        where=_in_each(languages, lambda: _where(workshop, row.checkpoint)),
        lines=lines,
        blank=row.blank,
        part=_in_each(languages, lambda: str(PART_LABELS[row.part])) if row.part else (),
        url=url,
    )


def _line(workshop: Workshop, row: Registration, languages: Sequence[str]) -> Line:
    first = languages[0]
    sexes = _in_each(languages, lambda: str(SEX_MARKS.get(row.person.sex, "")))
    return Line(
        name=" ".join(part for part in (row.person.honorific, row.person.list_name) if part),
        original_name=row.person.original_name if row.person.original_name != row.person.list_name else "",
        post=row.position,
        organization=row.organization or row.delegation.organization,
        country=countries.name(row.country, first) if row.country else "",
        sex="\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}".join(each for each in sexes if each),
        type=row.type.name.pick(first, workshop.languages),
    )


def what(workshop: Workshop, key: str) -> str:
    """The day or the session, with its date, in the language in force."""
    place = checkin.checkpoint(workshop, key)
    day = i18n.day(place.day)
    if place.is_venue:
        return str(_("Day %(number)s: %(date)s", number=place.day_number, date=day))
    clock = f"{local(place.starts_at, workshop.timezone):%H:%M} " if place.starts_at else ""
    return f"{day}: {place.short.removeprefix(clock)}"


def what_or_key(workshop: Workshop, key: str) -> str:
    """As `what`; the key alone of a checkpoint that is there no more."""
    try:
        return what(workshop, key)
    except Missing:
        return key


def _where(workshop: Workshop, key: str) -> str:
    place = checkin.checkpoint(workshop, key)
    times = ""
    if place.starts_at and place.ends_at:
        starts, ends = local(place.starts_at, workshop.timezone), local(place.ends_at, workshop.timezone)
        times = f"{starts:%H:%M}–{ends:%H:%M}"
    city = f"{workshop.city}, {i18n.country_name(workshop.country)}"
    return " · ".join(part for part in (city, place.room, times) if part)


def _each(texts: Texts, languages: Sequence[str], workshop: Workshop) -> list[str]:
    return list(dict.fromkeys(text for code in languages if (text := texts.pick(code, workshop.languages))))


def _in_each(languages: Sequence[str], text: Callable[[], str]) -> list[str]:
    found = []
    for code in languages:
        with force_locale(code):
            found.append(text())
    return list(dict.fromkeys(found))
