"""The registration page and the participant's own page: typed once, sent twice, refused with what was typed."""

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from sqlalchemy import select

from eventapp.core.db import session, transaction
from eventapp.registration import actions, codes, private_sections
from eventapp.registration.models import Registration
from eventapp.registration.private_sections import PrivateLink, PrivateSection
from exports.qr import qr_svg
from tests import factories
from tests.people import NOW


@pytest.fixture
def kind(workshop):
    return factories.a_type(workshop, approval="organizer", visa_support=True, quota=1)


@pytest.fixture
def address(workshop) -> str:
    return f"/w/{workshop.slug}/register"


def typed(kind, **changes) -> dict[str, str]:
    return {
        "type_id": kind.id,
        "latin_name": "Nurlan Nazarov-O'Neill",
        "latin_family": "Nazarov-O’Neill",
        "original_name": "Нурлан Назаров",
        "sex": "male",
        "organization": "Public association A",
        "country": "AF",
        "language": "ru",
        "visa_support": "y",
        "submit_key": "k",
        **changes,
    }


def everybody() -> list[Registration]:
    return list(session.scalars(select(Registration).order_by(Registration.id)))


def test_registering_leads_to_the_private_page_which_tells_the_state(client, kind, address):
    answer = client.post(address, data=typed(kind))

    registration = everybody()[0]
    person = registration.person
    assert answer.location == f"/r/{codes.private_token(registration)}"
    assert (person.latin_name, person.list_name) == ("Nurlan Nazarov-O'Neill", "Nurlan NAZAROV-O’NEILL")
    assert (registration.state, registration.visa_support, registration.source) == ("pending", True, "public")
    assert (registration.delegation.country, registration.delegation.organization) == ("AF", "Public association A")
    page = client.get(answer.location).text
    assert "We have received your registration." in page
    assert "Нурлан Назаров" in page


def test_who_registers_on_an_open_type_is_confirmed_at_once_with_the_code_at_hand(client, workshop, address, mails):
    opened = factories.a_type(workshop, approval="open")

    page = client.post(address, data=typed(opened, email="nurlan@example.org"), follow_redirects=True).text

    registration = everybody()[0]
    assert registration.state == "confirmed"
    assert "Your participation is confirmed." in page
    assert f"/r/{codes.private_token(registration)}/badge.svg" in page
    assert mails() == [("registration.registered", "nurlan@example.org")]


@pytest.mark.parametrize("approval", ["nomination", "invitation"])
def test_without_a_type_open_to_all_there_is_no_form(client, workshop, address, approval):
    factories.a_type(workshop, approval=approval)

    page = client.get(address).text

    assert "Participants are named by their delegations" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_a_type_of_another_workshop_cannot_be_chosen(client, kind, address):
    foreign = factories.a_type(factories.a_workshop(), approval="open")

    assert client.post(address, data=typed(foreign)).status_code == 422
    assert everybody() == []


def test_who_comes_too_late_reads_which_number_they_are(client, kind, address):
    client.post(address, data=typed(kind))
    for name in ("Bob Lee", "Cid Lee"):
        last = client.post(address, data=typed(kind, latin_name=name, latin_family="", original_name=""))

    assert "You are on the waiting list, number 2." in client.get(last.location).text


def test_a_double_click_registers_once(client, kind, address):
    first, second = (client.post(address, data=typed(kind)) for _click in range(2))

    assert first.location == second.location
    assert len(everybody()) == 1


def test_bad_input_keeps_what_was_typed_and_says_where(client, kind, address):
    answer = client.post(
        address, data=typed(kind, type_id="", email="nobody", latin_name="Нурлан", organization="", country="")
    )

    assert answer.status_code == 422
    for message in (
        "Choose one.",
        "This is not an e-mail address.",
        "This field is for Latin letters",
        "Say for which organization or country.",
    ):
        assert message in answer.text
    assert 'value="nobody"' in answer.text
    assert 'value="Нурлан Назаров"' in answer.text
    assert everybody() == []


