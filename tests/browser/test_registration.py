"""An organizer drops a list in and confirms somebody; a delegate registers on a phone, in Russian, clicking twice."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from eventapp.core.db import session
from eventapp.registration import queries
from eventapp.registration.models import Registration
from tests.almaty import import_almaty
from tests.people import a_user

W = "/workshops/almaty-2016"


@pytest.fixture
def almaty(app):
    return import_almaty()


@pytest.fixture
def organizer(almaty, visit):
    return visit().sign_in(a_user("organizer", almaty))


def drop(page, path) -> None:
    """Drop a file from elsewhere on the zone of the page."""
    carried = page.evaluate_handle(
        """([name, bytes]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], name));
            return carried;
        }""",
        [path.name, list(path.read_bytes())],
    )
    for kind in ("dragover", "drop"):
        page.locator(".upload-zone").dispatch_event(kind, {"dataTransfer": carried})


def test_a_list_is_looked_at_read_in_and_somebody_confirmed(organizer, almaty, almaty_folder):
    page = organizer.go(f"{W}/nominations/")
    assert organizer.axe() == []
    drop(page, almaty_folder / "nominations" / "kyrgyzstan.xlsx")
    page.get_by_role("button", name="Look at them").click()

    page.get_by_text("Nothing is saved yet.").wait_for()
    expect(page.locator(".verdicts tbody tr")).to_have_count(9)
    expect(page.locator(".verdicts .state-good")).to_have_count(7)
    waiting = page.locator(".verdicts tr", has=page.locator(".state-violet"))
    expect(waiting).to_contain_text("Daniiar Osmonov")
    expect(page.locator(".verdicts tr").filter(has_text="Text above the headings.")).to_contain_text("A1")
    assert organizer.axe() == []
    assert queries.people(almaty.id) == []
    session.rollback()

    page.get_by_role("button", name="Read it in").click()
    page.get_by_text(re.compile("^Read in on")).wait_for()
    assert organizer.axe() == []
    page.get_by_role("link", name="Timur Elkin").click()
    expect(page.locator("h1")).to_have_text("Timur ELKIN")
    expect(page.locator("main")).to_contain_text("Ёлкин Тимур")
    page.get_by_role("button", name="Confirm", exact=True).click()
    expect(page.locator(".person-state .state-confirmed")).to_be_visible()
    assert organizer.axe() == []

    session.rollback()
    states = {row.person.original_name: row.state for row in queries.people(almaty.id)}
    assert (states["Ёлкин Тимур"], list(states.values()).count("nominated"), len(states)) == ("confirmed", 6, 8)


def test_meanings_of_columns_are_corrected_by_hand(organizer, almaty_folder):
    page = organizer.go(f"{W}/nominations/")
    page.locator("input[type=file]").set_input_files(almaty_folder / "nominations" / "kyrgyzstan.xlsx")
    page.get_by_role("button", name="Look at them").click()
    page.get_by_text("How the list was understood").click()
    expect(page.locator("#home")).to_be_visible()
    page.locator("#home").select_option(label="Tajikistan")
    page.get_by_role("button", name="Look at it again").click()

    expect(page.locator(".verdicts tbody tr").nth(1)).to_contain_text("Tajikistan")


def test_a_delegate_registers_on_a_phone_with_a_double_click(almaty, visit):
    delegate = visit(phone=True, language="ru")
    page = delegate.go("/w/almaty-2016/register")
    assert (delegate.axe(), delegate.too_wide()) == ([], False)
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert (delegate.axe(), delegate.too_wide()) == ([], False)

    page.get_by_label("Общественное объединение").check()
    page.locator("#original_name").fill("Нурлан Назаров")
    page.locator("#organization").fill("Общественное объединение «Мост»")
    page.locator("#country").select_option("KZ")
    page.locator("main form button[type=submit]").dblclick()
    expect(page.locator("#latin_name")).to_have_value("Nurlan Nazarov")
    expect(page.locator("#organization")).to_have_value("Общественное объединение «Мост»")
    page.locator("main form button[type=submit]").dblclick()
    page.wait_for_url("**/r/*")

    expect(page.locator("h1")).to_have_text("Nurlan Nazarov")
    expect(page.locator("main")).to_contain_text("Нурлан Назаров")
    assert (delegate.axe(), delegate.too_wide()) == ([], False)
    session.rollback()
    only = session.scalars(select(Registration)).one()
    assert (only.state, only.source, only.person.original_name) == ("pending", "public", "Нурлан Назаров")

    page.locator(".btn[href$='/details']").click()
    page.locator("#dietary").fill("без орехов")
    assert (delegate.axe(), delegate.too_wide()) == ([], False)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/r/\w+$"))
    session.rollback()
    assert session.scalars(select(Registration)).one().dietary == "без орехов"
