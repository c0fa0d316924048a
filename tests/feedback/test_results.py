"""One number, one source: the page, the API and the files are told the same."""

import pytest

from eventapp.accounts import actions as accounts
from eventapp.core.actors import Actor
from eventapp.feedback import actions, files, queries
from exports.model import FeedbackSummary, QuestionSummary
from tests import factories
from tests.factories import NOW
from tests.feedback.conftest import answer_all, some_people
from tests.people import browser_of

SEVEN = [{"relevance": rating, "usefulness": 5} for rating in (1, 2, 3, 4, 5, 5, 5)]


def answered_by_seven(room):
    for values in SEVEN:
        answer_all(room.form, some_people(room.delegation, 1), values)


def test_results_count_every_response_and_tell_of_five(room):
    factories.a_registration(room.delegation, state="pending")
    answered_by_seven(room)

    form, evaluation = queries.results(room.workshop.id)

    assert (form.received, form.released, form.eligible, form.rate, form.open) == (7, 5, 7, 1.0, True)
    relevance = form.question("relevance")
    assert (relevance.n, relevance.ratings.counts, relevance.ratings.mean) == (5, (1, 1, 1, 1, 1), 3.0)
    assert (form.question("suggestion").n, form.question("suggestion").suppressed) == (0, True)
    assert (evaluation.received, evaluation.rate, evaluation.question("nothing")) == (0, 0.0, None)


def test_a_workshop_without_participants_has_no_rate(app):
    workshop = factories.a_workshop()
    actions.create_forms(workshop.id, actor=Actor("x", administrator=True), now=NOW)

    assert [form.rate for form in queries.results(workshop.id)] == [None]


def test_open_responses_do_not_lift_the_rate_above_all(room):
    factories.a_registration(room.delegation)
    for _ in range(3):
        actions.answer(room.form.id, SEVEN[0], language="en", actor=Actor("nobody"), now=NOW)

    assert queries.results(room.workshop.id)[0].rate == 1.0


def test_files_are_told_the_same_in_their_language(room):
    answered_by_seven(room)

    (summary,) = files.summaries(room.workshop, "ru")

    assert summary == FeedbackSummary(
        title="Что мы знаем?",
        responses=7,
        eligible=7,
        questions=summary.questions,
    )
    assert summary.questions[0] == QuestionSummary(
        text="Насколько эта сессия важна для вашей работы?",
        kind="rating",
        kind_label=summary.questions[0].kind_label,
        responses=5,
        scale_low="совсем нет",
        scale_high="полностью",
        counts=(1, 1, 1, 1, 1),
        mean=3.0,
    )
    assert [question.suppressed for question in summary.questions] == [False, False, True, True, True]


def test_files_hold_comments(room):
    values = {"relevance": 3, "usefulness": 3, "suggestion": "=1+1"}
    answer_all(room.form, some_people(room.delegation, 5), values)

    (summary,) = files.summaries(room.workshop, "en")

    assert summary.questions[-1].comments == ("=1+1",) * 5


@pytest.fixture
def token(room):
    return accounts.add_token(room.workshop.id, "read", "script", actor=Actor("x", administrator=True), now=NOW)


def fetch(client, room, token, query=""):
    address = f"/api/v1/workshops/{room.workshop.slug}/feedback{query}"
    return client.get(address, headers={"Authorization": f"Bearer {token}"})


def test_the_api_is_told_the_same(room, client, token):
    answered_by_seven(room)

    form, evaluation = fetch(client, room, token).json["items"]

    assert {key: form[key] for key in form if key != "questions"} == {
        "code": room.form.code,
        "kind": "session",
        "state": "open",
        "title": {"en": "What do we know?", "ru": "Что мы знаем?"},
        "session": room.session.key,
        "responses": 7,
        "released": 5,
        "eligible": 7,
    }
    relevance, *_others, suggestion = form["questions"]
    assert {key: relevance[key] for key in ("key", "n", "suppressed", "counts", "mean", "comments")} == {
        "key": "relevance",
        "n": 5,
        "suppressed": False,
        "counts": [1, 1, 1, 1, 1],
        "mean": 3.0,
        "comments": None,
    }
    assert (suggestion["comments"], suggestion["suppressed"]) == ([], True)
    assert (evaluation["responses"], evaluation["session"]) == (0, None)


def test_the_api_turns_pages(room, client, token):
    first = fetch(client, room, token, "?limit=1").json
    second = fetch(client, room, token, f"?limit=1&cursor={first['next']}").json

    assert [item["code"] for item in first["items"] + second["items"]] == [room.form.code, room.evaluation.code]
    assert second["next"] is None
    assert fetch(client, room, token, "?limit=0").status_code == 422


def test_the_api_is_for_organizers_facilitators_and_tokens_that_may_read(room, app, client):
    administrator = Actor("x", administrator=True)
    address = f"/api/v1/workshops/{room.workshop.slug}/feedback"
    desk = accounts.add_token(room.workshop.id, "check-in", "desk", actor=administrator, now=NOW)
    foreign = accounts.add_token(factories.a_workshop().id, "read", "other", actor=administrator, now=NOW)

    assert client.get(address).status_code == 401
    assert fetch(client, room, "WRONG").status_code == 401
    assert fetch(client, room, desk).status_code == 403
    assert fetch(client, room, foreign).status_code == 404
    assert browser_of(app, "facilitator", room.workshop).get(address).status_code == 200
    assert browser_of(app, "rapporteur", room.workshop).get(address).status_code == 403
