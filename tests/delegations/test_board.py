"""What the board says of each delegation, in how many queries, and the packs."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import event, func, select

from eventapp.core import stored
from eventapp.core.db import db, in_transaction, session, transaction
from eventapp.core.errors import UserError
from eventapp.core.stored import StoredFile
from eventapp.delegations import actions, pack, queries
from eventapp.delegations.commands import delegations
from eventapp.delegations.queries import BoardFilter
from eventapp.registration import codes
from eventapp.registration import queries as registration
from eventapp.registration.actions import focal_links
from eventapp.registration.models import Delegation
from eventapp.tasks.models import Task
from eventapp.workshops.queries import by_id
from tests import factories
from tests.people import NOW, browser_of
from tests.work import run_all_work


def people(delegation, *sexes: str, **changes) -> list:
    workshop = by_id(delegation.workshop_id)
    facts = {"state": "nominated", **changes}
    return [factories.a_registration(delegation, factories.a_person(workshop, sex=sex), **facts) for sex in sexes]


@pytest.fixture
def row_of(workshop, delegation):
    def found():
        session.rollback()
        return next(row for row in queries.board(workshop, "en") if row.delegation.id == delegation.id)

    return found


def test_a_row_counts_people_by_state_and_sex(delegation, row_of):
    people(delegation, "female", "undisclosed")
    people(delegation, "male", state="confirmed", funding="funded")
    people(delegation, "female", state="declined")
    row = row_of()
    assert (row.named, row.empty, row.confirmed, row.waiting, row.arrived) == (3, 0, 1, 0, 0)
    assert (row.women, row.men, row.unstated, row.funded) == (1, 1, 1, 1)


def test_last_contact_is_the_latest_message_to_anybody_of_them(delegation, workshop, organizer, row_of):
    assert (row_of().last_contact, row_of().link) == (None, "made")
    focal_links.send_focal_link(delegation.id, workshop.id, actor=organizer, now=NOW)
    later = NOW + timedelta(days=1)
    focal_links.remind_focal_point(delegation.id, workshop.id, actor=organizer, now=later)
    assert (row_of().last_contact, row_of().link) == (later, "sent")


def test_filters(delegation, kind, row_of, workshop):
    row = row_of()
    assert all(BoardFilter(lack=lack).takes(row) for lack in ("seats", "head", "contact", "link", ""))
    assert not BoardFilter(lack="data").takes(row)
    assert not BoardFilter(type_id=kind.id + 1).takes(row)


def test_who_comes_alone_needs_no_head(kind, workshop):
    factories.a_delegation(kind, country="KG", seats=1)
    assert [row.needs_head for row in queries.board(workshop, "en")] == [False]


def test_the_number_of_queries_does_not_grow(delegation, kind, workshop):
    def count() -> int:
        session.rollback()
        seen: list[str] = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        queries.board(workshop, "en")
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    workshop.id  # noqa: B018 - loaded before
    few = count()
    for country in ("KG", "TJ", "TM"):
        people(factories.a_delegation(kind, country=country, seats=2), "male", "female")
    assert count() == few


def test_a_pack_holds_letter_sheet_link_and_code(name, delegation, workshop):
    name("Ann One")
    data = pack.pack(delegation, workshop, registration.of_delegation(delegation.id), NOW)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == [
            "README.txt",
            "kazakhstan-letter.docx",
            "kazakhstan-letter.pdf",
            "kazakhstan-link-qr.png",
            "kazakhstan-link.txt",
            "kazakhstan-nomination-sheet.xlsx",
        ]
        assert archive.read("kazakhstan-letter.pdf").startswith(b"%PDF")
        assert archive.read("kazakhstan-link.txt").decode().strip() == codes.focal_url(delegation)
        book = load_workbook(io.BytesIO(archive.read("kazakhstan-nomination-sheet.xlsx")))
    cells = [cell.value for row in book.active.iter_rows() for cell in row if cell.value]
    assert codes.delegation_key(delegation) in cells
    assert "Ann One" in cells


def test_a_pack_is_in_the_language_of_the_delegation(delegation, workshop):
    with transaction():
        delegation.language = "ru"
        session.add(delegation)
    assert pack.letter(delegation, workshop, NOW).delegation == "Казахстан"


def test_the_command_prints_the_board_the_link_and_the_packs(app, delegation, workshop, tmp_path):
    run = app.test_cli_runner()
    slug = workshop.slug
    told = json.loads(run.invoke(delegations, ["board", slug, "--json"]).output)
    assert [(row["delegation"], row["seats"], row["named"]) for row in told["delegations"]] == [("Kazakhstan", 3, 0)]
    assert "Kazakhstan" in run.invoke(delegations, ["board", slug]).output
    assert run.invoke(delegations, ["link", slug, "KZ"]).output.strip() == codes.focal_url(delegation)
    assert run.invoke(delegations, ["pack", slug, "-o", str(tmp_path)]).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"{delegation.type.key}-kazakhstan.zip"]


def test_a_free_seat_is_offered_to_who_is_next(app, delegation, workshop, row_of):
    people(delegation, "male", "male", "male", state="confirmed")
    first, second = (
        people(delegation, "female", state="waitlisted", waitlist_number=n, alternate=True)[0] for n in (1, 2)
    )
    assert (row_of().next, row_of().alternates) == (None, 2)  # all seats are taken
    with transaction():
        session.get_one(Delegation, delegation.id).seats = 4
    assert row_of().next == first
    browser = browser_of(app, "organizer", workshop)
    board = browser.get(f"/workshops/{workshop.slug}/board/").get_data(as_text=True)
    assert f"Offer the freed seat to {first.person.list_name}" in board

    address = f"/workshops/{workshop.slug}/board/{delegation.id}/offer"
    assert browser.post(f"{address}/{first.id}").status_code == 303
    assert first.offered_until is not None
    assert row_of().next is None  # the seat is held for her
    assert browser.post(f"{address}/{second.id}").status_code == 409
    stranger = factories.a_registration(
        factories.a_delegation(factories.a_type(workshop)), state="waitlisted", waitlist_number=9
    )
    assert browser.post(f"{address}/{stranger.id}").status_code == 404


def test_packs_are_drawn_while_others_write_and_a_problem_is_of_one(workshop, kind, delegation, organizer, monkeypatch):
    others = [factories.a_delegation(kind, country=code, seats=1) for code in ("KG", "TJ")]
    draw, writable = pack.pack, []

    def drawn(row, *rest):
        writable.append(not in_transaction())
        if row.country == "KG":
            raise UserError("No paper")
        return draw(row, *rest)

    monkeypatch.setattr(pack, "pack", drawn)
    ids = [delegation.id, *(row.id for row in others)]
    task = actions.packs_in_background(ids, workshop.id, actor=organizer, now=NOW)
    run_all_work(NOW)
    session.rollback()
    task = session.get_one(Task, task.id)
    assert (task.state, task.done, writable) == ("done", 3, [True, True, True])
    assert [problem["why"] for problem in task.problems] == ["No paper"]
    with zipfile.ZipFile(io.BytesIO(stored.read(session.get_one(StoredFile, task.file_id)))) as archive:
        assert {name.split("/")[0][-2:] for name in archive.namelist()} == {"an"}
    assert session.scalar(select(func.count(StoredFile.id))) == 1  # the single packs are forgotten
