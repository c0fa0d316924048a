"""Nomination lists: looked at, read in, read in again, undone; nothing saved before, nothing doubled, nothing lost."""

import json
import uuid
from collections import Counter

import pytest
from sqlalchemy import func, select

from eventapp.checkin import actions as checkin
from eventapp.checkin.models import Scan
from eventapp.core.actors import NOBODY, SYSTEM
from eventapp.core.db import session
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.jobs import Job
from eventapp.core.outbox import Message
from eventapp.registration import actions, verdicts
from eventapp.registration.actions import Choice
from eventapp.registration.list_page import told_of_undoing
from eventapp.registration.models import Delegation, NominationImport, Person, Registration
from tests import factories
from tests.people import NOW
from tests.registration.sheets.files import xlsx

HEAD = ["Full name", "Email", "Position", "Organization"]
TWO = [HEAD, ["Ann Lee", "ann@example.org", "Adviser", "Ministry"], ["Bob Lee", None, "Director", "Ministry"]]


@pytest.fixture
def kazakhstan(workshop):
    return factories.a_delegation(factories.a_type(workshop, approval="nomination"), seats=3)


@pytest.fixture
def look(workshop, organizer):
    """Look at a list without reading it in."""

    def looked(rows, filename="kazakhstan.xlsx", **changes):
        data = rows if isinstance(rows, bytes) else xlsx(rows)
        facts = {"actor": organizer, "now": NOW, **changes}
        return actions.preview_list(workshop.id, filename, data, **facts)

    return looked


@pytest.fixture
def read_in(workshop, organizer, look):
    """Read a list in: its report's lines."""

    def read(rows, filename="kazakhstan.xlsx", **changes):
        draft = look(rows, filename, **changes)
        return actions.apply_import(draft.id, workshop.id, actor=organizer, now=NOW)

    return read


def told(draft) -> list[tuple[int, str, str]]:
    return [(line["row"], line["verdict"], line["reason"]) for line in draft.report["lines"]]


def count(table) -> int:
    return session.scalar(select(func.count()).select_from(table))


def test_looking_at_a_list_saves_nothing_but_the_draft(look, kazakhstan, settings):
    data = xlsx(TWO)

    draft = look(data)

    assert told(draft) == [(2, "new", ""), (3, "new", "")]
    assert (count(Registration), count(Person), count(Message)) == (0, 0, 0)
    assert (draft.state, draft.filename) == ("draft", "kazakhstan.xlsx")
    assert (settings.uploads / draft.stored_as).read_bytes() == data


def test_reading_in_nominates_in_the_order_of_rows_and_writes_to_those_with_an_address(read_in, kazakhstan, mails):
    read_in(TWO)

    rows = list(session.scalars(select(Registration).order_by(Registration.id)))
    assert [(row.person.latin_name, row.state, row.rank, row.source) for row in rows] == [
        ("Ann Lee", "nominated", 1, "import"),
        ("Bob Lee", "nominated", 2, "import"),
    ]
    assert {row.delegation_id for row in rows} == {kazakhstan.id}
    assert mails() == [("registration.nominated", "ann@example.org")]


def test_the_same_list_again_changes_nothing(read_in, kazakhstan, mails):
    read_in(TWO)

    again = read_in(TWO)

    assert told(again) == [(2, "unchanged", ""), (3, "unchanged", "")]
    assert (count(Registration), count(Person), len(mails())) == (2, 2, 1)


def test_a_list_may_change_what_is_known_and_says_what(read_in, kazakhstan):
    read_in(TWO)

    changed = read_in([HEAD, ["LEE Ann", "ann.lee@example.org", "Minister", "Ministry"]])

    line = changed.report["lines"][0]
    assert line["changes"] == {
        "latin_name": ["Ann Lee", "LEE Ann"],
        "latin_family": ["", "LEE"],
        "latin_given": ["", "Ann"],
        "email": ["ann@example.org", "ann.lee@example.org"],
        "position": ["Adviser", "Minister"],
    }
    assert count(Registration) == 2
    assert session.get_one(Registration, line["registration"]).position == "Minister"


