"""The notes as files and reports are told of them, and the workbook that an editor changes and gives back."""

from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.agenda import queries as agenda
from eventapp.core import countries
from eventapp.core.i18n import language as language_in_force
from eventapp.core.timezones import local
from eventapp.notes import figures, queries
from eventapp.notes.attribution import ANY_PARTICIPANT, category_label, phrase, said_by
from eventapp.notes.labels import kind_label
from eventapp.notes.models import Note, NoteKind
from eventapp.workshops.facts import workshop_facts
from eventapp.workshops.models import Workshop
from exports import model
from exports.excel.notes import notes_workbook
from exports.labels import Labels


def report_notes(workshop: Workshop, language: str, sensitive: bool = False) -> tuple[model.Note, ...]:
    """The live notes in order of sessions, then numbers; sensitive ones only where they are asked for."""
    with force_locale(language):
        return tuple(_note(row, workshop) for row in queries.notes(workshop.id, sensitive=sensitive))


def report_recommendations(
    workshop: Workshop, language: str, sensitive: bool = False
) -> tuple[model.Recommendation, ...]:
    """The live recommendations in order of their own numbers."""
    return tuple(
        model.Recommendation(
            number=row.recommendation_number or row.number,
            text=row.text,
            title=row.title,
            addressees="; ".join(row.addressees),
            theme=row.theme.title.pick(language, workshop.languages) if row.theme else "",
            note_number=row.number,
            sensitive=row.sensitive,
        )
        for row in queries.recommendations(workshop.id, sensitive=sensitive)
    )


def codes(workshop: Workshop, language: str) -> dict[str, tuple[model.Choice, ...]]:
    """The keys that a note may hold and what they mean: `kind`, `session`, `theme`, `delegation_type` (those that may
    be quoted, and any participant), `country` (those of the delegations first)."""
    with force_locale(language):
        own = queries.delegation_countries(workshop.id)
        nearest = sorted(countries.choices(language), key=lambda choice: choice[0] not in own)
        kinds = queries.quotable_types(workshop.id)
        return {
            "kind": tuple(model.Choice(str(kind), kind_label(kind)) for kind in NoteKind),
            "session": tuple(
                model.Choice(each.key, each.title.pick(language, workshop.languages))
                for each in agenda.sessions(workshop.id)
            ),
            "theme": tuple(
                model.Choice(each.key, each.title.pick(language, workshop.languages)) for each in workshop.themes
            ),
            "delegation_type": (
                *(model.Choice(kind.key, category_label(kind, language, workshop)) for kind in kinds),
                model.Choice(ANY_PARTICIPANT, _("a participant")),
            ),
            "country": tuple(model.Choice(code, name) for code, name in nearest),
        }


def write_workbook(workshop: Workshop, language: str, *, sensitive: bool, now: datetime) -> bytes:
    """The notes workbook (.xlsx), to be edited and taken back by `actions.import_notes`."""
    with force_locale(language):
        report = model.WorkshopReport(
            workshop=workshop_facts(workshop),
            generated_at=local(now, workshop.timezone),
            demo=workshop.demo,
            notes=report_notes(workshop, language, sensitive),
            codes=codes(workshop, language),
        )
        return notes_workbook(report, Labels.translated(_), sensitive=sensitive)


def _note(row: Note, workshop: Workshop) -> model.Note:
    language, languages = language_in_force(), tuple(workshop.languages)
    return model.Note(
        number=row.number,
        kind=kind_label(row.kind),
        kind_key=row.kind,
        text=row.text,
        session=row.session.title.pick(language, languages) if row.session else "",
        session_key=row.session.key if row.session else "",
        theme=row.theme.title.pick(language, languages) if row.theme else "",
        theme_key=row.theme.key if row.theme else "",
        title=row.title,
        attribution=phrase(row, language, languages),
        attribution_type_key=said_by(row),
        attribution_region=row.attribution_region,
        attribution_organization=row.attribution_organization,
        country=countries.name(row.country, language) if row.country else "",
        country_key=row.country,
        figures=figures.render(row.figures),
        sensitive=row.sensitive,
        addressees="; ".join(row.addressees),
        recommendation_number=row.recommendation_number,
    )
