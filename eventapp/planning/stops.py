"""Checkpoints that an organizer added go along when a workshop is moved or copied."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from flask_babel import gettext as _

from eventapp.checkin import queries as checkin
from eventapp.checkin.models import Stop
from eventapp.checkin.rules import settings_of
from eventapp.core.db import session
from eventapp.core.errors import Invalid
from eventapp.core.i18n import day, language
from eventapp.planning.rescheduling import Shift
from eventapp.workshops.models import Workshop

COPIED = ("key", "position", "kind", "name", "capacity", "repeats", "in_and_out")


def move_stops(workshop: Workshop, shift: Shift, days: Collection[date]) -> None:
    """Keep them on their day of the workshop and at their clock times. `days`: those the workshop will have.

    Raises Invalid (field ends_on) if one would stand outside of them.
    """
    for stop in checkin.stops(workshop.id):
        _move(stop, stop, shift)
        if stop.day not in days:
            message = _(
                "Outside these dates there would be the checkpoint “%(name)s” (%(day)s). Move or remove it first.",
                name=stop.name.pick(language(), workshop.languages),
                day=day(stop.day, "d MMMM"),
            )
            raise Invalid(message, {"ends_on": message})


def copy_places(source: Workshop, copy: Workshop, shift: Shift, types: Mapping[int, int]) -> None:
    """Checkpoints and how people are let in. `types`: id of the copy's delegation type by that of the source's.

    Those on days that the copy does not have are left out.
    """
    settings = settings_of(source).stored()
    settings["walk_in_type_ids"] = _of_copy(settings["walk_in_type_ids"], types)
    copy.checkin = {**source.checkin, **settings}
    for stop in checkin.stops(source.id):
        new = Stop(workshop_id=copy.id, **{column: getattr(stop, column) for column in COPIED})
        new.type_ids = _of_copy(stop.type_ids, types)
        _move(stop, new, shift)
        if new.day in copy.days:
            session.add(new)


def _move(stop: Stop, target: Stop, shift: Shift) -> None:
    target.day = stop.day + timedelta(days=shift.days)
    target.opens_at = shift.moved(stop.opens_at) if stop.opens_at else None
    target.closes_at = shift.moved(stop.closes_at) if stop.closes_at else None


def _of_copy(type_ids: Collection[int], types: Mapping[int, int]) -> list[int]:
    return [types[type_id] for type_id in type_ids if type_id in types]