def test_a_correction_made_since_is_not_undone_by_the_same_list(read_in, kazakhstan, workshop, organizer):
    done = read_in(TWO)
    ann = done.report["lines"][0]["registration"]
    actions.change_details(ann, workshop.id, {"position": "Minister"}, actor=organizer, now=NOW)

    again = read_in(TWO)

    assert told(again)[0] == (2, "unchanged", "")
    assert session.get_one(Registration, ann).position == "Minister"


def test_a_latin_name_somebody_wrote_is_not_overwritten_by_our_transliteration(
    read_in, kazakhstan, workshop, organizer
):
    rows = [["Ф.И.О.", "Должность"], ["Ёлкин Тимур", "Советник"]]
    done = read_in(rows)
    registration = done.report["lines"][0]["registration"]
    spelling = {"latin_name": "Timur Yolkin", "latin_family": "Yolkin", "latin_given": "Timur", "latin_proposed": False}
    actions.change_details(registration, workshop.id, spelling, actor=organizer, now=NOW)

    again = read_in([rows[0], ["Ёлкин Тимур", "Директор"]])

    assert list(again.report["lines"][0]["changes"]) == ["position"]
    assert session.get_one(Registration, registration).person.latin_name == "Timur Yolkin"


def test_people_beyond_the_seats_are_waitlisted_in_the_order_of_rows(read_in, kazakhstan, states):
    done = read_in([HEAD, *([f"Person {letter}", None, None, None] for letter in "ABCDE")])

    assert [line["verdict"] for line in done.report["lines"]] == ["new"] * 3 + ["waitlisted"] * 2
    assert Counter(states().values()) == {"nominated": 3, "waitlisted": 2}
    waiting = session.scalars(select(Registration).where(Registration.state == "waitlisted").order_by(Registration.id))
    assert [row.waitlist_number for row in waiting] == [1, 2]


def test_verdicts_are_made_anew_when_a_draft_is_read_in(look, kazakhstan, workshop, organizer, enter):
    draft = look(TWO)
    for name in ("Early", "Earlier"):
        enter(kazakhstan, name)

    done = actions.apply_import(draft.id, workshop.id, actor=organizer, now=NOW)

    assert told(done) == [(2, "new", ""), (3, "waitlisted", "")]


def test_a_delegation_without_seats_is_refused_with_the_row(read_in, workshop):
    factories.a_delegation(factories.a_type(workshop), seats=0)

    done = read_in(TWO)

    assert told(done) == [(2, "refused", "no_seats"), (3, "refused", "no_seats")]
    assert count(Registration) == 0


def test_a_list_that_says_nothing_about_its_delegation_is_refused_until_one_is_chosen(
    look, kazakhstan, workshop, organizer
):
    draft = look(TWO, "list.xlsx")
    assert told(draft) == [(2, "refused", "no_delegation"), (3, "refused", "no_delegation")]
    assert [line["column"] for line in draft.report["lines"]] == ["D", "D"]

    again = actions.reread_list(
        draft.id,
        workshop.id,
        choice=Choice(delegation_id=kazakhstan.id),
        mapping={3: "remarks"},
        actor=organizer,
        now=NOW,
    )

    assert told(again) == [(2, "new", ""), (3, "new", "")]
    assert "position" not in again.report["lines"][0]["said"]
    assert (again.delegation_id, again.report["mapping"]) == (kazakhstan.id, {"3": "remarks"})


def test_a_type_may_be_chosen_within_which_rows_find_their_delegation(read_in, workshop):
    kind = factories.a_type(workshop, quota=None)
    un_women = factories.a_delegation(kind, country="", organization="UN Women", seats=None)
    rows = [HEAD, ["Ann Lee", None, None, "UN women"], ["Bob Lee", None, None, "UNODC"], ["Cid Lee", None, None, None]]

    done = read_in(rows, "list.xlsx", choice=Choice(type_id=kind.id))

    assert told(done) == [(2, "new", ""), (3, "new", ""), (4, "refused", "no_delegation")]
    rows = list(session.scalars(select(Registration).order_by(Registration.id)))
    assert [row.delegation.organization for row in rows] == ["UN Women", "UNODC"]
    assert rows[0].delegation_id == un_women.id


