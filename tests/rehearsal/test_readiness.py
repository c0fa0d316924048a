"""Each check says what is missing, and is content once it is there."""

from datetime import datetime, timedelta
from uuid import uuid4

from eventapp.attendance import sheet_settings
from eventapp.certificates.models import CertificateTemplate, Signatory
from eventapp.checkin.models import Desk
from eventapp.core import backup, jobs, outbox, web
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.core.outbox import Message
from eventapp.core.texts import Texts
from eventapp.privacy import actions as privacy
from eventapp.registration.models import Badge
from eventapp.rehearsal import readiness
from eventapp.rehearsal.readiness import registry
from tests import factories
from tests.rehearsal.conftest import NOW


def level(workshop, key: str, now: datetime = NOW) -> str:
    with web.current_app.test_request_context("http://localhost/"):
        found = {each.check.key: each.answer for each in readiness.look(workshop, now)}
    return str(found[key].level)


def put(*rows) -> None:
    with transaction():
        session.add_all(rows)


def a_desk(workshop, **changes) -> Desk:
    facts = {"seen_at": NOW, "list_at": NOW, "paired_at": NOW, "expires_at": NOW + timedelta(days=5), **changes}
    return Desk(public_id=uuid4(), workshop_id=workshop.id, name="Door", created_at=NOW, created_by="x", **facts)


def test_every_check_answers_at_an_empty_workshop_and_at_a_full_one(app, workshop, caplog):
    for each in (factories.a_workshop(), workshop):
        assert "could not be checked" not in " ".join(found.answer.text for found in readiness.look(each, NOW))
    assert caplog.records == []


def test_badges(workshop):
    assert level(workshop, "badges-printed") == "missing"
    with transaction():
        for badge in session.query(Badge):
            badge.printed_at = NOW
    assert level(workshop, "badges-printed") == "ok"
    assert level(workshop, "badge-paper") == "ok"
    assert level(workshop, "names-approved") == "warn"


def test_desks(workshop):
    assert level(workshop, "desks-paired") == "missing"
    put(a_desk(workshop))
    assert (level(workshop, "desks-paired"), level(workshop, "desks-seen")) == ("warn", "ok")
    put(a_desk(workshop, list_at=None, clock_offset=600))
    assert level(workshop, "desks-paired") == "ok"
    assert (level(workshop, "desks-seen"), level(workshop, "desks-clock")) == ("warn", "warn")


def test_the_address_is_that_by_which_people_come(workshop):
    assert level(workshop, "base-url") == "ok"
    with web.current_app.test_request_context("http://localhost:8000/"):
        found = {each.check.key: each.answer for each in readiness.look(workshop, NOW)}
    assert found["base-url"].level == "ok"  # both are this machine


def test_rooms(workshop):
    assert level(workshop, "room-capacity") == "warn"
    with transaction():
        for room in workshop.rooms:
            room.capacity = 40
    assert level(workshop, "room-capacity") == "ok"


def test_forms_and_languages(workshop):
    assert (level(workshop, "forms"), level(workshop, "room-codes")) == ("ok", "ok")
    factories.a_session(
        workshop,
        title=Texts(en="Only English"),
        starts_at=NOW + timedelta(days=1),
        ends_at=NOW + timedelta(days=1, hours=1),
    )
    assert (level(workshop, "forms"), level(workshop, "room-codes"), level(workshop, "texts")) == ("warn",) * 3


def test_papers(workshop):
    assert {level(workshop, key) for key in ("sheet-number", "certificates", "consent", "retention")} == {"warn"}
    with transaction():
        kept = sheet_settings.settings_of(workshop).as_json()
        workshop.sheets = {**kept, "project_number": "2015/365-543"}
        workshop.retention = {"identity_days": 30}
        session.add(Signatory(workshop_id=workshop.id, position=1, name=Texts(en="A"), title=Texts(en="B")))
        session.add(
            CertificateTemplate(
                workshop_id=workshop.id, kind="participation", changed_at=NOW, changed_by="x", settings={}
            )
        )
    privacy.publish_consent(workshop.id, Texts(en="Yes?", ru="Да?"), actor=SYSTEM, now=NOW)
    assert {level(workshop, key) for key in ("sheet-number", "certificates", "consent", "retention")} == {"ok"}
    assert level(workshop, "emblem") == "ok"


def test_mail_that_waits(workshop):
    put(
        Message(
            id=uuid4(), workshop_id=workshop.id, kind="x", recipient="a@b.org", subject="s", body="b", created_at=NOW
        )
    )
    assert level(workshop, "mail", NOW + timedelta(hours=1)) == "warn"


def test_backup(workshop, tmp_path):
    settings = web.settings()
    (settings.data_dir / backup.LAST).unlink(missing_ok=True)  # of a test before this one
    assert level(workshop, "backup") == "missing"
    backup.write(tmp_path / "b.zip", settings, NOW)
    assert level(workshop, "backup") == "ok"
    assert level(workshop, "backup", NOW + timedelta(days=2)) == "warn"
    (settings.data_dir / backup.LAST).unlink()


def test_the_clock(workshop):
    with transaction():
        jobs.enqueue(outbox.JOB, "mail:of-the-clock", {}, now=NOW)
    assert level(workshop, "clock", NOW) == "ok"
    assert level(workshop, "clock", NOW - timedelta(hours=1)) == "missing"


def test_a_check_that_fails_does_not_keep_the_others_from_answering(workshop, monkeypatch, caplog):
    monkeypatch.setattr(registry, "_checks", dict(registry._checks))

    @registry.check("broken", "technical", "Broken")
    def broken(at):
        raise RuntimeError("no")

    assert level(workshop, "broken") == "warn"
    assert level(workshop, "agenda") == "ok"
    assert "broken" in caplog.text


def test_what_is_missing_stands_first(workshop):
    groups = readiness.grouped(readiness.look(workshop, NOW))
    for findings in groups.values():
        levels = [str(each.answer.level) for each in findings]
        assert levels == sorted(levels, key=["missing", "warn", "ok"].index)
