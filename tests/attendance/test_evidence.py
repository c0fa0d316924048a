"""Scans of signed sheets, the closing sheet and its checksum."""

import hashlib
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from eventapp.agenda import removal
from eventapp.attendance import actions as attendance
from eventapp.attendance import closing_files
from eventapp.attendance.actions import evidence, sheets
from eventapp.attendance.queries import closing
from eventapp.attendance.queries import evidence as reading
from eventapp.attendance.queries.indicators import counted
from eventapp.attendance.sheet_settings import settings_of
from eventapp.cli import cli
from eventapp.core import web
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.audit import history
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing
from eventapp.core.stored import StoredFile
from eventapp.planning.actions import copy_workshop
from eventapp.planning.facts import NewWorkshop
from eventapp.privacy import classes
from eventapp.workshops.models import Workshop
from tests import factories
from tests.attendance.paper import A_PDF, a_scan, pages
from tests.checkin import desk
from tests.factories import NOW
from tests.people import browser_of


@pytest.fixture
def organizer(workshop):
    return Actor("Aizhan", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


@pytest.fixture
def came(workshop, delegation):
    """Two women and a man of Kazakhstan on the first day, one of the women on the second."""
    rows = []
    for sex in ("female", "female", "male"):
        person = factories.a_person(workshop, sex=sex)
        registration, code = desk.a_guest(delegation, person=person)
        rows.append(registration)
        desk.scan(workshop, desk.a_reading(code))
        if len(rows) == 1:
            desk.scan(workshop, desk.a_reading(code, minutes=24 * 60, checkpoint="day-2"))
    return rows


def added(workshop, actor, data=A_PDF, name="scan.pdf", **place):
    return evidence.add_evidence(workshop.id, data, name, **(place or {"checkpoint": "day-1"}), actor=actor, now=NOW)


def test_a_scan_is_kept_byte_for_byte_and_sealed(workshop, organizer):
    row = added(workshop, organizer, a_scan(), "C:\\page 1.jpeg")
    file = session.get_one(StoredFile, row.file_id)
    assert (file.filename, file.mime, file.sealed) == ("page 1.jpg", "image/jpeg", True)
    assert file.sha256 == hashlib.sha256(a_scan()).hexdigest()
    assert reading.bytes_of(workshop.id, row.public_id) == a_scan()
    assert a_scan() not in (web.settings().uploads / file.stored_as).read_bytes()


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"%PDF-1.4 cut", a_scan()[:200], a_scan("GIF"), a_scan("WEBP"), b"<svg/>"]
)
def test_what_is_no_scan_is_refused_at_its_field(workshop, organizer, data):
    with pytest.raises(Invalid) as refused:
        added(workshop, organizer, data)
    assert "file" in refused.value.fields or refused.value.message
    assert reading.evidence(workshop) == []


def test_the_same_file_twice_is_refused(workshop, organizer):
    added(workshop, organizer)
    with pytest.raises(Invalid, match=r"scan\.pdf"):
        added(workshop, organizer, name="again.pdf", checkpoint="day-2")


def test_a_scan_belongs_to_a_sheet_or_a_checkpoint_of_the_workshop(workshop, organizer, came):
    sheets.print_sheets(workshop.id, ["day-2"], address=str, actor=organizer, now=NOW)
    added(workshop, organizer, sheet_number=1)
    found = reading.evidence(workshop)[0]
    assert (found.checkpoint, found.sheet_number) == ("day-2", 1)
    with pytest.raises(Missing):
        added(workshop, organizer, a_scan(), sheet_number=2)
    with pytest.raises(Missing):
        added(workshop, organizer, a_scan(), checkpoint="day-7")
    with pytest.raises(Denied):
        added(workshop, desk.desk_of(workshop), a_scan())


def test_removing_deletes_the_file_and_the_history_keeps_its_checksum(workshop, organizer):
    row = added(workshop, organizer)
    path = web.settings().uploads / session.get_one(StoredFile, row.file_id).stored_as
    row_id = row.id
    evidence.remove_evidence(workshop.id, row.public_id, actor=organizer, now=NOW)
    assert not path.exists()
    assert history("sheet_evidence", row_id)[0].facts["sha256"] == hashlib.sha256(A_PDF).hexdigest()


def test_the_closing_figures(workshop, organizer, came):
    found = closing.closing(workshop)
    [total] = found.total
    assert (total.label, total.days, total.people, total.person_days) == ("Participants", (3, 1, 0), 3, 4)
    assert [(row.label, row.days, row.people) for row in found.by_sex] == [
        ("Female", (2, 1, 0), 2),
        ("Male", (1, 0, 0), 1),
    ]
    assert [(row.label, row.people, row.person_days) for row in found.by_country] == [("Kazakhstan", 3, 4)]
    assert [row.people for row in found.by_type] == [3]
    assert [(row.label, row.days) for row in found.by_source] == [("Scan", (3, 1, 0))]
    assert closing.closing(workshop, 2).total[0].days == (1,)
    with pytest.raises(Missing):
        closing.closing(workshop, 4)


def test_the_figures_are_those_of_the_indicators_whatever_the_rules(workshop, organizer, came):
    staff = factories.a_type(workshop, counts_as_participant=False)
    _interpreter, code = desk.a_guest(factories.a_delegation(staff))
    factories.a_session(workshop)
    item = factories.a_session(workshop)
    desk.scan(workshop, desk.a_reading(code))
    desk.scan(workshop, desk.a_reading(registration_id=came[0].id, minutes=40, checkpoint=item.key))
    for presence in ({}, {"day": "sessions", "day_share": 100}):
        with transaction():
            session.get_one(Workshop, workshop.id).presence = presence
        found, other = closing.closing(workshop), counted(workshop).figures
        assert found.total[0].label == "Participants"
        assert found.total[0].person_days == other.total.person_days
        assert {row.label: row.person_days for row in found.by_sex if row.person_days} == {
            {"female": "Female", "male": "Male"}[sex]: each.person_days
            for sex, each in other.by_sex.items()
            if each.person_days
        }
        assert found.rules == counted(workshop).rules


