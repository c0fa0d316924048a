import pytest

from eventapp.agenda import queries
from tests import factories
from tests.almaty import import_almaty
from tests.people import browser_of


@pytest.fixture
def organizer_browser(app, workshop):
    return browser_of(app, "organizer", workshop)


@pytest.fixture
def agenda(workshop):
    return f"/workshops/{workshop.slug}/agenda"


def entered(workshop, **changes) -> dict[str, object]:
    """The form of a session as a browser sends it, two blank lines of speakers and documents with it."""
    return {
        "title-en": "Panel on youth",
        "title-ru": "Дискуссия о молодёжи",
        "type": "panel",
        "theme_id": "",
        "day": "2016-03-30",
        "starts": "14:00",
        "ends": "15:30",
        "room_id": str(workshop.rooms[0].id),
        "interpretation": "y",
        "description-en": "",
        "description-ru": "",
        "speakers-0-name": "",
        "speakers-0-function": "",
        "speakers-0-organization": "UN Women",
        "speakers-1-name": "",
        "speakers-1-function": "",
        "speakers-1-organization": "",
        "documents-0-title": "Guidelines",
        "documents-0-languages": ["en", "ru"],
        "documents-1-title": "",
        "key": "",
        **changes,
    }


def test_the_timetable_shows_every_session_of_the_workshop(app):
    workshop = import_almaty()

    page = browser_of(app, "facilitator", workshop).get(f"/workshops/{workshop.slug}/agenda/").text

    assert [page.count(f"tt-kind-{kind}") for kind in ("working-group", "break", "closing")] == [2, 9, 1]
    assert page.count('<article class="tt-session') == 24
    assert "Move…" not in page  # only organizers may


def test_an_empty_day_offers_to_add_to_it(organizer_browser, agenda):
    page = organizer_browser.get(f"{agenda}/").text

    assert page.count("No sessions on this day yet") == 3
    assert f'href="{agenda}/new?day=2016-03-30"' in page


def test_adding_to_a_day_proposes_it_and_the_end_of_its_last_session(organizer_browser, workshop, agenda):
    factories.a_session(workshop)  # 09:00 to 10:30 on the first day

    page = organizer_browser.get(f"{agenda}/new?day=2016-03-29").text

    assert '<option selected value="2016-03-29">' in page
    assert 'value="10:30"' in page


@pytest.mark.parametrize("day", ["2016-04-09", "yesterday", ""])
def test_a_day_that_is_none_of_the_workshop_proposes_nothing(organizer_browser, agenda, day):
    assert organizer_browser.get(f"{agenda}/new?day={day}").status_code == 200


def test_a_session_is_added_by_form(organizer_browser, workshop, agenda):
    answer = organizer_browser.post(f"{agenda}/new", data=entered(workshop))

    (row,) = queries.sessions(workshop.id)
    assert (answer.status_code, answer.location) == (302, f"{agenda}/#day-2")
    assert (row.key, row.title) == ("panel-on-youth", {"en": "Panel on youth", "ru": "Дискуссия о молодёжи"})
    assert ([speaker.line for speaker in row.speakers], row.interpretation) == (["UN Women"], True)
    assert [(each.title, each.languages) for each in row.documents] == [("Guidelines", ["en", "ru"])]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title-en": ""}, "This field is required."),
        ({"ends": "13:00"}, "A session ends after it starts, on the same day."),
        ({"day": "2016-04-01"}, "Not a valid choice."),
        ({"room_id": "99"}, "Not a valid choice."),
        ({"starts": "noon"}, "Not a valid time value."),
        ({"speakers-1-function": "Chair"}, "Each speaker needs an organization or a name."),
        ({"speakers-0-name": "x" * 301}, "1, Name: "),
        ({"documents-1-languages": ["en"]}, "Each document needs a title."),
        ({"key": "two words"}, "A key has small Latin letters"),
    ],
)
def test_a_wrong_field_is_told_and_what_was_typed_stays(organizer_browser, workshop, agenda, changes, message):
    answer = organizer_browser.post(f"{agenda}/new", data=entered(workshop, **changes))

    assert message in answer.text
    assert "Дискуссия о молодёжи" in answer.text
    assert queries.sessions(workshop.id) == []


def test_a_taken_room_is_told_beside_the_room(organizer_browser, workshop, agenda):
    factories.a_session(workshop)

    answer = organizer_browser.post(f"{agenda}/new", data=entered(workshop, day="2016-03-29", starts="10:00"))

    assert answer.status_code == 422
    assert "Plenary hall is taken by “Opening remarks” from 09:00 to 10:30." in answer.text