def test_a_name_known_in_another_delegation_is_a_new_person_and_flagged(read_in, kazakhstan, enter):
    other = factories.a_delegation(kazakhstan.type, country="TJ", seats=2)
    enter(other, "Lee ANN")

    done = read_in(TWO)

    assert [line["twin"] for line in done.report["lines"]] == ["Tajikistan", ""]
    assert count(Person) == 3


def test_two_people_of_one_name_with_two_mailboxes_stay_two(read_in, kazakhstan):
    rows = [HEAD, ["Ann Lee", "a@example.org", None, "Ministry"], ["Ann Lee", "b@example.org", None, "Ministry"]]
    read_in(rows)

    again = read_in([rows[0], rows[2], rows[1]])

    assert [line["verdict"] for line in again.report["lines"]] == ["unchanged", "unchanged"]
    assert count(Registration) == 2


def test_who_cancelled_is_not_brought_back_by_a_list(read_in, kazakhstan, workshop, organizer, states):
    done = read_in(TWO)
    actions.cancel(done.report["lines"][0]["registration"], workshop.id, actor=organizer, now=NOW)

    again = read_in(TWO)

    assert told(again)[0] == (2, "unchanged", "gone")
    assert states()["Ann Lee"] == "cancelled"


def test_undoing_removes_whom_the_list_brought_with_their_unsent_mail(read_in, kazakhstan, workshop, organizer):
    done = read_in(TWO)

    undone = actions.undo_import(done.id, workshop.id, actor=organizer, now=NOW)

    assert (undone.removed, undone.kept) == (2, 0)

    assert [count(table) for table in (Registration, Person, Message, Job)] == [0, 0, 0, 0]
    with pytest.raises(UserError, match="Only a list that was read in"):
        actions.undo_import(done.id, workshop.id, actor=organizer, now=NOW)


def test_undoing_keeps_who_was_decided_about_or_changed_and_lets_people_move_up(
    read_in, kazakhstan, workshop, organizer, enter, states
):
    done = read_in([HEAD, *([name, None, None, None] for name in ("Ann", "Bob", "Cid"))])
    ann, bob, _cid = (line["registration"] for line in done.report["lines"])
    actions.confirm(ann, workshop.id, actor=organizer, now=NOW)
    actions.change_details(bob, workshop.id, {"phone": "+7 701"}, actor=organizer, now=NOW)
    enter(kazakhstan, "Waits")

    undone = actions.undo_import(done.id, workshop.id, actor=organizer, now=NOW)

    assert (undone.removed, undone.kept) == (1, 2)

    assert states() == {"Ann": "confirmed", "Bob": "nominated", "Waits": "nominated"}


def test_undoing_keeps_who_was_scanned_with_the_scan(read_in, kazakhstan, workshop, organizer, states):
    done = read_in(TWO)
    ann = done.report["lines"][0]["registration"]
    at = {"scanned_at": NOW, "registration_id": ann}
    checkin.receive_scans(workshop.id, [checkin.Reading(uuid.uuid4(), "day-1", **at)], actor=organizer, now=NOW)

    undone = actions.undo_import(done.id, workshop.id, actor=organizer, now=NOW)

    assert (undone.removed, undone.kept) == (1, 1)
    assert list(states()) == ["Ann Lee"]
    assert session.scalars(select(Scan.registration_id)).one() == ann
    assert "scanned their badge" in told_of_undoing(undone)[1][0]


def test_undoing_removes_the_delegations_that_the_list_added(read_in, workshop, organizer):
    kind = factories.a_type(workshop, quota=None)
    done = read_in(TWO, "list.xlsx", choice=Choice(type_id=kind.id))
    assert count(Delegation) == 1

    actions.undo_import(done.id, workshop.id, actor=organizer, now=NOW)

    assert count(Delegation) == 0


