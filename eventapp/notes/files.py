"""Notes as plain facts for the workbook, the report draft and the notes workbook."""

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventapp.agenda import queries as agenda
from eventapp.core import countries
from eventapp.core.db import session
from eventapp.notes import figures
from eventapp.notes.attribution import phrase
from eventapp.notes.labels import KIND_LABELS, kind_label
from eventapp.notes.models import Note, NoteKind
from eventapp.registration import queries as registration
from eventapp.workshops.models import Workshop
from exports.model import Choice, Recommendation
from exports.model import Note as NoteFacts


def report_notes(workshop: Workshop, language: str, *, sensitive: bool = False) -> tuple[NoteFacts, ...]:
    """The notes by number, in the language; sensitive ones only with `sensitive`. The caller has checked the right."""
    with force_locale(language):
        return tuple(_note(note, workshop, language) for note in _notes(workshop.id, sensitive))


def report_recommendations(workshop: Workshop, language: str, *, sensitive: bool = False) -> tuple[Recommendation, ...]:
    """The recommendations by their number, then by the note's."""
    found = [note for note in _notes(workshop.id, sensitive) if note.kind == NoteKind.RECOMMENDATION]
    found.sort(key=lambda note: (note.recommendation_number is None, note.recommendation_number or 0, note.number))
    return tuple(
        Recommendation(
            number=note.recommendation_number or note.number,
            text=note.text,
            title=note.title,
            addressees=", ".join(note.addressees),
            theme=note.theme.title.pick(language, workshop.languages) if note.theme else "",
            note_number=note.number,
            sensitive=note.sensitive,
        )
        for note in found
    )


def codes(workshop: Workshop, language: str) -> dict[str, tuple[Choice, ...]]:
    """The code lists of a workshop: what the keys in the workbooks mean."""
    languages = workshop.languages
    with force_locale(language):
        return {
            "kind": tuple(Choice(kind.value, str(label)) for kind, label in KIND_LABELS.items()),
            "session": tuple(
                Choice(item.key, item.title.pick(language, languages))
                for item in agenda.sessions(workshop.id)
                if item.substantive
            ),
            "theme": tuple(Choice(theme.key, theme.title.pick(language, languages)) for theme in workshop.themes),
            "delegation_type": tuple(
                Choice(kind.key, kind.name.pick(language, languages))
                for kind in registration.delegation_types(workshop.id)
            ),
            "country": tuple(Choice(code, name) for code, name in countries.choices(language)),
        }


def _notes(workshop_id: int, sensitive: bool) -> list[Note]:
    wanted = (
        select(Note)
        .where(Note.workshop_id == workshop_id, Note.removed_at.is_(None))
        .options(joinedload(Note.session), joinedload(Note.theme), joinedload(Note.attribution_type))
        .order_by(Note.number)
    )
    if not sensitive:
        wanted = wanted.where(~Note.sensitive)
    return list(session.scalars(wanted))


def _note(note: Note, workshop: Workshop, language: str) -> NoteFacts:
    languages = workshop.languages
    return NoteFacts(
        number=note.number,
        kind=kind_label(note.kind),
        kind_key=note.kind,
        text=note.text,
        session=note.session.title.pick(language, languages) if note.session else "",
        session_key=note.session.key if note.session else "",
        theme=note.theme.title.pick(language, languages) if note.theme else "",
        theme_key=note.theme.key if note.theme else "",
        title=note.title,
        attribution=phrase(note, language, tuple(languages)),
        attribution_type_key=note.attribution_type.key if note.attribution_type else note.attribution,
        attribution_region=note.attribution_region,
        attribution_organization=note.attribution_organization,
        country=countries.name(note.country, language) if note.country else "",
        country_key=note.country,
        figures=figures.render(note.figures),
        sensitive=note.sensitive,
        addressees=", ".join(note.addressees),
        recommendation_number=note.recommendation_number,
    )
