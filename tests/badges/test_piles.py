"""What was printed together: remembered, printed again, asked about, in the order of the list."""

from datetime import timedelta

import pytest

from eventapp.badges import queries
from eventapp.badges.actions import PrintedBefore, print_badges, print_pile_again
from eventapp.badges.queries import ALPHABET, Wanted
from eventapp.core.db import session, transaction
from eventapp.core.errors import Missing, UserError
from eventapp.registration import actions as registration
from eventapp.registration.models import Registration
from tests import factories
from tests.badges.reading import codes_on, codes_page_by_page, text_of
from tests.people import browser_of

NOW = factories.NOW + timedelta(days=1)
HOW = {"layout": "a6", "language": "en"}


@pytest.fixture
def guests(workshop, delegation):
    """Three confirmed people with a badge, in order."""
    rows = [factories.a_registration(delegation, names_approved_at=NOW, rank=rank) for rank in (1, 2, 3)]
    for row in rows:
        row.code = factories.a_badge(row).code
    return rows


def order(pdf, guests):
    """Whose they are, page after page."""
    owners = {each.code: each.id for each in guests}
    return [owners[code] for code in codes_page_by_page(pdf)]


def test_a_pile_is_remembered_with_what_made_it(workshop, delegation, desk, guests):
    printed = print_badges(workshop.id, Wanted(type_id=delegation.type_id, text="Osm"), actor=desk, now=NOW)
    (run,) = queries.runs(workshop.id)
    assert (printed.pile, run.row.number, run.badges, run.row.printed_by) == (1, 1, 3, "desk")
    assert run.row.wanted == {"type_id": delegation.type_id, "text": True, "order": "precedence"}


def test_piles_are_counted_within_a_workshop(workshop, desk, guests):
    other = factories.a_delegation(factories.a_type(factories.a_workshop()))
    factories.a_registration(other)
    system = desk.__class__("system", administrator=True)
    numbers = [
        print_badges(each, Wanted(), actor=system, now=NOW).pile
        for each in (workshop.id, workshop.id, other.workshop_id)
    ]
    assert numbers == [1, 2, 1]


def test_printed_again_a_pile_has_the_same_order_and_codes(workshop, desk, guests):
    first, second, third = guests
    print_badges(workshop.id, Wanted(), layout="a6", actor=desk, now=NOW)
    with transaction():
        session.get_one(Registration, first.id).rank = 9

    again = print_pile_again(workshop.id, 1, actor=desk, now=NOW)

    assert order(again.pdf, guests) == [first.id, second.id, third.id]
    assert codes_on(again.pdf) == sorted(each.code for each in guests)
    assert (again.before, again.pile) == (3, 2)
    assert queries.pile_places(workshop.id)[third.id] == (2, 3)


def test_printed_again_a_pile_leaves_out_who_does_not_come_and_has_the_codes_that_work(workshop, desk, guests):
    first, second, third = guests
    print_badges(workshop.id, Wanted(), layout="a6", actor=desk, now=NOW)
    with transaction():
        session.get_one(Registration, first.id).state = "cancelled"
    registration.reissue_badge(second.id, workshop.id, "Lost", actor=desk, now=NOW)

    read = codes_on(print_pile_again(workshop.id, 1, actor=desk, now=NOW).pdf)

    assert (len(read), third.code in read, second.code in read, first.code in read) == (2, True, False, False)


def test_a_pile_that_is_none_and_one_of_nobody(workshop, desk, guests):
    with pytest.raises(Missing):
        print_pile_again(workshop.id, 1, actor=desk, now=NOW)
    print_badges(workshop.id, Wanted(registration_id=guests[0].id), actor=desk, now=NOW)
    with transaction():
        session.get_one(Registration, guests[0].id).state = "cancelled"
    with pytest.raises(UserError, match="no badge to print"):
        print_pile_again(workshop.id, 1, actor=desk, now=NOW)


def test_nothing_is_printed_that_was_printed_before_unless_that_is_known(workshop, desk, guests):
    print_badges(workshop.id, Wanted(registration_id=guests[1].id), actor=desk, now=NOW)
    with pytest.raises(PrintedBefore) as refused:
        print_badges(workshop.id, Wanted(), again=False, actor=desk, now=NOW)
    assert (refused.value.before, refused.value.number) == (1, 3)
    assert len(queries.runs(workshop.id)) == 1
    new = print_badges(workshop.id, Wanted(unprinted=True), layout="a6", again=False, actor=desk, now=NOW)
    assert order(new.pdf, guests) == [guests[0].id, guests[2].id]


