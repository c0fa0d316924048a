"""The one place that decides what may be told about answers."""

from collections import Counter
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from eventapp.feedback import suppression
from eventapp.feedback.suppression import POINTS, THRESHOLD, Comments, Ratings

# For each response, in the order in which they came: the rating given, or None where the question was left out.
histories = st.lists(st.one_of(st.none(), st.sampled_from(POINTS)), max_size=80)


def tallies_of(history):
    """The answers as the database gives them: batch to {rating: how often}."""
    tallies: dict[int, Counter[int]] = {}
    for before, rating in enumerate(history):
        if rating is not None:
            tallies.setdefault(suppression.batch_of(before), Counter())[rating] += 1
    return tallies


def told(history):
    return suppression.ratings(tallies_of(history), len(history))


def test_nothing_is_told_of_four():
    assert told([5, 5, 5, 5]) == Ratings(0, None, None)
    assert told([5, 5, 5, 5]).suppressed


def test_five_are_told():
    assert told([1, 2, 3, 4, 5]) == Ratings(5, (1, 1, 1, 1, 1), 3.0)
    assert not told([1, 2, 3, 4, 5]).suppressed


def test_the_sixth_to_ninth_change_nothing_and_the_tenth_does():
    first = [4, 4, 4, 4, 4]

    assert [told([*first, *[1] * more]).mean for more in range(6)] == [4.0] * 5 + [2.5]


def test_a_question_left_out_waits_for_five_answers():
    one_in_each_batch = [3, None, None, None, None]

    assert told(one_in_each_batch * 4).n == 0
    assert told(one_in_each_batch * 5).n == 5


def test_a_later_step_waits_for_five_new_answers_of_its_own():
    history = [2] * 5 + [5, None, None, None, None]

    assert told(history).mean == 2.0
    assert told([*history, 5, 5, 5, 5, None]).n == 10


def test_released_responses_are_a_multiple_of_five():
    assert [suppression.released_responses(number) for number in (0, 4, 5, 9, 10, 23)] == [0, 0, 5, 5, 10, 20]


@given(histories)
def test_no_result_rests_on_fewer_than_five(history):
    result = told(history)

    assert result.n == 0 or result.n >= THRESHOLD
    assert (result.counts is None) == (result.mean is None) == (result.n == 0)


@given(histories)
def test_every_change_adds_at_least_five_and_takes_nothing_away(history):
    """Whoever watches the page after every single response never sees the difference of fewer than five."""
    seen = [told(history[:length]) for length in range(len(history) + 1)]

    for before, after in pairwise(seen):
        counts_before, counts_after = before.counts or (0,) * 5, after.counts or (0,) * 5
        added = [new - old for old, new in zip(counts_before, counts_after, strict=True)]
        assert min(added) >= 0
        assert sum(added) == 0 or sum(added) >= THRESHOLD


@given(histories)
def test_the_mean_is_that_of_the_counts(history):
    result = told(history)

    if result.counts is not None:
        assert sum(result.counts) == result.n
        total = sum(point * count for point, count in zip(POINTS, result.counts, strict=True))
        assert result.mean == total / result.n


def comments_of(texts, received=None, question=1):
    batches: dict[int, list[tuple[UUID, str]]] = {}
    for before, text in enumerate(texts):
        if text:
            batches.setdefault(suppression.batch_of(before), []).append((UUID(int=before), text))
    return suppression.comments(batches, len(texts) if received is None else received, question=question)


def test_comments_are_told_from_five_on():
    assert comments_of(["a", "b", "c", "d"]) == Comments(())
    assert comments_of(["a", "b", "c", "d"]).suppressed
    assert sorted(comments_of(["a", "b", "c", "d", "e"]).texts) == ["a", "b", "c", "d", "e"]


def test_comments_stand_in_no_order_that_tells_of_time_and_in_another_one_for_each_question():
    texts = [f"comment {number}" for number in range(20)]

    first, second = comments_of(texts, question=1).texts, comments_of(texts, question=2).texts

    assert sorted(first) == sorted(second) == sorted(texts)
    assert len({first, second, tuple(texts)}) == 3
    assert comments_of(texts, question=1).texts == first


@given(st.lists(st.sampled_from(["", "x"]), max_size=60))
def test_comments_follow_the_same_steps(texts):
    seen = [comments_of(texts[:length]).n for length in range(len(texts) + 1)]

    for before, after in pairwise(seen):
        assert after == before or after - before >= THRESHOLD
