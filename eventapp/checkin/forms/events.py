"""A desk's queue as it comes in. The envelope has to be right; of the events each is read by itself.

Fields that we do not know are passed over: a phone that was updated before the server must never be stuck with its
queue. An event that cannot be read is refused with the reason, and holds up no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from eventapp.checkin.actions import LARGEST_BATCH
from eventapp.checkin.decision import Direction
from eventapp.checkin.forms.scans import EARLIEST, LONGEST_CODE
from eventapp.checkin.models import Outcome, Way
from eventapp.checkin.readings import DeskScan, Event, HandOver, Health, Reading, SpareGiven, Undo, WalkInFacts
from eventapp.core import countries
from eventapp.core.errors import Invalid
from eventapp.core.names import clean

FORMAT = 1
"""Of the envelope and its events. A server that reads a newer one goes on reading the two before it."""
LARGEST_ID = 2**31 - 1
WORST_CLOCK = timedelta(days=67 * 365)
"""A device whose clock stands at 1970 is still put right."""
_SEXES = {"f": "female", "m": "male", **{each: each for each in ("female", "male", "other", "undisclosed")}}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An event that says nothing we can use. `id`: as sent, as far as there is one."""

    id: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What a desk sent: its events in their order, and what it says of itself."""

    events: tuple[Event | Unreadable, ...]
    health: Health

    @property
    def readable(self) -> list[Event]:
        return [event for event in self.events if not isinstance(event, Unreadable)]


class Line(fields.String):
    """One line of text, cleaned; absent and null are ""."""

    def __init__(self, longest: int, **more: Any) -> None:
        super().__init__(validate=validate.Length(max=longest), load_default="", allow_none=True, **more)

    def deserialize(self, value: Any, *where: Any, **more: Any) -> str:
        return clean(super().deserialize(value, *where, **more) or "")


def _row_id() -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(1, LARGEST_ID), load_default=None, allow_none=True)


def _uuid(**more: Any) -> fields.UUID:
    return fields.UUID(**(more or {"load_default": None, "allow_none": True}))


class _EventSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    id = _uuid(required=True)
    at = fields.AwareDateTime(required=True, format="iso")


class _ScanSchema(_EventSchema):
    checkpoint = fields.String(required=True, validate=validate.Length(1, 60))
    code = Line(LONGEST_CODE)
    registration = _uuid()
    walk_in = _uuid()
    direction = fields.String(load_default=Direction.IN, validate=validate.OneOf([str(each) for each in Direction]))
    told = fields.Enum(Outcome, by_value=True, load_default=None, allow_none=True)
    forced = fields.Boolean(load_default=False, allow_none=True)
    way = fields.Raw(load_default="")


class _UndoSchema(_EventSchema):
    scan = _uuid(required=True)


class _WalkInSchema(_EventSchema):
    name = Line(300)
    original_name = Line(300)
    type = fields.Integer(required=True, strict=True, validate=validate.Range(1, LARGEST_ID))
    delegation = _row_id()
    country = Line(2)
    organization = Line(300)
    position = Line(300)
    email = Line(254)
    sex = Line(12)


class _HandOverSchema(_EventSchema):
    registration = _uuid()
    walk_in = _uuid()


class _SpareSchema(_HandOverSchema):
    code = Line(LONGEST_CODE, required=False)


class EnvelopeSchema(Schema):
    """A desk's queue, at most 500 events at once."""

    class Meta:
        unknown = EXCLUDE

    format = fields.Integer(required=True, strict=True, metadata={"description": "1"})
    sent_at = fields.AwareDateTime(
        required=True, format="iso", metadata={"description": "The device's clock, now; its error is found from it."}
    )
    events = fields.List(fields.Raw(allow_none=True), required=True, validate=validate.Length(max=LARGEST_BATCH))
    battery = fields.Raw(load_default=None, allow_none=True, metadata={"description": "Percent."})
    charging = fields.Raw(load_default=None, allow_none=True)
    waiting = fields.Raw(load_default=0, allow_none=True, metadata={"description": "How many events are left."})
    list_at = fields.Raw(load_default=None, allow_none=True, metadata={"description": "When its list was loaded."})


_READERS: dict[str, Schema] = {
    "scan": _ScanSchema(),
    "undo": _UndoSchema(),
    "walk-in": _WalkInSchema(),
    "hand-over": _HandOverSchema(),
    "spare": _SpareSchema(),
}


