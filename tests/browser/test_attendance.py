"""Attendance in a real browser: correcting by hand, marking many, a rule tried out, a list from another scanner."""

import pytest

from eventapp.attendance import queries
from eventapp.core.db import session
from tests import factories
from tests.checkin import desk
from tests.people import a_user

HOME = "/workshops/almaty/attendance/"


@pytest.fixture
def workshop(app):
    return factories.a_workshop(slug="almaty")


@pytest.fixture
def people(workshop):
    delegation = desk.a_delegation(workshop)
    names = (("Aigul Osmonova", "Осмонова Айгуль"), ("Bakyt Asanov", ""), ("Anna Kim", ""), ("Anna Kim", ""))
    return [
        desk.a_guest(
            delegation,
            person=factories.a_person(workshop, latin_name=latin, latin_family="", latin_given="", original_name=other),
            rank=rank,
        )
        for rank, (latin, other) in enumerate(names)
    ]


def fine(visitor):
    assert visitor.axe() == []
    assert not visitor.too_wide()


def test_a_correction_on_a_phone_from_the_disagreement_to_its_undoing(visit, workshop, people):
    (aigul, code), (bakyt, _code), *_others = people
    desk.scan(workshop, desk.a_reading(code))
    paper(workshop, aigul, bakyt)
    organizer = visit(phone=True).sign_in(a_user("organizer", workshop))
    page = organizer.go(HOME)
    page.get_by_role("link", name="Look at them").click()
    fine(organizer)
    page.get_by_role("link", name="Bakyt Asanov").click()
    assert page.get_by_role("combobox", name="Where").input_value() == "day-1"
    page.get_by_label("No", exact=True).check()
    page.get_by_label("Reason").fill("Somebody signed for him")
    page.get_by_role("button", name="Correct").click()
    page.get_by_text("The correction is kept, apart from the scans.").wait_for()
    fine(organizer)
    session.rollback()
    assert set(queries.arrivals(workshop)["day-1"]) == {aigul.id}
    page.get_by_role("listitem").filter(has_text="Somebody signed").get_by_role("button", name="Take back").click()
    page.get_by_text("Taken back. It stays on record, and no longer counts.").wait_for()


def test_many_are_marked_present_with_one_tick(visit, workshop, people):
    organizer = visit().sign_in(a_user("organizer", workshop))
    page = organizer.go(f"{HOME}at/day-2")
    page.get_by_role("checkbox", name="All").check()
    page.get_by_role("checkbox", name="Bakyt Asanov").uncheck()
    page.get_by_label("From where is it known?").fill("Group photograph")
    page.get_by_role("button", name="Mark the ticked present").click()
    page.get_by_text("3 people are marked present.").wait_for()
    fine(organizer)
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("3 marks are taken back.").wait_for()


def test_a_rule_shows_its_effect_before_it_is_saved(visit, workshop, people):
    for key, hour in (("opening", 3), ("panel", 5)):
        starts = desk.DAY_1.replace(hour=hour, minute=0)
        factories.a_session(workshop, key=key, starts_at=starts, ends_at=starts.replace(minute=45))
    codes = [code for _guest, code in people]
    desk.scan(
        workshop, *(desk.a_reading(code, 31, "opening") for code in codes), desk.a_reading(codes[0], 151, "panel")
    )
    organizer = visit(phone=True).sign_in(a_user("organizer", workshop))
    page = organizer.go(f"{HOME}rules")
    row = page.locator("#effect").get_by_role("row", name="Enough for a certificate")
    assert row.inner_text().split()[-2:] == ["1", "1"]
    page.get_by_label("Share for a certificate, percent").fill("50")
    page.locator("#effect", has_text="3 people more would get one").wait_for()
    fine(organizer)
    page.get_by_role("button", name="Save the rules").click()
    page.get_by_text("The rules are set.").wait_for()
    assert row.inner_text().split()[-2:] == ["4", "4"]


def test_a_list_from_another_scanner_with_a_choice_to_make(visit, workshop, people):
    (aigul, code), _bakyt, (anna, _code), _twin = people
    told = f"Ticket,Guest,Scanned at\n{code},,29.03.2016 08:40\n,Anna Kim,29.03.2016 08:45\n,Nobody Known,29.03.2016\n"
    organizer = visit().sign_in(a_user("organizer", workshop))
    page = organizer.go(f"{HOME}lists/")
    page.get_by_label("List").set_input_files({"name": "scans.csv", "mimeType": "text/csv", "buffer": told.encode()})
    page.get_by_role("button", name="Look at it").click()
    page.get_by_text("1 row waits for a choice.").wait_for()
    fine(organizer)
    page.get_by_label("Who it is, row 3").select_option(str(anna.id))
    page.get_by_role("button", name="Take over what is chosen").click()
    page.get_by_text("Chosen by hand.").wait_for()
    page.get_by_role("button", name="Read it in").click()
    page.get_by_text("2 marks were made of the list.").wait_for()
    session.rollback()
    assert set(queries.arrivals(workshop)["day-1"]) == {aigul.id, anna.id}
    organizer.go(f"{HOME}people/")
    fine(organizer)


def paper(workshop, *registrations):
    from eventapp.attendance import actions
    from eventapp.core.actors import SYSTEM

    ids = [row.id for row in registrations]
    actions.mark(workshop.id, ids, "day-1", True, source="paper", actor=SYSTEM, now=desk.NOW)
