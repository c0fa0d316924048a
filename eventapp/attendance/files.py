"""Attendance for the renderers: the matrix, the indicators; and the workbook of attendance alone."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.attendance import queries
from eventapp.attendance.effective import Known
from eventapp.attendance.indicators import Figures
from eventapp.attendance.labels import source_labels
from eventapp.attendance.queries import Counted, PersonLine, Roster
from eventapp.checkin import queries as checkin
from eventapp.checkin.labels import STOP_LABELS
from eventapp.checkin.queries import Checkpoint
from eventapp.core import countries, i18n, names
from eventapp.core.i18n import language, tr
from eventapp.core.timezones import local
from eventapp.registration import files as registration_files
from eventapp.registration import queries as registrations
from eventapp.registration.labels import SEX_LABELS, delegation_label
from eventapp.registration.queries import PeopleFilter
from eventapp.workshops.facts import workshop_facts
from eventapp.workshops.models import Workshop
from exports import attendance
from exports.attendance import AttendanceCount, AttendanceMatrix, AttendanceRow, IndicatorRow, PersonAttendance
from exports.excel.attendance import attendance_workbook
from exports.labels import Labels
from exports.model import WorkshopReport

SEXES = ("female", "male", "other", "")


def workbook(workshop: Workshop, code: str, *, now: datetime) -> bytes:
    """Attendance as .xlsx in the language `code`."""
    with force_locale(code):
        rows = registrations.confirmed(workshop.id, code)
        measured = queries.measure(workshop)
        report = WorkshopReport(
            workshop=workshop_facts(workshop),
            generated_at=local(now, workshop.timezone),
            demo=workshop.demo,
            participants=registration_files.participants(workshop, rows),
            attendance=counts(workshop, measured.known),
            attendance_rows=presences(workshop, [row.id for row in rows], measured.known),
            attendance_matrix=matrix(queries.roster(workshop, PeopleFilter(), measured)),
            indicators=indicators(queries.counted(workshop, rows, measured)),
        )
        return attendance_workbook(report, Labels.translated(_))


def counts(workshop: Workshop, known: Known | None = None) -> tuple[AttendanceCount, ...]:
    """Present of confirmed at every checkpoint. `known`: what is known, if it is read."""
    return tuple(
        AttendanceCount(
            checkpoint=count.checkpoint.label,
            is_session=count.checkpoint.is_session,
            day=count.checkpoint.day_number,
            present=count.present,
            expected=count.confirmed,
            stop=str(STOP_LABELS.get(count.checkpoint.kind, "")),
        )
        for count in queries.attendance_counts(workshop, known)
    )


def presences(
    workshop: Workshop, registration_ids: Sequence[int], known: Known | None = None
) -> tuple[AttendanceRow, ...]:
    """Every presence of these people, who are numbered in their order from 1. `known`: as for `counts`."""
    numbers = {who: number for number, who in enumerate(registration_ids, start=1)}
    labels = {place.key: place.label for place in checkin.checkpoints(workshop)}
    found = [row for row in queries.attendance_rows(workshop, known) if row.registration_id in numbers]
    return tuple(
        AttendanceRow(
            numbers[row.registration_id],
            labels[row.checkpoint],
            local(row.at, workshop.timezone) if row.at else None,
            source_labels(row.sources),
        )
        for row in sorted(found, key=lambda row: numbers[row.registration_id])  # by checkpoint they are in order
    )


def matrix(roster: Roster) -> AttendanceMatrix:
    """Everybody by checkpoint; people are numbered in the order of the roster."""
    return AttendanceMatrix(
        checkpoints=tuple(place.short for place in roster.places),
        rows=tuple(_person(number, line, roster.places) for number, line in enumerate(roster.lines, start=1)),
    )


def _person(number: int, line: PersonLine, places: Sequence[Checkpoint]) -> PersonAttendance:
    shares = line.measured.shares
    return PersonAttendance(
        participant=number,
        registration=str(line.card.public_id),
        cells=tuple(_cell(line, place.key) for place in places),
        days=len(line.measured.days),
        sessions=len(line.measured.sessions),
        hours=line.measured.hours,
        share=min(shares.values(), default=None),
        qualifies=line.measured.qualifies,
    )


def _cell(line: PersonLine, key: str) -> str:
    presence = line.cells.get(key)
    return ", ".join(source_labels(presence.sources)) if presence is not None and presence.present else ""


def indicators(counted: Counted) -> attendance.Indicators:
    """The figures, the whole first, then by sex, country, delegation type, delegation and day."""
    figures = counted.figures
    rows = [_row(_("All"), _("Participants"), figures.total)]
    for head, groups in indicator_tables(counted):
        rows += [_row(head, label, each) for label, each in groups]
    rows += [
        IndicatorRow(_("Day"), i18n.day(each.day), figures.total.expected, each.present, person_days=each.present)
        for each in figures.days
    ]
    return attendance.Indicators(tuple(rows), counted.base, counted.trained, counted.rules)


def indicator_tables(counted: Counted) -> list[tuple[str, list[tuple[str, Figures]]]]:
    """(heading, [(group, figures)]) of each breakdown, the groups in the order in which they are listed elsewhere."""
    figures, code = counted.figures, language()
    by_sex = [(str(SEX_LABELS[sex]), figures.by_sex[sex]) for sex in SEXES if sex in figures.by_sex]
    known = sorted(filter(None, figures.by_country), key=lambda each: names.sort_key(countries.name(each, code), code))
    by_country = [(countries.name(each, code), figures.by_country[each]) for each in known]
    if "" in figures.by_country:
        by_country.append((_("Not stated"), figures.by_country[""]))
    return [
        (_("Sex"), by_sex),
        (_("Delegation type"), list(_named(counted, figures.by_kind, "type"))),
        (_("Country"), by_country),
        (_("Delegation"), list(_named(counted, figures.by_delegation, "delegation"))),
    ]


def _named(counted: Counted, groups: Mapping[int, Figures], what: str) -> Iterator[tuple[str, Figures]]:
    """Groups by the id of a delegation type or a delegation, in order of precedence, with their names."""
    for row in counted.people:
        if what == "type" and row.type_id in groups:
            yield tr(row.type.name), groups[row.type_id]
            groups = {key: each for key, each in groups.items() if key != row.type_id}
        elif what == "delegation" and row.delegation_id in groups:
            yield delegation_label(row.delegation, language()), groups[row.delegation_id]
            groups = {key: each for key, each in groups.items() if key != row.delegation_id}


def _row(group: str, label: str, each: Figures) -> IndicatorRow:
    return IndicatorRow(
        group=group,
        label=label,
        expected=each.expected,
        present=each.present,
        trained=each.trained,
        person_days=each.person_days,
        person_times=each.person_times,
        hours=each.hours,
    )
