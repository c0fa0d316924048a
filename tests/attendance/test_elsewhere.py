"""What other rooms do with attendance: merging, erasing, keeping, copying, the agenda."""

import json
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from sqlalchemy import func, select

from eventapp.agenda import removal
from eventapp.attendance import actions, queries
from eventapp.attendance.models import AttendanceBatch, AttendanceMark
from eventapp.attendance.rules import Rules, rules_of
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from eventapp.core.stored import StoredFile
from eventapp.core.texts import Texts
from eventapp.duplicates import actions as duplicates
from eventapp.planning.actions import copy_workshop
from eventapp.planning.facts import NewWorkshop
from eventapp.privacy import actions as privacy
from eventapp.privacy import own_copy, retention
from eventapp.registration.models import Person
from tests import factories
from tests.checkin.desk import NOW, a_guest

LATER = datetime(2016, 5, 2, tzinfo=UTC)
IN_YEARS = datetime(2023, 4, 1, tzinfo=UTC)


@pytest.fixture
def somebody(workshop, delegation):
    person = factories.a_person(workshop, latin_name="Zarina Tursunzoda", original_name="Турсунзода Зарина")
    return factories.a_registration(delegation, person)


def a_read_list(workshop, text="Name,Date\nZarina Tursunzoda,29.03.2016\nSomebody Else,29.03.2016\n"):
    draft = actions.preview_list(workshop.id, "scans.csv", text.encode(), actor=SYSTEM, now=NOW)
    return actions.apply_list(workshop.id, draft.id, actor=SYSTEM, now=NOW)


def correct(workshop, registration, reason="Zarina Tursunzoda was seen"):
    actions.mark(
        workshop.id, [registration.id], "day-2", True, source="correction", reason=reason, actor=SYSTEM, now=NOW
    )


def test_marks_go_with_a_merge_and_come_back_with_its_undoing(workshop, delegation, somebody):
    other, _code = a_guest(delegation)
    correct(workshop, somebody)
    correct(workshop, other, "He as well")

    merge = duplicates.merge(other.person_id, somebody.person_id, workshop.id, actor=SYSTEM, now=LATER)
    assert queries.days_present(workshop) == {other.id: {workshop.days[1]}}
    assert set(session.scalars(select(AttendanceMark.registration_id))) == {other.id}

    duplicates.unmerge(merge.id, workshop.id, actor=SYSTEM, now=LATER)
    assert queries.days_present(workshop) == {each.id: {workshop.days[1]} for each in (other, somebody)}


def test_of_an_erased_person_the_count_stays_and_no_word(workshop, somebody):
    batch = a_read_list(workshop)
    correct(workshop, somebody)

    privacy.erase(somebody.person_id, actor=SYSTEM, now=LATER)

    assert queries.days_present(workshop) == {somebody.id: {workshop.days[0], workshop.days[1]}}
    kept = session.get_one(AttendanceBatch, batch.id)
    assert (kept.file_id, [line["who"] for line in kept.report["lines"]]) == (None, ["", "Somebody Else"])
    told = [*session.scalars(select(AttendanceMark.reason)), json.dumps(kept.report, ensure_ascii=False)]
    assert not any("Zarina" in each or "Зарина" in each for each in told)
    assert session.scalar(select(func.count(StoredFile.id))) == 0


def test_lists_are_kept_as_long_as_attendance_and_drafts_as_other_lists(workshop, somebody):
    a_read_list(workshop)
    actions.preview_list(workshop.id, "more.csv", b"Name\nZarina Tursunzoda\n", actor=SYSTEM, now=NOW)
    plan = {each.key: (each.count, each.on) for each in retention.plan(workshop, LATER)}
    assert (plan["drafts"], plan["attendance"]) == ((1, date(2016, 4, 30)), (1, date(2023, 3, 31)))

    privacy.purge(workshop.id, actor=SYSTEM, now=LATER)
    assert session.scalar(select(func.count(StoredFile.id))) == 1
    privacy.purge(workshop.id, actor=SYSTEM, now=IN_YEARS)

    assert session.scalar(select(func.count(StoredFile.id))) == 0
    lines = [line for report in session.scalars(select(AttendanceBatch.report)) for line in report["lines"]]
    assert {line["who"] for line in lines} == {""}
    assert len(queries.days_present(workshop)) == 1


def test_ones_own_copy_says_what_was_noted(workshop, somebody):
    correct(workshop, somebody, "She chaired")
    with zipfile.ZipFile(BytesIO(own_copy.write(session.get_one(Person, somebody.person_id), "en", now=NOW))) as packed:
        (there,) = json.loads(packed.read("about-you.json"))["participations"]
    (noted,) = there["attendance"]
    assert (noted["checkpoint"], noted["source"], noted["present"], noted["reason"]) == (
        "Venue, day 2 — Wed 30 March",
        "correction",
        True,
        "She chaired",
    )


def test_a_copied_workshop_keeps_the_rules_and_none_of_the_marks(workshop, somebody):
    rules = Rules(threshold=60)
    actions.change_rules(workshop.id, rules, actor=SYSTEM, now=NOW)
    correct(workshop, somebody)
    facts = NewWorkshop(
        slug="next",
        title=Texts(en="Next"),
        city="Osh",
        country="KG",
        starts_on=date(2016, 9, 6),
        ends_on=date(2016, 9, 8),
        timezone="Asia/Bishkek",
    )
    copied = copy_workshop(workshop.id, facts, actor=SYSTEM, now=NOW)
    assert rules_of(copied.presence) == rules
    assert queries.days_present(copied) == {}


def test_a_session_at_which_somebody_was_marked_stays_in_the_agenda(workshop, somebody):
    opening = factories.a_session(workshop, key="opening")
    assert removal.reasons(opening.id) == []
    actions.mark(workshop.id, [somebody.id], "opening", True, source="paper", actor=SYSTEM, now=NOW)
    assert removal.reasons(opening.id) == ["1 person was marked at it."]
