"""What a renderer is told: plain facts, in the language of the file, in the order they are to be shown.

Every text is already translated and every list already stands in precedence order; instants are
time-zone aware and local to the workshop. A renderer never sorts people and never builds a sentence
whose grammar depends on a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from exports.attendance import AttendanceCount, AttendanceMatrix, AttendanceRow, Indicators

OUTLINE = (
    "title",
    "introduction",
    "disclaimer",
    "findings",
    "themes",
    "quotes",
    "photographs",
    "recommendations",
    "about",
    "funding",
)
"""The sections of a report draft, in their usual order."""

SMALLEST_REPORTED_GROUP = 5
"""A statistic of fewer responses is never shown (product rule 3)."""


@dataclass(frozen=True, slots=True)
class Organization:
    short: str
    name: str


@dataclass(frozen=True, slots=True)
class WorkshopFacts:
    """The workshop itself. `dates` is the span as people write it ("29–31 March 2016")."""

    slug: str
    title: str
    short_title: str
    series_title: str
    city: str
    country: str
    starts_on: date
    ends_on: date
    dates: str
    timezone: str
    language: str
    """BCP 47 tag of the language the file is written in."""
    languages: tuple[str, ...] = ()
    """Names of the workshop's languages, in the language of the file."""
    host: str = ""
    organizers: tuple[Organization, ...] = ()
    funders: tuple[str, ...] = ()
    attribution_rule: str = ""
    disclaimer: str = ""
    capacity: int | None = None
    about_project: str = ""
    funding: str = ""
    """The acknowledgement sentence; the funders' names stand in it."""
    url: str = ""

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.city, self.country) if part)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the workshop. `label` is its date as people write it ("Tuesday, 29 March")."""

    number: int
    date: date
    label: str


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One session. `uid` never changes, `sequence` rises with every change."""

    key: str
    uid: UUID
    number: int
    starts_at: datetime
    ends_at: datetime
    day: int
    room: str
    session_type: str
    session_type_key: str
    title: str
    modified: datetime
    title_other: str | None = None
    theme: str = ""
    theme_key: str = ""
    interpretation: bool = False
    speakers: tuple[str, ...] = ()
    description: str = ""
    sequence: int = 0

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None or self.modified.tzinfo is None:
            raise ValueError(f"session {self.key}: an instant needs a time zone")

    @property
    def is_break(self) -> bool:
        return self.session_type_key == "break"


