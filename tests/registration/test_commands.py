"""`eventapp nominations import` and `eventapp export participants`: what they print, and how they end."""

import contextvars
import json

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from eventapp.cli import cli
from eventapp.core.db import session
from eventapp.registration.models import NominationImport, Registration
from tests import factories
from tests.registration.sheets.files import xlsx

ROWS = [
    ["Full name", "E-mail", "Sex"],
    ["Ann Lee", "ann@example.org", "F"],
    ["Bob Lee", "bob at example.org", "M"],
    ["Cid Lee", None, "M"],
    ["ann lee", "ann@example.org", "F"],
    ["Total: 4", None, None],
]


@pytest.fixture
def run(app):
    """Run `eventapp …`: the result, with exit_code, stdout and stderr."""

    def invoke(*words: object):
        runner = app.test_cli_runner()
        result = contextvars.Context().run(lambda: runner.invoke(cli, [str(word) for word in words]))
        session.rollback()  # what the command wrote is read from here on
        return result

    return invoke


@pytest.fixture
def delegation(workshop):
    return factories.a_delegation(factories.a_type(workshop, key="government", approval="nomination"), seats=2)


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "kazakhstan.xlsx"
    path.write_bytes(xlsx(ROWS))
    return path


def test_the_report_names_row_column_and_reason(run, workshop, delegation, listed):
    result = run("nominations", "import", workshop.slug, listed)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "kazakhstan.xlsx: 5 rows read, 2 imported, 1 waitlisted, 2 skipped",
        "  row 4: Cid Lee is on the waiting list",
        "  row 5, column A: skipped. The same person stands in row 2 already. (ann lee)",
        "  row 6, column A: skipped. A line of totals. (Total: 4)",
        "  row 3, column B: “bob at example.org” is not a valid e-mail address.",
    ]


def test_json_is_one_object_with_the_same_facts(run, workshop, delegation, listed):
    result = run("nominations", "import", workshop.slug, listed, "--json")

    told = json.loads(result.stdout)
    assert (told["workshop"], told["dry_run"], len(told["files"])) == (workshop.slug, False, 1)
    only = told["files"][0]
    assert {what: only[what] for what in ("file", "read", "imported", "waitlisted", "changed", "unchanged")} == {
        "file": "kazakhstan.xlsx", "read": 5, "imported": 2, "waitlisted": 1, "changed": 0, "unchanged": 0,
    }  # fmt: skip
    assert only["waitlisted_rows"] == [{"row": 4, "name": "Cid Lee"}]
    assert [(row["row"], row["column"], row["code"]) for row in only["skipped_rows"]] == [
        (5, "A", "duplicate"),
        (6, "A", "total"),
    ]
    assert [(row["row"], row["column"], row["code"]) for row in only["problems"]] == [(3, "B", "bad_email")]


def test_a_dry_run_tells_the_same_and_keeps_nothing(run, workshop, delegation, listed, settings):
    before = set(settings.uploads.iterdir())

    dry = json.loads(run("nominations", "import", workshop.slug, listed, "--dry-run", "--json").stdout)
    real = json.loads(run("nominations", "import", workshop.slug, listed, "--json").stdout)

    assert dry["dry_run"] is True
    assert dry["files"] == real["files"]
    assert [row.state for row in session.scalars(select(NominationImport).order_by(NominationImport.id))] == [
        "dropped",
        "applied",
    ]
    assert set(settings.uploads.iterdir()) == before


def test_a_file_that_is_not_there_keeps_no_other_from_being_read_in(run, workshop, delegation, listed, tmp_path):
    result = run("nominations", "import", workshop.slug, tmp_path / "missing.xlsx", listed)

    assert result.exit_code == 1
    assert "missing.xlsx: No such file or directory" in result.stderr
    assert len(session.scalars(select(Registration)).all()) == 3


@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        ("Atlantis", "There is no delegation 'Atlantis' at this workshop.\n"),
        ("press:KZ", "There is no delegation type 'press'.\n"),
        ("KZ", "Several delegations are called 'KZ': government:KZ, observer-state:KZ.\n"),
    ],
)
def test_a_delegation_that_is_unknown_or_not_the_only_one_is_refused(run, workshop, delegation, listed, named, refusal):
    factories.a_delegation(factories.a_type(workshop, key="observer-state"))

    result = run("nominations", "import", workshop.slug, listed, "--delegation", named)

    assert (result.exit_code, result.stderr) == (1, refusal)
    assert session.scalars(select(Registration)).all() == []


def test_unknown_workshops_are_a_refusal_and_missing_words_wrong_usage(run, workshop, listed, tmp_path):
    refused = run("nominations", "import", "nothing-here", listed)
    wrong = run("nominations", "import", workshop.slug)
    elsewhere = run("export", "participants", "nothing-here", "-o", tmp_path / "p.xlsx")
    ending = run("export", "participants", workshop.slug, "-o", tmp_path / "p.odt")

    assert (refused.exit_code, refused.stderr) == (1, "There is no workshop 'nothing-here'.\n")
    assert (elsewhere.exit_code, elsewhere.stderr) == (1, "There is no workshop 'nothing-here'.\n")
    assert (wrong.exit_code, ending.exit_code) == (2, 2)
    assert "xlsx" in ending.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kazakhstan.xlsx"]


def test_the_list_of_participants_is_in_order_without_who_does_not_come_and_formulas_stay_text(
    run, workshop, delegation, tmp_path
):
    formula = '=HYPERLINK("http://example.org";"Ann")'
    named = factories.a_person(workshop, latin_name=formula, latin_family="", latin_given="", original_name="")
    head = factories.a_person(workshop, latin_name="Bob Lee", latin_family="Lee", latin_given="Bob", original_name="")
    factories.a_registration(delegation, named, rank=1)
    factories.a_registration(delegation, head, rank=2, is_head=True, state="nominated")
    factories.a_registration(delegation, state="waitlisted", waitlist_number=1)
    path = tmp_path / "list.xlsx"

    result = run("export", "participants", workshop.slug, "-o", path)

    assert (result.exit_code, result.stdout) == (0, f"{path}: participants of {workshop.slug}, en\n")
    cells = [cell for row in load_workbook(path).active.iter_rows() for cell in row]
    names = [cell for cell in cells if cell.value in (formula, "Bob LEE")]
    assert [cell.value for cell in names] == ["Bob LEE", formula]
    assert {cell.data_type for cell in names} == {"s"}
    assert not any("Osmonova" in str(cell.value) for cell in cells)
