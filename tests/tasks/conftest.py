import pytest

from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.tasks import actions
from eventapp.tasks.models import Task
from tests import factories
from tests.factories import NOW
from tests.tasks import kinds  # noqa: F401 - makes the kinds known


@pytest.fixture
def workshop(app):
    return factories.a_workshop()


@pytest.fixture
def start(workshop):
    """Start the writing of `items` at the workshop."""

    def begin(*items: str, **args) -> Task:
        return actions.start(workshop.id, "test.write", {"items": list(items), **args}, actor=SYSTEM, now=NOW)

    return begin


def again(task: Task) -> Task:
    """The task as it stands in the database."""
    session.expire_all()
    return session.get_one(Task, task.id)
