"""Sheets to sign: who stands on them, numbers, ticking off, settings."""

import pytest

from eventapp.agenda.models import Speaker
from eventapp.attendance import queries
from eventapp.attendance.actions import sheets, undo_batch
from eventapp.attendance.effective import Source
from eventapp.attendance.queries import sheets as reading
from eventapp.attendance.sheet_settings import settings_of
from eventapp.cli import cli
from eventapp.core.actors import Actor, Role
from eventapp.core.audit import history
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.texts import Texts
from eventapp.duplicates.actions import merge
from eventapp.groups.models import GroupMember
from tests import factories
from tests.attendance.paper import pages
from tests.badges.reading import codes_on
from tests.checkin import desk
from tests.factories import NOW


@pytest.fixture
def organizer(workshop):
    return Actor("Aizhan", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


@pytest.fixture
def people(delegation):
    """Three officials; the second is their head."""
    return [
        factories.a_registration(delegation, rank=1),
        factories.a_registration(delegation, is_head=True),
        factories.a_registration(delegation, rank=2),
    ]


def printed(workshop, actor, *keys, **how):
    return sheets.print_sheets(
        workshop.id,
        keys or ("day-1",),
        address=lambda number: f"http://localhost/{number}",
        actor=actor,
        now=NOW,
        **how,
    )


def with_settings(workshop, actor, **changes):
    settings = settings_of(workshop)
    changed = type(settings)(**{**{name: getattr(settings, name) for name in settings.__slots__}, **changes})
    sheets.change_sheet_settings(workshop.id, changed, actor=actor, now=NOW)


def tick(workshop, actor, *rows, number=1, seen=None):
    """What the paper says, told by somebody who saw everything that stood before, or `seen`."""
    ids = [row.id for row in rows]
    everybody = reading.printed_sheet(workshop.id, number).lines if seen is None else [row.id for row in seen]
    return sheets.tick_off(workshop.id, number, ids, seen=everybody, actor=actor, now=NOW)


def test_a_sheet_has_the_confirmed_in_delegation_order_and_remembers_its_lines(workshop, organizer, people, delegation):
    factories.a_registration(delegation, state="pending")
    file = printed(workshop, organizer)
    row = reading.printed_sheet(workshop.id, 1)
    assert file.numbers == (1,)
    assert row.lines == [people[1].id, people[0].id, people[2].id]
    assert (row.checkpoint, row.language, row.blank, row.printed_by) == ("day-1", "en+ru", 5, "Aizhan")
    assert [entry.tag for entry in history("attendance_sheet", row.id)] == ["attendance.sheet_printed"]
    text = pages(file.pdf)[0]
    assert text.index(people[1].person.list_name) < text.index(people[0].person.list_name)
    assert "Осмонова Айгуль" in text
    assert "Day 1: Tuesday, 29 March 2016" in text
    assert codes_on(file.pdf) == ["http://localhost/1"]


def test_sheets_are_numbered_one_after_the_other(workshop, organizer, people):
    assert printed(workshop, organizer, "day-1", "day-2").numbers == (1, 2)
    assert printed(workshop, organizer, "day-3", "day-3").numbers == (3,)
    assert [row.number for row in reading.printed_sheets(workshop.id)] == [3, 2, 1]


def test_an_empty_sheet_needs_nobody_a_filled_one_somebody(workshop, organizer):
    with pytest.raises(UserError):
        printed(workshop, organizer)
    printed(workshop, organizer, empty=True)
    row = reading.printed_sheet(workshop.id, 1)
    assert (row.lines, row.blank) == ([], 28)


def test_local_and_international_stand_apart_where_a_funder_wants_it(workshop, organizer, people):
    abroad = factories.a_registration(factories.a_delegation(factories.a_type(workshop), country="TJ"))
    with_settings(workshop, organizer, split=True, language="en")
    text = " ".join(pages(printed(workshop, organizer).pdf))
    rows = [(row.part, row.lines) for row in reversed(reading.printed_sheets(workshop.id))]
    assert rows == [("local", [people[1].id, people[0].id, people[2].id]), ("international", [abroad.id])]
    assert "Local participants" in text
    assert "International participants" in text


def test_speakers_without_registration_stand_last_and_only_once(workshop, organizer, people):
    known = people[0].person
    speakers = [
        Speaker(position=1, name="Dr. Jonas Lindqvist", organization="Stockholm University"),
        Speaker(position=2, name=f"{known.latin_family} {known.latin_given}"),
        Speaker(position=3, organization="UN Women"),
    ]
    item = factories.a_session(workshop, speakers=speakers)
    factories.a_session(workshop, speakers=[Speaker(position=1, name="Lindqvist Jonas")])
    for key in ("day-1", item.key):
        printed(workshop, organizer, key)
        assert reading.printed_sheets(workshop.id)[0].lines[3:] == [-speakers[0].id]
    assert "Stockholm University" in " ".join(pages(printed(workshop, organizer).pdf))


def test_a_working_group_has_its_members_alone(workshop, organizer, people):
    item = factories.a_session(workshop, type="working-group")
    with transaction():
        session.add(GroupMember(session_id=item.id, registration_id=people[2].id, source="organizer", created_at=NOW))
    printed(workshop, organizer, item.key)
    assert reading.printed_sheet(workshop.id, 1).lines == [people[2].id]


def test_what_the_organizers_set_stands_on_the_sheet(workshop, organizer, people):
    with_settings(
        workshop,
        organizer,
        project=Texts(en="National capacities"),
        project_number="ENI/2015/1",
        data_protection=Texts(en="Kept for seven years."),
        columns=("sex",),
        empty_lines=2,
        language="en",
    )
    text = pages(printed(workshop, organizer).pdf)[0]
    for part in ("National capacities", "Project No. ENI/2015/1", "Kept for seven years."):
        assert part in text
    assert "Organization" not in text
    assert reading.printed_sheet(workshop.id, 1).blank == 2
    assert history("workshop", workshop.id)[0].tag == "attendance.sheet_settings_changed"


def test_who_may_print_and_set(workshop, organizer, people):
    rapporteur = Actor("Kamila", roles=frozenset({(workshop.id, Role.RAPPORTEUR)}))
    with pytest.raises(Denied):
        printed(workshop, rapporteur)
    assert printed(workshop, desk.desk_of(workshop)).numbers == (1,)
    with pytest.raises(Denied):
        with_settings(workshop, desk.desk_of(workshop), split=True)
    with pytest.raises(Denied):
        tick(workshop, desk.desk_of(workshop))
    with pytest.raises(Invalid):
        with_settings(workshop, organizer, empty_lines=201)
    with pytest.raises(Missing):
        printed(workshop, organizer, "day-9")


def test_ticking_off_marks_as_paper_and_saving_again_changes_what_changed(workshop, organizer, people):
    printed(workshop, organizer)
    first = tick(workshop, organizer, people[0], people[1])
    assert (first.marked, first.taken_back) == (2, 0)
    assert queries.known(workshop)["day-1"][people[0].id].sources == (Source.PAPER,)
    second = tick(workshop, organizer, people[1], people[2])
    assert (second.marked, second.taken_back) == (1, 1)
    assert set(queries.arrivals(workshop)["day-1"]) == {people[1].id, people[2].id}
    assert tick(workshop, organizer, people[1], people[2]).batch_id is None
    assert reading.ticked_counts(workshop.id) == {reading.printed_sheet(workshop.id, 1).id: 2}


def test_what_somebody_else_ticked_meanwhile_stays(workshop, organizer, people):
    printed(workshop, organizer)
    tick(workshop, organizer, people[0], seen=[])
    done = tick(workshop, organizer, people[1], seen=[])
    assert (done.marked, done.taken_back) == (1, 0)
    assert set(queries.arrivals(workshop)["day-1"]) == {people[0].id, people[1].id}


def test_who_signed_another_sheet_is_not_marked_again(workshop, organizer, people):
    printed(workshop, organizer)
    printed(workshop, organizer)
    tick(workshop, organizer, people[0])
    done = tick(workshop, organizer, people[1], number=2)
    assert (done.marked, done.taken_back) == (1, 0)
    line = reading.lines_of(workshop, reading.printed_sheet(workshop.id, 2), "en")[1]
    assert (line.registration.id, line.ticked, line.here) == (people[0].id, True, False)


def test_what_was_saved_together_is_taken_back_together(workshop, organizer, people):
    printed(workshop, organizer)
    done = tick(workshop, organizer, *people)
    assert undo_batch(workshop.id, done.batch_id, actor=organizer, now=NOW) == 3
    assert queries.arrivals(workshop)["day-1"] == {}
    assert reading.batches_of(reading.printed_sheet(workshop.id, 1)) == []


def test_who_does_not_stand_on_the_sheet_cannot_be_ticked(workshop, organizer, people, delegation):
    printed(workshop, organizer)
    later = factories.a_registration(delegation)
    with pytest.raises(Invalid):
        tick(workshop, organizer, later)
    with pytest.raises(Missing):
        tick(workshop, organizer, number=2)


def test_lines_say_what_scans_and_paper_know(workshop, organizer, delegation):
    came, code = desk.a_guest(delegation, rank=1)
    signed = factories.a_registration(delegation, rank=2)
    desk.scan(workshop, desk.a_reading(code))
    printed(workshop, organizer)
    tick(workshop, organizer, signed)
    lines = reading.lines_of(workshop, reading.printed_sheet(workshop.id, 1), "en")
    assert [(line.number, line.registration.id, line.scanned, line.scanned_at, line.here) for line in lines] == [
        (1, came.id, True, desk.DAY_1, False),
        (2, signed.id, False, None, True),
    ]


def test_an_empty_sheet_is_ticked_off_by_name(workshop, organizer, people):
    printed(workshop, organizer, empty=True)
    tick(workshop, organizer, people[2])
    assert set(queries.arrivals(workshop)["day-1"]) == {people[2].id}


def test_who_is_merged_keeps_the_line_and_gets_the_ticks(workshop, organizer, people):
    printed(workshop, organizer)
    kept, gone = people[0], people[2]
    merge(kept.person_id, gone.person_id, workshop.id, actor=organizer, now=NOW)
    row = reading.printed_sheet(workshop.id, 1)
    assert row.lines == [people[1].id, kept.id, kept.id]
    tick(workshop, organizer, kept)
    assert set(queries.arrivals(workshop)["day-1"]) == {kept.id}


def test_the_command_writes_numbered_sheets(app, workshop, people, tmp_path):
    def run(*words):
        return app.test_cli_runner().invoke(cli, ["attendance", "sheet", workshop.slug, *words])

    out = tmp_path / "sheets.pdf"
    done = run("--at", "day-1", "--at", "day-2", "-o", str(out), "--language", "ru")
    assert (done.exit_code, done.output) == (0, f"{out}: attendance sheets 1, 2 of {workshop.slug}\n")
    assert codes_on(out.read_bytes()) == [
        f"http://localhost/workshops/{workshop.slug}/attendance/sheets/{number}/" for number in (1, 2)
    ]
    assert run("--at", "day-3", "-o", str(out), "--empty").exit_code == 0
    assert reading.printed_sheets(workshop.id)[0].lines == []
    assert run("--at", "day-9", "-o", str(out)).exit_code == 1
    assert run("-o", str(out)).exit_code == 2
