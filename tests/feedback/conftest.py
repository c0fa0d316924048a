"""A workshop with an open form, and people who answer it."""

from types import SimpleNamespace

import pytest

from eventapp.core.actors import Actor, Role
from eventapp.core.db import session
from eventapp.feedback import actions, queries
from eventapp.feedback.actions import participant
from eventapp.feedback.models import Form
from tests import factories
from tests.factories import NOW

GOOD = {"relevance": 4, "usefulness": 5, "facilitation": 3, "suggestion": "More time"}


def a_facilitator(workshop):
    return Actor("facilitator", roles=frozenset({(workshop.id, Role.FACILITATOR)}))


def some_people(delegation, number):
    return [factories.a_registration(delegation) for _ in range(number)]


def answer_all(form, people, values=GOOD):
    for person in people:
        actions.answer(form.id, values, language="en", actor=participant(person.id), now=NOW)


@pytest.fixture
def room(app):
    """workshop, facilitator (Actor), session, form (open, of the session), evaluation, delegation."""
    workshop = factories.a_workshop()
    item = factories.a_session(workshop, title=factories.Texts(en="What do we know?", ru="Что мы знаем?"))
    facilitator = a_facilitator(workshop)
    actions.create_forms(workshop.id, actor=facilitator, now=NOW)
    form, evaluation = queries.forms_of(workshop.id)
    actions.set_open(form.id, True, actor=facilitator, now=NOW)
    delegation = factories.a_delegation(factories.a_type(workshop, quota=50), seats=50)
    return SimpleNamespace(
        workshop=workshop,
        facilitator=facilitator,
        session=item,
        form=session.get(Form, form.id),
        evaluation=evaluation,
        delegation=delegation,
    )