def read_events(envelope: Mapping[str, Any], device: str, now: datetime) -> Sent:
    """An envelope as `EnvelopeSchema` loads it. Raises Invalid for a format that is not ours and a clock that tells
    nothing. `device`: the name to keep with each scan."""
    if envelope["format"] != FORMAT:
        raise Invalid(
            _(
                "This desk sends format %(theirs)s, the server reads format %(ours)s. Load the desk's page again; what "
                "it has not sent stays on it.",
                theirs=envelope["format"],
                ours=FORMAT,
            )
        )
    ahead = envelope["sent_at"] - now
    if abs(ahead) > WORST_CLOCK:
        raise Invalid(_("The device's clock cannot be right."))
    offset = round(ahead.total_seconds())
    events = tuple(_read(raw, offset, device) for raw in envelope["events"])
    return Sent(events, _health(envelope, offset))


def _read(raw: object, offset: int, device: str) -> Event | Unreadable:
    given = raw if isinstance(raw, dict) else {}
    kind, name = given.get("kind"), given.get("id")
    known = str(name)[:60] if isinstance(name, str) and name.isprintable() else None
    reader = _READERS.get(kind) if isinstance(kind, str) else None
    if reader is None:
        return Unreadable(known, _("This server does not know what the desk sent here."))
    try:
        values: dict[str, Any] = reader.load(given)
        at = _corrected(values["at"], offset)
    except ValidationError as error:
        return Unreadable(known, _in_words(error.messages))
    return _event(str(kind), values, at, offset, device)


def _corrected(at: datetime, offset: int) -> datetime:
    """When it was by our clock. Raises ValidationError for a time that cannot be."""
    try:
        corrected = at.astimezone(UTC) - timedelta(seconds=offset)
        if corrected >= EARLIEST:
            return corrected
    except OverflowError:
        pass
    raise ValidationError(_("No scan is that old; is the device's clock right?"), "at")


def _event(kind: str, values: Mapping[str, Any], at: datetime, offset: int, device: str) -> Event:
    match kind:
        case "scan":
            return DeskScan(_reading(values, at, offset, device), values["registration"])
        case "undo":
            return Undo(values["id"], values["scan"], at)
        case "walk-in":
            return _walk_in(values, at)
        case "spare":
            return SpareGiven(values["id"], at, values["code"], values["registration"], values["walk_in"])
        case _:
            return HandOver(values["id"], at, values["registration"], values["walk_in"])


def _reading(values: Mapping[str, Any], at: datetime, offset: int, device: str) -> Reading:
    way = values["way"]
    return Reading(
        id=values["id"],
        checkpoint=clean(values["checkpoint"]) or "?",
        scanned_at=at,
        code=values["code"],
        device=device,
        walk_in_id=values["walk_in"],
        direction=values["direction"],
        way=way if way in tuple(Way) else "",
        told=values["told"],
        forced=bool(values["forced"]),
        device_at=values["at"],
        clock_offset=offset,
    )


def _walk_in(values: Mapping[str, Any], at: datetime) -> WalkInFacts:
    return WalkInFacts(
        id=values["id"],
        at=at,
        type_id=values["type"],
        name=values["name"],
        original_name=values["original_name"],
        delegation_id=values["delegation"],
        country=values["country"].upper() if values["country"].upper() in countries.codes() else "",
        organization=values["organization"],
        position=values["position"],
        email=_address(values["email"]),
        sex=_SEXES.get(values["sex"], ""),
    )


def _address(text: str) -> str:
    """An e-mail address, or "": the person stands at the desk, and need not come back for a slip in it."""
    try:
        return str(validate_email(text, check_deliverability=False, test_environment=True).normalized)
    except EmailNotValidError:
        return ""


def _health(envelope: Mapping[str, Any], offset: int) -> Health:
    """What of it can be used; a browser that knows nothing of its battery is no reason to refuse scans."""
    battery, waiting, charging = envelope["battery"], envelope["waiting"], envelope["charging"]
    return Health(
        battery=min(max(round(battery), 0), 100) if _is_number(battery) else None,
        charging=charging if isinstance(charging, bool) else None,
        waiting=min(max(round(waiting), 0), LARGEST_ID) if _is_number(waiting) else 0,
        list_at=_list_at(envelope["list_at"]),
        clock_offset=offset,
    )


def _list_at(text: object) -> datetime | None:
    """By our own clock: the app sends back the `now` of the list that it has."""
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
        return at.astimezone(UTC) if at is not None and at.tzinfo is not None and at >= EARLIEST else None
    except (ValueError, OverflowError):
        return None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST_ID


def _in_words(messages: Any) -> str:
    """The first thing that is wrong, with its field."""
    field, found = next(iter(messages.items())) if isinstance(messages, dict) else ("", messages)
    first = found[0] if isinstance(found, list) and found else found
    return f"{field}: {first}"