def test_the_alphabet_of_names_as_another_order(workshop, delegation, desk):
    names = {"Zarina Abdullaeva": "Abdullaeva", "Anna Yusupova": "Yusupova", "Elif Çelik": "Çelik"}
    for rank, (name, family) in enumerate(names.items()):
        person = factories.a_person(workshop, latin_name=name, latin_family=family, original_name="")
        factories.a_registration(delegation, person, names_approved_at=NOW, rank=9 - rank)
    text = text_of(print_badges(workshop.id, Wanted(order=ALPHABET), layout="a6", actor=desk, now=NOW).pdf)
    assert sorted(("Anna", "Elif", "Zarina"), key=text.index) == ["Zarina", "Elif", "Anna"]


# --- pages --------------------------------------------------------------------------------------------------------


@pytest.fixture
def browser(app, workshop):
    return browser_of(app, "check-in", workshop)


def test_the_page_asks_before_it_prints_again_and_offers_the_new_ones(browser, workshop, desk, guests):
    print_badges(workshop.id, Wanted(registration_id=guests[1].id), actor=desk, now=NOW)
    address = f"/workshops/{workshop.slug}/badges/print"

    asked = browser.post(address, data=HOW)

    assert asked.mimetype == "text/html"
    text = asked.get_data(as_text=True)
    assert "1 of these 3 badges were printed already" in text
    assert "Print only the 2 new ones" in text
    assert len(queries.runs(workshop.id)) == 1
    assert codes_on(browser.post(f"{address}?unprinted=y", data=HOW).data) == sorted((guests[0].code, guests[2].code))
    assert len(codes_on(browser.post(address, data={**HOW, "again": "y"}).data)) == 3


def test_one_that_was_printed_is_asked_about_too(browser, workshop, desk, guests):
    address = f"/workshops/{workshop.slug}/badges/{guests[0].public_id}/print"
    assert browser.post(address, data=HOW).mimetype == "application/pdf"
    assert "Look for it in its pile first" in browser.post(address, data=HOW).get_data(as_text=True)
    assert codes_on(browser.post(address, data={**HOW, "again": "y"}).data) == [guests[0].code]


def test_the_list_of_piles_and_one_printed_again_from_it(browser, workshop, delegation, desk, guests):
    print_badges(workshop.id, Wanted(type_id=delegation.type_id), layout="a6", actor=desk, now=NOW)
    text = browser.get(f"/workshops/{workshop.slug}/badges/piles/").get_data(as_text=True)
    assert "Government official" in text
    again = browser.post(f"/workshops/{workshop.slug}/badges/piles/1/print")
    assert codes_on(again.data) == sorted(each.code for each in guests)
    assert "pile 1 once more" in browser.get(f"/workshops/{workshop.slug}/badges/piles/").get_data(as_text=True)


def test_the_list_says_where_each_badge_lies(browser, workshop, desk, guests):
    print_badges(workshop.id, Wanted(), actor=desk, now=NOW)
    text = browser.get(f"/workshops/{workshop.slug}/badges/").get_data(as_text=True)
    assert [f"pile 1, place {place}" in text for place in (1, 2, 3, 4)] == [True, True, True, False]


def test_a_desk_prints_one_and_is_asked_before_it_prints_it_again(browser, workshop, guests):
    address = f"/api/v1/workshops/{workshop.slug}/desk/badge/{guests[0].public_id}"
    first = browser.get(address)
    assert (first.mimetype, codes_on(first.data)) == ("application/pdf", [guests[0].code])
    again = browser.get(address)
    assert (again.status_code, "printed already" in again.json["message"]) == (409, True)
    assert codes_on(browser.get(f"{address}?again=1").data) == [guests[0].code]
    stranger = factories.a_registration(factories.a_delegation(factories.a_type(factories.a_workshop())))
    assert browser.get(address.replace(str(guests[0].public_id), str(stranger.public_id))).status_code == 404


def test_the_list_asks_the_database_as_often_for_one_as_for_three(browser, workshop, delegation, statements):
    addresses = []
    for people in (1, 3):
        other = factories.a_workshop()
        home = factories.a_delegation(factories.a_type(other))
        for _each in range(people):
            factories.a_badge(factories.a_registration(home), printed_at=NOW)
        addresses.append(f"/workshops/{other.slug}/badges/")
    administrator = browser_of(browser.application, "administrator", workshop)
    one, three = (statements(lambda at=at: administrator.get(at)) for at in addresses)
    assert one == three
