"""`/api/v1/workshops/<slug>/…` as product.md says, and what is refused."""

import re
import uuid

import pytest
from sqlalchemy import func, select

from eventapp.accounts.actions import add_token
from eventapp.checkin.models import Scan
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session, transaction
from eventapp.registration.models import Registration
from tests import factories
from tests.checkin.desk import NOW, a_delegation, a_guest, room_for
from tests.people import a_user, browser_of, sign_in

AT = "2016-03-29T08:31:00+06:00"


@pytest.fixture
def device(app, workshop):
    """A client that sends a check-in token with each request."""
    return Device(app, workshop, "check-in")


class Device:
    def __init__(self, app, workshop, scope):
        self.client, self.base = app.test_client(), f"/api/v1/workshops/{workshop.slug}"
        token = add_token(workshop.id, scope, "phone", actor=SYSTEM, now=NOW)
        self.headers = {"Authorization": f"Bearer {token}"}

    def get(self, path, **headers):
        return self.client.get(f"{self.base}/{path}", headers={**self.headers, **headers})

    def send(self, *scans):
        return self.client.post(f"{self.base}/scans", json={"scans": list(scans)}, headers=self.headers)


def a_scan(read, **changes):
    return {
        "id": str(uuid.uuid4()),
        "checkpoint": "day-1",
        "code": read,
        "scanned_at": AT,
        "device": "desk 1",
        **changes,
    }


def send_signed_in(browser, workshop, *scans):
    """As the desk page sends scans: with the session's cookie and the token that stands in the page."""
    page = browser.get("/account").get_data(as_text=True)
    token = re.search(r'name="csrf-token" content="([^"]+)"', page).group(1)
    return browser.post(
        f"/api/v1/workshops/{workshop.slug}/scans", json={"scans": list(scans)}, headers={"X-CSRFToken": token}
    )


def test_a_scan_is_answered_with_who_it_is(device, workshop, delegation):
    guest, code = a_guest(delegation)
    sent = a_scan(code)

    answer = device.send(sent)

    assert (answer.status_code, answer.json) == (
        200,
        {
            "results": [
                {
                    "id": sent["id"],
                    "outcome": "admitted",
                    "message": "",
                    "registration": {
                        "public_id": str(guest.public_id),
                        "name": guest.person.latin_name,
                        "original_name": "Осмонова Айгуль",
                        "delegation": "Kazakhstan",
                        "delegation_type": "Government official",
                        "colour": "#009edb",
                        "state": "confirmed",
                    },
                }
            ],
            "counts": {"day-1": 1},
        },
    )
    assert device.send(sent).json == answer.json


def test_every_outcome(device, workshop, delegation):
    group = factories.a_session(workshop, room_id=room_for(workshop, 1).id).key
    codes = [a_guest(delegation)[1] for _number in range(2)]
    _pending, pending_code = a_guest(delegation, state="pending")
    revoked = factories.a_badge(factories.a_registration(delegation), revoked_at=NOW).code
    foreign = a_guest(a_delegation(factories.a_workshop()))[1]

    answer = device.send(
        a_scan(codes[0], checkpoint=group),
        a_scan(codes[0], checkpoint=group, scanned_at="2016-03-29T08:40:00+06:00"),
        a_scan(codes[1], checkpoint=group),
        a_scan(pending_code),
        a_scan(revoked),
        a_scan(foreign),
        a_scan("https://example.org/a-poster"),
    )

    assert [(each["outcome"], each["message"]) for each in answer.json["results"]] == [
        ("admitted", ""),
        ("already", "Let in at 08:31."),
        ("full", "As many people are in the room as it holds. Send the person to another room."),
        ("not-confirmed", "The organizer has not approved this registration yet. Send the person to the organizer."),
        ("revoked", "A newer badge was issued, or this one was withdrawn. Find the person by name."),
        ("unknown", "This badge is for another workshop."),
        ("unknown", "This is not the code of a badge. Find the person by name."),
    ]
    assert [each["registration"] is None for each in answer.json["results"]] == [False] * 5 + [True] * 2


def test_the_other_workshop_is_named_only_to_its_staff(app, workshop, delegation):
    elsewhere = factories.a_workshop()
    code = a_guest(a_delegation(elsewhere))[1]
    everywhere = sign_in(app.test_client(), a_user("administrator"))

    answer = send_signed_in(everywhere, workshop, a_scan(code))

    assert answer.json["results"][0]["message"] == f"This badge is for another workshop: {elsewhere.title['en']}"


def test_messages_speak_the_readers_language(app, workshop, delegation):
    _guest, code = a_guest(delegation)
    russian = sign_in(app.test_client(), a_user("check-in", workshop, language="ru"))
    answer = send_signed_in(russian, workshop, a_scan(code))
    assert answer.json["results"][0]["registration"]["delegation"] == "Казахстан"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": 5}, "id"),
        ({"id": "not a uuid"}, "id"),
        ({"checkpoint": "day-9"}, "checkpoint"),
        ({"checkpoint": 1}, "checkpoint"),
        ({"code": None}, "code"),
        ({"code": 12345}, "code"),
        ({"code": ""}, "code"),
        ({"code": "A" * 5000}, "code"),
        ({"scanned_at": "2016-03-29T08:31:00"}, "scanned_at"),
        ({"scanned_at": "2016-03-29"}, "scanned_at"),
        ({"scanned_at": 1459218660}, "scanned_at"),
        ({"scanned_at": "0001-01-01T00:00:00+23:00"}, "scanned_at"),
        ({"device": "x" * 101}, "device"),
        ({"device": ["x"]}, "device"),
        ({"outcome": "admitted"}, "outcome"),
    ],
)
def test_a_bad_scan_is_named_by_its_place_and_field_and_nothing_is_stored(device, delegation, change, field):
    _guest, code = a_guest(delegation)

    answer = device.send(a_scan(code), a_scan(code, **change))

    assert answer.status_code == 422
    assert list(answer.json["details"]["json"]["scans"]["1"]) == [field]
    assert session.scalar(select(func.count(Scan.id))) == 0


