"""What every request meets."""

import re
from pathlib import Path

import pytest
from flask_babel import force_locale

from eventapp.core import i18n
from eventapp.core.tokens import derived, fingerprint
from tests import factories
from tests.people import a_user, browser_of, sign_in


def test_each_answer_carries_the_policy_and_is_not_stored(client):
    answer = client.get("/sign-in")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["/sign-in", "/workshops/"])
def test_no_page_holds_inline_script_style_or_handlers(app, path):
    page = browser_of(app, "administrator", factories.a_workshop()).get(path, follow_redirects=True).text
    scripts = re.findall(r"<script(?![^>]*(?:src=|application/json))", page)
    assert (scripts, re.findall(r"\sstyle=", page), re.findall(r"\son[a-z]+=", page)) == ([], [], [])


def test_a_false_host_is_refused(client):
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_an_unknown_page_is_a_page_of_ours(client):
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert "There is no page at this address." in answer.text


def test_an_expired_token_gives_back_what_was_typed(app, client):
    app.config["WTF_CSRF_ENABLED"] = True
    sign_in(client, a_user("administrator"))
    typed = {"name": "Typed with <care>", "language": "en", "csrf_token": "stale"}
    answer = client.post("/account", data=typed, headers={"Origin": "http://localhost"})
    assert answer.status_code == 400
    assert 'name="name" value="Typed with &lt;care&gt;"' in answer.text
    again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
    assert again["csrf_token"] != "stale"


def test_an_expired_token_from_elsewhere_gives_back_nothing(app, client):
    app.config["WTF_CSRF_ENABLED"] = True
    sign_in(client, a_user("administrator"))
    answer = client.post("/account", data={"name": "planted"}, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 400
    assert "planted" not in answer.text


def test_the_language_switch_stays_with_the_browser_and_never_leads_elsewhere(client):
    answer = client.post("/language", data={"language": "ru", "next": "//evil.example"})
    assert answer.location == "/"
    assert '<html lang="ru"' in client.get("/sign-in").text


def test_a_workshop_of_others_is_refused_and_an_unknown_one_is_missing(app):
    mine, other = factories.a_workshop(), factories.a_workshop()
    browser = browser_of(app, "organizer", mine)
    assert browser.get(f"/workshops/{other.slug}/team").status_code == 403
    assert browser.get("/workshops/no-such/team").status_code == 404


def test_tokens_are_bound_to_their_purpose_and_have_one_spelling():
    code = derived("secret", "badge", "00")
    assert code != derived("secret", "registration", "00")
    assert len(code) == 26
    assert fingerprint(f" {code.lower()} ") == fingerprint(code)


def test_a_file_built_after_the_start_is_served_too(app, client):
    built = Path(app.static_folder) / "built-later.txt"
    built.write_text("later")
    try:
        with client.get("/static/built-later.txt") as answer:
            assert answer.text == "later"
    finally:
        built.unlink()


@pytest.mark.parametrize(
    ("language", "mean", "whole", "share"),
    [("en", "4.35", "4.00", "48%"), ("ru", "4,35", "4,00", "48\N{NO-BREAK SPACE}%")],
)
def test_numbers_are_written_as_the_language_does(app, language, mean, whole, share):
    with force_locale(language):
        assert (i18n.decimal(4.346), i18n.decimal(4), i18n.percent(0.484)) == (mean, whole, share)


@pytest.mark.parametrize("path", ["/f/AAAAAA", "/f/AAAAAA/qr.svg", "/r/nobody", "/r/nobody/feedback/"])
def test_private_and_short_links_are_told_to_nobody(client, path):
    answer = client.get(path)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "private, no-store"
