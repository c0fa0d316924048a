"""The second form: after confirmation, by the private link, until its deadline."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from PIL import Image

from eventapp.core.actors import Actor, Role
from eventapp.core.errors import Denied, UserError
from eventapp.fields import actions, queries
from eventapp.fields.models import Group
from eventapp.registration.actions.second_form import send_details
from tests import factories
from tests.fields.test_answering import NUMBER, PDF
from tests.people import NOW

FILLED = {
    "f-arrival_at": "2016-03-28T23:40",
    "f-hotel_wish": "yes",
    "f-hotel_from": "2016-03-28",
    "f-passport_number": NUMBER,
}


@pytest.fixture(autouse=True)
def asked(workshop, organizer):
    keys = ["arrival_at", "hotel_wish", "hotel_from", "passport_number", "passport_copy"]
    return actions.add_standard(workshop.id, keys, actor=organizer, now=NOW)


@pytest.fixture
def page(registration) -> str:
    return f"/r/{registration.link_token}/more"


def answers(registration) -> dict:
    found = queries.values([registration.id], list(Group)).get(registration.id, {})
    return {key: each.value for key, each in found.items()}


def scan(name: str = "scan.png") -> tuple[BytesIO, str]:
    out = BytesIO()
    Image.new("RGB", (30, 20)).save(out, "PNG")
    return BytesIO(out.getvalue()), name


def test_it_is_offered_on_the_private_page_and_kept(client, registration, page):
    private = f"/r/{registration.link_token}"
    assert page in client.get(private).text
    answer = client.post(page, data={**FILLED, "f-passport_copy": scan()})
    assert (answer.status_code, answer.location) == (303, private)
    assert answers(registration) == {
        "arrival_at": datetime(2016, 3, 28, 17, 40, tzinfo=UTC),
        "hotel_wish": True,
        "hotel_from": datetime(2016, 3, 28, tzinfo=UTC).date(),
        "passport_number": NUMBER,
        "passport_copy": "passport_copy.jpg",
    }
    assert registration.details_at is not None


def test_without_javascript_a_condition_is_said_in_words(client, page):
    assert "Only if “Do you need a hotel room?” is “Yes”." in client.get(page).text


def test_the_form_keeps_what_was_typed_and_the_file_when_something_is_wrong(client, registration, page):
    answer = client.post(page, data={**FILLED, "f-arrival_at": "soon", "f-passport_copy": scan()})
    assert answer.status_code == 422
    assert all(part in answer.text for part in ("Enter a date and a time.", NUMBER, "We have your file"))
    assert answers(registration) == {"passport_copy": "passport_copy.jpg"}
    assert registration.details_at is None
    assert client.post(page, data=FILLED).status_code == 303
    assert set(answers(registration)) == {"arrival_at", "hotel_wish", "hotel_from", "passport_number", "passport_copy"}


def test_who_has_the_link_reads_no_passport_number_back(client, registration, page):
    client.post(page, data=FILLED)
    again = client.get(page).text
    assert (NUMBER in again, "•••• 4321" in again, "2016-03-28T23:40" in again) == (False, True, True)
    assert client.post(page, data={**FILLED, "f-passport_number": ""}).status_code == 303
    assert answers(registration)["passport_number"] == NUMBER
    client.post(page, data={**FILLED, "f-passport_number": "N99999999"})
    assert answers(registration)["passport_number"] == "N99999999"


def test_what_must_be_answered_is_asked_for_only_under_its_condition(client, registration, page):
    without = {**FILLED, "f-hotel_from": ""}
    assert client.post(page, data=without).status_code == 422
    assert client.post(page, data={**without, "f-hotel_wish": "no"}).status_code == 303
    assert answers(registration)["hotel_wish"] is False


@pytest.mark.parametrize(
    "data",
    [b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"<html>", b"", PDF[:20]],
    ids=["svg", "html", "empty", "cut"],
)
def test_a_file_that_is_no_document_is_refused(client, registration, page, data):
    answer = client.post(page, data={**FILLED, "f-passport_copy": (BytesIO(data), "passport.pdf")})
    assert answer.status_code == 422
    assert answers(registration) == {}


def test_after_its_deadline_it_is_only_read(client, workshop, registration, page, organizer):
    client.post(page, data=FILLED)
    now = datetime.now(UTC)
    actions.set_deadline(workshop.id, now + timedelta(hours=1), actor=organizer, now=now)
    with time_machine.travel(now + timedelta(hours=1, seconds=1), tick=False):
        answer = client.post(page, data={**FILLED, "f-hotel_wish": "no"})
        assert "ask the organizers" in client.get(f"/r/{registration.link_token}").text
    assert (answer.status_code, "ask the organizers" in answer.text, NUMBER in answer.text) == (200, True, False)
    assert "28 March 2016" in answer.text
    assert answers(registration)["hotel_wish"] is True


@pytest.mark.parametrize("state", ["nominated", "pending", "declined", "cancelled"])
def test_it_opens_with_confirmation_only(client, delegation, state):
    waiting = factories.a_registration(delegation, state=state)
    page = f"/r/{waiting.link_token}/more"
    assert page not in client.get(f"/r/{waiting.link_token}").text
    assert (client.get(page).status_code, client.post(page, data=FILLED).status_code) == (404, 404)


def test_who_is_asked_nothing_is_offered_nothing(client, workshop, organizer, registration, page, asked):
    for field in reversed(asked):
        actions.retire(workshop.id, field.id, actor=organizer, now=NOW)
    assert page not in client.get(f"/r/{registration.link_token}").text
    assert client.get(page).status_code == 404


def test_sent_again_without_change_it_leaves_no_trace(client, workshop, registration, page):
    client.post(page, data=FILLED)
    first = registration.details_at
    client.post(page, data=FILLED)
    assert registration.details_at == first


def test_only_the_owner_and_the_organizer_send_it(workshop, registration, delegation, organizer):
    other = factories.a_registration(delegation)
    for who in (
        Actor("participant", registration_id=other.id),
        Actor("clerk", roles=frozenset({(workshop.id, Role.CHECK_IN)})),
    ):
        with pytest.raises(Denied):
            send_details(registration.id, workshop.id, {"hotel_wish": False}, actor=who, now=NOW)
    actions.set_deadline(workshop.id, NOW - timedelta(days=1), actor=organizer, now=NOW)
    owner = Actor("participant", registration_id=registration.id)
    with pytest.raises(UserError):
        send_details(registration.id, workshop.id, {"hotel_wish": False}, actor=owner, now=NOW)
    assert send_details(registration.id, workshop.id, {"hotel_wish": False}, actor=organizer, now=NOW) == ["hotel_wish"]
