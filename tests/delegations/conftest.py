"""A workshop with a delegation of three seats whose focal point has a link."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.outbox import Message
from eventapp.registration import codes
from eventapp.registration.actions import focal, focal_links
from eventapp.registration.models import Delegation, Registration
from eventapp.workshops.models import Workshop
from tests import factories
from tests.people import NOW


@pytest.fixture
def workshop(app) -> Workshop:
    """Nominations close ten days after NOW."""
    return factories.a_workshop(nominations_close_at=NOW + timedelta(days=10), reply_to="desk@example.org")


@pytest.fixture
def organizer(workshop) -> Actor:
    return Actor("organizer", user_id=None, roles=frozenset({(workshop.id, Role.ORGANIZER)}))


@pytest.fixture
def kind(workshop):
    return factories.a_type(workshop, approval="nomination", quota=None)


@pytest.fixture
def delegation(kind, organizer) -> Delegation:
    row = factories.a_delegation(
        kind, country="KZ", seats=3, focal_name="Aigul", focal_email="aigul@example.org", language="en"
    )
    return focal_links.ensure_focal_link(row.id, row.workshop_id, actor=organizer, now=NOW)


@pytest.fixture
def point(delegation) -> Actor:
    """The focal point."""
    return Actor("focal point of Kazakhstan", delegation_id=delegation.id)


@pytest.fixture
def address(delegation) -> str:
    """The path of the focal point's page."""
    return f"/d/{codes.focal_token(delegation)}"


@pytest.fixture
def name(workshop, delegation, point) -> Callable[..., Registration]:
    """Name somebody as the focal point."""

    def named(who: str, **changes) -> Registration:
        facts = {"actor": point, "now": NOW, **changes}
        return focal.name_person(delegation.id, workshop.id, {"latin_name": who, **facts.pop("given", {})}, **facts)

    return named


@pytest.fixture
def states(delegation) -> Callable[[], dict[str, str]]:
    """{name: state} of the delegation, in the order in which they came."""

    def found() -> dict[str, str]:
        session.rollback()
        rows = session.scalars(
            select(Registration).where(Registration.delegation_id == delegation.id).order_by(Registration.id)
        )
        return {row.person.badge_name: str(row.state) for row in rows}

    return found


@pytest.fixture
def mails() -> Callable[[], list[tuple[str, str]]]:
    """(kind, recipient) of everything in the outbox, in order."""

    def found() -> list[tuple[str, str]]:
        session.rollback()
        rows = session.scalars(select(Message).order_by(Message.created_at, Message.kind, Message.recipient))
        return [(row.kind, row.recipient) for row in rows]

    return found


@pytest.fixture
def closed(workshop) -> None:
    """Nominations are over."""
    with transaction():
        workshop.nominations_close_at = NOW - timedelta(hours=1)
        session.add(workshop)
