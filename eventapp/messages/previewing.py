"""How a message will look to a real reader, in each language; and the same as a test to oneself.

The private link of the reader is not shown: whoever has it can act in the reader's name.
"""

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.core.i18n import LANGUAGES
from eventapp.core.texts import Texts
from eventapp.messages import placeholders
from eventapp.messages.occasions import Occasion
from eventapp.messages.readers import source
from eventapp.messages.rendering import Words, filled
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Preview:
    """A message as its reader gets it in one language; `own`: whether this language has words of its own."""

    language: str
    subject: str
    body: str
    own: bool


def previews(occasion: Occasion, words: Words, workshop: Workshop, reader_id: int | None) -> list[Preview]:
    """One for each language; without a reader, the placeholders stand for themselves."""
    return [_preview(language, occasion, words, workshop, reader_id) for language in LANGUAGES]


def choices(workshop: Workshop, audience: str, language: str) -> list[tuple[int, str]]:
    """(id, name) of those with whom a message can be tried out."""
    return list(source().choices(workshop, audience, language))


def _preview(language: str, occasion: Occasion, words: Words, workshop: Workshop, reader_id: int | None) -> Preview:
    subject, body = words.pick(language, workshop.languages)
    if reader_id is None:
        values = {name: f"{{{name}}}" for name in placeholders.LABELS}
    else:
        values = source().reader(workshop, occasion, reader_id, language).values
    with force_locale(language):
        values = {**values, "link": str(_("[here stands the private link]"))}
    own = bool(Texts.get(words.subject, language) or words.body.get(language))
    return Preview(language, *filled(subject, body, values), own)
