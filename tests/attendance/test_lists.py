"""Lists from another scanner: looked at, chosen, read in, undone. Nothing else is changed by them."""

import csv
import io
import time

import pytest
from sqlalchemy import func, select

from eventapp.attendance import actions, queries
from eventapp.attendance.lists.verdicts import summary
from eventapp.attendance.models import AttendanceBatch, AttendanceMark
from eventapp.core import stored
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.stored import StoredFile
from tests import factories
from tests.checkin.desk import NOW, a_guest, desk_of
from tests.registration.sheets import files


def a_list(*rows, head=("Badge", "Name", "Time")):
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue().encode()


def preview(workshop, data, filename="scans.csv", **more):
    return actions.preview_list(workshop.id, filename, data, actor=SYSTEM, now=NOW, **more)


def apply(workshop, draft):
    return actions.apply_list(workshop.id, draft.id, actor=SYSTEM, now=NOW)


def numbers(draft):
    return {name: number for name, number in summary(draft.report["lines"]).items() if number}


def present_at(workshop, key="day-1"):
    return set(queries.arrivals(workshop)[key])


@pytest.fixture
def guests(workshop, delegation):
    return [a_guest(delegation) for _number in range(3)]


def test_a_preview_saves_nothing_but_itself(workshop, guests):
    draft = preview(workshop, a_list([guests[0][1], "", "29.03.2016 08:40"], ["", "Nobody Known", "29.03.2016 08:41"]))
    assert numbers(draft) == {"read": 2, "matched": 1, "unknown": 1}
    assert session.scalar(select(func.count(AttendanceMark.id))) == 0
    assert present_at(workshop) == set()


def test_a_list_that_is_read_in_makes_marks_with_its_source_and_its_time(workshop, guests):
    (anna, code), (boris, _code), _clara = guests
    data = a_list([code, "", "29.03.2016 08:40"], ["", boris.person.latin_name, "30.03.2016 09:00"])
    draft = apply(workshop, preview(workshop, data))

    assert (draft.state, draft.report["marks"]) == ("applied", 2)
    assert [(row.registration_id, row.checkpoint, row.sources) for row in queries.attendance_rows(workshop)] == [
        (anna.id, "day-1", ("list",)),
        (boris.id, "day-2", ("list",)),
    ]
    assert stored.read(session.get_one(StoredFile, draft.file_id)) == data


def test_the_same_file_twice_changes_nothing(workshop, guests):
    data = a_list(*([code, "", "29.03.2016 08:40"] for _guest, code in guests))
    apply(workshop, preview(workshop, data))
    again = preview(workshop, data)
    assert numbers(again) == {"read": 3, "duplicate": 3}
    assert apply(workshop, again).report["marks"] == 0
    assert session.scalar(select(func.count(AttendanceMark.id))) == 3


def test_two_drafts_of_one_file_do_not_make_it_twice_either(workshop, guests):
    data = a_list([guests[0][1], "", "29.03.2016 08:40"])
    first, second = preview(workshop, data), preview(workshop, data)
    assert (apply(workshop, first).report["marks"], apply(workshop, second).report["marks"]) == (1, 0)


def test_undone_and_read_in_again(workshop, guests):
    data = a_list([guests[0][1], "", "29.03.2016 08:40"])
    draft = apply(workshop, preview(workshop, data))
    assert actions.undo_batch(workshop.id, draft.id, actor=SYSTEM, now=NOW) == 1
    assert present_at(workshop) == set()
    assert apply(workshop, preview(workshop, data)).report["marks"] == 1


def test_namesakes_are_chosen_by_hand_and_the_choice_stays(workshop, delegation):
    first, second = (
        factories.a_registration(delegation, factories.a_person(workshop, latin_name="Anna Kim", original_name=""))
        for _number in range(2)
    )
    draft = preview(workshop, a_list(["", "Anna Kim", "29.03.2016"], ["", "KIM Anna", "30.03.2016"]))
    assert numbers(draft) == {"read": 2, "unsure": 2}
    assert draft.report["lines"][0]["candidates"] == [first.id, second.id]

    for choices in ({2: second.id}, {3: 0}):
        draft = actions.reread_list(
            workshop.id, draft.id, checkpoint="", mapping={}, choices=choices, actor=SYSTEM, now=NOW
        )
    assert numbers(draft) == {"read": 2, "matched": 1, "unknown": 1}
    apply(workshop, draft)
    assert present_at(workshop) == {second.id}


def test_somebody_of_another_workshop_cannot_be_chosen(workshop, guests):
    stranger = factories.a_registration(factories.a_delegation(factories.a_type(factories.a_workshop())))
    draft = preview(workshop, a_list(["", "Nobody Known", "29.03.2016"]))
    draft = actions.reread_list(
        workshop.id, draft.id, checkpoint="", mapping={}, choices={2: stranger.id}, actor=SYSTEM, now=NOW
    )
    assert numbers(draft) == {"read": 1, "unknown": 1}


