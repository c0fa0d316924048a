"""What fields need to know of participants, who live in the feature above.

`registration` provides it once, when the application is put together (`provide`); fields never import it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from eventapp.core.db import Base
from eventapp.core.texts import Texts


@dataclass(frozen=True, slots=True)
class Participant:
    """One participant. `confirmed`: has reached the second form; `comes`: neither declined nor cancelled."""

    id: int
    name: str
    original_name: str
    delegation: str
    type_id: int
    state: str
    confirmed: bool
    comes: bool


@dataclass(frozen=True, slots=True)
class ParticipantType:
    """A delegation type, as far as questions are asked of it."""

    id: int
    name: Texts
    colour: str


class Source(Protocol):
    """What `registration` answers."""

    def listed(self, workshop_id: int, language: str) -> Sequence[Participant]:
        """Everybody, in precedence order."""

    def one(self, workshop_id: int, registration_id: int, language: str) -> Participant:
        """A participant of this workshop. Raises Missing."""

    def rows(self, registration_ids: Sequence[int]) -> Sequence[Base]:
        """The rows, for the history to point at."""

    def types(self, workshop_id: int) -> Sequence[ParticipantType]:
        """The delegation types, in precedence order."""


_sources: list[Source] = []


def provide(source: Source) -> None:
    """Answer from now on; providing again changes nothing."""
    _sources[:] = [source]


def source() -> Source:
    """The one that was provided."""
    return _sources[0]
