"""A workshop, a delegation, and those who print."""

import pytest

from eventapp.core.actors import Actor, Role
from tests import factories
from tests.workshops.conftest import statements

__all__ = ["statements"]


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


@pytest.fixture
def delegation(workshop):
    return factories.a_delegation(factories.a_type(workshop))


@pytest.fixture
def desk(workshop):
    return Actor("desk", roles=frozenset({(workshop.id, Role.CHECK_IN)}))
