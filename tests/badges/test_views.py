"""The badges page, the files it gives, and the command."""

import re
import uuid
from html import unescape

import pytest

from eventapp.cli import cli
from tests import factories
from tests.badges.reading import codes_on
from tests.people import browser_of

HOW = {"layout": "a6", "language": "en"}


@pytest.fixture
def browser(app, workshop):
    return browser_of(app, "check-in", workshop)


def test_the_page_counts_and_lists(browser, workshop, delegation):
    guest = factories.a_registration(delegation)
    factories.a_badge(factories.a_registration(delegation), printed_at=factories.NOW)

    text = browser.get(f"/workshops/{workshop.slug}/badges/").get_data(as_text=True)

    assert guest.person.latin_name in text
    assert "Not issued" in text
    assert "Print 2 badges" in text


def test_the_filter_chooses_what_the_button_prints(browser, workshop, delegation):
    other = factories.a_delegation(factories.a_type(workshop), country="KG")
    factories.a_badge(factories.a_registration(delegation))
    theirs = factories.a_badge(factories.a_registration(other)).code
    address = f"/workshops/{workshop.slug}/badges/"

    assert "Print 1 badge" in browser.get(f"{address}?type={other.type_id}").get_data(as_text=True)
    answer = browser.post(f"{address}print?type={other.type_id}", data=HOW)

    assert (answer.mimetype, codes_on(answer.data)) == ("application/pdf", [theirs])


def test_filters_that_are_not_there_do_not_matter(browser, workshop, delegation):
    factories.a_registration(delegation)
    answer = browser.get(f"/workshops/{workshop.slug}/badges/?type=999&delegation=x&unprinted=&q=%00")
    assert answer.status_code == 200


def test_one_badge(browser, workshop, delegation):
    guest = factories.a_registration(delegation)
    code = factories.a_badge(guest).code
    factories.a_badge(factories.a_registration(delegation))
    answer = browser.post(f"/workshops/{workshop.slug}/badges/{guest.public_id}/print", data=HOW)
    assert codes_on(answer.data) == [code]


def test_the_badge_of_another_workshop_or_of_nobody_is_missing(browser, workshop):
    stranger = factories.a_registration(factories.a_delegation(factories.a_type(factories.a_workshop())))
    for public_id in (stranger.public_id, uuid.uuid4()):
        assert browser.post(f"/workshops/{workshop.slug}/badges/{public_id}/print", data=HOW).status_code == 404


@pytest.mark.parametrize("how", [{}, {"layout": "poster", "language": "en"}, {"layout": "a6", "language": "xx"}])
def test_a_layout_that_is_none_is_refused(browser, workshop, delegation, how):
    factories.a_registration(delegation)
    assert browser.post(f"/workshops/{workshop.slug}/badges/print", data=how).status_code == 422


def test_nobody_to_print_for(browser, workshop):
    assert "No badges yet" in browser.get(f"/workshops/{workshop.slug}/badges/").get_data(as_text=True)
    assert browser.post(f"/workshops/{workshop.slug}/badges/print", data=HOW).status_code == 409


def run(app, *arguments):
    return app.test_cli_runner().invoke(cli, ["badges", *map(str, arguments)])


def test_the_command_writes_a_file(app, workshop, delegation, file):
    code = factories.a_badge(factories.a_registration(delegation)).code

    answer = run(app, workshop.slug, "-o", file, "--layout", "card", "--type", delegation.type.key)

    assert (answer.exit_code, answer.output) == (0, f"{file}: 1 badges of {workshop.slug}, layout card\n")
    assert codes_on(file.read_bytes()) == [code]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "badges.pdf"


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("nowhere",), (1, "There is no workshop 'nowhere'.")),
        (("SLUG", "--type", "guests"), (1, "There is no delegation type 'guests'")),
        (("SLUG",), (1, "nobody who is confirmed")),
        (("SLUG", "--layout", "poster"), (2, "poster")),
    ],
)
def test_the_command_refuses_with_the_reason(app, workshop, file, arguments, answer):
    status, reason = answer
    given = run(app, *(workshop.slug if each == "SLUG" else each for each in arguments), "-o", file)
    assert (given.exit_code, file.exists()) == (status, False)
    assert reason in given.output


def test_the_command_prints_nothing_it_cannot_write(app, workshop, delegation, tmp_path):
    badge = factories.a_badge(factories.a_registration(delegation))
    answer = run(app, workshop.slug, "-o", tmp_path / "no such folder" / "badges.pdf")
    assert (answer.exit_code, badge.printed_at) == (1, None)


def test_who_has_not_approved_is_counted_flagged_and_can_be_asked_by_the_organizer(app, browser, workshop, delegation):
    factories.a_registration(delegation, names_approved_at=factories.NOW)
    guest = factories.a_registration(delegation)
    address = f"/workshops/{workshop.slug}/badges/"

    text = browser.get(f"{address}?unapproved=y").get_data(as_text=True)
    assert "This person has not said yet that the name is right." in text
    assert "Print 1 badge" in text
    assert "Ask them" not in text  # the desk writes to nobody

    assert "1 person has not said yet" in browser.get(address).get_data(as_text=True)

    organizer = browser_of(app, "organizer", workshop)
    ask = re.search(r'href="([^"]*messages/new[^"]*)"', organizer.get(address).get_data(as_text=True))
    asked = organizer.get(unescape(ask[1])).get_data(as_text=True)
    assert re.search(r'name="ids"[^>]*value="(.*?)"', asked)[1] == str(guest.id)
