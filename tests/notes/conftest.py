"""The Almaty workshop with its 45 notes, and somebody to write more."""

import pytest

from eventapp.core.actors import Actor, Role
from tests.almaty import import_almaty


@pytest.fixture
def almaty(app):
    return import_almaty()


@pytest.fixture
def rapporteur(almaty):
    return Actor("rapporteur@example.org", roles=frozenset({(almaty.id, Role.RAPPORTEUR)}))
