"""The notes workbook out, edited, and back in."""

import json
from io import BytesIO

import openpyxl
import pytest

from eventapp.core.errors import Denied, Invalid
from eventapp.notes import queries, workbook
from eventapp.notes.actions import add_note, import_notes, remove_note
from eventapp.notes.facts import NoteFacts, facts_of
from eventapp.notes.files import codes, report_notes, report_recommendations, write_workbook
from exports.excel import NOTE_COLUMNS
from tests import factories
from tests.people import NOW

FIRST = 4
"""The row of the first note."""


def everything(workshop):
    return [(note.number, facts_of(note), note.version) for note in queries.notes(workshop.id)]


def exported(workshop, language="en", *, sensitive=True):
    return write_workbook(workshop, language, sensitive=sensitive, now=NOW)


def edited(data, changes, new=()):
    """The workbook with {(note number, column key): value} changed and rows added below."""
    book = openpyxl.load_workbook(BytesIO(data))
    page = book.worksheets[0]
    keys = {cell.value: cell.column for cell in page[1]}
    rows = {page.cell(row, keys["number"]).value: row for row in range(FIRST, page.max_row + 1)}
    for (number, key), value in changes.items():
        page.cell(rows[number], keys[key]).value = value
    for row, cells in enumerate(new, start=page.max_row + 1):
        for key, value in cells.items():
            page.cell(row, keys[key]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def taken(workshop, actor, data, **options):
    return import_notes(workshop.id, workbook.read(data, "notes.xlsx"), actor=actor, now=NOW, **options)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_out_and_in_again_changes_nothing(almaty, rapporteur, language):
    before = everything(almaty)
    result = taken(almaty, rapporteur, exported(almaty, language))
    assert result.plain() == {"rows": 45, "changed": 0, "unchanged": 45, "new": 0, "refused": 0, "refusals": []}
    assert everything(almaty) == before


@pytest.mark.parametrize(
    "text", ["=1+1", "+992 37", "-5 to 3", "@all", "_x0041_", "'quoted'", "two\nlines", "Бо «кавычки»", "e\u0301"]
)
def test_any_text_survives_the_journey(almaty, rapporteur, text):
    add_note(almaty.id, NoteFacts(kind="finding", text=text, title=text), actor=rapporteur, now=NOW)
    assert taken(almaty, rapporteur, exported(almaty)).plain()["unchanged"] == 46


def test_sensitive_notes_leave_only_when_asked_for(almaty):
    def numbers(data):
        return [row.number for row in workbook.read(data, "notes.xlsx")]

    assert "21" not in numbers(exported(almaty, sensitive=False))
    assert len(numbers(exported(almaty, sensitive=False))) == 44
    assert "21" in numbers(exported(almaty))


def test_edited_cells_change_their_notes_and_nothing_else(almaty, rapporteur):
    before = everything(almaty)
    data = edited(
        exported(almaty),
        {
            (1, "text"): "Better said.",
            (2, "theme"): "regional",
            (6, "attribution_type"): "participant",
            (17, "figures"): "planned: 50; trained: 320",
            (40, "addressees"): "Governments",
            (3, "sensitive"): "yes",
            (13, "country"): "Kyrgyzstan",
        },
    )
    result = taken(almaty, rapporteur, data)
    assert result.plain() == {"rows": 45, "changed": 7, "unchanged": 38, "new": 0, "refused": 0, "refusals": []}
    after = {number: facts for number, facts, _version in everything(almaty)}
    assert after[1].text == "Better said."
    assert (after[2].theme, after[6].said_by, after[13].country) == ("regional", "participant", "KG")
    assert [figure.value for figure in after[17].figures] == [50, 320]
    assert (after[40].addressees, after[3].sensitive) == (("Governments",), True)
    untouched = set(range(1, 46)) - {1, 2, 3, 6, 13, 17, 40}
    assert {number: facts for number, facts, _v in before if number in untouched} == {
        number: after[number] for number in untouched
    }


def test_a_row_without_a_number_is_a_new_note_once(almaty, rapporteur):
    new = {"kind": "finding", "session": "d3-s10", "text": "=HYPERLINK(1)", "theme": "regional"}
    data = edited(exported(almaty), {}, [new])
    book = openpyxl.load_workbook(BytesIO(data))
    row = book.worksheets[0].max_row
    text = book.worksheets[0].cell(row, NOTE_COLUMNS.index("text") + 1)
    text.data_type = "s"
    out = BytesIO()
    book.save(out)
    assert taken(almaty, rapporteur, out.getvalue()).plain()["new"] == 1
    assert facts_of(queries.by_number(almaty.id, 46)).text == "=HYPERLINK(1)"
    assert taken(almaty, rapporteur, out.getvalue()).plain()["new"] == 0


def test_a_formula_stays_text(almaty, rapporteur):
    taken(almaty, rapporteur, edited(exported(almaty), {(1, "text"): "=1+1"}))
    assert queries.by_number(almaty.id, 1).text == "=1+1"


def test_bad_rows_are_refused_by_row_and_column_and_good_ones_kept(almaty, rapporteur):
    remove_note(almaty.id, 9, actor=rapporteur, now=NOW)
    data = edited(
        exported(almaty),
        {
            (1, "kind"): "poem",
            (2, "session"): "d9",
            (3, "country"): "Atlantis",
            (4, "text"): None,
            (6, "attribution_type"): None,
            (17, "figures"): "many",
            (7, "sensitive"): "perhaps",
            (8, "text"): "Kept.",
        },
        [{"number": 99, "kind": "finding", "text": "x"}, {"number": 9, "kind": "finding", "text": "x"}, {"text": "x"}],
    )
    result = taken(almaty, rapporteur, data).plain()
    assert (result["changed"], result["new"], result["refused"]) == (1, 0, 10)
    assert queries.by_number(almaty.id, 8).text == "Kept."
    places = [(each["number"], each["column"], each["field"]) for each in result["refusals"]]
    assert places == [
        (1, "B", "kind"),
        (2, "C", "session"),
        (3, "K", "country"),
        (4, "F", "text"),
        (6, "G", "attribution_type"),
        (7, "N", "sensitive"),
        (17, "L", "figures"),
        (99, "A", "number"),
        (9, "A", "number"),
        (None, "B", "kind"),
    ]
    assert result["refusals"][0] == {
        "row": FIRST, "number": 1, "column": "B", "field": "kind", "reason": "“poem” is not a kind of note."
    }  # fmt: skip


def test_a_number_that_stands_twice_is_taken_once(almaty, rapporteur):
    data = edited(exported(almaty), {(1, "text"): "First."}, [{"number": 1, "kind": "finding", "text": "Second."}])
    assert [each["reason"] for each in taken(almaty, rapporteur, data).plain()["refusals"]] == [
        "This number stands in an earlier row already."
    ]
    assert queries.by_number(almaty.id, 1).text == "First."


def test_a_dry_run_says_the_same_and_writes_nothing(almaty, rapporteur):
    data, before = edited(exported(almaty), {(1, "text"): "Better said.", (2, "kind"): "poem"}), everything(almaty)
    dry = taken(almaty, rapporteur, data, dry_run=True)
    assert everything(almaty) == before
    assert dry.of("changed")[0].changes[0][::2] == ("Text", "Better said.")
    assert taken(almaty, rapporteur, data).plain() == dry.plain()


def test_a_missing_row_or_column_takes_nothing_away(almaty, rapporteur):
    book = openpyxl.load_workbook(BytesIO(exported(almaty)))
    page = book.worksheets[0]
    page.delete_rows(FIRST + 1)
    page.delete_cols(NOTE_COLUMNS.index("theme") + 1)
    out = BytesIO()
    book.save(out)
    before = everything(almaty)
    assert taken(almaty, rapporteur, out.getvalue()).plain()["unchanged"] == 44
    assert everything(almaty) == before


def test_names_in_an_edited_text_are_refused_until_agreed(almaty, rapporteur):
    person = factories.a_person(almaty, latin_family="Osmonova")
    factories.a_registration(factories.a_delegation(factories.a_type(almaty)), person)
    data = edited(exported(almaty), {(1, "text"): "Ms Osmonova disagreed."})
    assert [each["column"] for each in taken(almaty, rapporteur, data).plain()["refusals"]] == ["F"]
    assert taken(almaty, rapporteur, data, names_agreed=True).plain()["changed"] == 1


def _csv():
    return b"number;kind\n1;finding\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04 broken", "The file is damaged"),
        (_csv(), "This is not a notes workbook"),
    ],
)
def test_a_file_that_is_no_notes_workbook_is_refused(app, data, reason):
    with pytest.raises(Invalid, match=reason):
        workbook.read(data, "notes.csv" if data.startswith(b"number") else "notes.xlsx")


