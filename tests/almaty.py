"""The Almaty workshop, read from its file as `eventapp workshop import` reads it."""

import json
from datetime import datetime
from typing import Any

from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.planning.actions import import_workshop
from eventapp.workshops.models import Workshop
from tests.conftest import SHARED
from tests.people import NOW


def almaty_payload() -> dict[str, Any]:
    """The file's content, a new copy each time."""
    payload: dict[str, Any] = json.loads((SHARED / "almaty-2016" / "workshop.json").read_text("utf-8"))
    return payload


def import_almaty(now: datetime = NOW) -> Workshop:
    """The imported workshop: 8 delegation types, 9 delegations, 5 themes, 24 sessions, 45 notes."""
    result = import_workshop(almaty_payload(), actor=SYSTEM, now=now)
    return session.get_one(Workshop, result.workshop_id)
