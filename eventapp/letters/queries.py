"""Reading the register of letters, and the templates."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventapp.core.db import session
from eventapp.core.errors import Missing
from eventapp.core.stored import StoredFile
from eventapp.letters import policy
from eventapp.letters.models import Letter, LetterTemplate
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is due a letter of one kind, and the letters issued already, latest first."""

    registration: Registration
    letters: list[Letter]


def people(workshop_id: int, kind: str, language: str) -> list[Person]:
    """Who is due a letter of this kind, in precedence order."""
    issued: dict[int, list[Letter]] = {}
    for letter in register(workshop_id, [kind]):
        issued.setdefault(letter.registration_id, []).append(letter)
    return [
        Person(row, issued.get(row.id, []))
        for row in registrations.confirmed(workshop_id, language)
        if policy.is_due(row, kind)
    ]


def register(workshop_id: int, kinds: list[str]) -> list[Letter]:
    """Every letter that was issued of these kinds, latest first."""
    query = select(Letter).where(Letter.workshop_id == workshop_id, Letter.kind.in_(kinds))
    return list(session.scalars(query.order_by(Letter.id.desc())))


def letter(workshop_id: int, letter_id: int) -> Letter:
    """A letter of this workshop. Raises Missing."""
    row = session.get(Letter, letter_id)
    if row is None or row.workshop_id != workshop_id:
        raise Missing(_("There is no such letter at this workshop."))
    return row


def of_person(registration_id: int) -> list[Letter]:
    """Every letter that a participant was issued, latest first."""
    query = select(Letter).where(Letter.registration_id == registration_id).order_by(Letter.id.desc())
    return list(session.scalars(query))


def latest(registration_id: int, kind: str, language: str | None = None) -> Letter | None:
    """The letter of this kind (and language) that counts for a person: the one issued last."""
    query = select(Letter).where(Letter.registration_id == registration_id, Letter.kind == kind)
    if language is not None:
        query = query.where(Letter.language == language)
    return session.scalar(query.order_by(Letter.number.desc()).limit(1))


def last_number(workshop_id: int, kind: str) -> int:
    """The highest number given so far; 0 if there is none."""
    query = select(func.max(Letter.number)).where(Letter.workshop_id == workshop_id, Letter.kind == kind)
    return session.scalar(query) or 0


def template(workshop_id: int, kind: str, language: str) -> LetterTemplate | None:
    """The organizer's own template; None where ours is used."""
    return session.scalar(
        select(LetterTemplate).where(
            LetterTemplate.workshop_id == workshop_id,
            LetterTemplate.kind == kind,
            LetterTemplate.language == language,
        )
    )


def templates(workshop_id: int) -> dict[tuple[str, str], tuple[LetterTemplate, StoredFile]]:
    """The organizer's own templates with their files, by kind and language."""
    rows = session.execute(
        select(LetterTemplate, StoredFile)
        .join(StoredFile, StoredFile.id == LetterTemplate.file_id)
        .where(LetterTemplate.workshop_id == workshop_id)
    )
    return {(row.kind, row.language): (row, file) for row, file in rows}
