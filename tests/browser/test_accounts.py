"""A user signs in by link and by password, and sets name, language and password."""

import re
from datetime import UTC, datetime

from eventapp.accounts import actions
from eventapp.core.actors import SYSTEM
from tests.people import a_user

PASSWORD = "horse battery staple nine"


def test_sign_in_by_link_then_by_password(app, visit):
    user = a_user("administrator")
    token = actions.make_link(user.id, now=datetime.now(UTC))
    visitor = visit()
    page = visitor.go(f"/sign-in/link/{token}")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/workshops/")
    visitor.go("/account")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    page.get_by_text("The new password is set.").wait_for()
    assert visitor.axe() == []
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    visitor.go("/sign-in")
    page.locator("#email").fill("administrator@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/workshops/")


def test_the_sign_in_page_on_a_phone_in_russian(app, visit):
    actions.add_user("a@example.org", actor=SYSTEM, now=datetime.now(UTC))
    visitor = visit(phone=True, language="ru")
    page = visitor.go("/sign-in")
    assert page.locator("html").get_attribute("lang") == "ru"
    assert not visitor.too_wide()
    assert visitor.axe() == []
    page.locator("#email").fill("a@example.org")
    page.locator("#password").fill("wrong")
    page.locator("form").filter(has=page.locator("#password")).get_by_role("button").first.click()
    page.locator("#password-error, .invalid-feedback").first.wait_for()
    assert page.locator("#email").input_value() == "a@example.org"
    assert re.search("/sign-in", page.url)
    assert visitor.axe() == []
