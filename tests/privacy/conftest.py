import pytest

from tests import factories


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


@pytest.fixture
def delegation(workshop):
    return factories.a_delegation(factories.a_type(workshop))
