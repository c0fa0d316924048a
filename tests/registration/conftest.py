"""A workshop with its actors, and what registration tests say often."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from eventapp.core.actors import Actor, Role
from eventapp.core.db import session
from eventapp.core.outbox import Message
from eventapp.registration import actions
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop
from tests import factories
from tests.people import NOW


@pytest.fixture
def workshop(app) -> Workshop:
    return factories.a_workshop()


@pytest.fixture
def organizer_of() -> Callable[[Workshop], Actor]:
    def actor(workshop: Workshop) -> Actor:
        return Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))

    return actor


@pytest.fixture
def organizer(workshop, organizer_of) -> Actor:
    return organizer_of(workshop)


@pytest.fixture
def enter(workshop, organizer) -> Callable[..., Registration]:
    """Enter somebody by name into a delegation, as the organizer."""

    def entered(delegation: Any, name: str, **changes: Any) -> Registration:
        given = {"latin_name": name, **changes.pop("given", {})}
        facts = {"source": "organizer", "delegation_id": delegation.id, "actor": organizer, "now": NOW, **changes}
        return actions.register(workshop.id, delegation.type_id, given, **facts)

    return entered


@pytest.fixture
def states() -> Callable[..., dict[str, str]]:
    """{name: state} of everybody, in the order in which they came."""

    def found() -> dict[str, str]:
        session.rollback()
        rows = session.scalars(select(Registration).order_by(Registration.id))
        return {row.person.badge_name: str(row.state) for row in rows}

    return found


@pytest.fixture
def mails() -> Callable[..., list[tuple[str, str]]]:
    """(kind, address) of every mail in the outbox, in order."""

    def found() -> list[tuple[str, str]]:
        rows = session.scalars(select(Message).order_by(Message.created_at))
        return sorted((message.kind, message.recipient) for message in rows)

    return found
