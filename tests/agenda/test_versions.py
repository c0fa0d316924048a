"""Publishing: what is different, who is told, what everybody reads, and the draft put back."""

from datetime import UTC, datetime, time

import pytest

from eventapp.agenda import actions, changes, publishing, queries
from eventapp.agenda.facts import SpeakerFacts
from eventapp.agenda.models import SpeakerState
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Missing, UserError
from eventapp.core.texts import Texts
from tests import factories
from tests.agenda.some import a_place, some_facts
from tests.people import browser_of

NOW = datetime(2016, 3, 1, 6, tzinfo=UTC)
LATER = datetime(2016, 3, 28, 6, tzinfo=UTC)
AFTER = datetime(2016, 4, 2, 6, tzinfo=UTC)


@pytest.fixture
def opening(workshop, organizer):
    facts = some_facts(workshop, speakers=(SpeakerFacts(organization="UNRCCA", name="Chair Person"),))
    return actions.add_session(workshop.id, facts, actor=organizer, now=NOW)


def published(workshop, organizer, now=NOW, **more):
    return actions.publish(workshop.id, actor=organizer, now=now, **more)


def moved(workshop, organizer, row, **place):
    return actions.move_session(workshop.id, row.id, a_place(workshop, **place), actor=organizer, now=NOW)


def kinds(workshop):
    return [each.kind for each in queries.pending(workshop.id)]


def test_what_is_drafted_is_read_once_it_is_published(workshop, organizer, opening):
    with transaction():
        workshop.published = False
    first = published(workshop, organizer)
    assert (first.number, first.changes, workshop.published) == (1, [], True)
    moved(workshop, organizer, opening, starts=time(10), ends=time(11), room_id=workshop.rooms[1].id)
    assert queries.programme(workshop.id).sessions[0].starts_at.hour == 3
    assert kinds(workshop) == ["time", "room"]

    second = published(workshop, organizer, note=Texts(en="An hour later"))
    shown = queries.programme(workshop.id)
    assert (shown.number, shown.note, shown.sessions[0].starts_at.hour) == (2, {"en": "An hour later"}, 4)
    assert [each["kind"] for each in second.changes] == ["time", "room"]
    assert kinds(workshop) == []


def test_nothing_new_and_nothing_at_all_are_refused(workshop, organizer):
    with pytest.raises(UserError, match="no session to publish"):
        published(workshop, organizer)
    actions.add_session(workshop.id, some_facts(workshop), actor=organizer, now=NOW)
    published(workshop, organizer)
    with pytest.raises(UserError, match="Nothing has changed since version 1"):
        published(workshop, organizer)
    with pytest.raises(Denied):
        published(workshop, Actor("reader", roles=frozenset({(workshop.id, Role.RAPPORTEUR)})))


def test_what_was_moved_says_so_until_it_is_back_or_over(workshop, organizer, opening):
    published(workshop, organizer)
    moved(workshop, organizer, opening, starts=time(10), ends=time(11))
    published(workshop, organizer, LATER)
    moved(workshop, organizer, opening, starts=time(12), ends=time(13))
    published(workshop, organizer, LATER)
    shown = queries.programme(workshop.id).sessions[0]
    assert (shown.moved_from.starts_at.hour, shown.moved_from.room["en"]) == (3, "Plenary hall")
    moved(workshop, organizer, opening)
    published(workshop, organizer, LATER)
    assert queries.programme(workshop.id).sessions[0].moved_from is None

    moved(workshop, organizer, opening, starts=time(10), ends=time(11))
    published(workshop, organizer, LATER)
    actions.add_session(
        workshop.id, some_facts(workshop, place={"starts": time(16), "ends": time(17)}), actor=organizer, now=NOW
    )
    published(workshop, organizer, AFTER)
    assert [each.moved_from for each in queries.programme(workshop.id).sessions] == [None, None]


def test_what_is_gone_is_told_to_calendars(workshop, organizer, opening):
    actions.add_session(
        workshop.id, some_facts(workshop, place={"starts": time(16), "ends": time(17)}), actor=organizer, now=NOW
    )
    published(workshop, organizer)
    uid = opening.uid
    actions.remove_session(workshop.id, opening.id, actor=organizer, now=NOW)
    assert kinds(workshop) == ["removed"]
    published(workshop, organizer)
    assert [each.uid for each in queries.programme(workshop.id).gone] == [uid]


