"""The pages, as those who answer and those who ask see them."""

import re

import pytest
from sqlalchemy import event, func, select

from eventapp.core.db import db, session
from eventapp.feedback import actions
from eventapp.feedback.models import Answered, Form, Response
from eventapp.registration import private_sections
from tests import factories
from tests.factories import NOW
from tests.feedback.conftest import answer_all, some_people
from tests.people import CAST, browser_of

FILLED = {
    "answer_relevance": "4",
    "answer_usefulness": "5",
    "answer_facilitation": "",
    "answer_most-useful": "=1+1",
    "answer_suggestion": "<b>Больше времени</b>",
}


def count(model):
    return session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def person(room):
    return factories.a_registration(room.delegation)


@pytest.fixture
def own(room, person):
    """The address of the form by the private link."""
    return f"/r/{person.link_token}/feedback/{room.form.code}"


@pytest.fixture
def pages(room):
    return f"/workshops/{room.workshop.slug}/feedback/"


# --- Answering -------------------------------------------------------------------------------------------------------


def test_a_participant_answers_once(room, client, own):
    page = client.get(own)
    sent = client.post(own, data=FILLED)
    thanks = client.get(own)
    again = client.post(own, data=FILLED)

    assert (page.status_code, sent.status_code, sent.location) == (200, 303, own)
    assert "Your response has been received" in thanks.text
    assert (again.status_code, "had been received already" in again.text) == (409, True)
    assert (count(Response), count(Answered)) == (1, 1)


def test_the_short_link_knows_a_browser_that_opened_its_private_link(room, client, person):
    client.get(f"/r/{person.link_token}/feedback/")

    client.post(f"/f/{room.form.code.lower()}", data=FILLED)

    assert [row.source for row in session.scalars(select(Response))] == ["participant"]
    assert count(Answered) == 1


def test_the_list_ticks_what_was_answered_and_shows_open_forms_only(room, client, person, own):
    before = client.get(f"/r/{person.link_token}/feedback/").text
    client.post(own, data=FILLED)
    after = client.get(f"/r/{person.link_token}/feedback/").text

    assert ("What do we know?" in before, "End-of-workshop" in before, "Received" in before) == (True, False, False)
    assert "Received" in after


def test_after_answering_the_other_open_forms_are_offered(room, client, own):
    actions.set_open(room.evaluation.id, True, actor=room.facilitator, now=NOW)
    client.post(own, data=FILLED)

    assert room.evaluation.code in client.get(own).text


def test_without_a_private_link_the_page_says_what_to_do_first(room, client):
    address = f"/f/{room.form.code}"

    assert "Open your private link first" in client.get(address).text
    assert "How relevant was this session" in client.get(f"{address}?anyway=1").text


def test_an_open_response_counts_once_for_each_browser(room, client):
    address = f"/f/{room.form.code}"
    client.post(address, data=FILLED)
    again = client.post(address, data=FILLED)
    client.post(f"{address}", data=FILLED)

    assert again.status_code == 409
    assert "Thank you" in client.get(address).text
    assert [row.source for row in session.scalars(select(Response))] == ["open"]


@pytest.mark.parametrize("rating", ["0", "6", "x", "4.5", "-1"])
def test_a_bad_rating_is_refused_and_the_rest_kept_as_typed(room, client, own, rating):
    page = client.post(own, data={**FILLED, "answer_relevance": rating, "answer_suggestion": "Больше времени"})

    assert page.status_code == 422
    assert "Больше времени" in page.text
    assert re.search(r'<input checked[^>]*name="answer_usefulness"[^>]*value="5"', page.text)
    assert count(Response) == 0


def test_a_required_question_left_out_is_named(room, client, own):
    page = client.post(own, data={**FILLED, "answer_relevance": ""})

    assert page.status_code == 422
    assert "Please answer this question." in page.text


def test_a_form_sent_empty_asks_for_an_answer(room, client, own):
    for question in [question for question in room.form.questions if question.required]:
        actions.remove_question(room.form.id, question.id, actor=room.facilitator, now=NOW)

    page = client.post(own, data={"answer_suggestion": "  "})

    assert (page.status_code, "Please answer at least one question." in page.text) == (422, True)


def test_a_closed_form_says_so(room, client, own):
    actions.set_open(room.form.id, False, actor=room.facilitator, now=NOW)

    for address in (own, f"/f/{room.form.code}"):
        assert "This form is closed" in client.get(address).text
        assert client.post(address, data=FILLED).status_code == 409
    assert count(Response) == 0


