"""What a note says, in keys and plain values: the shape in which forms and workbooks hand it to the actions."""

from dataclasses import dataclass, fields
from typing import Any

from eventapp.core.errors import UserError
from eventapp.notes import figures
from eventapp.notes.attribution import ANY_PARTICIPANT, said_by
from eventapp.notes.figures import Figure
from eventapp.notes.models import Note, NoteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """`session`, `theme` and `said_by` are keys, "" for none; `said_by` may be ANY_PARTICIPANT.

    A recommendation without a `recommendation_number` gets the next one; other kinds have none.
    """

    kind: str
    text: str
    session: str = ""
    theme: str = ""
    title: str = ""
    said_by: str = ""
    region: str = ""
    organization: str = ""
    country: str = ""
    sensitive: bool = False
    figures: tuple[Figure, ...] = ()
    addressees: tuple[str, ...] = ()
    recommendation_number: int | None = None

    def snapshot(self) -> dict[str, Any]:
        """Each fact as plain JSON, for the history and for telling what differs."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        plain["figures"] = figures.render(figure.row() for figure in self.figures)
        plain["addressees"] = "; ".join(self.addressees)
        return plain


@dataclass(frozen=True, slots=True)
class Known:
    """The ids behind the keys of one workshop; `types` has only those whose members may be quoted."""

    sessions: dict[str, int]
    themes: dict[str, int]
    types: dict[str, int]


class Stale(UserError):
    """Somebody else changed the note meanwhile; `current` is what it says now, at `version`."""

    def __init__(self, message: str, current: NoteFacts, version: int) -> None:
        super().__init__(message)
        self.current = current
        self.version = version


def facts_of(note: Note) -> NoteFacts:
    """What a stored note says."""
    return NoteFacts(
        kind=note.kind,
        text=note.text,
        session=note.session.key if note.session else "",
        theme=note.theme.key if note.theme else "",
        title=note.title,
        said_by=said_by(note),
        region=note.attribution_region,
        organization=note.attribution_organization,
        country=note.country,
        sensitive=note.sensitive,
        figures=tuple(Figure(figure["label"], figure["value"]) for figure in note.figures),
        addressees=tuple(note.addressees),
        recommendation_number=note.recommendation_number,
    )


def write(note: Note, facts: NoteFacts, known: Known) -> None:
    """Put checked facts into a row. Raises KeyError for a key that `checks.errors` would have refused."""
    of_type = facts.said_by not in ("", ANY_PARTICIPANT)
    note.kind, note.text, note.title = facts.kind, facts.text, facts.title
    note.session_id = known.sessions[facts.session] if facts.session else None
    note.theme_id = known.themes[facts.theme] if facts.theme else None
    note.attribution = "type" if of_type else facts.said_by
    note.attribution_type_id = known.types[facts.said_by] if of_type else None
    note.attribution_region, note.attribution_organization = facts.region, facts.organization
    note.country, note.sensitive = facts.country, facts.sensitive
    note.figures = [figure.row() for figure in facts.figures]
    note.addressees = list(facts.addressees)
    note.recommendation_number = facts.recommendation_number if facts.kind == NoteKind.RECOMMENDATION else None