def test_a_facilitator_brings_nothing_in(almaty):
    from eventapp.core.actors import Actor, Role

    actor = Actor("f", roles=frozenset({(almaty.id, Role.FACILITATOR)}))
    with pytest.raises(Denied):
        taken(almaty, actor, exported(almaty), dry_run=True)


def test_reports_are_told_the_same_notes(almaty):
    notes = report_notes(almaty, "en")
    assert len(notes) == 44
    assert (notes[5].kind, notes[5].attribution) == ("Quote", "a representative of an international organization")
    assert notes[16 - 0].figures == "planned: 50; trained: 300"
    assert len(report_notes(almaty, "en", sensitive=True)) == 45
    assert report_notes(almaty, "ru")[0].session == "Что мы знаем о процессах радикализации в Центральной Азии?"


def test_reports_are_told_the_recommendations_in_order(almaty):
    found = report_recommendations(almaty, "en")
    assert [item.number for item in found] == [1, 2, 3, 4, 5, 6]
    assert (found[0].title, found[0].addressees, found[0].note_number) == (
        "Sponsor knowledge, analysis and research networks",
        "Governments; International organizations",
        40,
    )


def test_the_code_lists_name_what_a_note_may_hold(almaty):
    lists = codes(almaty, "en")
    assert [choice.key for choice in lists["delegation_type"]][-2:] == ["secretariat", "participant"]
    assert lists["delegation_type"][0].label == "an official"
    assert len(lists["session"]) == 24
    assert {choice.key for choice in lists["country"][:5]} == {"AF", "KZ", "KG", "TJ", "TM"}


def test_the_commands(app, almaty, tmp_path):
    from eventapp.notes.commands import export_notes, import_file

    run = app.test_cli_runner()
    path = tmp_path / "notes.xlsx"
    assert run.invoke(export_notes, [almaty.slug, "-o", str(path)]).exit_code == 0
    path.write_bytes(edited(path.read_bytes(), {(1, "text"): "Better said.", (2, "kind"): "poem"}))
    dry = run.invoke(import_file, [almaty.slug, str(path), "--dry-run"])
    assert "row 5, column B: “poem” is not a kind of note." in dry.output
    done = json.loads(run.invoke(import_file, [almaty.slug, str(path), "--json"]).output)
    assert {key: done[key] for key in ("rows", "changed", "unchanged", "new", "refused")} == {
        "rows": 44, "changed": 1, "unchanged": 42, "new": 0, "refused": 1
    }  # fmt: skip
