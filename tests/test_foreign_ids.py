"""An address with somebody else's id: everything is looked up within the workshop that the address names."""

import gc
import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from eventapp.accounts import actions as accounts
from eventapp.accounts.queries import api_tokens
from eventapp.attendance.models import AttendanceBatch, AttendanceMark
from eventapp.certificates.models import Certificate, Signatory
from eventapp.checkin.models import Desk, Scan, Stop, WalkIn
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.core.texts import Texts
from eventapp.feedback import actions as feedback
from eventapp.fields.models import Field
from eventapp.letters.models import Letter
from eventapp.mailings.models import Mailing
from eventapp.notes.models import Note
from eventapp.registration.models import NominationImport
from eventapp.tasks.models import Task
from eventapp.workshops.models import Partner
from tests import factories
from tests.people import browser_of
from tests.test_access import declared

NOW = datetime(2016, 3, 29, 6, tzinfo=UTC)
SENT = {"role": "organizer", "layout": "a6", "language": "en", "direction": "up"}


def saved(row):
    with transaction():
        session.add(row)
        session.flush()
    return row


def a_field(workshop_id: int) -> Field:
    return Field(workshop_id=workshop_id, key="theirs", kind="text", position=1, text=Texts(en="?"), created_at=NOW)


@pytest.fixture
def theirs(app) -> dict[str, object]:
    """Ids of one of everything at another workshop, by the name of the argument that takes them."""
    workshop = factories.a_workshop()
    kind = factories.a_type(workshop)
    delegation = factories.a_delegation(kind)
    registration = factories.a_registration(delegation)
    item = factories.a_session(workshop)
    form = feedback.create_forms(workshop.id, actor=SYSTEM, now=NOW)[0]
    accounts.add_token(workshop.id, "read", "theirs", actor=SYSTEM, now=NOW)
    note = saved(Note(workshop_id=workshop.id, number=77, kind="finding", text="x", created_at=NOW, changed_at=NOW))
    listed = NominationImport(workshop_id=workshop.id, filename="a.xlsx", sha256="0" * 64, created_at=NOW, report={})
    return {
        "session_id": item.id,
        "entry_id": 1,
        "type_id": kind.id,
        "delegation_id": delegation.id,
        "registration_id": registration.id,
        "public_id": registration.public_id,
        "import_id": saved(listed).id,
        "field_id": saved(a_field(workshop.id)).id,
        "part_id": saved(Partner(workshop_id=workshop.id, position=1, role="funder", name="EU")).id,
        "code": form.code,
        "question_id": form.questions[0].id,
        "number": note.number,
        "token_id": api_tokens(workshop.id)[0].id,
        "user_id": 424242,
        "version": 1,
        "task_id": saved(
            Task(workshop_id=workshop.id, kind="x", language="en", started_by="x", created_at=NOW, args={})
        ).id,
        "mailing_id": saved(
            Mailing(workshop_id=workshop.id, audience="participants", created_by="x", created_at=NOW)
        ).id,
        "letter_id": saved(
            Letter(
                workshop_id=workshop.id,
                registration_id=registration.id,
                kind="visa",
                number=1,
                language="en",
                dated=NOW.date(),
                facts={"name": "x"},
                issued_at=NOW,
                issued_by="x",
            )
        ).id,
        "scan_id": saved(
            Scan(
                id=uuid4(),
                workshop_id=workshop.id,
                checkpoint="day-1",
                outcome="admitted",
                scanned_at=NOW,
                received_at=NOW,
                flag="clock",
            )
        ).id,
        "walk_in_id": saved(WalkIn(id=uuid4(), workshop_id=workshop.id, made_at=NOW, received_at=NOW)).id,
        "desk_id": saved(
            Desk(
                public_id=uuid4(),
                workshop_id=workshop.id,
                name="x",
                created_at=NOW,
                created_by="x",
                expires_at=NOW,
            )
        ).id,
        "stop_id": saved(
            Stop(workshop_id=workshop.id, key="bus", position=1, kind="transport", day=workshop.starts_on)
        ).id,
        "certificate_id": saved(
            Certificate(
                workshop_id=workshop.id,
                registration_id=registration.id,
                kind="participation",
                sequence=1,
                number="X/001",
                serial="0" * 32,
                check_hash="0" * 64,
                issued_at=NOW,
                issued_by="x",
            )
        ).id,
        "signatory_id": saved(Signatory(workshop_id=workshop.id, position=1, name=Texts(en="x"))).id,
        "batch_id": saved(
            AttendanceBatch(workshop_id=workshop.id, kind="list", state="draft", created_at=NOW, created_by="x")
        ).id,
        "mark_id": saved(
            AttendanceMark(
                workshop_id=workshop.id,
                registration_id=registration.id,
                checkpoint="day-1",
                present=True,
                source="many",
                made_at=NOW,
                made_by="x",
            )
        ).id,
        "language": "en",
        "message_id": "00000000-0000-0000-0000-000000000000",
        "first_id": registration.person_id,
        "second_id": registration.person_id,
        "merge_id": 424242,
        "fact": "position",
        "occasion": "no-such",
        "key": item.key,
        "form": "xlsx",
        "section": "findings",
        "kind": "partners",
        "what": "head",
        "filename": "x",
    }


def test_somebody_elses_things_are_missing(app, theirs):
    mine = factories.a_workshop()
    browser = browser_of(app, "organizer", mine)
    wrong = []
    for rule in app.url_map.iter_rules():
        ids = rule.arguments - {"slug", "kind", "section", "form", "filename", "what"}
        if "slug" not in rule.arguments or not ids or declared(app, rule.endpoint).kind != "workshop":
            continue
        path = re.sub(
            r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>",
            lambda found: mine.slug if found.group(1) == "slug" else str(theirs[found.group(1)]),
            rule.rule,
        )
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = browser.open(path, method=method, data=SENT)
            if answer.status_code != 404:
                wrong.append(f"{method} {rule.rule} answered {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("path", ["/r/NOSUCHTOKEN", "/f/NOSUCH", "/w/no-such/", "/workshops/no-such/"])
def test_what_does_not_exist_tells_nothing(app, path):
    answer = browser_of(app, "organizer", factories.a_workshop()).get(path)
    assert answer.status_code == 404


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the library leaves a refused upload open
def test_an_upload_over_the_limit_is_refused_with_the_reason(app):
    workshop = factories.a_workshop()
    browser = browser_of(app, "organizer", workshop)
    from io import BytesIO

    for size, status in ((11, 422), (26, 413)):
        files = {"files": (BytesIO(b"x" * size * 1024 * 1024), "big.xlsx"), "home": ""}
        answer = browser.post(f"/workshops/{workshop.slug}/nominations/", data=files)
        assert answer.status_code in (status, 200), size
        assert "10 MB" in answer.text, size
        del answer, files
        gc.collect()  # here, where the warning is expected, not in a later test
