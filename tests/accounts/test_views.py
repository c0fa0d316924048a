from datetime import UTC, datetime

import pytest

from eventapp.accounts import actions, queries
from eventapp.accounts.models import UserSession
from eventapp.core.actors import SYSTEM
from eventapp.core.db import session
from tests import factories
from tests.people import a_user, browser_of, sign_in

PASSWORD = "horse battery staple nine"


@pytest.fixture
def user(app):
    found = a_user("administrator")
    actions.set_password(found.id, PASSWORD, keep=None, actor=SYSTEM, now=datetime.now(UTC))
    return found


def test_password_sign_in_leads_to_the_page_that_was_asked_for(user, client):
    answer = client.post(
        "/sign-in?next=/users", data={"email": user.email.upper(), "password": PASSWORD, "next": "/users"}
    )
    assert (answer.status_code, answer.location) == (302, "/users")
    assert client.get("/users").status_code == 200


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "/\tevil", "/%2f%2fevil", ""],
)
def test_sign_in_never_leads_elsewhere(user, client, target):
    answer = client.post("/sign-in", data={"email": user.email, "password": PASSWORD, "next": target})
    assert answer.location == "/workshops/"


def test_a_wrong_password_keeps_the_address_and_says_why(user, client):
    answer = client.post("/sign-in", data={"email": user.email, "password": "wrong"})
    assert answer.status_code == 403
    assert "The address or the password is not right." in answer.text
    assert f'value="{user.email}"' in answer.text


def test_opening_a_link_shows_a_button_and_pressing_it_signs_in(user, client):
    token = actions.make_link(user.id, now=datetime.now(UTC))
    assert client.get(f"/sign-in/link/{token}").status_code == 200
    assert session.query(UserSession).count() == 0
    assert client.post(f"/sign-in/link/{token}").location == "/workshops/"
    assert client.post(f"/sign-in/link/{token}").status_code == 403


def test_signing_out_ends_the_session_on_the_server(user, client):
    sign_in(client, user)
    client.post("/sign-out")
    assert session.query(UserSession).count() == 0
    assert client.get("/account").status_code == 302


def test_name_and_language_are_theirs_to_change(user, client):
    sign_in(client, user)
    client.post("/account", data={"name": "Айгуль О'Нил", "language": "ru"})
    page = client.get("/account").text
    assert 'lang="ru"' in page
    assert "Айгуль О&#39;Нил" in page


def test_the_team_page_gives_and_takes_roles(app):
    workshop = factories.a_workshop()
    browser = browser_of(app, "organizer", workshop)
    browser.post(f"/workshops/{workshop.slug}/team", data={"email": "new@example.org", "role": "rapporteur"})
    added = queries.user_by_email("new@example.org")
    assert [m.role for m in added.memberships] == ["rapporteur"]
    browser.post(f"/workshops/{workshop.slug}/team/{added.id}/remove", data={"role": "rapporteur"})
    session.expire_all()
    assert queries.user_by_email("new@example.org").memberships == []


def test_a_new_token_is_shown_once(app):
    workshop = factories.a_workshop()
    browser = browser_of(app, "organizer", workshop)
    page = browser.post(f"/workshops/{workshop.slug}/team/tokens", data={"label": "Door 1", "scope": "check-in"}).text
    assert 'id="new-token"' in page
    assert 'id="new-token"' not in browser.get(f"/workshops/{workshop.slug}/team").text