@pytest.mark.parametrize("missing", ["id", "checkpoint", "code", "scanned_at"])
def test_a_scan_needs_its_fields(device, missing):
    scan = a_scan("X")
    del scan[missing]
    answer = device.send(scan)
    assert (answer.status_code, list(answer.json["details"]["json"]["scans"]["0"])) == (422, [missing])


@pytest.mark.parametrize("body", ["[]", "{}", "null", '{"scans": {}}', '{"scans": [1]}', '{"scans": [], "x": 1}', "{"])
def test_a_body_of_another_shape_is_refused(device, body):
    answer = device.client.post(
        f"{device.base}/scans", data=body, headers={**device.headers, "Content-Type": "application/json"}
    )
    assert answer.status_code in (400, 422)


def test_a_batch_has_a_limit(device):
    assert device.send(*(a_scan("X") for _number in range(501))).status_code == 422


@pytest.mark.parametrize("code", ["\ud800", "\u0000", "\u202e\u200b", "☃" * 1000, "' OR 1=1 --"])
def test_any_code_that_a_camera_can_read_gets_an_answer(device, code):
    answer = device.send(a_scan(code, device="tablet \u0000\ud800"))
    assert (answer.status_code, answer.json["results"][0]["outcome"]) == (200, "unknown")


def test_hundreds_of_scans_at_once(device, workshop, delegation):
    codes = [a_guest(delegation)[1] for _number in range(5)]
    scans = [a_scan(code, checkpoint=f"day-{day}") for _again in range(30) for day in (1, 2, 3) for code in codes]

    answer = device.send(*scans)

    outcomes = [each["outcome"] for each in answer.json["results"]]
    assert (outcomes.count("admitted"), outcomes.count("already")) == (15, 435)
    assert answer.json["counts"] == {"day-1": 5, "day-2": 5, "day-3": 5}


@pytest.mark.parametrize(
    ("scope", "expected"), [("check-in", [200, 200, 403]), ("write", [200, 200, 200]), ("read", [403, 403, 200])]
)
def test_scopes(app, workshop, scope, expected):
    device = Device(app, workshop, scope)
    found = [device.send(a_scan("X")), device.get("check-in-list"), device.get("attendance")]
    assert [answer.status_code for answer in found] == expected


def test_a_token_of_another_workshop_opens_nothing(app, workshop):
    stranger = Device(app, factories.a_workshop(), "check-in")
    stranger.base = f"/api/v1/workshops/{workshop.slug}"
    assert stranger.send(a_scan("X")).status_code == 404


def test_without_a_token_or_a_session_nothing_is_read(client, workshop):
    assert client.post(f"/api/v1/workshops/{workshop.slug}/scans", json={"scans": []}).status_code == 401


@pytest.mark.parametrize(("who", "status"), [("check-in", 200), ("organizer", 200), ("rapporteur", 403)])
def test_a_signed_in_browser_sends_scans_too(app, workshop, who, status):
    browser = browser_of(app, who, workshop)
    assert send_signed_in(browser, workshop).status_code == status


def test_a_signed_in_browser_needs_the_csrf_header(app, workshop):
    browser = browser_of(app, "check-in", workshop)
    answer = browser.post(f"/api/v1/workshops/{workshop.slug}/scans", json={"scans": [a_scan("X")]})
    assert answer.status_code == 400
    assert session.scalar(select(func.count(Scan.id))) == 0


def test_the_list_for_devices_has_an_etag_and_a_cursor(device, workshop, delegation):
    guests = [a_guest(delegation)[0] for _number in range(2)]
    first = device.get("check-in-list")
    assert [each["public_id"] for each in first.json["registrations"]] == [str(guest.public_id) for guest in guests]
    assert [each["key"] for each in first.json["checkpoints"]] == ["day-1", "day-2", "day-3"]
    assert device.get("check-in-list", **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    with transaction():
        session.get_one(Registration, guests[0].id).state = "cancelled"

    changed = device.get(f"check-in-list?since={first.json['cursor']}")

    assert device.get("check-in-list", **{"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert [(each["public_id"], each["state"]) for each in changed.json["registrations"]] == [
        (str(guests[0].public_id), "cancelled")
    ]


def test_the_list_for_devices_holds_no_code_and_no_contact(device, delegation):
    _guest, code = a_guest(delegation)
    text = device.get("check-in-list").get_data(as_text=True)
    assert code not in text
    assert "email" not in text
    assert "phone" not in text


def test_a_bad_cursor_is_refused(device):
    assert device.get("check-in-list?since=nonsense").status_code == 422


def test_attendance_comes_in_pages(app, workshop, delegation):
    reader = Device(app, workshop, "read")
    guests = [a_guest(delegation) for _number in range(3)]
    Device(app, workshop, "check-in").send(a_scan(guests[0][1]), a_scan(guests[2][1], checkpoint="day-2"))

    first = reader.get("attendance?limit=2").json
    second = reader.get(f"attendance?limit=2&cursor={first['next']}").json

    found = [
        (each["public_id"], [one["checkpoint"] for one in each["present"]]) for each in first["items"] + second["items"]
    ]
    assert found == [
        (str(guests[0][0].public_id), ["day-1"]),
        (str(guests[1][0].public_id), []),
        (str(guests[2][0].public_id), ["day-2"]),
    ]
    assert first["items"][0]["present"][0]["at"] == "2016-03-29T02:31:00+00:00"
    assert second["next"] is None
