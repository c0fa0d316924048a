"""The seven lists that came in for the Almaty workshop, end to end, by command and by page."""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from eventapp.cli import cli
from eventapp.core.db import session
from eventapp.registration import queries
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Delegation, Registration
from eventapp.registration.sheets.reading import read_list
from tests.almaty import import_almaty
from tests.people import browser_of
from tests.registration.sheets.files import NOMINATIONS
from tests.registration.sheets.files import almaty as almaty_list

FILES = sorted(path.name for path in NOMINATIONS.iterdir())
WAITING = {
    "Daniiar Osmonov": "Kyrgyzstan",
    "Azamat Yolkin": "UN Women",
    "Nigora Osmonova": "UN Women",
    "Farrukh Zhumabayev": "UN Women",
    "Oguljan Yolkina": "Public association S (Kazakhstan)",
    "Ruslan Karimov": "Public association T (Tajikistan)",
}


@pytest.fixture
def almaty(app):
    return import_almaty()


@pytest.fixture
def command(app, almaty):
    """Run `eventapp nominations import almaty-2016 …`."""

    def run(*arguments: str):
        runner = app.test_cli_runner()
        return runner.invoke(cli, ["nominations", "import", "almaty-2016", *arguments])

    return run


def paths(*names: str) -> list[str]:
    return [str(NOMINATIONS / name) for name in names or FILES]


def numbers(result: dict) -> tuple[int, ...]:
    return tuple(result[what] for what in ("read", "imported", "waitlisted", "changed", "unchanged", "skipped"))


def test_the_command_reads_all_seven_in_and_tells_what_became_of_each_row(command, almaty):
    answer = json.loads(command(*paths(), "--json").output)

    assert {result["file"]: numbers(result) for result in answer["files"]} == {
        "afghanistan.xlsx": (5, 5, 0, 0, 0, 0),
        "kazakhstan.xlsx": (10, 10, 0, 0, 0, 0),
        "kyrgyzstan.xlsx": (9, 7, 1, 0, 0, 1),
        "organizations.xlsx": (14, 11, 3, 0, 0, 0),
        "public-associations.xlsx": (20, 18, 2, 0, 0, 0),
        "tajikistan.xlsx": (10, 7, 0, 0, 0, 3),
        "turkmenistan.csv": (7, 7, 0, 0, 0, 0),
    }
    tajikistan = next(result for result in answer["files"] if result["file"] == "tajikistan.xlsx")
    assert [(row["row"], row["column"], row["reason"]) for row in tajikistan["skipped_rows"]] == [
        (1, "A", "Text above the headings."),
        (10, "A", "The same person stands in row 6 already."),
        (14, "A", "A line of totals."),
    ]
    waiting = queries.people(almaty.id, queries.PeopleFilter(state="waitlisted"))
    found = {row.person.latin_name: delegation_label(row.delegation) for row in waiting}
    assert found == WAITING


def test_seats_are_exact_and_a_second_run_changes_nothing(command, almaty):
    command(*paths())
    again = json.loads(command(*paths(), "--json").output)

    assert [numbers(result)[1:4] for result in again["files"]] == [(0, 0, 0)] * 7
    assert {row.type.key: (row.held, row.waitlisted) for row in queries.type_seats(almaty.id)} == {
        "government": (36, 1),
        "civil-society": (18, 2),
        "international-organization": (5, 3),
        "regional-organization": (5, 0),
        "observer-state": (0, 0),
        "expert": (1, 0),
        "secretariat": (0, 0),
        "interpreter": (0, 0),
    }


def test_a_dry_run_saves_nothing(command):
    result = command(*paths("kyrgyzstan.xlsx"), "--dry-run")

    assert result.output.splitlines() == [
        "kyrgyzstan.xlsx: 9 rows read, 7 imported, 1 waitlisted, 1 skipped",
        "  row 11: Daniiar Osmonov is on the waiting list",
        "  row 1, column A: skipped. Text above the headings. (Список участников от Кыргызской Республики)",
    ]
    assert session.scalar(select(func.count()).select_from(Registration)) == 0


@pytest.mark.parametrize(
    ("named", "delegation"),
    [("KG", "Kyrgyzstan"), ("Кыргызстан", "Kyrgyzstan"), ("government:Tajikistan", "Tajikistan"), ("osce", "OSCE")],
)
def test_the_delegation_may_be_named(command, almaty, named, delegation):
    command(*paths("afghanistan.xlsx"), "--delegation", named)

    found = {delegation_label(row.delegation) for row in queries.people(almaty.id)}
    assert found == {delegation}


def test_an_unknown_delegation_and_a_file_that_is_none_are_refused_with_the_reason(command, almaty, tmp_path):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")

    unknown = command(*paths("afghanistan.xlsx"), "--delegation", "Atlantis")
    result = command(str(broken), *paths("afghanistan.xlsx"))

    assert (unknown.exit_code, unknown.stderr) == (1, "There is no delegation 'Atlantis' at this workshop.\n")
    assert result.exit_code == 1
    assert "broken.xlsx: This is not a workbook that can be read." in result.stderr
    assert "afghanistan.xlsx: 5 rows read, 5 imported" in result.stdout


