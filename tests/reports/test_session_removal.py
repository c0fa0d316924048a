"""What hangs on a session keeps it in the agenda, and the reason is said."""

import uuid
from datetime import UTC, datetime

import pytest

from eventapp.agenda import actions
from eventapp.agenda.models import Session
from eventapp.checkin.models import Scan
from eventapp.core.actors import NOBODY, SYSTEM
from eventapp.core.db import session, transaction
from eventapp.core.errors import UserError
from eventapp.feedback import actions as feedback
from eventapp.notes.models import Note
from tests import factories

NOW = datetime(2016, 3, 29, 6, tzinfo=UTC)


def scanned(item):
    with transaction():
        session.add(
            Scan(
                id=uuid.uuid4(),
                workshop_id=item.workshop_id,
                checkpoint=item.key,
                session_id=item.id,
                outcome="unknown",
                scanned_at=NOW,
                received_at=NOW,
            )
        )


def noted(item):
    with transaction():
        session.add(
            Note(
                workshop_id=item.workshop_id,
                number=1,
                session_id=item.id,
                kind="finding",
                text="Something",
                created_at=NOW,
                changed_at=NOW,
            )
        )


def answered(item):
    form = next(form for form in feedback.create_forms(item.workshop_id, actor=SYSTEM, now=NOW) if form.session_id)
    feedback.set_open(form.id, True, actor=SYSTEM, now=NOW)
    given = {question.key: 4 for question in form.questions if question.kind == "rating"}
    feedback.answer(form.id, given, language="en", actor=NOBODY, now=NOW)


@pytest.mark.parametrize(
    ("happened", "reason"),
    [(scanned, "1 badge"), (noted, "1 note"), (answered, "1 response")],
    ids=lambda x: str(x)[:12],
)
def test_a_session_with_a_history_stays(app, happened, reason):
    item = factories.a_session(factories.a_workshop())
    happened(item)
    with pytest.raises(UserError, match=reason):
        actions.remove_session(item.workshop_id, item.id, actor=SYSTEM, now=NOW)


def test_one_without_goes(app):
    item = factories.a_session(factories.a_workshop())
    item_id = item.id
    actions.remove_session(item.workshop_id, item_id, actor=SYSTEM, now=NOW)
    assert session.get(Session, item_id) is None