def test_the_form_of_a_session_holds_what_is_known_and_saves_changes(organizer_browser, workshop, agenda):
    organizer_browser.post(f"{agenda}/new", data=entered(workshop))
    (row,) = queries.sessions(workshop.id)

    page = organizer_browser.get(f"{agenda}/{row.id}/edit").text
    changed = {**entered(workshop), "title-en": "Panel", "speakers-0-organization": ""}
    answer = organizer_browser.post(f"{agenda}/{row.id}/edit", data=changed)

    after = queries.by_id(workshop.id, row.id)
    assert 'value="UN Women"' in page
    assert answer.location == f"{agenda}/{row.id}"
    assert (after.title["en"], after.speakers, after.key, after.sequence) == ("Panel", [], "panel-on-youth", 1)


def test_a_session_is_moved_by_its_own_short_form(organizer_browser, workshop, agenda):
    row = factories.a_session(workshop)
    place = {"day": "2016-03-31", "starts": "09:00", "ends": "10:00", "room_id": str(workshop.rooms[1].id)}

    assert organizer_browser.get(f"{agenda}/{row.id}/move").status_code == 200
    refused = organizer_browser.post(f"{agenda}/{row.id}/move", data={**place, "ends": "08:00"})
    moved = organizer_browser.post(f"{agenda}/{row.id}/move", data=place)

    assert (refused.status_code, moved.location) == (422, f"{agenda}/#day-3")
    assert queries.by_id(workshop.id, row.id).room_id == workshop.rooms[1].id


def test_a_removed_session_can_be_undone_from_the_toast(organizer_browser, workshop, agenda):
    session_id = factories.a_session(workshop, key="opening").id

    removed = organizer_browser.post(f"{agenda}/{session_id}/remove", follow_redirects=True).text
    assert queries.sessions(workshop.id) == []
    address = removed.split('class="toast-action"')[0].rsplit('action="', 1)[1].split('"')[0]
    organizer_browser.post(address)

    (back,) = queries.sessions(workshop.id)
    assert (back.id, back.key, back.sequence) == (session_id, "opening", 1)


def test_a_title_is_text_in_the_toast_too(organizer_browser, workshop, agenda):
    row = factories.a_session(workshop, title={"en": "<b>Bold</b>"})

    page = organizer_browser.post(f"{agenda}/{row.id}/remove", follow_redirects=True).text

    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "<b>Bold" not in page


def test_undoing_into_a_taken_room_says_why(organizer_browser, workshop, agenda):
    removed = factories.a_session(workshop).id
    organizer_browser.post(f"{agenda}/{removed}/remove")
    factories.a_session(workshop, title={"en": "Panel"})
    entry = queries.last_removal(workshop.id, removed)

    page = organizer_browser.post(f"{agenda}/removed/{entry}/restore", follow_redirects=True).text

    assert "Plenary hall is taken by “Panel” from 09:00 to 10:30." in page


def test_a_session_page_tells_everything_and_its_history(organizer_browser, workshop, agenda):
    organizer_browser.post(f"{agenda}/new", data=entered(workshop))
    (row,) = queries.sessions(workshop.id)
    organizer_browser.post(f"{agenda}/{row.id}/edit", data=entered(workshop, **{"title-en": "Panel"}))

    page = organizer_browser.get(f"{agenda}/{row.id}").text

    for text in ("Дискуссия о молодёжи", "UN Women", "Guidelines", "panel-on-youth", "Added to the agenda"):
        assert text in page
    assert "<del>Panel on youth / Дискуссия о молодёжи</del>" in page


@pytest.mark.parametrize("page", ["", "/edit", "/move"])
def test_a_session_of_another_workshop_is_not_found_here(organizer_browser, agenda, page):
    foreign = factories.a_session(factories.a_workshop())

    assert organizer_browser.get(f"{agenda}/{foreign.id}{page}").status_code == 404


@pytest.mark.parametrize("who", ["facilitator", "rapporteur", "check-in", "stranger"])
def test_only_organizers_reach_the_forms(app, workshop, agenda, who):
    row = factories.a_session(workshop)
    browser = browser_of(app, who, workshop)

    statuses = [
        browser.get(f"{agenda}/new").status_code,
        browser.get(f"{agenda}/{row.id}/edit").status_code,
        browser.post(f"{agenda}/{row.id}/move").status_code,
        browser.post(f"{agenda}/{row.id}/remove").status_code,
        browser.post(f"{agenda}/removed/1/restore").status_code,
    ]

    assert statuses == [403] * 5
    assert browser.get(f"{agenda}/{row.id}").status_code == (403 if who == "stranger" else 200)


def test_the_timetable_takes_as_many_statements_for_three_sessions_as_for_one(
    organizer_browser, workshop, agenda, statements
):
    def one_more(day: int) -> None:
        starts = {"day": f"2016-03-{day}"}
        theme = factories.a_theme(workshop)
        organizer_browser.post(f"{agenda}/new", data=entered(workshop, theme_id=str(theme.id), **starts))

    one_more(29)
    for_one = statements(lambda: organizer_browser.get(f"{agenda}/"))
    one_more(30)
    one_more(31)

    assert (for_one, statements(lambda: organizer_browser.get(f"{agenda}/"))) == (for_one, for_one)