def test_sources_stand_apart_and_corrections_are_seen(workshop, organizer, came):
    sheets.print_sheets(workshop.id, ["day-1"], address=str, actor=organizer, now=NOW)
    sheets.tick_off(workshop.id, 1, [came[0].id], seen=[], actor=organizer, now=NOW)
    attendance.mark(
        workshop.id, [came[2].id], "day-1", False, source="correction", reason="Left", actor=organizer, now=NOW
    )
    rows = {row.label: row.days for row in closing.closing(workshop).by_source}
    assert rows == {
        "Scan": (2, 1, 0),
        "Paper": (1, 0, 0),
        "Scanned and signed": (1, 0, 0),
        "Taken out by a correction": (1, 0, 0),
    }


def test_the_checksum_is_that_of_the_zip_by_the_formula_on_the_sheet(workshop, organizer, came):
    added(workshop, organizer)
    added(workshop, organizer, a_scan(), "page.jpg")
    with zipfile.ZipFile(BytesIO(closing_files.evidence_zip(workshop, None))) as archive:
        digests = [hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()]
        register = archive.read("register.txt").decode()
    checksum = hashlib.sha256("".join(f"{digest}\n" for digest in sorted(digests)).encode()).hexdigest()
    assert closing.closing(workshop).checksum == checksum
    assert sorted(register.splitlines()) == sorted(
        [f"2016-03-29 {row.public_id}" for row in came] + [f"2016-03-30 {came[0].public_id}"]
    )
    text = "".join(" ".join(pages(closing_files.pdf(workshop, None, NOW))).split())
    assert checksum in text
    assert all(digest in text for digest in digests)


def test_a_day_has_its_own_files(workshop, organizer, came):
    added(workshop, organizer)
    added(workshop, organizer, a_scan(), checkpoint="day-2")
    assert [each.mime for each in closing.closing(workshop, 2).files] == ["image/jpeg"]


def test_what_was_changed_is_found(app, workshop, organizer, came):
    row = added(workshop, organizer)
    before = closing.checked(workshop)
    assert (before.files, before.damaged, before.checksum) == (1, (), closing.closing(workshop).checksum)
    run = app.test_cli_runner().invoke(cli, ["attendance", "verify", workshop.slug, "--checksum", before.checksum])
    assert run.exit_code == 0, run.output
    path = web.settings().uploads / session.get_one(StoredFile, row.file_id).stored_as
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert closing.checked(workshop).damaged == ("scan.pdf",)
    run = app.test_cli_runner().invoke(cli, ["attendance", "verify", workshop.slug])
    assert run.exit_code == 1
    assert "scan.pdf" in run.output


def test_a_changed_register_has_another_checksum(app, workshop, organizer, came):
    before = closing.closing(workshop).checksum
    attendance.mark(
        workshop.id, [came[1].id], "day-1", False, source="correction", reason="Left", actor=organizer, now=NOW
    )
    run = app.test_cli_runner().invoke(cli, ["attendance", "verify", workshop.slug, "--checksum", before])
    assert run.exit_code == 1
    assert "another checksum" in run.output


def test_scans_go_when_the_funders_period_is_over(workshop, organizer):
    row = added(workshop, organizer)
    path = web.settings().uploads / session.get_one(StoredFile, row.file_id).stored_as
    signed = next(each for each in classes.CLASSES if each.key == "signed_sheets")
    assert signed.held(workshop) == [row.id]
    with transaction():
        signed.purge(signed.held(workshop), NOW)
    assert (signed.held(workshop), path.exists()) == ([], False)


def test_a_copied_workshop_has_its_settings_but_no_logos_of_others(workshop, organizer, app):
    settings = replace(settings_of(workshop), project_number="ENI/2015/1", split=True, logos=(1, 2))
    sheets.change_sheet_settings(workshop.id, settings, actor=organizer, now=NOW)
    same = ("title", "city", "country", "starts_on", "ends_on", "timezone")
    facts = NewWorkshop(**{name: getattr(workshop, name) for name in same})
    copy = copy_workshop(workshop.id, facts, actor=SYSTEM, now=NOW)
    assert (settings_of(copy).project_number, settings_of(copy).split, settings_of(copy).logos) == (
        "ENI/2015/1",
        True,
        None,
    )


def test_a_session_with_a_signed_sheet_stays_in_the_agenda(workshop, organizer):
    item = factories.a_session(workshop)
    row = added(workshop, organizer, checkpoint=item.key)
    assert removal.reasons(item.id) == ["1 scan of a signed sheet belongs to it."]
    evidence.remove_evidence(workshop.id, row.public_id, actor=organizer, now=NOW)
    assert removal.reasons(item.id) == []


def test_what_belongs_to_another_workshop_is_missing(app, workshop, organizer):
    row = added(workshop, organizer)
    sheets.print_sheets(workshop.id, ["day-1"], empty=True, address=str, actor=organizer, now=NOW)
    mine = factories.a_workshop()
    browser = browser_of(app, "organizer", mine)
    address = f"/workshops/{mine.slug}/attendance"
    for path in ("sheets/1/", "sheets/1.pdf", f"evidence/{row.public_id}"):
        assert browser.get(f"{address}/{path}").status_code == 404
    for path in ("sheets/1/", "sheets/1/undo", f"evidence/{row.public_id}/remove"):
        assert browser.post(f"{address}/{path}").status_code == 404
