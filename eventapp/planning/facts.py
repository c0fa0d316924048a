"""What a person says of a workshop as a whole."""

from dataclasses import dataclass
from datetime import date, datetime

from eventapp.core.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWorkshop:
    """A workshop to be. `slug` "": made from title and year. Days are dates in `timezone` (an IANA name)."""

    title: Texts
    city: str
    country: str
    starts_on: date
    ends_on: date
    timezone: str
    slug: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """The facts of a workshop, its columns by name. The deadlines are on the workshop's clock, without zone."""

    title: Texts
    city: str
    country: str
    starts_on: date
    ends_on: date
    timezone: str
    languages: list[str]
    capacity: int | None
    host: str
    attribution_rule: Texts
    disclaimer: Texts
    published: bool
    registration_closes: datetime | None
    nominations_close: datetime | None = None
    details_close: datetime | None = None
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class NewSeries:
    """A series that begins with the workshop."""

    code: str
    title: Texts
