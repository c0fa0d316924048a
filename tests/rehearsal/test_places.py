"""Who sits where: never more than there are seats, and as many as there are."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from eventapp.rehearsal.places import Place, plan

bound = st.none() | st.integers(0, 6)


@st.composite
def places(draw):
    kinds = draw(st.lists(st.tuples(bound, st.booleans(), st.lists(bound, min_size=1, max_size=3)), max_size=4))
    numbers = iter(range(1, 100))
    return [
        Place(kind, next(numbers), seats, quota, counts)
        for kind, (quota, counts, delegations) in enumerate(kinds)
        for seats in delegations
    ]


@given(places(), bound, st.integers(0, 30))
def test_no_bound_is_exceeded_and_nobody_is_left_out_who_could_sit(all_places, capacity, people):
    found = plan(all_places, capacity, people)

    def free(place: Place) -> bool:
        of_type = sum(one.type_id == place.type_id for one in found)
        return (
            (place.seats is None or found.count(place) < place.seats)
            and (place.quota is None or of_type < place.quota)
            and (capacity is None or not place.bounded or sum(one.bounded for one in found) < capacity)
        )

    assert all(place.seats is None or number <= place.seats for place, number in Counter(found).items())
    for kind, number in Counter(place.type_id for place in found).items():
        quota = next(place.quota for place in all_places if place.type_id == kind)
        assert quota is None or number <= quota
    assert capacity is None or sum(place.bounded for place in found) <= capacity
    assert len(found) == people or not any(map(free, all_places))


def test_they_go_round_so_that_each_delegation_has_somebody():
    three = [Place(1, number, None, None, True) for number in (1, 2, 3)]
    assert [place.delegation_id for place in plan(three, None, 7)] == [1, 2, 3, 1, 2, 3, 1]
