"""`eventapp attendance import` and `export`, on the Almaty workshop as it came."""

import contextvars
import json

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from eventapp.attendance import queries
from eventapp.attendance.models import AttendanceBatch, AttendanceMark
from eventapp.cli import cli
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.registration import actions as registration
from eventapp.registration import queries as registrations
from tests.almaty import import_almaty
from tests.checkin.desk import NOW
from tests.conftest import SHARED

LIST = SHARED / "almaty-2016" / "nominations"


@pytest.fixture
def run(app):
    """Run `eventapp …`: the result, with exit_code, stdout and stderr."""

    def invoke(*words):
        runner = app.test_cli_runner()
        result = contextvars.Context().run(lambda: runner.invoke(cli, [str(word) for word in words]))
        session.rollback()  # what the command wrote is read from here on
        return result

    return invoke


@pytest.fixture
def almaty(app):
    """The workshop with the first of its nomination lists read in and its people confirmed."""
    workshop = import_almaty()
    path = sorted(LIST.glob("*.xlsx"))[0]
    draft = registration.preview_list(workshop.id, path.name, path.read_bytes(), actor=SYSTEM, now=NOW)
    registration.apply_import(draft.id, workshop.id, actor=SYSTEM, now=NOW)
    for row in registrations.people(workshop.id):
        if row.state in ("nominated", "pending"):
            registration.confirm(row.id, workshop.id, actor=SYSTEM, now=NOW)
    return workshop


def a_list(tmp_path, workshop):
    people = registrations.confirmed(workshop.id)
    rows = [f"{row.person.badge_name};29.03.2016 08:{number:02}" for number, row in enumerate(people)]
    path = tmp_path / "their scanner.csv"
    path.write_text("\n".join(["Name;Scanned", *rows, "Somebody Unknown;29.03.2016 09:00", rows[0]]), encoding="utf-8")
    return path, len(people)


def test_a_list_is_tried_read_in_once_and_exported(run, almaty, tmp_path):
    path, number = a_list(tmp_path, almaty)
    assert number > 3

    tried = run("attendance", "import", almaty.slug, path, "--dry-run", "--json")
    assert (tried.exit_code, tried.stderr) == (0, "")
    told = json.loads(tried.stdout)
    assert (told["read"], told["matched"], told["unknown"], told["duplicate"], told["marked"]) == (
        number + 2, number, 1, 1, 0,
    )  # fmt: skip
    assert [row["reason"] for row in told["rows"][-2:]] == [
        "Nobody of this workshop is found by what the row says.",
        "The same person at the same checkpoint as in row 2.",
    ]
    assert session.scalar(select(func.count(AttendanceBatch.id))) == 0

    done = run("attendance", "import", almaty.slug, path)
    assert done.stdout.splitlines()[-1] == f"{number} marks were made."
    assert run("attendance", "import", almaty.slug, path).stdout.splitlines()[-1] == "0 marks were made."
    assert session.scalar(select(func.count(AttendanceMark.id))) == number
    assert queries.attendance_counts(almaty)[0].present == number

    written = tmp_path / "attendance.xlsx"
    assert run("attendance", "export", almaty.slug, "-o", written).exit_code == 0
    row = next(load_workbook(written)["Indicators"].iter_rows(min_row=4, max_row=4, values_only=True))
    assert row[:5] == ("All", "Participants", number, number, number)


def test_a_checkpoint_for_the_whole_list(run, almaty, tmp_path):
    path, number = a_list(tmp_path, almaty)
    run("attendance", "import", almaty.slug, path, "--checkpoint", "day-2")
    assert [each.present for each in queries.attendance_counts(almaty) if each.checkpoint.is_venue] == [0, number, 0]


@pytest.mark.parametrize("words", [["--checkpoint", "day-9"], []])
def test_refusals_say_why_and_exit_with_one(run, almaty, tmp_path, words):
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name\nx\n" if words else b"%PDF-1.7")
    refused = run("attendance", "import", almaty.slug, path, *words)
    assert (refused.exit_code, refused.stdout, bool(refused.stderr)) == (1, "", True)
    assert run("attendance", "export", almaty.slug, "-o", tmp_path / "no" / "x.xlsx").exit_code == 1
