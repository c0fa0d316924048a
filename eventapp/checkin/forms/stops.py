"""Forms about checkpoints and about how people are let in."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, TimeField
from wtforms.validators import InputRequired, NumberRange
from wtforms.validators import Optional as OptionalInput

from eventapp.checkin.actions import StopFacts
from eventapp.checkin.labels import STOP_LABELS
from eventapp.checkin.models import Stop
from eventapp.checkin.rules import CheckinSettings
from eventapp.core.forms import BaseForm, TextsField, TicksField, choices
from eventapp.core.i18n import day, tr
from eventapp.core.timezones import local
from eventapp.registration import queries as registrations
from eventapp.workshops.models import Workshop


def _types(workshop: Workshop) -> list[Any]:
    return choices((kind.id, tr(kind.name)) for kind in registrations.delegation_types(workshop.id))


class StopForm(BaseForm):
    """A checkpoint beside venue and sessions."""

    name = TextsField(_l("Name"), required=True)
    kind = SelectField(_l("What for"), [InputRequired()], choices=choices(STOP_LABELS.items()))
    day = SelectField(_l("Day"), [InputRequired()], coerce=lambda value: date.fromisoformat(str(value)))
    each_day = BooleanField(_l("The same on each day of the workshop"))
    opens = TimeField(_l("From"), [OptionalInput()])
    closes = TimeField(
        _l("Until"),
        [OptionalInput()],
        description=_l("On the workshop's clock. Earlier than “From” means after midnight."),
    )
    capacity = IntegerField(
        _l("Places"),
        [OptionalInput(), NumberRange(1, 100_000)],
        description=_l("How many people may pass; empty when it bounds nobody."),
        render_kw={"inputmode": "numeric"},
    )
    type_ids = TicksField(
        _l("Delegation types it is for"), coerce=int, description=_l("None ticked: for everybody who is confirmed.")
    )
    repeats = BooleanField(
        _l("May be passed again and again"), description=_l("Each time is noted, and nobody is told “already in”.")
    )
    in_and_out = BooleanField(_l("Badges are read on the way out as well"))

    def offer(self, workshop: Workshop) -> None:
        """Fill the lists with the workshop's days and delegation types."""
        self.day.choices = choices((each.isoformat(), day(each)) for each in workshop.days)
        self.type_ids.choices = _types(workshop)

    def facts(self) -> StopFacts:
        return StopFacts(
            kind=self.kind.data,
            name=self.name.data,
            day=self.day.data,
            opens=self.opens.data,
            closes=self.closes.data,
            capacity=self.capacity.data,
            type_ids=tuple(self.type_ids.data or ()),
            repeats=bool(self.repeats.data),
            in_and_out=bool(self.in_and_out.data),
        )


def stop_data(workshop: Workshop, stop: Stop) -> dict[str, Any]:
    """What the form shows of a checkpoint; times on the workshop's clock."""

    def clock(at: Any) -> Any:
        return local(at, workshop.timezone).time() if at else None

    return {
        "name": stop.name,
        "kind": stop.kind,
        "day": stop.day,
        "opens": clock(stop.opens_at),
        "closes": clock(stop.closes_at),
        "capacity": stop.capacity,
        "type_ids": stop.type_ids,
        "repeats": stop.repeats,
        "in_and_out": stop.in_and_out,
    }


class SettingsForm(BaseForm):
    """How people are let in."""

    venue_in_and_out = BooleanField(_l("At the venue badges are read on the way out as well"))
    sessions_in_and_out = BooleanField(_l("In the rooms badges are read on the way out as well"))
    walk_ins = BooleanField(
        _l("Desks may register people who are on no list"),
        description=_l("Seats stay exact: who is too many waits, and the organizers are told of everybody."),
    )
    walk_in_type_ids = TicksField(
        _l("In these delegation types"), coerce=int, description=_l("None ticked: in all of them.")
    )
    self_check_in = BooleanField(
        _l("Participants may check themselves in with the code on a room's screen"),
        description=_l("The code changes every minute and is good during the session only. Such scans are kept apart."),
    )

    def offer(self, workshop: Workshop) -> None:
        self.walk_in_type_ids.choices = _types(workshop)

    def settings(self) -> CheckinSettings:
        return CheckinSettings(
            venue_in_and_out=bool(self.venue_in_and_out.data),
            sessions_in_and_out=bool(self.sessions_in_and_out.data),
            walk_ins=bool(self.walk_ins.data),
            walk_in_type_ids=tuple(self.walk_in_type_ids.data or ()),
            self_check_in=bool(self.self_check_in.data),
        )
