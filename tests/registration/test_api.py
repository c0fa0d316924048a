"""GET /api/v1/workshops/SLUG/registrations: in pages, for those with a role or a token, contacts for organizers."""

import pytest

from eventapp.accounts import actions as accounts
from eventapp.core.actors import SYSTEM
from tests import factories
from tests.people import NOW, browser_of


@pytest.fixture
def address(workshop):
    delegation = factories.a_delegation(factories.a_type(workshop, key="government"), seats=9)
    for number in range(3):
        name = {"latin_name": f"Ann {number}", "email": "ann@example.org", "phone": "+7 701"}
        factories.a_registration(delegation, factories.a_person(workshop, **name))
    factories.a_registration(delegation, state="waitlisted", waitlist_number=1)
    return f"/api/v1/workshops/{workshop.slug}/registrations"


def bearer(workshop, scope) -> dict[str, str]:
    return {"Authorization": f"Bearer {accounts.add_token(workshop.id, scope, '', actor=SYSTEM, now=NOW)}"}


def test_pages_follow_one_another_and_miss_nobody(client, workshop, address):
    headers = bearer(workshop, "read")

    first = client.get(f"{address}?limit=3", headers=headers).json
    second = client.get(f"{address}?limit=3&cursor={first['next']}", headers=headers).json

    assert [len(page["items"]) for page in (first, second)] == [3, 1]
    assert second["next"] is None
    assert first["items"][0]["latin_name"] == "Ann 0"
    assert (first["items"][0]["delegation_type"], first["items"][0]["delegation"]) == ("government", "Kazakhstan")


def test_the_country_is_the_one_of_every_other_list(client, workshop):
    delegation = factories.a_delegation(factories.a_type(workshop), country="TM")
    factories.a_registration(delegation, factories.a_person(workshop, country="RU"))

    items = client.get(f"/api/v1/workshops/{workshop.slug}/registrations", headers=bearer(workshop, "read")).json[
        "items"
    ]

    assert [item["country"] for item in items] == ["TM"]


def test_a_state_may_be_asked_for(client, workshop, address):
    headers = bearer(workshop, "write")

    items = client.get(f"{address}?state=waitlisted", headers=headers).json["items"]

    assert [(item["state"], item["waitlist_number"]) for item in items] == [("waitlisted", 1)]
    assert client.get(f"{address}?state=asleep", headers=headers).status_code == 422


def test_contacts_are_for_organizers(app, client, workshop, address):
    def first_contact(answer) -> tuple[str | None, str | None]:
        item = answer.json["items"][0]
        return item["email"], item["phone"]

    assert first_contact(browser_of(app, "organizer", workshop).get(address)) == ("ann@example.org", "+7 701")
    assert first_contact(client.get(address, headers=bearer(workshop, "write"))) == ("ann@example.org", "+7 701")
    assert first_contact(browser_of(app, "check-in", workshop).get(address)) == (None, None)
    assert first_contact(client.get(address, headers=bearer(workshop, "read"))) == (None, None)


def test_nobody_else_reads_it(app, client, workshop, address):
    elsewhere = factories.a_workshop()

    assert client.get(address).status_code == 401
    assert client.get(address, headers=bearer(workshop, "check-in")).status_code == 403
    assert client.get(address, headers=bearer(elsewhere, "read")).status_code == 404
    assert browser_of(app, "stranger", workshop).get(address).status_code == 403
