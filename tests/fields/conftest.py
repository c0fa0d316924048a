"""A workshop with two delegation types, its organizer, and what tests of fields say often."""

from collections.abc import Callable
from typing import Any

import pytest

from eventapp.core.actors import Actor, Role
from eventapp.core.db import transaction
from eventapp.core.texts import Texts
from eventapp.fields import actions
from eventapp.fields.actions import Definition
from eventapp.fields.models import Field
from eventapp.registration.models import Delegation, DelegationType, Registration
from eventapp.workshops.models import Workshop
from tests import factories
from tests.people import NOW


@pytest.fixture
def workshop(app) -> Workshop:
    return factories.a_workshop()


@pytest.fixture
def kind(workshop) -> DelegationType:
    return factories.a_type(workshop)


@pytest.fixture
def delegation(kind) -> Delegation:
    return factories.a_delegation(kind)


@pytest.fixture
def registration(delegation) -> Registration:
    return factories.a_registration(delegation)


@pytest.fixture
def organizer(workshop) -> Actor:
    return Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


@pytest.fixture
def ask(workshop, organizer) -> Callable[..., Field]:
    """Ask something: ask("text", "Shoe size", required=True)."""

    def asked(kind: str, text: str, **more: Any) -> Field:
        wanted = Definition(kind=kind, text=Texts(en=text, ru=more.pop("ru", f"{text} (ru)")), **more)
        return actions.add(workshop.id, wanted, actor=organizer, now=NOW)

    return asked


@pytest.fixture
def say(workshop) -> Callable[..., list[str]]:
    """Answer as the participant: say(registration, shoe_size="43")."""

    def said(registration: Registration, stage: str | None = None, **values: Any) -> list[str]:
        who = Actor("participant", registration_id=registration.id)
        with transaction():
            return actions.answer(registration.id, workshop.id, registration.type_id, stage, values, by=who, now=NOW)

    return said