def test_a_wrong_link_a_wrong_code_and_another_workshops_form_are_missing(room, client, person):
    other = factories.a_workshop()
    actions.create_forms(other.id, actor=actions.Actor("x", administrator=True), now=NOW)
    foreign = session.scalar(select(Form).where(Form.workshop_id == other.id))

    for address in (
        f"/r/NOTALINK/feedback/{room.form.code}",
        "/r/NOTALINK/feedback/",
        f"/r/{person.link_token}/feedback/{foreign.code}",
        f"/r/{person.link_token}/feedback/NOCODE",
        "/f/NOCODE",
        "/f/NOCODE/qr.svg",
    ):
        assert client.get(address).status_code == 404


def test_a_private_link_of_another_workshop_does_not_make_a_participant_here(room, client):
    elsewhere = factories.a_registration(factories.a_delegation(factories.a_type(factories.a_workshop())))
    client.get(f"/r/{elsewhere.link_token}/feedback/")

    client.post(f"/f/{room.form.code}", data=FILLED)

    assert [row.source for row in session.scalars(select(Response))] == ["open"]


def test_one_who_is_not_confirmed_is_told_so(room, client):
    pending = factories.a_registration(room.delegation, state="pending")

    page = client.post(f"/r/{pending.link_token}/feedback/{room.form.code}", data=FILLED)

    assert (page.status_code, "Only confirmed participants" in page.text) == (403, True)
    assert "Only confirmed participants" in client.get(f"/r/{pending.link_token}/feedback/").text
    assert count(Response) == 0


def test_the_form_is_asked_in_the_readers_language(room, client, own):
    assert "Насколько эта сессия важна" in client.get(own, headers={"Accept-Language": "ru"}).text


def test_private_pages_send_no_address_on(room, client, own):
    assert client.get(own).headers["Referrer-Policy"] == "no-referrer"


def test_the_private_page_lists_the_open_forms(room, app, person):
    with app.test_request_context():
        (section,) = [s for s in private_sections.sections(person, person.link_token) if s.heading == "Feedback"]
        pending = factories.a_registration(room.delegation, state="pending")
        assert [s for s in private_sections.sections(pending, "T") if s.heading == "Feedback"] == []

    assert [(link.label, link.url, link.done) for link in section.links] == [
        ("What do we know?", f"/r/{person.link_token}/feedback/{room.form.code}", False)
    ]


def test_the_qr_code_holds_the_short_link(room, client):
    import io

    import typst
    import zxingcpp
    from PIL import Image

    drawing = client.get(f"/f/{room.form.code}/qr.svg")
    source = b"#set page(width: 10cm, height: 10cm, margin: 0cm)\n#image(bytes(sys.inputs.svg), width: 100%)"
    png = typst.compile(source, format="png", sys_inputs={"svg": drawing.text})

    assert drawing.mimetype == "image/svg+xml"
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))] == [
        f"http://localhost/f/{room.form.code}"
    ]


# --- Results ---------------------------------------------------------------------------------------------------------


def test_results_show_from_five_on(room, app, pages):
    browser = browser_of(app, "facilitator", room.workshop)
    answer_all(room.form, some_people(room.delegation, 4), {"relevance": 2, "usefulness": 2, "suggestion": "Мало"})
    few = browser.get(f"{pages}{room.form.code}").text
    answer_all(room.form, some_people(room.delegation, 1), {"relevance": 2, "usefulness": 2, "suggestion": "Мало"})
    enough = browser.get(f"{pages}{room.form.code}").text

    assert ("Nothing to show yet" in few, "Мало" in few, "2.00" in few) == (True, False, False)
    assert (enough.count("Мало"), "2.00" in enough) == (5, True)
    assert "Fewer than five answers so far" in enough  # of the questions left out


def test_comments_stay_text(room, app, pages):
    answer_all(
        room.form,
        some_people(room.delegation, 5),
        {"relevance": 5, "usefulness": 5, "suggestion": "<script>alert(1)</script>=1+1"},
    )

    page = browser_of(app, "organizer", room.workshop).get(f"{pages}{room.form.code}").text

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;=1+1" in page


def test_the_index_compares_the_sessions(room, app, pages):
    browser = browser_of(app, "facilitator", room.workshop)
    assert "Mean by session" not in browser.get(pages).text
    answer_all(room.form, some_people(room.delegation, 5))

    assert '"values": [5.0]' in browser.get(pages).text
    assert '"values": [4.0]' in browser.get(f"{pages}?question=relevance").text
    assert '"values": [5.0]' in browser.get(f"{pages}?question=nonsense").text


def test_the_pages_ask_the_database_as_often_for_three_forms_as_for_one(room, app, pages):
    browser = browser_of(app, "facilitator", room.workshop)
    one = statements(lambda: browser.get(pages))
    factories.a_session(room.workshop)
    factories.a_session(room.workshop)
    actions.create_forms(room.workshop.id, actor=room.facilitator, now=NOW)

    assert statements(lambda: browser.get(pages)) == one


