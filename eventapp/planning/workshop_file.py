"""The file that describes a workshop: its shape, as typed parts, read strictly and stored by nobody here."""

import json
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _

from eventapp.agenda.models import SessionType
from eventapp.core.errors import Invalid
from eventapp.core.texts import Texts
from eventapp.core.timezones import instant, zone_names
from eventapp.notes.models import NoteKind
from eventapp.planning import json_fields as read
from eventapp.planning.json_fields import Fields
from eventapp.registration.models import Approval
from eventapp.workshops.models import DEFAULT_OUTLINE

ANY_PARTICIPANT = "participant"
# A word of each section's line in a file's report_outline, by the section's key.
_OUTLINE_WORDS = {
    "title": "title",
    "introduction": "introduction",
    "disclaimer": "disclaimer",
    "findings": "finding",
    "themes": "theme",
    "quotes": "quote",
    "photographs": "photograph",
    "recommendations": "recommendation",
    "about": "about",
    "funding": "funding",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that the file describes. `named`: which of its facts the file has; the others are defaults."""

    named: frozenset[str]

    def facts(self, *, every: bool) -> dict[str, Any]:
        """{column: value}: of `every` field for something new, else of those that the file names."""
        return {
            part.name: getattr(self, part.name)
            for part in fields(self)
            if part.name != "named" and (every or part.name in self.named)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPart(Part):
    code: str
    title: Texts
    summary: Texts
    started: str
    organizers: list[str]
    funders: list[str]
    signatories: list[str]
    earlier_topics: list[str]


@dataclass(frozen=True, slots=True)
class PartnerPart:
    role: str
    short: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopPart(Part):
    slug: str
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

    def day(self, number: int) -> date:
        """The date of day 1, 2, …"""
        return date.fromordinal(self.starts_on.toordinal() + number - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypePart(Part):
    key: str
    name: Texts
    attribution: Texts
    colour: str
    quota: int | None
    approval: str
    visa_support: bool
    counts_as_participant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationPart(Part):
    type: str
    country: str
    organization: str
    seats: int | None
    region: str
    host: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePart(Part):
    key: str
    title: Texts


@dataclass(frozen=True, slots=True)
class SpeakerPart:
    organization: str
    function: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPart(Part):
    key: str
    day: int
    start: time
    end: time
    type: str
    theme: str | None
    room: str
    title: Texts
    description: Texts
    interpretation: bool
    speakers: tuple[SpeakerPart, ...]
    documents: list[dict[str, Any]]

    def span(self, workshop: WorkshopPart) -> tuple[datetime, datetime]:
        """UTC instants of start and end. Raises Invalid for a time that the clocks skip or repeat."""
        on = workshop.day(self.day)
        return instant(on, self.start, workshop.timezone), instant(on, self.end, workshop.timezone)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A delegation type's key, or ANY_PARTICIPANT; "" when the note is attributed to nobody."""

    type: str = ""
    region: str = ""
    organization: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePart(Part):
    session: str
    kind: str
    theme: str | None
    title: str
    text: str
    attribution: Attribution
    country: str
    sensitive: bool
    figures: list[dict[str, Any]]
    addressees: list[str]
    recommendation_number: int | None


@dataclass(frozen=True, slots=True)
class WorkshopFile:
    """Everything a file says. `outline` None: the file has none."""

    series: SeriesPart
    workshop: WorkshopPart
    rooms: tuple[str, ...]
    partners: tuple[PartnerPart, ...]
    types: tuple[TypePart, ...]
    delegations: tuple[DelegationPart, ...]
    themes: tuple[ThemePart, ...]
    sessions: tuple[SessionPart, ...]
    notes: tuple[NotePart, ...]
    outline: list[str] | None = field(default=None)


def load(content: bytes) -> object:
    """The JSON value in a file's bytes. Raises Invalid with line and column where it is none."""
    try:
        return json.loads(content)
    except UnicodeDecodeError as error:
        raise Invalid(_("This file is not text in UTF-8, so it is not a workshop.")) from error
    except json.JSONDecodeError as error:
        raise Invalid(
            _("This file is not JSON: line %(line)s, column %(column)s.", line=error.lineno, column=error.colno)
        ) from error
    except RecursionError as error:
        raise Invalid(_("This file is nested too deeply to be a workshop.")) from error


def parse(payload: object) -> WorkshopFile:
    """The typed parts of a JSON value. Raises Invalid with {place: message} for everything that has a wrong shape."""
    if not isinstance(payload, dict):
        raise Invalid(_("A workshop's file holds one JSON object with “series” and “workshop” in it."))
    problems: dict[str, str] = {}
    top = Fields(payload, "", problems)
    top.read("about", read.long_text, "")
    workshop, rooms, partners = top.part("workshop", _workshop) if top.has("workshop") else (None, (), ())
    if workshop is None:
        top.need("workshop", read.text)
    lines = top.list_of("report_outline", read.text)
    found = WorkshopFile(
        series=top.part("series", _series),
        workshop=workshop,  # type: ignore[arg-type]  # None only with a problem, and then nothing is returned
        rooms=rooms,
        partners=partners,
        types=top.parts("delegation_types", _type),
        delegations=top.parts("delegations", _delegation),
        themes=top.parts("themes", _theme),
        sessions=top.parts("sessions", _session),
        notes=top.parts("notes", _note),
        outline=None if problems or not top.has("report_outline") else _outline(lines),
    )
    top.refuse_unknown()
    refuse(problems)
    return found


def refuse(problems: dict[str, str]) -> None:
    """Raise Invalid if there is any problem."""
    if problems:
        raise Invalid(_("This workshop's file cannot be used; nothing was stored."), problems)


def _named(f: Fields, **renamed: str) -> frozenset[str]:
    """The names, in our columns, of what the object has; `renamed` is {key of the file: column}."""
    return frozenset(renamed.get(key, key) for key in f.values)


def _series(f: Fields) -> SeriesPart:
    topics = f.parts("earlier_workshops", lambda inner: inner.need("topic", read.text))
    return SeriesPart(
        named=_named(f, earlier_workshops="earlier_topics"),
        code=f.need("code", lambda value: read.text(value, 40)),
        title=f.need("title", read.texts),
        summary=f.read("summary", read.texts, Texts()),
        started=f.read("started", lambda value: read.text(value, 10), ""),
        organizers=f.list_of("organizers", read.text),
        funders=f.list_of("funders", read.text),
        signatories=f.list_of("signatories", read.country),
        earlier_topics=list(topics),
    )


def _workshop(f: Fields) -> tuple[WorkshopPart, tuple[str, ...], tuple[PartnerPart, ...]]:
    organizers = f.parts("organizers", _organizer)
    funders = [PartnerPart("funder", "", name) for name in f.list_of("funders", read.text)]
    rooms = f.list_of("rooms", read.text)
    workshop = WorkshopPart(
        named=_named(f),
        slug=f.need("slug", read.slug),
        title=f.need("title", read.texts),
        city=f.need("city", lambda value: read.text(value, 120)),
        country=f.need("country", read.country),
        starts_on=f.need("starts_on", read.day),
        ends_on=f.need("ends_on", read.day),
        timezone=f.need("timezone", _zone),
        languages=f.list_of("languages", read.language),
        capacity=f.read("capacity", read.whole_number_or_null, None),
        host=f.read("host", read.text, ""),
        attribution_rule=f.read("attribution_rule", read.texts, Texts()),
        disclaimer=f.read("disclaimer", read.texts, Texts()),
    )
    if f.whole and not f.values.get("languages"):
        f.problem("languages", _("At least one language is needed."))
    return workshop, tuple(rooms), (*organizers, *funders)


def _zone(value: object) -> str:
    if value not in zone_names():
        raise ValueError(_("A time zone such as Asia/Almaty is expected here."))
    return str(value)


def _organizer(f: Fields) -> PartnerPart:
    return PartnerPart("organizer", f.read("short", lambda value: read.text(value, 40), ""), f.need("name", read.text))


def _type(f: Fields) -> TypePart:
    return TypePart(
        named=_named(f),
        key=f.need("key", read.key),
        name=f.need("name", read.texts),
        attribution=f.read("attribution", read.texts_or_null, Texts()),
        colour=f.need("colour", read.colour),
        quota=f.read("quota", read.whole_number_or_null, None),
        approval=f.need("approval", read.one_of([str(approval) for approval in Approval])),
        visa_support=f.read("visa_support", read.flag, False),
        counts_as_participant=f.read("counts_as_participant", read.flag, True),
    )


def _delegation(f: Fields) -> DelegationPart:
    if f.whole and not (f.has("country") or f.has("organization")):
        f.problem("", _("A delegation is of a country or of an organization; neither is named."))
    return DelegationPart(
        named=_named(f),
        type=f.need("type", read.key),
        country=f.read("country", read.country, ""),
        organization=f.read("organization", read.text, ""),
        seats=f.read("seats", read.whole_number_or_null, None),
        region=f.read("region", lambda value: read.text(value, 120), ""),
        host=f.read("host", read.flag, False),
    )


def _theme(f: Fields) -> ThemePart:
    return ThemePart(named=_named(f), key=f.need("key", read.key), title=f.need("title", read.texts))


def _session(f: Fields) -> SessionPart:
    return SessionPart(
        named=_named(f),
        key=f.need("key", read.key),
        day=f.need("day", read.whole_number),
        start=f.need("start", read.clock),
        end=f.need("end", read.clock),
        type=f.need("type", read.one_of([str(kind) for kind in SessionType])),
        theme=f.read("theme", read.key, None),
        room=f.need("room", read.text),
        title=f.need("title", read.texts),
        description=f.read("description", read.texts, Texts()),
        interpretation=f.read("interpretation", read.flag, False),
        speakers=f.parts("speakers", _speaker),
        documents=list(f.parts("documents", _document)),
    )


def _speaker(f: Fields) -> SpeakerPart:
    if f.whole and not (f.has("organization") or f.has("name")):
        f.problem("", _("A speaker has an organization or a name."))
    return SpeakerPart(
        f.read("organization", read.text, ""), f.read("function", read.text, ""), f.read("name", read.text, "")
    )


def _document(f: Fields) -> dict[str, Any]:
    return {"title": f.need("title", read.text), "languages": f.list_of("languages", read.language)}


def _note(f: Fields) -> NotePart:
    return NotePart(
        named=_named(f, addressed_to="addressees", number="recommendation_number"),
        session=f.need("session", read.key),
        kind=f.need("kind", read.one_of([str(kind) for kind in NoteKind])),
        theme=f.read("theme", read.key, None),
        title=f.read("title", read.text, ""),
        text=f.need("text", read.long_text),
        attribution=f.part("attribution", _attribution, Attribution()),
        country=f.read("country", read.country, ""),
        sensitive=f.read("sensitive", read.flag, False),
        figures=list(f.parts("figures", _figure)),
        addressees=f.list_of("addressed_to", read.text),
        recommendation_number=f.read("number", read.whole_number_or_null, None),
    )


def _attribution(f: Fields) -> Attribution:
    return Attribution(
        f.need("type", read.key),
        f.read("region", lambda value: read.text(value, 120), ""),
        f.read("organization", read.text, ""),
    )


def _figure(f: Fields) -> dict[str, Any]:
    return {"label": f.need("label", read.text), "value": f.need("value", read.figure)}


def _outline(lines: list[str]) -> list[str]:
    """Our sections in the order of a file's lines; the usual outline where the lines are not ours."""
    sections = [
        next((section for section, word in _OUTLINE_WORDS.items() if word in line.casefold()), "") for line in lines
    ]
    if len(set(sections)) != len(sections) or not set(sections) <= set(DEFAULT_OUTLINE) or not sections:
        return list(DEFAULT_OUTLINE)
    return sections
