"""A letter of the register as a file: the template it was issued with, filled with the facts of that day."""

import json
from collections.abc import Sequence

from flask_babel import gettext as _

from eventapp.core import stored, vault, web
from eventapp.core.config import FONTS
from eventapp.core.db import session
from eventapp.core.errors import UserError
from eventapp.core.stored import StoredFile
from eventapp.letters.actions import sealed_about
from eventapp.letters.labels import KIND_LABELS, number_text, refusal_text
from eventapp.letters.models import Letter
from exports.letter_standard import PLACEHOLDERS, standard
from exports.word import letter_template, to_pdf
from exports.word.letter_template import LetterTemplateRefused


def docx(letter: Letter) -> bytes:
    """The letter as Word file. Raises UserError where its contents were removed."""
    if not letter.facts:
        raise UserError(_("What this letter said was removed, as the periods of the privacy settings say."))
    facts = {**letter.facts, **_passport(letter)}
    texts = {name: str(facts.get(name, "")) for name in PLACEHOLDERS[letter.kind]}
    try:
        return letter_template.filled(_template(letter), texts)
    except LetterTemplateRefused as error:
        raise UserError(refusal_text(error.refusal)) from error


def pdf(letter: Letter) -> bytes:
    """The letter as PDF. Raises UserError as `docx`."""
    return to_pdf.pdf(docx(letter), FONTS, title=title(letter), language=letter.language)


def one_pdf(files: Sequence[bytes], language: str, heading: str) -> bytes:
    """Letters, filled already, one after the other in one PDF."""
    return to_pdf.pdf_of_all(files, FONTS, title=heading, language=language)


def title(letter: Letter) -> str:
    """ "Visa support letter VISA/012"."""
    return f"{KIND_LABELS[letter.kind]} {number_text(letter.kind, letter.number)}"


def filename(letter: Letter, form: str) -> str:
    """ "VISA-012-ru.pdf": no name of a person in it."""
    return f"{number_text(letter.kind, letter.number).replace('/', '-')}-{letter.language}.{form}"


def _template(letter: Letter) -> bytes:
    if letter.template_file_id is None:
        return standard(letter.kind, letter.language)
    return stored.read(session.get_one(StoredFile, letter.template_file_id))


def _passport(letter: Letter) -> dict[str, str]:
    sealed = letter.facts.get("sealed")
    if not sealed:
        return {}
    try:
        opened = vault.unseal_text(web.settings().secret_key, sealed, sealed_about(letter.workshop_id, letter.number))
    except vault.Unreadable as error:
        raise UserError(
            _("The passport data of this letter cannot be opened: the server's secret key has changed. Issue it anew.")
        ) from error
    passport: dict[str, str] = json.loads(opened)
    return passport
