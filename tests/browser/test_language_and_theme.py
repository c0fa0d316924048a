"""What every page offers: language, light and dark, the skip link."""

from tests import factories


def test_language_theme_and_skip_link(app, visit):
    factories.a_workshop()
    visitor = visit()
    page = visitor.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.get_by_role("button", name="Русский").click()
    assert page.locator("html").get_attribute("lang") == "ru"
    page.locator("[data-theme-choice=dark]").click()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    assert visitor.axe() == []