def test_each_kind_of_change_is_told_in_words(app, workshop, organizer, opening):
    published(workshop, organizer)
    facts = some_facts(workshop, title=Texts(en="Welcome"), place={"starts": time(9, 30), "ends": time(10)})
    actions.change_session(workshop.id, opening.id, facts, actor=organizer, now=NOW)
    with app.test_request_context():
        told = {each.kind: changes.words(each, workshop) for each in queries.pending(workshop.id)}
    assert told == {
        "time": ("Tue 29 March, 09:00–09:45, Plenary hall", "Tue 29 March, 09:30–10:00, Plenary hall"),
        "title": ("Opening", "Welcome"),
        "speakers": ("Chair Person, UNRCCA", ""),
    }


def test_a_renamed_room_is_a_change(workshop, organizer, opening):
    published(workshop, organizer)
    with transaction():
        workshop.rooms[0].name = Texts(en="Great hall")
    assert kinds(workshop) == ["room"]


def test_those_concerned_are_handed_over_from_the_second_version_on(workshop, organizer, opening):
    told = []

    @publishing.after.register
    def note(workshop, version, found, tell):
        told.append((version.number, [each.kind for each in found], tell))

    try:
        published(workshop, organizer)
        moved(workshop, organizer, opening, starts=time(10), ends=time(11))
        published(workshop, organizer, tell=True)
    finally:
        publishing.after.withdraw(note)
    assert told == [(2, ["time"], True)]


def test_the_draft_is_put_back_as_one_edit(workshop, organizer, opening):
    published(workshop, organizer)
    with transaction():
        opening.staff_notes, opening.speakers[0].state = "two microphones", SpeakerState.CONFIRMED
    moved(workshop, organizer, opening, starts=time(10), ends=time(11))
    added = actions.add_session(workshop.id, some_facts(workshop), actor=organizer, now=NOW)

    edit = actions.put_back(workshop.id, 1, actor=organizer, now=NOW)
    rows = queries.sessions(workshop.id)
    assert [(row.uid, row.starts_at.hour, row.staff_notes) for row in rows] == [(opening.uid, 3, "two microphones")]
    assert rows[0].speakers[0].state == SpeakerState.CONFIRMED
    assert (edit.kind, kinds(workshop)) == ("version", [])
    assert actions.put_back(workshop.id, 1, actor=organizer, now=NOW) is None
    actions.undo(workshop.id, actor=organizer, now=NOW)
    assert {row.key for row in queries.sessions(workshop.id)} == {opening.key, added.key}
    with pytest.raises(Missing):
        actions.put_back(workshop.id, 7, actor=organizer, now=NOW)


def test_what_was_taken_out_or_laid_aside_is_put_back(workshop, organizer, opening):
    other = actions.add_session(
        workshop.id, some_facts(workshop, place={"starts": time(16), "ends": time(17)}), actor=organizer, now=NOW
    )
    published(workshop, organizer)
    uids = {opening.uid, other.uid}
    actions.unschedule(workshop.id, opening.id, actor=organizer, now=NOW)
    actions.remove_session(workshop.id, other.id, actor=organizer, now=NOW)
    factories.a_session(factories.a_workshop())  # SQLite may give an id again
    actions.put_back(workshop.id, 1, actor=organizer, now=NOW)
    assert {row.uid for row in queries.sessions(workshop.id)} == uids
    assert (queries.tray(workshop.id), kinds(workshop)) == ([], [])


def test_an_organizer_publishes_and_puts_back(app, workshop, organizer, opening):
    browser = browser_of(app, "organizer", workshop)
    folder = f"/workshops/{workshop.slug}/agenda"
    assert "Look and publish" in browser.get(f"{folder}/").text
    browser.post(f"{folder}/publish", data={"note-en": "First"})
    moved(workshop, organizer, opening, starts=time(10), ends=time(11))
    assert "1 change is not published" in browser.get(f"{folder}/publish-bar").text
    assert "10:00–11:00" in browser.get(f"{folder}/publish").text
    browser.post(f"{folder}/publish", data={"note-ru": "Позже", "tell": "1"})
    page = browser.get(f"{folder}/versions/2").text
    assert "Other time" in page
    assert "Version 1" in browser.get(f"{folder}/versions/").text
    browser.post(f"{folder}/versions/1/put-back")
    assert opening.starts_at.hour == 3
    session.expire_all()
    assert browser.get(f"{folder}/versions/9").status_code == 404