def test_columns_and_the_checkpoint_are_said_by_hand(workshop, guests):
    (guest, code) = guests[0]
    draft = preview(workshop, a_list([guest.person.latin_name, "x"], head=("Who", "What")))
    assert numbers(draft) == {"read": 1, "outside": 1}
    draft = actions.reread_list(
        workshop.id, draft.id, checkpoint="day-3", mapping={2: "other"}, choices={}, actor=SYSTEM, now=NOW
    )
    apply(workshop, draft)
    assert present_at(workshop, "day-3") == {guest.id}
    assert code


def test_who_left_since_the_preview_is_not_marked(workshop, guests):
    guest, code = guests[0]
    draft = preview(workshop, a_list([code, "", "29.03.2016 08:40"]))
    with transaction():
        session.merge(guest).state = "cancelled"
    assert apply(workshop, draft).report["marks"] == 0
    assert numbers(draft) == {"read": 1, "outside": 1}


def test_a_draft_put_aside_leaves_nothing(workshop, guests):
    draft = preview(workshop, a_list([guests[0][1], "", "29.03.2016"]))
    actions.drop_list(workshop.id, draft.id, actor=SYSTEM, now=NOW)
    assert session.scalar(select(func.count(AttendanceBatch.id))) == 0
    assert session.scalar(select(func.count(StoredFile.id))) == 0


def test_what_is_read_in_is_not_read_in_again_or_dropped(workshop, guests):
    draft = apply(workshop, preview(workshop, a_list([guests[0][1], "", "29.03.2016"])))
    for act in (actions.apply_list, actions.drop_list):
        with pytest.raises(UserError, match="no longer waiting"):
            act(workshop.id, draft.id, actor=SYSTEM, now=NOW)


def test_only_organizers_read_lists_in(workshop, guests):
    desk = desk_of(workshop)
    with pytest.raises(Denied):
        actions.preview_list(workshop.id, "a.csv", a_list(), actor=desk, now=NOW)
    draft = preview(workshop, a_list([guests[0][1], "", "29.03.2016"]))
    for act in (actions.apply_list, actions.drop_list):
        with pytest.raises(Denied):
            act(workshop.id, draft.id, actor=desk, now=NOW)


def test_a_checkpoint_that_is_not_there_is_refused(workshop, guests):
    with pytest.raises(Missing):
        preview(workshop, a_list([guests[0][1], "", ""]), checkpoint="day-9")


@pytest.mark.parametrize(
    ("data", "filename"),
    [
        (b"", "a.csv"),
        (b"   \n", "a.csv"),
        (b"%PDF-1.7", "a.pdf"),
        (b"\x89PNG\r\n", "a.csv"),
        (b"PK\x03\x04 not really", "a.xlsx"),
        (b"Colour,Size\nred,1\n", "a.csv"),
        (b"Name,Time\n", "a.csv"),
        (files.raw_xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "far.xlsx"),
        (files.raw_xlsx("", before='<!DOCTYPE x [<!ENTITY a "b">]>'), "entities.xlsx"),
        (files.with_part(files.xlsx([["Name"], ["A"]]), "xl/vbaProject.bin"), "macros.xlsx"),
    ],
    ids=["empty", "blank", "pdf", "picture", "broken", "no people", "no rows", "far away", "entities", "macros"],
)
def test_hostile_and_useless_files_are_refused_with_a_reason(workshop, guests, data, filename):
    with pytest.raises(Invalid) as refused:
        preview(workshop, data, filename)
    assert set(refused.value.fields) == {"file"}
    assert session.scalar(select(func.count(AttendanceBatch.id))) == 0
    assert session.scalar(select(func.count(StoredFile.id))) == 0


def test_formulas_and_long_texts_are_only_text(workshop, guests):
    draft = preview(
        workshop,
        a_list(["=HYPERLINK(1)", "x" * 5000, "=1+1"], ["\u202e", "<script>alert(1)</script>", "29.03.2016"]),
    )
    assert numbers(draft) == {"read": 2, "unknown": 2}
    assert len(draft.report["lines"][0]["who"]) == 500


def test_a_workbook_of_excel_with_real_times(workshop, guests):
    from datetime import datetime

    guest, code = guests[0]
    rows = [["Ticket", "Scanned at"], [code, datetime(2016, 3, 29, 9, 5)]]  # noqa: DTZ001 - Excel knows no zones
    apply(workshop, preview(workshop, files.xlsx(rows), "scans.xlsx"))
    (row,) = queries.attendance_rows(workshop)
    assert (row.registration_id, row.at.isoformat()) == (guest.id, "2016-03-29T03:05:00+00:00")


def test_five_thousand_rows(workshop, delegation, guests):
    rows = [[guests[number % 3][1], "", f"29.03.2016 {9 + number % 8:02}:{number % 60:02}"] for number in range(5000)]
    began = time.monotonic()
    draft = apply(workshop, preview(workshop, a_list(*rows)))
    assert numbers(draft) == {"read": 5000, "matched": 3, "duplicate": 4997}
    assert time.monotonic() - began < 30
