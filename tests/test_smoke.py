from tests import factories
from tests.people import browser_of


def test_staff_see_the_overview_and_strangers_are_refused(app):
    workshop = factories.a_workshop()
    d = factories.a_delegation(factories.a_type(workshop))
    factories.a_registration(d)
    assert browser_of(app, "organizer", workshop).get(f"/workshops/{workshop.slug}/").status_code == 200
    assert app.test_client().get(f"/workshops/{workshop.slug}/").status_code == 302
