"""Gathers everything about a workshop for the renderers, in one language, in the order of precedence."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.agenda import queries as agenda
from eventapp.agenda.files import agenda_items
from eventapp.attendance import files as attendance_files
from eventapp.attendance import queries as attendance
from eventapp.attendance.records import Measure
from eventapp.core import countries
from eventapp.core.i18n import language, tr
from eventapp.core.timezones import local
from eventapp.feedback import files as feedback_files
from eventapp.feedback import queries as feedback
from eventapp.notes import files as notes_files
from eventapp.registration import files as registration_files
from eventapp.registration import queries as registration
from eventapp.registration.labels import SEX_LABELS
from eventapp.registration.models import Registration
from eventapp.registration.queries import PeopleFilter
from eventapp.reports import queries, sentences
from eventapp.workshops.facts import day_facts, workshop_facts
from eventapp.workshops.models import Workshop
from exports.model import Crosstab, KeyFigure, Theme, WorkshopReport

SEXES = ("female", "male", "other", "")


def report(workshop: Workshop, code: str, *, now: datetime, url: str = "", sensitive: bool = False) -> WorkshopReport:
    """Everything known about the workshop at `now`, in the language `code`.

    Sensitive notes are read only with `sensitive`; the caller has checked the right to them.
    """
    with force_locale(code):
        return _report(workshop, now=now, url=url, sensitive=sensitive)


def _report(workshop: Workshop, *, now: datetime, url: str, sensitive: bool) -> WorkshopReport:
    code = language()
    rows = registration.confirmed(workshop.id, code)
    measured = attendance.measure(workshop)
    people = queries.people_figures(workshop, rows, measured)
    facts = workshop_facts(workshop, url=url)
    facts = replace(facts, funding=sentences.funding(facts))
    themes = tuple(Theme(theme.key, tr(theme.title)) for theme in workshop.themes)
    results = feedback.results(workshop.id)
    counted = [row for row in rows if row.type.counts_as_participant]
    return WorkshopReport(
        workshop=facts,
        generated_at=local(now, workshop.timezone),
        demo=workshop.demo,
        key_figures=_key_figures(people, queries.feedback_figures(results), queries.note_figures(workshop)),
        introduction=sentences.introduction(facts, people, [theme.title for theme in themes]),
        days=day_facts(workshop),
        agenda=agenda_items(workshop, agenda.sessions(workshop.id)),
        themes=themes,
        participants=registration_files.participants(workshop, rows, days_present=_day_numbers(workshop, measured)),
        by_type=_crosstab(_("Delegation type"), counted, lambda row: tr(row.type.name)),
        by_country=_crosstab(
            _("Country"),
            counted,
            lambda row: countries.name(row.country, code) if row.country else _("Not stated"),
        ),
        by_sex=_by_sex(counted),
        attendance=attendance_files.counts(workshop, measured.known),
        attendance_rows=attendance_files.presences(workshop, [row.id for row in rows], measured.known),
        attendance_matrix=attendance_files.matrix(attendance.roster(workshop, PeopleFilter(), measured)),
        indicators=attendance_files.indicators(attendance.counted(workshop, rows, measured)),
        feedback=tuple(feedback_files.summaries(workshop, code)),
        notes=notes_files.report_notes(workshop, code, sensitive=sensitive),
        recommendations=notes_files.report_recommendations(workshop, code, sensitive=sensitive),
        outline=tuple(workshop.outline),
        codes=notes_files.codes(workshop, code),
    )


def _key_figures(
    people: queries.PeopleFigures, answers: queries.FeedbackFigures, notes: queries.NoteFigures
) -> tuple[KeyFigure, ...]:
    return (
        KeyFigure(
            _("Participants confirmed"),
            people.participants,
            _("Confirmed registrations of the delegation types that count as participants"),
        ),
        KeyFigure(
            _("Participants present"), people.present, _("There on at least one day, by scans and marks together")
        ),
        KeyFigure(_("Person-days"), people.person_days, _("Days attended, added up over the participants")),
        KeyFigure(_("Participants trained"), people.trained, _("They attended as much as a certificate asks for")),
        KeyFigure(_("Women"), people.by_sex["female"], _("Of the participants confirmed, as stated on registration")),
        KeyFigure(
            _("Share of women"),
            people.share_of("female"),
            _("Of the participants confirmed whose sex is stated"),
            is_share=True,
        ),
        KeyFigure(_("Countries represented"), people.countries, _("Of the delegation, else of the person")),
        KeyFigure(_("Delegations"), people.delegations, _("With at least one participant confirmed")),
        KeyFigure(_("Others confirmed"), people.others, _("Interpreters and others who do not count as participants")),
        KeyFigure(_("Responses to forms"), answers.responses, _("Session feedback and evaluation together")),
        KeyFigure(_("Responses to the evaluation"), answers.evaluation_responses, _("End-of-workshop evaluation")),
        KeyFigure(_("Notes"), notes.total, _("Notes of the rapporteurs, sensitive ones included")),
        KeyFigure(_("Recommendations"), notes.by_kind["recommendation"], _("Notes of this kind")),
    )


def _crosstab(head: str, rows: list[Registration], label: Callable[[Registration], str]) -> Crosstab:
    counted = queries.crosstab(rows, label)
    shown = [sex for sex in SEXES if any(counts[sex] for counts in counted.values())]
    return Crosstab(
        row_head=head,
        rows=tuple(counted),
        columns=tuple(str(SEX_LABELS[sex]) for sex in shown),
        cells=tuple(tuple(counts[sex] for sex in shown) for counts in counted.values()),
    )


def _by_sex(rows: list[Registration]) -> Crosstab:
    counted = Counter(row.person.counted_sex for row in rows)
    shown = [sex for sex in SEXES if counted[sex]]
    return Crosstab(
        row_head=_("Sex"),
        rows=tuple(str(SEX_LABELS[sex]) for sex in shown),
        columns=(_("Participants"),),
        cells=tuple((counted[sex],) for sex in shown),
    )


def _day_numbers(workshop: Workshop, measured: Measure) -> dict[int, tuple[int, ...]]:
    numbers = {day: number for number, day in enumerate(workshop.days, start=1)}
    return {
        registration_id: tuple(numbers[day] for day in each.days)
        for registration_id, each in attendance.record(workshop, measured).items()
    }
