"""A message as it is sent: words of an occasion with values in them. Plain text, in and out."""

from collections.abc import Mapping

from eventapp.messages import placeholders, queries


def render(workshop_id: int, occasion: str, language: str, values: Mapping[str, str]) -> tuple[str, str]:
    """(subject, body) of an occasion in a language; see `fill`."""
    subject, body = queries.words(workshop_id, occasion, language)
    return filled(subject, body, values)


def filled(subject: str, body: str, values: Mapping[str, str]) -> tuple[str, str]:
    """(subject, body) with values. The subject is one line and never holds the private link."""
    plain = {name: "" if name == "link" else " ".join(value.split()) for name, value in values.items()}
    line = " ".join(placeholders.fill(subject, plain).split())
    return line, placeholders.fill(body, values)