def test_a_list_read_in_twice_by_two_clicks_is_read_in_once(look, kazakhstan, workshop, organizer):
    draft = look(TWO)
    actions.apply_import(draft.id, workshop.id, actor=organizer, now=NOW)

    with pytest.raises(UserError, match="no longer waiting"):
        actions.apply_import(draft.id, workshop.id, actor=organizer, now=NOW)

    assert count(Registration) == 2


def test_a_draft_put_aside_leaves_no_rows_and_no_file(look, kazakhstan, workshop, organizer, settings):
    draft = look(TWO)
    path = settings.uploads / draft.stored_as

    actions.drop_import(draft.id, workshop.id, actor=organizer, now=NOW)

    assert (path.exists(), "lines" in draft.report, count(Registration)) == (False, False, 0)


def test_passports_and_birthdays_are_not_kept(look, kazakhstan):
    rows = [["Full name", "Passport", "Date of birth", "Remarks"], ["Ann Lee", "N1234567", "1980-01-02", "secret"]]

    report = json.dumps(look(rows).report)

    assert not any(secret in report for secret in ("N1234567", "1980-01-02", "secret"))


def test_text_too_long_for_its_place_is_left_out_and_told(read_in, kazakhstan):
    done = read_in([HEAD, ["Ann Lee", None, "x" * 400, "Ministry"]])

    line = done.report["lines"][0]
    assert [(each["column"], each["reason"], each["facts"]["most"]) for each in line["problems"]] == [
        ("C", "too_long", 300)
    ]
    assert session.get_one(Registration, line["registration"]).position == ""


def test_a_formula_in_a_name_stays_text(read_in, kazakhstan):
    name = '=HYPERLINK("http://example.org","Ann")'
    quoted = name.replace('"', '""')

    read_in(f'Full name;Email\n"{quoted}";ann@example.org\n'.encode(), "kazakhstan.csv")

    assert session.scalar(select(Person.latin_name)) == name


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7", "This is not a workbook"),
        (b"PK\x03\x04 broken", "The file is damaged"),
        (xlsx([["x"], ["y"]]), "No row with headings was found"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(look, kazakhstan, data, message):
    with pytest.raises(Invalid, match=message):
        look(data)

    assert count(NominationImport) == 0


def test_five_thousand_rows(look, workshop):
    factories.a_delegation(factories.a_type(workshop, quota=None), seats=None)
    rows = [HEAD, *([f"Person {number}", None, None, "Ministry"] for number in range(5000))]

    draft = look(rows)

    summary = verdicts.summary(draft.report["lines"])
    assert (summary["read"], summary["imported"], summary["waitlisted"]) == (5000, 90, 4910)


def test_only_organizers_of_the_workshop_and_only_its_lists(look, kazakhstan, workshop, organizer_of):
    with pytest.raises(Denied):
        look(TWO, actor=NOBODY)
    draft = look(TWO)
    elsewhere = factories.a_workshop()

    with pytest.raises(Missing):
        actions.apply_import(draft.id, elsewhere.id, actor=organizer_of(elsewhere), now=NOW)
    with pytest.raises(Missing):
        look(TWO, choice=Choice(delegation_id=factories.a_delegation(factories.a_type(elsewhere)).id))


def test_a_person_of_an_earlier_workshop_is_recognized(app):
    earlier = factories.a_workshop()
    later = factories.a_workshop(series_id=earlier.series_id)
    known = factories.a_person(earlier, latin_name="Ann Lee", email="")
    factories.a_registration(factories.a_delegation(factories.a_type(earlier)), known)
    factories.a_delegation(factories.a_type(later))

    draft = actions.preview_list(later.id, "kazakhstan.xlsx", xlsx(TWO), actor=SYSTEM, now=NOW)
    actions.apply_import(draft.id, later.id, actor=SYSTEM, now=NOW)

    assert count(Person) == 2
    assert session.get_one(Person, known.id).email == "ann@example.org"