def test_a_latin_spelling_is_offered_and_never_taken_without_being_seen(client, kind, address):
    data = typed(kind, latin_name="", latin_family="", original_name="Ёлкин Тимур")

    answer = client.post(address, data=data)

    offered = re.search(r'name="latin_name"[^>]*value="([^"]+)"', answer.text)
    assert (answer.status_code, offered.group(1)) == (422, "Elkin Timur")
    assert everybody() == []
    client.post(address, data=data | {"latin_name": "Timur Yolkin"})
    assert everybody()[0].person.latin_name == "Timur Yolkin"


def test_a_persian_name_alone_is_a_name(client, kind, address):
    client.post(address, data=typed(kind, latin_name="", latin_family="", original_name="احمد کریمی"))
    again = client.post(address, data=typed(kind, latin_name="", latin_family="", original_name="", submit_key="x"))

    assert [row.person.badge_name for row in everybody()] == ["احمد کریمی"]
    assert (again.status_code, "A name is needed" in again.text) == (422, True)


def test_types_that_are_named_or_invited_are_explained_and_cannot_be_chosen(client, workshop, kind, address):
    named = factories.a_type(workshop, approval="nomination", name={"en": "Government official"})

    page = client.get(address).text
    answer = client.post(address, data=typed(named))

    assert re.search(r"<strong>Government official</strong>:\s+named by the focal point", page)
    assert (answer.status_code, everybody()) == (422, [])


def test_visa_support_is_kept_only_where_the_type_offers_it(client, workshop, address):
    client.post(address, data=typed(factories.a_type(workshop, visa_support=False)))

    assert everybody()[0].visa_support is None


def test_a_delegation_without_seats_is_refused_in_the_form(client, kind, address):
    factories.a_delegation(kind, country="", organization="OSCE", seats=0)

    answer = client.post(address, data=typed(kind, organization="osce"))

    assert answer.status_code == 422
    assert "OSCE has no seats at this workshop." in answer.text
    assert 'value="osce"' in answer.text


def test_the_same_name_does_not_open_somebody_elses_page(client, kind, address, mails):
    client.post(address, data=typed(kind, email="nurlan@example.org"))

    answer = client.post(address, data=typed(kind, submit_key="other"))

    token = codes.private_token(everybody()[0])
    assert (answer.status_code, token in answer.text) == (422, False)
    assert len(everybody()) == 1


def test_registration_that_is_closed_says_since_when(client, workshop, kind, address):
    with transaction():
        workshop.registration_closes_at = NOW

    page = client.get(address).text

    assert "It ended on 1 Mar 2016, 12:00." in page
    assert client.post(address, data=typed(kind)).status_code == 200
    assert everybody() == []


def test_a_workshop_that_is_not_published_has_no_registration_page(client, workshop, kind, address):
    with transaction():
        workshop.published = False

    assert client.get(address).status_code == 404


def test_an_expired_token_loses_nothing_of_what_was_typed(app, client, kind, address):
    app.config["WTF_CSRF_ENABLED"] = True

    answer = client.post(address, data=typed(kind), headers={"Origin": "http://localhost"})

    assert answer.status_code == 400
    assert 'value="Нурлан Назаров"' in answer.text


@pytest.fixture
def confirmed(workshop, organizer, kind):
    registration = factories.a_registration(factories.a_delegation(kind), state="pending")
    return actions.confirm(registration.id, workshop.id, actor=organizer, now=NOW)


def test_who_is_confirmed_finds_the_badge_code_as_qr(client, confirmed):
    token = codes.private_token(confirmed)
    code = codes.badge_code(confirmed.badge)

    page = client.get(f"/r/{token}").text
    picture = client.get(f"/r/{token}/badge.svg")

    assert f"/r/{token}/badge.svg" in page
    assert code in page.replace(" ", "")
    assert (picture.mimetype, picture.text) == ("image/svg+xml", qr_svg(code)[0])


def test_the_qr_holds_the_code_and_opens_nothing(client, confirmed):
    svg = client.get(f"/r/{codes.private_token(confirmed)}/badge.svg").text

    found = zxingcpp.read_barcodes(_drawn(svg))
    assert [each.text for each in found] == [codes.badge_code(confirmed.badge)]
    assert client.get(f"/r/{found[0].text}").status_code == 404


