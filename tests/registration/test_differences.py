"""A corrected list proposes the difference, remembers what its columns mean, and can be taken back with all it did."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.jobs import run_next
from eventapp.registration import actions, codes, queries, verdicts
from eventapp.registration.actions import Choice
from eventapp.registration.models import Delegation, Registration
from eventapp.registration.seats import lock
from eventapp.tasks.models import Task
from tests import factories
from tests.people import NOW
from tests.registration.sheets.files import xlsx

HEAD = ["Full name", "Email", "Position", "Organization"]
ANN = ["Ann Lee", "ann@example.org", "Adviser", "Ministry"]
BOB = ["Bob Ray", "bob@example.org", "Director", "Ministry"]
CID = ["Cid Fox", "cid@example.org", "Director", "Ministry"]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def kazakhstan(workshop):
    return factories.a_delegation(factories.a_type(workshop, approval="nomination"), seats=2)


@pytest.fixture
def look(workshop, organizer):
    def looked(*rows, head=HEAD, **changes):
        facts = {"choice": Choice(), "actor": organizer, "now": NOW, **changes}
        return actions.preview_list(workshop.id, "kazakhstan.xlsx", xlsx([head, *rows]), **facts)

    return looked


@pytest.fixture
def read_in(workshop, organizer, look):
    def read(*rows, withdraw=(), **changes):
        draft = look(*rows, **changes)
        return actions.apply_import(draft.id, workshop.id, withdraw=withdraw, actor=organizer, now=NOW)

    return read


def verdicts_of(draft) -> list[str]:
    return [line["verdict"] for line in draft.report["lines"]]


def left(draft) -> list[tuple[str, int | None, bool]]:
    return [(each["name"], each["row"], each["proposed"]) for each in draft.report["missing"]]


def ticked(draft) -> list[int]:
    return [each["registration"] for each in draft.report["missing"] if each["proposed"]]


def row_of(name: str) -> Registration:
    session.rollback()
    return next(row for row in session.scalars(select(Registration)) if row.person.latin_name == name)


def test_the_difference_is_proposed_and_seats_pass_on(read_in, look, workshop, organizer, kazakhstan, states):
    read_in(ANN, BOB)

    draft = look(ANN, CID)

    assert (verdicts_of(draft), left(draft)) == (["unchanged", "replaced"], [("Bob Ray", 3, True)])
    assert draft.report["lines"][1]["replaces"] == "Bob Ray"
    done = actions.apply_import(draft.id, workshop.id, withdraw=ticked(draft), actor=organizer, now=NOW)
    summary = verdicts.summary(done.report["lines"])
    assert (summary["new"], summary["replaced"], summary["unchanged"]) == (0, 1, 1)
    assert states() == {"Ann Lee": "nominated", "Bob Ray": "cancelled", "Cid Fox": "nominated"}
    assert row_of("Cid Fox").replaces_id == row_of("Bob Ray").id
    assert row_of("Cid Fox").rank == row_of("Bob Ray").rank


def test_whoever_is_not_ticked_stays_and_the_newcomer_waits(read_in, kazakhstan, states):
    read_in(ANN, BOB)

    done = read_in(ANN, CID)

    assert verdicts_of(done) == ["unchanged", "waitlisted"]
    assert states() == {"Ann Lee": "nominated", "Bob Ray": "nominated", "Cid Fox": "waitlisted"}


def test_a_confirmed_person_is_never_proposed_to_be_withdrawn(read_in, look, workshop, organizer, kazakhstan):
    read_in(ANN, BOB)
    actions.confirm(row_of("Bob Ray").id, workshop.id, actor=organizer, now=NOW)

    draft = look(ANN, CID)

    assert (verdicts_of(draft), left(draft)) == (["unchanged", "waitlisted"], [("Bob Ray", 3, False)])


def test_who_is_missing_with_nobody_in_their_place_is_shown_and_withdrawn_if_ticked(
    read_in, look, workshop, organizer, kazakhstan, states, enter
):
    read_in(ANN, BOB)
    enter(kazakhstan, "Waits")

    draft = look(ANN)
    assert left(draft) == [("Bob Ray", None, False)]
    actions.apply_import(draft.id, workshop.id, withdraw=[row_of("Bob Ray").id], actor=organizer, now=NOW)

    assert states() == {"Ann Lee": "nominated", "Bob Ray": "cancelled", "Waits": "nominated"}


def test_people_of_other_delegations_and_those_who_came_by_no_list_are_not_missed(look, read_in, kazakhstan, enter):
    read_in(ANN)
    enter(kazakhstan, "Entered by hand")
    other = factories.a_delegation(kazakhstan.type, country="TJ", seats=2)
    read_in(BOB, choice=Choice(delegation_id=other.id))

    assert left(look(CID)) == [("Ann Lee", 2, True)]


def test_undoing_takes_changes_and_withdrawals_back(read_in, look, workshop, organizer, kazakhstan, states):
    read_in(ANN, BOB)
    draft = look([*ANN[:2], "Minister", "Ministry"], CID)
    actions.apply_import(draft.id, workshop.id, withdraw=ticked(draft), actor=organizer, now=NOW)

    undone = actions.undo_import(draft.id, workshop.id, actor=organizer, now=LATER)

    assert (undone.removed, undone.changed_back, undone.restored) == (1, 1, 1)
    assert (undone.kept, undone.changes_kept, undone.not_restored, undone.waiting) == (0, 0, 0, 0)
    assert states() == {"Ann Lee": "nominated", "Bob Ray": "nominated"}
    assert row_of("Ann Lee").position == "Adviser"


def test_undoing_leaves_what_was_touched_since_and_says_so(read_in, look, workshop, organizer, kazakhstan, states):
    read_in(ANN, BOB)
    draft = look([*ANN[:2], "Minister", "Ministry"], CID)
    actions.apply_import(draft.id, workshop.id, withdraw=ticked(draft), actor=organizer, now=NOW)
    actions.change_details(row_of("Ann Lee").id, workshop.id, {"position": "President"}, actor=organizer, now=LATER)
    actions.confirm(row_of("Cid Fox").id, workshop.id, actor=organizer, now=LATER)

    undone = actions.undo_import(draft.id, workshop.id, actor=organizer, now=LATER)

    assert (undone.removed, undone.kept, undone.changes_kept, undone.restored, undone.waiting) == (0, 1, 1, 1, 1)
    assert states() == {"Ann Lee": "nominated", "Bob Ray": "waitlisted", "Cid Fox": "confirmed"}
    assert row_of("Ann Lee").position == "President"


def test_undoing_never_gives_a_seat_twice(read_in, look, workshop, organizer, kazakhstan, states, enter):
    read_in(ANN, BOB)
    draft = look(ANN)
    actions.apply_import(draft.id, workshop.id, withdraw=[row_of("Bob Ray").id], actor=organizer, now=NOW)
    enter(kazakhstan, "Came meanwhile")

    undone = actions.undo_import(draft.id, workshop.id, actor=organizer, now=LATER)

    assert (undone.restored, undone.waiting) == (1, 1)
    assert states() == {"Ann Lee": "nominated", "Bob Ray": "waitlisted", "Came meanwhile": "nominated"}


def test_the_head_named_by_a_list_heads_the_delegation_until_it_is_undone(read_in, workshop, organizer, kazakhstan):
    head = ["Full name", "Head of delegation"]
    done = read_in(["Ann Lee", None], ["Bob Ray", "yes"], head=head)
    assert (row_of("Ann Lee").is_head, row_of("Bob Ray").is_head) == (False, True)

    again = read_in(["Ann Lee", "yes"], ["Bob Ray", None], head=head)
    assert (verdicts_of(again), row_of("Bob Ray").is_head) == (["unchanged", "unchanged"], True)
    actions.undo_import(done.id, workshop.id, actor=organizer, now=LATER)

    assert session.scalars(select(Registration)).all() == []


def test_what_a_person_says_about_columns_is_known_of_the_next_list(read_in, look, workshop, organizer, kazakhstan):
    head = ["Кто это", "Куда писать", "Zzz"]
    rows = (["Ann Lee", "ann@example.org", "Adviser"], ["Bob Ray", "bob@example.org", "Director"])
    draft = look(*rows, head=head)
    assert [column["asked"] for column in draft.report["list"]["columns"]] == [True, False, True]
    mapping = {1: "full_name", 3: "position"}
    facts = {"choice": Choice(), "mapping": mapping, "actor": organizer, "now": NOW}
    actions.reread_list(draft.id, workshop.id, **facts)
    actions.apply_import(draft.id, workshop.id, actor=organizer, now=NOW)

    again = look(["Cid Fox", "cid@example.org", "Clerk"], ["Dan Roe", "dan@example.org", "Judge"], head=head)

    columns = again.report["list"]["columns"]
    assert [(column["field"], column["source"], column["asked"]) for column in columns] == [
        ("full_name", "remembered", False),
        ("email", "content", False),
        ("position", "remembered", False),
    ]
    assert session.get_one(Delegation, kazakhstan.id).column_meanings["zzz"] == "position"


# --- the key of a delegation ---------------------------------------------------------------------------------------


def test_a_sheet_with_a_key_finds_its_delegation(look, workshop, kazakhstan):
    other = factories.a_delegation(kazakhstan.type, country="TJ", seats=2)
    key = codes.delegation_key(session.get_one(Delegation, other.id))

    draft = look(ANN, [None, None, None, key])

    assert draft.delegation_id == other.id
    assert [(line["verdict"], line["reason"], line["country"]) for line in draft.report["lines"]] == [
        ("new", "", "TJ"),
        ("skipped", "key", ""),
    ]


def test_a_forged_key_and_one_of_another_workshop_are_refused(look, workshop, organizer, kazakhstan):
    elsewhere = factories.a_delegation(factories.a_type(factories.a_workshop()))
    foreign = codes.delegation_key(session.get_one(Delegation, elsewhere.id))
    key = codes.delegation_key(session.get_one(Delegation, kazakhstan.id))
    forged = key[:-1] + ("a" if key[-1] != "a" else "b")

    for text in (foreign, forged, key.replace(f":{kazakhstan.id}:", ":99:")):
        with pytest.raises(Invalid, match="not one of this workshop"):
            look(ANN, [None, None, None, text])


# --- the focal point -----------------------------------------------------------------------------------------------


@pytest.fixture
def focal(kazakhstan) -> Actor:
    return Actor("focal point", delegation_id=kazakhstan.id)


def test_a_focal_point_hands_in_the_list_of_their_own_delegation_only(look, workshop, focal, kazakhstan, enter, states):
    other = factories.a_delegation(kazakhstan.type, country="TJ", seats=2)
    enter(other, "Ann Lee")

    draft = look(ANN, actor=focal, choice=Choice(delegation_id=other.id))
    assert (draft.delegation_id, draft.report["lines"][0]["twin"]) == (kazakhstan.id, "")
    actions.apply_import(draft.id, workshop.id, actor=focal, now=NOW)

    here = session.scalars(select(Registration).where(Registration.delegation_id == kazakhstan.id)).all()
    assert [row.person.latin_name for row in here] == ["Ann Lee"]
    assert queries.imports(workshop.id, kazakhstan.id) == [draft]


def test_a_focal_point_does_not_reach_the_lists_of_others(look, workshop, focal, kazakhstan):
    other = factories.a_delegation(kazakhstan.type, country="TJ", seats=2)
    theirs = look(ANN, choice=Choice(delegation_id=other.id))
    who = {"actor": focal, "now": NOW}

    for do in (actions.apply_import, actions.drop_import, actions.undo_import):
        with pytest.raises(Missing):
            do(theirs.id, workshop.id, **who)
    with pytest.raises(Missing):
        actions.reread_list(theirs.id, workshop.id, choice=Choice(), mapping={}, **who)
    key = codes.delegation_key(session.get_one(Delegation, other.id))
    with pytest.raises(Invalid, match="key of another delegation"):
        look(ANN, [None, None, None, key], actor=focal)
    elsewhere = factories.a_workshop()
    with pytest.raises((Missing, Denied)):
        actions.preview_list(elsewhere.id, "a.xlsx", xlsx([HEAD, ANN]), **who)


def test_after_the_deadline_a_focal_point_asks_the_organizer(look, workshop, focal, organizer, kazakhstan):
    draft = look(ANN, actor=focal)
    with transaction():
        lock(workshop.id).nominations_close_at = NOW

    for do in (actions.apply_import, actions.drop_import, actions.undo_import):
        with pytest.raises(UserError, match="ask the organizers"):
            do(draft.id, workshop.id, actor=focal, now=NOW)
    assert actions.apply_import(draft.id, workshop.id, actor=organizer, now=NOW).state == "applied"


# --- long lists ----------------------------------------------------------------------------------------------------


@pytest.fixture
def long_list(look, workshop, kazakhstan):
    """A draft of 600 people, of whom two get a seat."""
    return look(*([f"Person {number}", None, None, None] for number in range(600)))


def test_a_long_list_is_read_in_in_the_background_part_by_part(long_list, workshop, organizer):
    task = actions.start_reading(long_list.id, workshop.id, actor=organizer, now=NOW)
    with pytest.raises(UserError, match="no longer waiting"):
        actions.apply_import(long_list.id, workshop.id, actor=organizer, now=NOW)

    while run_next(NOW):
        pass

    done = session.get_one(Task, task.id)
    assert (done.state, done.done, done.problems) == ("done", 3, [])
    assert (done.result["imported"], done.result["waitlisted"]) == (2, 598)
    draft = queries.draft(workshop.id, long_list.id)
    assert (draft.state, draft.stored_as, len(draft.report["lines"])) == ("applied", "", 600)
    numbers = session.scalars(select(Registration.waitlist_number).order_by(Registration.id)).all()
    assert numbers == [None, None, *range(1, 599)]
    undone = actions.undo_import(long_list.id, workshop.id, actor=organizer, now=LATER)
    assert (undone.removed, undone.kept) == (600, 0)


def test_a_list_cannot_be_undone_while_it_is_being_read(long_list, workshop, organizer):
    actions.start_reading(long_list.id, workshop.id, actor=organizer, now=NOW)

    with pytest.raises(UserError):
        actions.undo_import(long_list.id, workshop.id, actor=organizer, now=NOW)
    with pytest.raises(UserError):
        actions.drop_import(long_list.id, workshop.id, actor=organizer, now=NOW)


def test_alternates_get_the_seats_that_are_left(read_in, kazakhstan, states):
    head = ["Full name", "Alternate"]

    read_in(["Ann Lee", "yes"], ["Bob Ray", None], ["Cid Fox", "no"], head=head)

    assert states() == {"Ann Lee": "waitlisted", "Bob Ray": "nominated", "Cid Fox": "nominated"}
