"""What messages need to know of those who get them, who live in the feature above.

`registration` provides it once, when the application is put together (`provide`); messages never import it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from eventapp.messages.occasions import Occasion
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who gets a message: a participant, or the focal point of a delegation. `link` is their secret."""

    id: int
    name: str
    address: str
    language: str
    values: dict[str, str]


class Source(Protocol):
    """What `registration` answers."""

    def choices(self, workshop: Workshop, audience: str, language: str) -> Sequence[tuple[int, str]]:
        """(id, name) of all who could be written to, in precedence order."""

    def reader(self, workshop: Workshop, occasion: Occasion, reader_id: int, language: str) -> Reader:
        """One of them, with what the placeholders stand for in a language; no link. Raises Missing."""


_sources: list[Source] = []


def provide(source: Source) -> None:
    """Answer from now on; providing again changes nothing."""
    _sources[:] = [source]


def source() -> Source:
    """The one that was provided."""
    return _sources[0]
