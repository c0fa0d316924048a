"""The smallest valid rows, each changed by keyword. Written through real transactions."""

import uuid
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from eventapp.agenda.models import Session
from eventapp.badges.models import SpareBadge
from eventapp.core.db import session, transaction
from eventapp.core.names import search_key
from eventapp.core.texts import Texts
from eventapp.core.tokens import derived, fingerprint, new_serial
from eventapp.groups.models import GroupMember
from eventapp.registration.models import Badge, Delegation, DelegationType, Person, Registration
from eventapp.workshops.models import Room, Series, Theme, Workshop

NOW = datetime(2016, 3, 1, 6, tzinfo=UTC)
SECRET = "a secret for tests only, 32 characters"
_numbers = count(1)


def _saved(row: Any) -> Any:
    with transaction():
        session.add(row)
        session.flush()
    return row


def a_series(**changes: Any) -> Series:
    return _saved(Series(**{"code": f"S{next(_numbers)}", "title": Texts(en="Series", ru="Серия"), **changes}))


def a_workshop(**changes: Any) -> Workshop:
    """Three days in Almaty, 29-31 March 2016, with a plenary hall and a room A."""
    number = next(_numbers)
    facts = {
        "series_id": None,
        "slug": f"workshop-{number}",
        "title": Texts(en=f"Workshop {number}", ru=f"Семинар {number}"),
        "city": "Almaty",
        "country": "KZ",
        "starts_on": date(2016, 3, 29),
        "ends_on": date(2016, 3, 31),
        "timezone": "Asia/Almaty",
        "languages": ["en", "ru"],
        "capacity": 90,
        "created_at": NOW,
        **changes,
    }
    facts["series_id"] = facts["series_id"] or a_series().id
    rooms = [
        Room(position=1, name=Texts(en="Plenary hall", ru="Зал заседаний")),
        Room(position=2, name=Texts(en="Room A")),
    ]
    return _saved(Workshop(rooms=rooms, **facts))


def a_theme(workshop: Workshop, **changes: Any) -> Theme:
    facts = {"key": f"theme-{next(_numbers)}", "position": 1, "title": Texts(en="Theme", ru="Тема"), **changes}
    return _saved(Theme(workshop_id=workshop.id, **facts))


def a_type(workshop: Workshop, **changes: Any) -> DelegationType:
    """A type with ten places whose registrations the organizer approves."""
    number = next(_numbers)
    facts = {
        "key": f"type-{number}",
        "position": number,
        "name": Texts(en="Government official", ru="Представитель государственного органа"),
        "attribution": Texts(en="an official from {region}"),
        "colour": "#009edb",
        "quota": 10,
        "approval": "organizer",
        **changes,
    }
    return _saved(DelegationType(workshop_id=workshop.id, **facts))


def a_delegation(kind: DelegationType, **changes: Any) -> Delegation:
    facts = {"country": "KZ", "seats": 5, "region": "Central Asia", **changes}
    return _saved(Delegation(workshop_id=kind.workshop_id, type_id=kind.id, **facts))


def a_person(workshop: Workshop, **changes: Any) -> Person:
    number = next(_numbers)
    facts = {
        "latin_name": f"Aigul Osmonova {number}",
        "latin_family": f"Osmonova {number}",
        "latin_given": "Aigul",
        "original_name": "Осмонова Айгуль",
        "sex": "female",
        "country": "KZ",
        **changes,
    }
    facts["search"] = search_key(facts["latin_name"], facts["original_name"])
    return _saved(Person(series_id=workshop.series_id, **facts))


def a_registration(delegation: Delegation, person: Person | None = None, **changes: Any) -> Registration:
    """A confirmed registration; `link_token` on it is the private link's token."""
    workshop = session.get_one(Workshop, delegation.workshop_id)
    serial = new_serial()
    token = derived(SECRET, "registration", serial)
    facts = {
        "public_id": uuid.uuid4(),
        "workshop_id": workshop.id,
        "person_id": (person or a_person(workshop)).id,
        "type_id": delegation.type_id,
        "delegation_id": delegation.id,
        "state": "confirmed",
        "source": "organizer",
        "link_serial": serial,
        "link_hash": fingerprint(token),
        "created_at": NOW,
        "state_changed_at": NOW,
        **changes,
    }
    registration = _saved(Registration(**facts))
    registration.link_token = token
    return registration


def a_badge(registration: Registration, **changes: Any) -> Badge:
    """A valid badge; `code` on it is what its QR code holds."""
    serial = new_serial()
    code = derived(SECRET, "badge", serial)
    facts = {"serial": serial, "code_hash": fingerprint(code), "issued_at": NOW, **changes}
    badge = _saved(Badge(registration_id=registration.id, **facts))
    badge.code = code
    return badge


def a_session(workshop: Workshop, **changes: Any) -> Session:
    """A plenary in the first room, 09:00-10:30 on the first day (Asia/Almaty, UTC+6 in 2016)."""
    facts = {
        "key": f"session-{next(_numbers)}",
        "uid": uuid.uuid4(),
        "type": "plenary",
        "starts_at": datetime(2016, 3, 29, 3, tzinfo=UTC),
        "ends_at": datetime(2016, 3, 29, 4, 30, tzinfo=UTC),
        "room_id": workshop.rooms[0].id,
        "title": Texts(en="Opening remarks", ru="Вступительное слово"),
        "changed_at": NOW,
        **changes,
    }
    return _saved(Session(workshop_id=workshop.id, **facts))


def a_spare(kind: DelegationType, **changes: Any) -> SpareBadge:
    """A blank badge; `code` on it is what its QR code holds."""
    serial = new_serial()
    code = derived(SECRET, "badge", serial)
    facts = {"number": next(_numbers), "serial": serial, "code_hash": fingerprint(code), "created_at": NOW, **changes}
    spare = _saved(SpareBadge(workshop_id=kind.workshop_id, type_id=kind.id, **facts))
    spare.code = code
    return spare


def a_group_member(group: Session, registration: Registration, **changes: Any) -> GroupMember:
    """A place in a working group."""
    facts = {"source": "organizer", "created_at": NOW, **changes}
    return _saved(GroupMember(session_id=group.id, registration_id=registration.id, **facts))
