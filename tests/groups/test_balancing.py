"""An even spread over working groups: as even as can be, never more people than places."""

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.groups.balancing import Room, Somebody, beyond, spread
from tests.groups.conftest import Scene
from tests.people import browser_of

COUNTRIES, SEXES = ("KZ", "KG", "TJ"), ("female", "male")


def test_ninety_people_of_six_countries_are_spread_without_a_remainder():
    people = [Somebody(n, (f"country {n % 6}", SEXES[n // 6 % 2], ("en", "ru")[n % 5 == 0])) for n in range(90)]
    found = spread(people, [Room(1), Room(2), Room(3), Room(4)], (3, 2, 2))
    assert sorted(Counter(found.groups.values()).values()) == [22, 22, 23, 23]
    assert (found.beyond, found.proven, found.without) == (0, True, ())


def test_who_stays_stays_and_a_small_room_takes_what_it_takes():
    people = [Somebody(n, ("KZ",), stays=7 if n < 5 else None) for n in range(12)]
    found = spread(people, [Room(7), Room(8, capacity=3)], (1,))
    assert Counter(found.groups.values()) == {7: 9, 8: 3}
    assert all(found.groups[n] == 7 for n in range(5))


def test_who_finds_no_place_is_named():
    found = spread([Somebody(n, ()) for n in range(5)], [Room(1, 2), Room(2, 2)], ())
    assert (found.without, Counter(found.groups.values())) == ((4,), {1: 2, 2: 2})


somebody = st.tuples(st.sampled_from(COUNTRIES), st.sampled_from(SEXES))


@settings(max_examples=25)
@given(st.lists(somebody, min_size=1, max_size=7), st.integers(1, 3))
def test_no_other_spread_is_more_even(kinds, number):
    people = [Somebody(n, each) for n, each in enumerate(kinds)]
    rooms = [Room(n) for n in range(number)]
    found = spread(people, rooms, (1, 1))
    sizes = Counter({room.id: 0 for room in rooms}) | Counter(found.groups.values())
    others = (
        dict(enumerate(each))
        for each in product(range(number), repeat=len(people))
        if all(each.count(room) == size for room, size in sizes.items())
    )
    assert found.beyond == min(beyond(people, other, sizes) for other in others)


def test_a_proposal_is_looked_at_changed_by_hand_put_in_and_taken_back(app, scene: Scene):
    organizer = browser_of(app, "organizer", scene.workshop)
    address = f"/workshops/{scene.workshop.slug}/groups/"
    page = organizer.get(f"{address}spread?slot=1")
    assert "As even as can be" in page.text
    ids = [row.id for row in scene.people]
    wanted = {ids[0]: scene.small.id, ids[1]: scene.small.id, ids[2]: scene.big.id, ids[3]: scene.big.id}
    organizer.post(f"{address}spread", data={"slot": 1, **{f"to-{who}": there for who, there in wanted.items()}})
    swapped = {ids[0]: scene.big.id, ids[2]: scene.small.id}  # the small room is full: both change at once
    answer = organizer.post(f"{address}spread", data={"slot": 1, **{f"to-{w}": there for w, there in swapped.items()}})
    held = organizer.get(f"{address}?slot=1&show={scene.small.id}").text
    assert [f'id="p{who}"' in held for who in ids] == [False, True, True, False]
    entry = int(answer.headers["Location"].rsplit("undo=", 1)[1])
    organizer.post(f"{address}undo/{entry}", data={"slot": 1})
    held = organizer.get(f"{address}?slot=1&show={scene.small.id}").text
    assert [f'id="p{who}"' in held for who in ids] == [True, True, False, False]
