import pytest

from eventapp.accounts.actions import add_token
from eventapp.core.actors import SYSTEM
from tests import factories
from tests.almaty import import_almaty
from tests.people import NOW, browser_of


@pytest.fixture
def almaty(app):
    return import_almaty()


@pytest.fixture
def ask(client, almaty):
    """GET the agenda with a token of scope "read"; the JSON that came."""
    token = add_token(almaty.id, "read", "test", actor=SYSTEM, now=NOW)

    def get(query: str = "", status: int = 200):
        answer = client.get(
            f"/api/v1/workshops/almaty-2016/agenda{query}", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == status
        return answer.json

    return get


def test_a_session_is_told_in_full(ask):
    items = {item["key"]: item for item in ask()["items"]}

    told = items["d3-s8"]
    assert told["title"] == {
        "en": "Good practices for national strategies",
        "ru": "Передовая практика разработки национальных стратегий",
    }
    assert (told["day"], told["starts_at"]) == ("2016-03-31", "2016-03-31T09:00:00+06:00")
    assert (told["type"], told["theme"], told["interpretation"]) == ("capacity-building", "strategies", True)
    assert told["speakers"] == [{"organization": "Hedayah", "function": "", "name": ""}]
    assert [document["languages"] for document in told["documents"]] == [["en", "ru"]]


def test_pages_follow_each_other_without_gap_or_repetition(ask):
    keys, query, pages = [], "?limit=10", 0
    while query:
        page = ask(query)
        keys += [item["key"] for item in page["items"]]
        query = page["next"] and f"?limit=10&cursor={page['next']}"
        pages += 1

    assert (pages, len(keys), len(set(keys))) == (3, 24, 24)


def test_a_page_that_is_just_full_is_the_last(ask):
    assert (len(ask("?limit=24")["items"]), ask("?limit=24")["next"]) == (24, None)


@pytest.mark.parametrize(
    "query", ["?limit=101", "?limit=0", "?limit=many", "?cursor=-1", "?cursor=99999999999999999999"]
)
def test_a_wrong_page_is_refused(ask, query):
    assert ask(query, 422)["error"] == "422"


def test_a_token_must_be_valid_of_this_workshop_and_of_the_right_scope(client, almaty):
    other = factories.a_workshop()
    tokens = {
        "made up": 401,
        add_token(other.id, "read", "", actor=SYSTEM, now=NOW): 404,
        add_token(almaty.id, "check-in", "", actor=SYSTEM, now=NOW): 403,
        add_token(almaty.id, "write", "", actor=SYSTEM, now=NOW): 200,
    }

    for token, status in tokens.items():
        answer = client.get("/api/v1/workshops/almaty-2016/agenda", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == status


def test_staff_may_ask_with_their_browser_and_others_not(app, client, almaty):
    address = "/api/v1/workshops/almaty-2016/agenda"

    assert client.get(address).status_code == 401
    assert browser_of(app, "rapporteur", almaty).get(address).status_code == 200
    assert browser_of(app, "stranger", almaty).get(address).status_code == 403


def test_the_api_describes_its_pages(client):
    paths = client.get("/api/v1/openapi.json").json["paths"]

    parameters = {each["name"] for each in paths["/api/v1/workshops/{slug}/agenda"]["get"]["parameters"]}
    assert {"limit", "cursor"} <= parameters
