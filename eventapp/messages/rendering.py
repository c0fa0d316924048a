"""A message as it is sent: words of an occasion with values in them. Plain text, in and out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventapp.core.i18n import LANGUAGES
from eventapp.core.outbox import Sender
from eventapp.core.texts import Texts
from eventapp.messages import placeholders, queries
from eventapp.messages.occasions import Occasion
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and body in each language, with placeholders; `ours`: languages left empty fall back to our words.

    Where they do not (a mailing), they fall back to the workshop's first language that has any.
    """

    subject: Texts
    body: Texts
    ours: Occasion | None = None

    def pick(self, language: str, languages: Sequence[str] = ()) -> tuple[str, str]:
        """(subject, body) for a reader of this language."""
        if self.ours is not None:
            subject, body = self.ours.standard(language)
            return self.subject.get(language) or subject, self.body.get(language) or body
        return self.subject.pick(language, languages), self.body.pick(language, languages)


def words(workshop_id: int, occasion: Occasion) -> Words:
    """What is said on an occasion: the organizer's words, where there are any, else ours."""
    own = queries.template(workshop_id, occasion.key)
    return Words(own.subject, own.body, occasion) if own else Words(Texts(), Texts(), occasion)


def render(workshop_id: int, occasion: Occasion, language: str, values: Mapping[str, str]) -> tuple[str, str]:
    """(subject, body) of an occasion in a language; see `filled`."""
    return filled(*words(workshop_id, occasion).pick(language), values)


def sender(workshop: Workshop) -> Sender:
    """As whom a workshop writes: its first organizer, and the mailbox that is named for answers."""
    return Sender(next((partner.name for partner in workshop.organizers), ""), workshop.reply_to)


def filled(subject: str, body: str, values: Mapping[str, str]) -> tuple[str, str]:
    """(subject, body) with values. The subject is one line and never holds the private link."""
    plain = {name: "" if name == "link" else " ".join(value.split()) for name, value in values.items()}
    line = " ".join(placeholders.fill(subject, plain).split())
    return line, placeholders.fill(body, values)


def problems(occasion: Occasion, subject: Texts, body: Texts) -> dict[str, str]:
    """{"body.ru": what is wrong there}: each text that stands there is checked; see `placeholders.problems`."""
    found: dict[str, str] = {}
    in_subject = [name for name in occasion.known if name not in ("link", "missing")]
    for language in LANGUAGES:
        if wrong := placeholders.problems(subject.get(language, ""), in_subject):
            found[f"subject.{language}"] = " ".join(wrong)
        required = occasion.required if body.get(language) else ()
        if wrong := placeholders.problems(body.get(language, ""), occasion.known, required):
            found[f"body.{language}"] = " ".join(wrong)
    return found