def test_no_code_for_who_is_not_confirmed_or_whose_badge_is_revoked(client, workshop, organizer, confirmed):
    token = codes.private_token(confirmed)
    actions.revoke_badge(confirmed.id, workshop.id, "Lost", actor=organizer, now=NOW)

    assert client.get(f"/r/{token}/badge.svg").status_code == 404
    assert "badge.svg" not in client.get(f"/r/{token}").text


def test_an_unknown_link_tells_nothing(client, confirmed):
    answers = [client.get(f"/r/{token}{rest}") for token in ("A" * 26, "x") for rest in ("", "/details", "/badge.svg")]

    assert {answer.status_code for answer in answers} == {404}
    assert "This link is not valid." in answers[0].text


def test_the_private_page_is_kept_by_nobody_and_sends_its_address_nowhere(client, confirmed):
    answer = client.get(f"/r/{codes.private_token(confirmed)}")

    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_owner_changes_details_and_cancels(client, confirmed):
    token = codes.private_token(confirmed)
    form = {"latin_name": "Aigul Osmonova", "latin_family": "Osmonova", "dietary": "no nuts"}

    assert client.post(f"/r/{token}/details", data=form).location == f"/r/{token}"
    assert client.post(f"/r/{token}/details", data=form | {"email": "x"}).status_code == 422
    assert client.get(f"/r/{token}/cancel").status_code == 405
    assert client.post(f"/r/{token}/cancel").location == f"/r/{token}"

    row = session.get_one(Registration, confirmed.id)
    assert (row.dietary, row.person.list_name, row.state) == ("no nuts", "Aigul OSMONOVA", "cancelled")
    assert "This registration is cancelled." in client.get(f"/r/{token}").text


def test_who_cancels_gives_the_seat_to_who_waits_first(client, kind, address):
    for name in ("Ann Lee", "Bob Lee", "Cid Lee"):
        client.post(address, data=typed(kind, latin_name=name, latin_family="", original_name=""))

    client.post(f"/r/{codes.private_token(everybody()[0])}/cancel")
    client.post(f"/r/{codes.private_token(everybody()[0])}/cancel")  # a double click

    session.rollback()
    assert [row.state for row in everybody()] == ["cancelled", "pending", "waitlisted"]


def test_what_is_refused_in_ones_own_details_is_not_lost(client, confirmed):
    path = f"/r/{codes.private_token(confirmed)}/details"

    answer = client.post(path, data={"latin_name": "Айгуль", "dietary": "no nuts", "email": "nobody"})

    assert answer.status_code == 422
    assert 'value="no nuts"' in answer.text
    assert "This is not an e-mail address." in answer.text
    assert "This field is for Latin letters" in answer.text


def test_the_browser_is_remembered_as_the_participants(client, workshop, confirmed):
    token = codes.private_token(confirmed)

    client.get(f"/r/{token}")

    with client.session_transaction() as browser_session:
        assert browser_session["participant"] == {str(workshop.id): token}


def test_other_features_add_to_the_private_page(client, confirmed, monkeypatch):
    link = PrivateLink("Session 1", "/somewhere", done=True)
    monkeypatch.setattr(private_sections, "_builders", [])
    private_sections.add(lambda registration, token: PrivateSection("Homework", "Please read.", (link,)))
    private_sections.add(lambda registration, token: None)

    page = client.get(f"/r/{codes.private_token(confirmed)}").text

    assert "Homework" in page
    assert 'href="/somewhere"' in page


def _drawn(svg: str):
    """The drawing as an image of 8 pixels a module."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg).group(1))
    image = Image.new("L", (size * 8, size * 8), 255)
    pen = ImageDraw.Draw(image)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)", svg):
        left, top = int(x) * 8, int(y) * 8
        pen.rectangle((left, top, left + int(width) * 8 - 1, top + 7), fill=0)
    return image


def test_an_empty_registration_names_everything_that_is_missing(app):
    workshop = factories.a_workshop()
    factories.a_type(workshop)
    page = app.test_client().post(f"/w/{workshop.slug}/register", data={}).text
    assert "Choose one." in page
    assert "A name is needed, in Latin letters or in your own script." in page
