from datetime import date, time

from eventapp.agenda import actions, history
from eventapp.core.texts import Texts
from tests.agenda.some import a_place, some_facts
from tests.people import NOW


def told(workshop, row) -> list[str]:
    return [line.what for line in history.lines(workshop, row)]


def test_changes_are_told_in_names_and_on_the_workshops_clock(workshop, organizer):
    row = actions.add_session(workshop.id, some_facts(workshop), actor=organizer, now=NOW)
    place = a_place(workshop, day=date(2016, 3, 30), starts=time(14), ends=time(15), room_id=workshop.rooms[1].id)
    actions.move_session(workshop.id, row.id, place, actor=organizer, now=NOW)

    line = history.lines(workshop, row)[0]

    assert (line.what, line.who, line.when) == ("Moved", "organizer", "1 Mar 2016, 12:00")
    assert line.changes == [
        ("Starts", "29 Mar 2016, 09:00", "30 Mar 2016, 14:00"),
        ("Ends", "29 Mar 2016, 09:45", "30 Mar 2016, 15:00"),
        ("Room", "Plenary hall", "Room A"),
    ]


def test_a_session_that_comes_back_keeps_its_history(workshop, organizer):
    row = actions.add_session(workshop.id, some_facts(workshop), actor=organizer, now=NOW)
    entry = actions.remove_session(workshop.id, row.id, actor=organizer, now=NOW)
    back = actions.restore_session(workshop.id, entry, actor=organizer, now=NOW)

    assert told(workshop, back) == ["Brought back", "Removed", "Added to the agenda"]


def test_a_new_session_does_not_inherit_the_history_of_a_removed_one(workshop, organizer):
    row = actions.add_session(workshop.id, some_facts(workshop), actor=organizer, now=NOW)
    entry = actions.remove_session(workshop.id, row.id, actor=organizer, now=NOW)
    panel = some_facts(workshop, title=Texts(en="Panel"), place={"day": date(2016, 3, 30)})
    new = actions.add_session(workshop.id, panel, actor=organizer, now=NOW)
    back = actions.restore_session(workshop.id, entry, actor=organizer, now=NOW)

    assert told(workshop, new) == ["Added to the agenda"]
    assert told(workshop, back)[0] == "Brought back"
