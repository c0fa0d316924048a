"""Name plates from the badges page."""

import pypdfium2

from eventapp.core.db import transaction
from tests import factories
from tests.people import browser_of


def texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_plates_of_the_confirmed_in_order_of_precedence(app) -> None:
    workshop = factories.a_workshop()
    kind = factories.a_type(workshop)
    first = factories.a_registration(factories.a_delegation(kind, country="AF"), position="Minister", is_head=True)
    factories.a_registration(factories.a_delegation(kind, country="UZ"))
    factories.a_registration(factories.a_delegation(kind, country="KG"), state="pending")
    with transaction():
        first.badge_name = "Aigul O."
    browser = browser_of(app, "check-in", workshop)
    sent = {"style": "country", "language": "ru"}
    answer = browser.post(f"/workshops/{workshop.slug}/badges/plates", data=sent)
    pages = texts(answer.data)
    assert [page.count("Афганистан") for page in pages] == [2, 0]
    assert [page.count("Узбекистан") for page in pages] == [0, 2]
    assert pages[0].count("Aigul O.") == 2


def test_the_filter_of_the_page_counts(app) -> None:
    workshop = factories.a_workshop()
    kind = factories.a_type(workshop)
    factories.a_registration(factories.a_delegation(kind, country="AF"))
    delegation = factories.a_delegation(kind, country="UZ")
    factories.a_registration(delegation)
    browser = browser_of(app, "organizer", workshop)
    address = f"/workshops/{workshop.slug}/badges/plates?delegation={delegation.id}"
    assert len(texts(browser.post(address, data={"style": "name", "language": "en"}).data)) == 1
