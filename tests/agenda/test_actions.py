from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from eventapp.agenda import actions, queries, removal
from eventapp.agenda.facts import DocumentFacts, SpeakerFacts
from eventapp.agenda.models import SessionType
from eventapp.core import audit
from eventapp.core.actors import NOBODY, Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.texts import Texts
from tests import factories
from tests.agenda.some import a_place, some_facts

NOW = datetime(2016, 3, 1, 6, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def add(workshop, organizer, **changes):
    return actions.add_session(workshop.id, some_facts(workshop, **changes), actor=organizer, now=NOW)


def refused(call) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        call()
    return refusal.value.fields


def test_an_added_session_is_read_back_as_it_was_entered(workshop, organizer):
    theme = factories.a_theme(workshop)
    speakers = (SpeakerFacts(organization="UNRCCA"), SpeakerFacts(name="Aigul Osmonova", function="Chair"))
    documents = (DocumentFacts("Guidelines", ("en", "ru")),)

    added = add(workshop, organizer, theme_id=theme.id, interpretation=True, speakers=speakers, documents=documents)

    found = queries.by_id(workshop.id, added.id)
    assert (found.key, found.sequence, found.changed_at) == ("opening", 0, NOW)
    assert found.starts_at == datetime(2016, 3, 29, 3, tzinfo=UTC)  # Asia/Almaty was UTC+6
    assert found.ends_at == datetime(2016, 3, 29, 3, 45, tzinfo=UTC)
    assert (found.theme.id, found.interpretation) == (theme.id, True)
    assert [speaker.line for speaker in found.speakers] == ["UNRCCA", "Aigul Osmonova, Chair"]
    assert [(each.title, each.languages) for each in found.documents] == [("Guidelines", ["en", "ru"])]


def test_a_taken_room_is_refused_with_the_reason(workshop, organizer):
    add(workshop, organizer)

    fields = refused(lambda: add(workshop, organizer, place={"starts": time(9, 44), "ends": time(10)}))

    assert fields == {"room_id": "Plenary hall is taken by “Opening” from 09:00 to 09:45."}


def test_a_session_may_begin_when_the_one_before_ends(workshop, organizer):
    add(workshop, organizer)

    add(workshop, organizer, place={"starts": time(9, 45), "ends": time(10)})

    assert len(queries.sessions(workshop.id)) == 2


def test_another_room_is_free_at_the_same_time(workshop, organizer):
    add(workshop, organizer)

    add(workshop, organizer, place={"room_id": workshop.rooms[1].id})

    assert [row.room.position for row in queries.sessions(workshop.id)] == [1, 2]


@pytest.mark.parametrize("day", [date(2016, 3, 28), date(2016, 4, 1)])
def test_a_day_outside_the_workshop_is_refused(workshop, organizer, day):
    fields = refused(lambda: add(workshop, organizer, place={"day": day}))

    assert fields == {"day": "The workshop runs from 29 March to 31 March 2016."}


@pytest.mark.parametrize("ends", [time(9), time(8, 59)])
def test_a_session_ends_after_it_starts(workshop, organizer, ends):
    fields = refused(lambda: add(workshop, organizer, place={"ends": ends}))

    assert fields == {"ends": "A session ends after it starts, on the same day."}


@pytest.mark.parametrize(
    ("day", "clock"), [(date(2016, 3, 27), time(2, 30)), (date(2016, 10, 30), time(2, 30))], ids=["skipped", "twice"]
)
def test_a_time_that_the_clocks_skip_or_repeat_is_refused(app, day, clock):
    vienna = factories.a_workshop(timezone="Europe/Vienna", starts_on=day, ends_on=day)
    organizer = Actor("organizer", roles=frozenset({(vienna.id, Role.ORGANIZER)}))

    fields = refused(lambda: add(vienna, organizer, place={"day": day, "starts": clock, "ends": time(9)}))

    assert fields == {"starts": "On that day the clocks are changed; this time does not exist or occurs twice."}


def test_room_and_theme_of_another_workshop_are_refused(workshop, organizer):
    other = factories.a_workshop()
    theme = factories.a_theme(other)

    fields = refused(lambda: add(workshop, organizer, place={"room_id": other.rooms[0].id}, theme_id=theme.id))

    assert set(fields) == {"room_id", "theme_id"}


def test_everything_wrong_is_said_at_once(workshop, organizer):
    wrong = {
        "place": {"day": date(2017, 1, 1), "ends": time(8)},
        "title": Texts(),
        "speakers": (SpeakerFacts(function="Chair"),),
        "documents": (DocumentFacts(""),),
        "key": "No key!",
    }

    assert set(refused(lambda: add(workshop, organizer, **wrong))) == {
        "day",
        "ends",
        "title",
        "speakers",
        "documents",
        "key",
    }


def test_keys_are_made_from_titles_and_told_apart(workshop, organizer):
    titles = ["Good practices: strategies", "Good practices - strategies", "«Открытие»", "!!!"]
    keys = [
        add(workshop, organizer, title=Texts(en=title), place={"starts": time(9 + hour), "ends": time(10 + hour)}).key
        for hour, title in enumerate(titles)
    ]

    assert keys == ["good-practices-strategies", "good-practices-strategies-2", "otkrytie", "session"]


def test_a_key_in_use_is_refused_here_and_free_elsewhere(workshop, organizer):
    add(workshop, organizer, key="d1-open")
    elsewhere = factories.a_workshop()

    fields = refused(lambda: add(workshop, organizer, key="d1-open", place={"day": date(2016, 3, 30)}))
    actions.add_session(elsewhere.id, some_facts(elsewhere, key="d1-open"), actor=an_organizer_of(elsewhere), now=NOW)

    assert fields == {"key": "Another session has this key."}


def an_organizer_of(workshop) -> Actor:
    return Actor("another", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


def test_a_change_raises_sequence_and_time_and_tells_the_history(workshop, organizer):
    row = add(workshop, organizer)
    uid = row.uid

    facts = some_facts(workshop, title=Texts(en="Welcome"), speakers=(SpeakerFacts(name="A"),))
    changed = actions.change_session(workshop.id, row.id, facts, actor=organizer, now=LATER)

    assert (changed.sequence, changed.changed_at, changed.uid, changed.key) == (1, LATER, uid, "opening")
    assert audit.history("session", row.id)[0].facts == {
        "title": [{"en": "Opening", "ru": "Открытие"}, {"en": "Welcome"}],
        "speakers": [[], [{"organization": "", "function": "", "name": "A"}]],
    }


def test_saying_what_is_so_already_changes_nothing(workshop, organizer):
    facts = some_facts(workshop, speakers=(SpeakerFacts(name="A"),), documents=(DocumentFacts("B", ("en",)),))
    row = actions.add_session(workshop.id, facts, actor=organizer, now=NOW)

    same = actions.change_session(workshop.id, row.id, facts, actor=organizer, now=LATER)
    moved = actions.move_session(workshop.id, row.id, facts.place, actor=organizer, now=LATER)

    assert (same.sequence, moved.sequence, moved.changed_at) == (0, 0, NOW)
    assert [line.tag for line in audit.history("session", row.id)] == ["agenda.session_added"]


def test_the_key_of_a_session_stays(workshop, organizer):
    row = add(workshop, organizer)

    fields = refused(
        lambda: actions.change_session(
            workshop.id, row.id, some_facts(workshop, key="other"), actor=organizer, now=LATER
        )
    )

    assert set(fields) == {"key"}


def test_a_moved_session_leaves_its_place_free(workshop, organizer):
    row = add(workshop, organizer)

    place = a_place(workshop, day=date(2016, 3, 30), starts=time(14), ends=time(15), room_id=workshop.rooms[1].id)
    moved = actions.move_session(workshop.id, row.id, place, actor=organizer, now=LATER)
    add(workshop, organizer)

    assert (moved.starts_at, moved.room.position) == (datetime(2016, 3, 30, 8, tzinfo=UTC), 2)
    assert (moved.sequence, audit.history("session", row.id)[0].tag) == (1, "agenda.session_moved")


def test_a_session_is_not_in_its_own_way(workshop, organizer):
    row = add(workshop, organizer)

    moved = actions.move_session(
        workshop.id, row.id, a_place(workshop, starts=time(9, 15), ends=time(10)), actor=organizer, now=LATER
    )

    assert moved.starts_at == datetime(2016, 3, 29, 3, 15, tzinfo=UTC)


def test_moving_onto_another_session_is_refused_and_changes_nothing(workshop, organizer):
    add(workshop, organizer)
    row = add(workshop, organizer, place={"starts": time(11), "ends": time(12)}, title=Texts(en="Panel"))

    fields = refused(lambda: actions.move_session(workshop.id, row.id, a_place(workshop), actor=organizer, now=LATER))

    assert set(fields) == {"room_id"}
    assert queries.by_id(workshop.id, row.id).starts_at == datetime(2016, 3, 29, 5, tzinfo=UTC)


def test_a_removed_session_comes_back_as_it_was(workshop, organizer):
    theme = factories.a_theme(workshop)
    row = add(workshop, organizer, theme_id=theme.id, speakers=(SpeakerFacts(name="A"),), description=Texts(en="D"))
    uid, key = row.uid, row.key

    entry = actions.remove_session(workshop.id, row.id, actor=organizer, now=LATER)
    assert queries.sessions(workshop.id) == []
    back = actions.restore_session(workshop.id, entry, actor=organizer, now=LATER)

    assert (back.uid, back.key, back.sequence, back.changed_at) == (uid, key, 1, LATER)
    assert (back.type, back.theme_id, back.description) == (SessionType.OPENING, theme.id, {"en": "D"})
    assert [speaker.line for speaker in back.speakers] == ["A"]


def test_a_session_comes_back_once_only_and_only_to_a_free_place(workshop, organizer):
    row = add(workshop, organizer)
    entry = actions.remove_session(workshop.id, row.id, actor=organizer, now=NOW)
    other = add(workshop, organizer, title=Texts(en="Panel"))

    with pytest.raises(Invalid, match="taken by “Panel”"):
        actions.restore_session(workshop.id, entry, actor=organizer, now=NOW)
    actions.remove_session(workshop.id, other.id, actor=organizer, now=NOW)
    actions.restore_session(workshop.id, entry, actor=organizer, now=NOW)
    with pytest.raises(UserError, match="already"):
        actions.restore_session(workshop.id, entry, actor=organizer, now=NOW)


def test_only_a_removal_of_this_workshop_can_be_undone(workshop, organizer):
    row = add(workshop, organizer)
    added = audit.history("session", row.id)[0].id
    entry = actions.remove_session(workshop.id, row.id, actor=organizer, now=NOW)
    elsewhere = factories.a_workshop()

    with pytest.raises(Missing):
        actions.restore_session(workshop.id, added, actor=organizer, now=NOW)
    with pytest.raises(Missing):
        actions.restore_session(elsewhere.id, entry, actor=an_organizer_of(elsewhere), now=NOW)


@pytest.fixture
def guarded() -> Iterator[set[int]]:
    """Ids of sessions against whose removal something speaks."""
    ids: set[int] = set()

    @removal.register
    def check(session_id: int) -> str | None:
        return "Its form has 3 responses." if session_id in ids else None

    yield ids
    removal.withdraw(check)


def test_a_session_on_which_something_hangs_stays(workshop, organizer, guarded):
    row = add(workshop, organizer)
    guarded.add(row.id)

    with pytest.raises(UserError, match=r"cannot be removed\. Its form has 3 responses\."):
        actions.remove_session(workshop.id, row.id, actor=organizer, now=NOW)
    guarded.clear()
    actions.remove_session(workshop.id, row.id, actor=organizer, now=NOW)

    assert queries.sessions(workshop.id) == []


def test_a_session_of_another_workshop_is_missing(workshop, organizer):
    foreign = factories.a_session(factories.a_workshop())

    for call in (
        lambda: actions.change_session(workshop.id, foreign.id, some_facts(workshop), actor=organizer, now=NOW),
        lambda: actions.move_session(workshop.id, foreign.id, a_place(workshop), actor=organizer, now=NOW),
        lambda: actions.remove_session(workshop.id, foreign.id, actor=organizer, now=NOW),
    ):
        with pytest.raises(Missing):
            call()


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.RAPPORTEUR, Role.CHECK_IN, None])
def test_only_organizers_change_the_agenda(workshop, organizer, role):
    row = add(workshop, organizer)
    who = Actor("somebody", roles=frozenset({(workshop.id, role)})) if role else NOBODY

    for call in (
        lambda: add(workshop, who, place={"day": date(2016, 3, 30)}),
        lambda: actions.change_session(workshop.id, row.id, some_facts(workshop), actor=who, now=NOW),
        lambda: actions.move_session(workshop.id, row.id, a_place(workshop), actor=who, now=NOW),
        lambda: actions.remove_session(workshop.id, row.id, actor=who, now=NOW),
        lambda: actions.restore_session(workshop.id, 1, actor=who, now=NOW),
    ):
        with pytest.raises(Denied):
            call()


def test_a_theme_that_is_gone_is_left_out_when_a_session_comes_back(workshop, organizer):
    theme = factories.a_theme(workshop)
    row = add(workshop, organizer, theme_id=theme.id)
    entry = actions.remove_session(workshop.id, row.id, actor=organizer, now=NOW)
    with transaction():
        session.delete(session.merge(theme))

    assert actions.restore_session(workshop.id, entry, actor=organizer, now=NOW).theme_id is None
