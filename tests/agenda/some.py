"""The smallest session as somebody enters it, changed by keyword."""

from datetime import date, time
from typing import Any

from eventapp.agenda.facts import Place, SessionFacts
from eventapp.agenda.models import SessionType
from eventapp.core.texts import Texts
from eventapp.workshops.models import Workshop


def a_place(workshop: Workshop, **changes: Any) -> Place:
    """09:00 to 09:45 on the first day, in the first room."""
    return Place(
        **{
            "day": date(2016, 3, 29),
            "starts": time(9),
            "ends": time(9, 45),
            "room_id": workshop.rooms[0].id,
            **changes,
        }
    )


def some_facts(workshop: Workshop, *, place: dict[str, Any] | None = None, **changes: Any) -> SessionFacts:
    return SessionFacts(
        **{
            "type": SessionType.OPENING,
            "place": a_place(workshop, **(place or {})),
            "title": Texts(en="Opening", ru="Открытие"),
            **changes,
        }
    )