@dataclass(frozen=True, slots=True)
class Participant:
    """One row of the list. Contact details are None where the file is not to show them."""

    number: int
    latin_name: str
    delegation: str
    delegation_type: str
    delegation_type_key: str
    colour: str
    original_name: str = ""
    honorific: str = ""
    sex: str = ""
    position: str = ""
    organization: str = ""
    country: str = ""
    state: str = ""
    is_head: bool = False
    counts_as_participant: bool = True
    no_photo: bool = False
    """Does not want to be photographed."""
    photo: bytes = b""
    """The portrait (JPEG, 3 : 4) where it is to be shown."""
    days_present: tuple[int, ...] = ()
    email: str | None = None
    phone: str | None = None
    dietary: str | None = None


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge. `line` is position and organization as they are to be printed, `code` the QR's content ("": none yet).

    What is empty is not shown. `strong`: the part of the name that stands out, "" for all of it. `flag`: of the country
    (SVG). `…_other`: the same in a second language. `no_photo`: does not want to be photographed, which a small mark
    says. `photo`: the portrait (JPEG, 3 : 4). `number`: of a blank badge, on which name and delegation are written by
    hand.
    """

    latin_name: str
    original_name: str
    line: str
    delegation: str
    delegation_type: str
    colour: str
    workshop: str
    dates: str
    code: str
    no_photo: bool = False
    photo: bytes = b""
    strong: str = ""
    flag: bytes = b""
    languages: str = ""
    group: str = ""
    delegation_other: str = ""
    type_other: str = ""
    workshop_other: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """The answers to one question, added up.

    `counts` holds how many gave each point of the scale from the lowest to the highest; `counts` and
    `mean` are None for an open question and for a suppressed one. `comments` come shuffled.
    Raises ValueError when it would show fewer than SMALLEST_REPORTED_GROUP responses, or when the counts
    do not add up to `responses`.
    """

    text: str
    kind: str
    kind_label: str
    responses: int
    scale_low: str = ""
    scale_high: str = ""
    counts: tuple[int, ...] | None = None
    mean: float | None = None
    comments: tuple[str, ...] = ()
    suppressed: bool = False

    def __post_init__(self) -> None:
        shows_something = self.counts is not None or self.mean is not None or bool(self.comments)
        too_few = self.suppressed or self.responses < SMALLEST_REPORTED_GROUP
        if shows_something and too_few:
            raise ValueError(f"question {self.text!r} would show fewer than {SMALLEST_REPORTED_GROUP} responses")
        if self.counts is not None and sum(self.counts) != self.responses:
            raise ValueError(f"question {self.text!r}: counts do not add up to {self.responses}")


@dataclass(frozen=True, slots=True)
class FeedbackSummary:
    """One form. `eligible` is the number who could have answered, the base of the response rate."""

    title: str
    responses: int
    eligible: int
    questions: tuple[QuestionSummary, ...] = ()

    @property
    def has_ratings(self) -> bool:
        return any(question.suppressed or question.mean is not None for question in self.questions)


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `number` is stable; `attribution` is the category phrase, never a person's name without consent."""

    number: int
    kind: str
    kind_key: str
    text: str
    session: str = ""
    session_key: str = ""
    theme: str = ""
    theme_key: str = ""
    title: str = ""
    attribution: str = ""
    attribution_type_key: str = ""
    attribution_region: str = ""
    attribution_organization: str = ""
    country: str = ""
    country_key: str = ""
    figures: str = ""
    sensitive: bool = False
    addressees: str = ""
    recommendation_number: int | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    number: int
    text: str
    title: str = ""
    addressees: str = ""
    theme: str = ""
    note_number: int | None = None
    status: str = ""
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    key: str
    title: str
    introduction: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure of the overview, with the sentence that says how it was counted."""

    label: str
    value: int | float | str
    how_counted: str = ""
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Crosstab:
    """Counts of people: `cells[row][column]`. Totals are left to the sheet, as formulas."""

    row_head: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if len(self.cells) != len(self.rows) or any(len(row) != len(self.columns) for row in self.cells):
            raise ValueError(f"the table by {self.row_head} is not {len(self.rows)} x {len(self.columns)}")

    def row_totals(self) -> Iterator[tuple[str, int]]:
        for label, counts in zip(self.rows, self.cells, strict=True):
            yield label, sum(counts)


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and what it means, for code books and drop-down lists."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class WorkshopReport:
    """Everything known about one workshop at `generated_at`."""

    workshop: WorkshopFacts
    generated_at: datetime
    demo: bool = False
    key_figures: tuple[KeyFigure, ...] = ()
    introduction: tuple[str, ...] = ()
    """Paragraphs of the report's introduction, with their figures."""
    days: tuple[Day, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    themes: tuple[Theme, ...] = ()
    participants: tuple[Participant, ...] = ()
    by_type: Crosstab | None = None
    by_country: Crosstab | None = None
    by_sex: Crosstab | None = None
    attendance: tuple[AttendanceCount, ...] = ()
    attendance_rows: tuple[AttendanceRow, ...] = ()
    attendance_matrix: AttendanceMatrix | None = None
    indicators: Indicators | None = None
    feedback: tuple[FeedbackSummary, ...] = ()
    notes: tuple[Note, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    outline: tuple[str, ...] = OUTLINE
    """Keys of the draft's sections, in order; one that is not here is left out."""
    codes: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Code lists by column key: `kind`, `session`, `theme`, `delegation_type`, `country`."""

    def __post_init__(self) -> None:
        if self.generated_at.tzinfo is None:
            raise ValueError("generated_at needs a time zone")

    def shown_notes(self, *, sensitive: bool) -> tuple[Note, ...]:
        """The notes of a file; sensitive ones only where the file was asked for with them."""
        return tuple(note for note in self.notes if sensitive or not note.sensitive)

    def shown_recommendations(self, *, sensitive: bool) -> tuple[Recommendation, ...]:
        return tuple(item for item in self.recommendations if sensitive or not item.sensitive)
