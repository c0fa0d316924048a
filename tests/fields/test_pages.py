"""Staff pages: what is asked is set up here, and each role reads its groups and no others."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from eventapp.core.db import db
from eventapp.core.texts import Texts
from eventapp.fields import actions, queries, standard
from eventapp.fields.uploads import Upload
from tests import factories
from tests.fields.test_answering import NUMBER, PDF
from tests.people import NOW, browser_of

READERS = {
    "organizer": {"general", "needs", "travel", "identity", "money"},
    "facilitator": {"general"},
    "rapporteur": {"general"},
    "check-in": {"general"},
    "travel": {"needs", "travel", "identity"},
    "finance": {"money"},
}
SAID = {
    "topics": "Water in the Aral basin",
    "medical_note": "Penicillin",
    "arrival_flight": "KC 131",
    "passport_number": NUMBER,
    "bank_account": "KZ86125KZT5004100100",
}
GROUP_OF = dict(zip(SAID, ("general", "needs", "travel", "identity", "money"), strict=True))


@pytest.fixture
def base(workshop) -> str:
    return f"/workshops/{workshop.slug}"


@pytest.fixture
def told(workshop, organizer, registration, say):
    actions.add_standard(workshop.id, standard.FIELDS, actor=organizer, now=NOW)
    copy, letter = (Upload(PDF, name, "application/pdf") for name in ("copy.pdf", "note verbale.pdf"))
    say(registration, **SAID, passport_copy=copy, nomination_letter=letter)
    return registration


def cells(data: bytes) -> set:
    return {cell.value for sheet in load_workbook(BytesIO(data)) for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("who", list(READERS))
def test_each_role_reads_exactly_its_groups(app, workshop, base, told, who):
    browser = browser_of(app, who, workshop)
    own = f"{base}/participants/{told.id}/answers"
    for key, text in SAID.items():
        group = GROUP_OF[key]
        may = group in READERS[who]
        sealed = group in ("identity", "money")
        assert (text in browser.get(f"{base}/answers/?group={group}").text) == (may and not sealed), group
        assert (text in browser.get(own).text) == (may and not sealed), group
        shown = browser.post(f"{own}/show", data={"group": group})
        assert (shown.status_code, text in shown.text) == ((200, True) if may else (403, False)), group
        sheet = browser.post(f"{base}/answers/sheet", data={"group": group})
        assert sheet.status_code == (200 if may else 403)
        assert not may or text in cells(sheet.data)
    files = {key: browser.post(f"{own}/{key}/file").status_code for key in ("passport_copy", "nomination_letter")}
    assert files == {
        "passport_copy": 200 if "identity" in READERS[who] else 404,
        "nomination_letter": 200 if "general" in READERS[who] else 404,
    }


@pytest.mark.parametrize("who", ["facilitator", "rapporteur", "check-in"])
def test_no_other_page_or_answer_shows_protected_data(app, workshop, base, told, who):
    browser = browser_of(app, who, workshop)
    for rule in app.url_map.iter_rules():
        if rule.arguments - {"slug", "registration_id"} or "GET" not in rule.methods or "slug" not in rule.arguments:
            continue
        path = rule.rule.replace("<slug>", workshop.slug).replace("<int:registration_id>", str(told.id))
        answer = browser.get(path)
        assert not any(SAID[key].encode() in answer.data for key in ("passport_number", "bank_account")), path


def test_protected_answers_are_masked_until_a_recorded_look(app, workshop, base, told):
    browser = browser_of(app, "travel", workshop)
    own = f"{base}/participants/{told.id}/answers"
    assert "•••• 4321" in browser.get(own).text
    assert queries.looks(workshop.id) == []
    browser.post(f"{own}/show", data={"group": "identity"})
    browser.post(f"{own}/passport_copy/file")
    browser.post(f"{base}/answers/sheet", data={"group": "identity"})
    browser.post(f"{base}/answers/sheet", data={"group": "travel"})
    browser.post(f"{own}/nomination_letter/file")
    looks = [(look.actor, look.subject_id, look.facts) for look in queries.looks(workshop.id)]
    assert looks == [("Travel", told.id, {"groups": ["identity"], "how": how}) for how in ("export", "file", "page")]


def test_organizers_see_who_looked_and_nobody_else(app, workshop, base, told):
    own = f"{base}/participants/{told.id}/answers"
    travel = browser_of(app, "travel", workshop)
    travel.post(f"{own}/show", data={"group": "identity"})
    organizer = browser_of(app, "organizer", workshop)
    for page in (own, f"{base}/answers/"):
        assert "Travel · " in organizer.get(page).text
        assert "Who looked" not in travel.get(page).text


def test_files_are_given_out_as_attachments_that_cannot_run(app, workshop, base, told):
    browser = browser_of(app, "organizer", workshop)
    answer = browser.post(f"{base}/participants/{told.id}/answers/nomination_letter/file")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "note verbale.pdf" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert (answer.headers["X-Content-Type-Options"], answer.mimetype) == ("nosniff", "application/pdf")


def test_a_formula_in_an_answer_stays_text_in_the_sheet(app, workshop, base, told, say):
    say(told, topics='=HYPERLINK("http://evil","x")')
    data = browser_of(app, "organizer", workshop).post(f"{base}/answers/sheet", data={"group": "general"}).data
    [cell] = [
        cell
        for row in load_workbook(BytesIO(data)).active.iter_rows()
        for cell in row
        if "HYPERLINK" in str(cell.value)
    ]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_an_answer_stands_beside_the_wording_it_answered(app, workshop, base, organizer, told):
    topics = queries.by_key(workshop.id)["topics"]
    wanted = actions.Definition(kind="long-text", text=Texts(en="What did you publish?", ru="Что Вы опубликовали?"))
    actions.change(workshop.id, topics.id, wanted, actor=organizer, now=NOW)
    page = browser_of(app, "organizer", workshop).get(f"{base}/participants/{told.id}/answers").text
    assert "Which questions would you like to discuss?" in page
    assert "answer to an earlier wording" in page
    assert "What did you publish?" not in page


def test_the_table_and_the_sheet_keep_each_wording_in_a_column_of_its_own(
    app, workshop, base, organizer, delegation, told, say
):
    topics = queries.by_key(workshop.id)["topics"]
    wanted = actions.Definition(kind="number", text=Texts(en="How many papers?"))
    actions.change(workshop.id, topics.id, wanted, actor=organizer, now=NOW)
    say(factories.a_registration(delegation), topics=7)
    browser = browser_of(app, "organizer", workshop)
    found = cells(browser.post(f"{base}/answers/sheet", data={"group": "general"}).data)
    old = "Which questions would you like to discuss? (earlier wording)"
    assert {old, SAID["topics"], "How many papers?", 7} <= found
    assert old in browser.get(f"{base}/answers/?group=general").text


@pytest.mark.parametrize("group", ["general", "identity"])
def test_the_table_takes_as_many_queries_for_three_as_for_one(app, workshop, base, delegation, told, say, group):
    browser = browser_of(app, "organizer", workshop)
    counts = []

    def count(*given):
        counts[-1] += 1

    for more in (0, 2):
        for _number in range(more):
            say(factories.a_registration(delegation), **SAID)
        counts.append(0)
        event.listen(db.engine, "before_cursor_execute", count)
        browser.get(f"{base}/answers/?group={group}")
        event.remove(db.engine, "before_cursor_execute", count)
    assert counts[0] == counts[1]


def test_only_who_owes_an_answer_is_a_filter(app, workshop, base, told):
    browser = browser_of(app, "travel", workshop)
    assert told.person.list_name in browser.get(f"{base}/answers/?group=travel&missing=1").text
    assert told.person.list_name not in browser.get(f"{base}/answers/?group=needs&missing=1").text


@pytest.mark.parametrize(
    ("who", "first"),
    [("organizer", ""), ("check-in", ""), ("travel", "answers/"), ("finance", "answers/")],
)
def test_the_list_of_workshops_leads_to_the_first_page_a_role_may_open(app, workshop, base, who, first):
    browser = browser_of(app, who, workshop)
    assert f'href="{base}/{first}"' in browser.get("/workshops/").text
    assert browser.get(f"{base}/{first}").status_code == 200


def form_of(**more) -> dict:
    blank = {"kind": "text", "stage": "registration", "reader_group": "general", "condition": ""}
    return {**blank, "text-en": "Shoe size", "text-ru": "Размер обуви", **more}


def test_a_question_is_made_changed_and_taken_away_on_the_page(app, workshop, base):
    browser = browser_of(app, "organizer", workshop)
    choices = {"offered-0-text-en": "Big", "offered-0-text-ru": "Большой", "offered-1-text-en": "Small"}
    browser.post(f"{base}/settings/fields/new", data=form_of(kind="choice", **choices))
    [field] = queries.valid(workshop.id)
    assert [choice["key"] for choice in field.choices] == ["big", "small"]
    listed = browser.get(f"{base}/settings/fields/").text
    assert all(part in listed for part in ("Shoe size", "0 answers", "asked of everybody"))
    kept = {"offered-0-key": "small", "offered-0-text-en": "Tiny", "offered-1-key": "big", "offered-1-text-en": "Big"}
    browser.post(f"{base}/settings/fields/{field.id}", data=form_of(kind="choice", required="y", **kept))
    [field] = queries.valid(workshop.id)
    assert ([choice["key"] for choice in field.choices], field.required) == (["small", "big"], True)
    browser.post(f"{base}/settings/fields/{field.id}/retire")
    assert "No longer asked: 1" in browser.get(f"{base}/settings/fields/").text
    browser.post(f"{base}/settings/fields/{field.id}/restore")
    assert queries.valid(workshop.id) == [field]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (form_of(**{"text-en": ""}), "Question"),
        (form_of(kind="choice"), "Give at least two choices."),
        (form_of(kind="number", least="5", most="1"), "The largest is smaller than the smallest."),
        (form_of(condition="gone=yes"), "It depends on a question that is not asked."),
        (form_of(kind="nonsense"), "Not a valid choice"),
    ],
)
def test_what_makes_no_sense_is_said_beside_what_was_typed(app, workshop, base, sent, said):
    answer = browser_of(app, "organizer", workshop).post(f"{base}/settings/fields/new", data=sent)
    assert (answer.status_code, said in answer.text, "Размер обуви" in answer.text) == (422, True, True)
    assert queries.valid(workshop.id) == []


def test_a_missing_translation_is_marked(app, workshop, base):
    browser = browser_of(app, "organizer", workshop)
    browser.post(f"{base}/settings/fields/new", data=form_of(**{"text-ru": ""}))
    assert "no text in Русский" in browser.get(f"{base}/settings/fields/").text


def test_one_button_asks_a_whole_set_of_a_type(app, workshop, base, kind):
    browser = browser_of(app, "organizer", workshop)
    browser.post(f"{base}/settings/fields/ready", data={"set": "visa", "type_ids": kind.id})
    browser.post(f"{base}/settings/fields/ready", data={"key": "cv"})
    fields = queries.by_key(workshop.id)
    assert set(fields) == {*standard.SETS["visa"].keys, "cv"}
    assert (fields["passport_number"].type_ids, fields["cv"].type_ids) == ([kind.id], [])
    assert browser.post(f"{base}/settings/fields/ready", data={"key": "no such"}).status_code == 400


def test_the_preview_speaks_each_language_of_the_workshop(app, workshop, base, organizer):
    actions.add_standard(workshop.id, ["arrival_at"], actor=organizer, now=NOW)
    browser = browser_of(app, "organizer", workshop)
    pages = [
        browser.get(f"{base}/settings/fields/preview?stage=confirmed&language={code}").text for code in ("en", "ru")
    ]
    assert [("Arrival" in page, "Прибытие" in page, "<fieldset" in page) for page in pages] == [
        (True, False, True),
        (False, True, True),
    ]


def test_the_deadline_is_on_the_workshops_clock(app, workshop, base, ask):
    ask("text", "Flight", stage="confirmed")
    browser = browser_of(app, "organizer", workshop)
    browser.post(f"{base}/settings/fields/", data={"closes": "2016-03-20T18:00"})
    assert workshop.details_close_at.isoformat() == "2016-03-20T12:00:00+00:00"
    assert "2016-03-20T18:00" in browser.get(f"{base}/settings/fields/").text


def test_the_history_of_a_participant_tells_what_was_answered(app, workshop, base, told):
    page = browser_of(app, "organizer", workshop).get(f"{base}/participants/{told.id}").text
    assert "Water in the Aral basin" in page
    assert "changed, protected" in page
    assert NUMBER not in page