def test_the_pages_show_the_same_before_anything_is_saved(app, almaty):
    browser = browser_of(app, "organizer", almaty)
    files = [(BytesIO((NOMINATIONS / name).read_bytes()), name) for name in FILES]

    answer = browser.post("/workshops/almaty-2016/nominations/", data={"files": files, "home": ""})

    assert answer.status_code == 302
    assert session.scalar(select(func.count()).select_from(Registration)) == 0
    page = browser.get("/workshops/almaty-2016/nominations/3").text
    assert "kyrgyzstan.xlsx" in page
    assert page.count("state-violet") == 1
    assert browser.post("/workshops/almaty-2016/nominations/3/apply").status_code == 302
    assert len(queries.people(almaty.id)) == 8


def test_precedence_orders_everybody_by_type_country_and_nomination(command, almaty):
    command(*paths())

    rows = queries.people(almaty.id, language="en")
    order = list(dict.fromkeys(delegation_label(row.delegation) for row in rows))
    assert order[:6] == ["Afghanistan", "Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", order[5]]
    russian = queries.delegations(almaty.id, "ru")
    assert [row.country for row in russian if row.type.key == "government"] == ["AF", "KZ", "KG", "TJ", "TM"]
    assert [row.rank for row in rows if row.delegation.country == "KZ" and row.type.key == "government"] == [
        *range(1, 11)
    ]


def test_the_list_of_participants_as_a_file(app, command, almaty, tmp_path):
    command(*paths())
    runner = app.test_cli_runner()
    workbook, paper = tmp_path / "list.xlsx", tmp_path / "list.pdf"

    for path in (workbook, paper):
        result = runner.invoke(cli, ["export", "participants", "almaty-2016", "-o", str(path), "--language", "ru"])
        assert result.exit_code == 0, result.output

    sheet = load_workbook(workbook).active
    held = session.scalar(select(func.count()).where(Registration.state == "nominated"))
    texts = [cell.value for row in sheet.iter_rows() for cell in row]
    assert held == 65
    assert {"Казахстан", "احمد کریمی", "Zhan-Éric KHAKIMOVA"} <= set(texts)
    assert not any("@" in str(text) for text in texts if text)
    assert paper.read_bytes().startswith(b"%PDF")


def test_delegations_of_the_lists_were_added_once(command, almaty):
    command(*paths())

    names = session.scalars(select(Delegation.organization).where(Delegation.organization != ""))
    assert sorted(name for name in names if not name.startswith("Public")) == [
        "CSTO", "European Union", "Hedayah", "Muflehun", "OSCE", "SCO RATS", "UN Women", "UNODC",
    ]  # fmt: skip


def test_every_name_is_kept_as_the_list_has_it_and_found_in_either_script(command, almaty):
    command(*paths())

    listed = {
        (row.latin_name or "", row.original_name or "")
        for name in FILES
        for row in read_list(almaty_list(name), name).rows
    }
    kept = {(row.person.latin_name, row.person.original_name) for row in queries.people(almaty.id)}
    assert kept == listed
    for latin, original in listed:
        for text in (latin, latin.upper(), original):
            found = queries.people(almaty.id, queries.PeopleFilter(text=text))
            assert (latin, original) in {(row.person.latin_name, row.person.original_name) for row in found}, text


def test_a_corrected_list_brings_the_difference_only(command, almaty, tmp_path):
    command(*paths())
    book = load_workbook(NOMINATIONS / "kazakhstan.xlsx")
    sheet = book.active
    headings = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(3, next(column for heading, column in headings.items() if "osition" in heading)).value = "Minister"
    sheet.append([cell.value for cell in sheet[2]])
    for heading, column in headings.items():
        if heading.lower().endswith("name"):
            sheet.cell(sheet.max_row, column).value = "Newcomer"
    corrected = tmp_path / "kazakhstan.xlsx"
    book.save(corrected)

    answer = json.loads(command(str(corrected), "--json").output)

    assert numbers(answer["files"][0]) == (11, 0, 1, 1, 9, 0)
    session.rollback()
    home = next(row for row in queries.delegations(almaty.id) if row.country == "KZ" and not row.organization)
    rows = queries.people(almaty.id, queries.PeopleFilter(delegation_id=home.id))
    assert [row.position for row in rows].count("Minister") == 1
    assert [(row.person.latin_name, row.state) for row in rows][-1] == ("Newcomer Newcomer", "waitlisted")


def test_a_list_undone_takes_its_people_and_delegations_along_and_nobody_elses(app, command, almaty):
    before = {delegation_label(row) for row in queries.delegations(almaty.id)}
    command(*paths("kazakhstan.xlsx", "public-associations.xlsx"))
    session.rollback()

    answer = browser_of(app, "organizer", almaty).post("/workshops/almaty-2016/nominations/2/undo")

    assert answer.status_code == 302
    assert {delegation_label(row) for row in queries.delegations(almaty.id)} == before
    assert [delegation_label(row.delegation) for row in queries.people(almaty.id)] == ["Kazakhstan"] * 10
    again = json.loads(command(*paths("public-associations.xlsx"), "--json").output)
    assert numbers(again["files"][0]) == (20, 18, 2, 0, 0, 0)