def statements(call):
    seen = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    assert call().status_code == 200
    return len([statement for statement in seen if statement.startswith("SELECT")])


def test_forms_are_made_by_a_button(app):
    workshop = factories.a_workshop()
    factories.a_session(workshop)
    browser = browser_of(app, "facilitator", workshop)
    assert "No forms yet" in browser.get(f"/workshops/{workshop.slug}/feedback/").text

    browser.post(f"/workshops/{workshop.slug}/feedback/create")

    assert count(Form) == 2


def test_a_form_is_opened_and_closed(room, app, pages):
    browser = browser_of(app, "facilitator", room.workshop)

    answer = browser.post(f"{pages}{room.form.code}/state", data={"state": "closed", "next": "//evil.example"})

    assert answer.location == f"{pages}{room.form.code}"
    assert session.get(Form, room.form.id).state == "closed"
    browser.post(f"{pages}{room.form.code}/state", data={"state": "open", "next": pages})
    assert session.get(Form, room.form.id).state == "open"


def test_a_form_is_edited(room, app, pages):
    browser = browser_of(app, "facilitator", room.workshop)
    edit = f"{pages}{room.form.code}/edit"
    question = f"{pages}{room.form.code}/questions/{room.form.questions[0].id}"

    browser.post(edit, data={"title-en": "Day one", "title-ru": "День первый"})
    browser.post(question, data={"text-en": "Relevant?", "text-ru": "Важно?", "low-en": "no", "high-en": "yes"})
    browser.post(f"{question}/move", data={"direction": "down"})
    browser.post(f"{pages}{room.form.code}/questions/new", data={"kind": "text", "text-en": "Anything else?"})
    page = browser.get(edit).text

    assert session.get(Form, room.form.id).title == {"en": "Day one", "ru": "День первый"}
    assert [(q.text["en"], q.required) for q in session.get(Form, room.form.id).questions][:2] == [
        ("How useful was what you learned?", True),
        ("Relevant?", False),
    ]
    assert "Anything else?" in page
    assert "no text in Русский" in page
    browser.post(f"{question}/remove")
    assert "Relevant?" not in browser.get(edit).text


def test_a_question_needs_a_text_and_the_evaluation_a_title(room, app, pages):
    browser = browser_of(app, "facilitator", room.workshop)

    assert (
        "This field is required" in browser.post(f"{pages}{room.form.code}/questions/new", data={"kind": "text"}).text
    )
    assert (
        "needs a title"
        in browser.post(f"{pages}{room.evaluation.code}/edit", data={"title-en": "", "title-ru": ""}).text
    )


def test_a_closed_form_is_previewed_without_a_button_to_send_it(room, app, pages):
    page = browser_of(app, "facilitator", room.workshop).get(f"{pages}{room.evaluation.code}/preview").text

    assert ("How do you rate the venue?" in page, ">Send<" in page) == (True, False)


def test_after_the_first_response_editing_says_why_not(room, app, pages):
    answer_all(room.form, some_people(room.delegation, 1))
    browser = browser_of(app, "facilitator", room.workshop)

    refused = browser.post(f"{pages}{room.form.code}/questions/new", data={"kind": "text", "text-en": "More?"})

    assert (refused.status_code, "has responses already" in refused.text) == (409, True)
    assert "has responses already" in browser.get(f"{pages}{room.form.code}/edit").text


def test_the_screen_shows_code_and_number(room, app, pages):
    answer_all(room.form, some_people(room.delegation, 3))
    browser = browser_of(app, "facilitator", room.workshop)

    screen = browser.get(f"{pages}{room.form.code}/screen").text
    number = browser.get(f"{pages}{room.form.code}/screen/count").text

    assert f"localhost/f/{room.form.code}" in screen
    assert f"/f/{room.form.code}/qr.svg" in screen
    assert ">3<" in number
    assert "<html" not in number


@pytest.mark.parametrize("who", CAST)
def test_only_organizers_facilitators_and_administrators_see_results(room, app, pages, who):
    browser = browser_of(app, who, room.workshop)
    expected = 200 if who in ("administrator", "organizer", "facilitator") else 403

    code = room.form.code
    for address in (
        pages,
        f"{pages}{code}",
        f"{pages}{code}/edit",
        f"{pages}{code}/screen",
        f"{pages}{code}/screen/count",
    ):
        assert browser.get(address).status_code == expected


def test_another_workshops_form_is_missing(room, app, pages):
    other = factories.a_workshop()
    browser = browser_of(app, "administrator", other)

    for path in ("", "/edit", "/preview", "/screen", "/screen/count", "/questions/new"):
        assert browser.get(f"/workshops/{other.slug}/feedback/{room.form.code}{path}").status_code == 404
    assert browser.get(f"{pages}{room.form.code}/questions/{room.evaluation.questions[0].id}").status_code == 404
