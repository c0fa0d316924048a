"""The pages of certificates: for organizers, for their owners, for anybody who checks one."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import event, select

from eventapp.certificates import actions, codes, queries
from eventapp.core.db import db, session, transaction
from eventapp.core.outbox import Message
from eventapp.registration import private_sections
from eventapp.tasks.models import Task
from tests import factories
from tests.certificates.conftest import AFTER, Scene, a_picture
from tests.certificates.reading import pages
from tests.certificates.test_issuing import issue, passed
from tests.people import browser_of
from tests.work import run_all_work


@pytest.fixture
def organizer(app: Flask, scene: Scene) -> FlaskClient:
    return browser_of(app, "organizer", scene.workshop)


def at(scene: Scene, path: str = "") -> str:
    return f"/workshops/{scene.workshop.slug}/certificates/{path}"


def text_of(answer) -> str:  # type: ignore[no-untyped-def]
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_the_page_shows_rule_base_and_what_each_attended(scene: Scene, organizer: FlaskClient) -> None:
    text = text_of(organizer.get(at(scene)))
    assert "Present on each of 3 days on which attendance was taken" in text
    assert "29 Mar 100% 30 Mar 0% 31 Mar 0%" in text
    assert "Qualify, not issued yet 1" in text


def test_the_page_asks_the_database_as_often_for_three_as_for_thirty(scene: Scene, organizer: FlaskClient) -> None:
    counted: list[str] = []

    def count(*args: object) -> None:
        counted.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        organizer.get(at(scene))
        few = len(counted)
        for _ in range(27):
            factories.a_registration(scene.aigul.delegation)
        counted.clear()
        organizer.get(at(scene))
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    assert len(counted) == few


def test_one_is_issued_and_fetched_and_one_without_reason_is_refused(scene: Scene, organizer: FlaskClient) -> None:
    organizer.post(at(scene, f"participation/{scene.aigul.public_id}"))
    refused = organizer.post(at(scene, f"participation/{scene.timur.public_id}"), data={"reason": ""})
    (row,) = queries.issued(scene.workshop.id)
    answer = organizer.get(at(scene, f"{row.id}.pdf"))
    assert (refused.status_code, answer.headers["Content-Disposition"]) == (
        422,
        "attachment; filename=certificate-ALMATY-2016-001.pdf",
    )
    assert "Aigul Osmonova" in pages(answer.data)[0]


def test_all_who_qualify_get_theirs_in_the_background_and_are_written_to(scene: Scene, organizer: FlaskClient) -> None:
    scene.present(scene.farid, 0, 1, 2)
    organizer.post(at(scene, "participation/all"), data={"do": "all", "send": "y"})
    run_all_work(datetime.now(UTC))
    rows = queries.issued(scene.workshop.id)
    assert [(row.registration_id, row.number) for row in rows] == [
        (scene.aigul.id, "ALMATY-2016/001"),
        (scene.farid.id, "ALMATY-2016/002"),
    ]
    recipients = sorted(session.scalars(select(Message.recipient)))
    assert recipients == ["aigul@example.org", "farid@example.org"]
    task = session.scalars(select(Task)).one()
    assert (task.state, task.result["certificates"], task.file_id is not None) == ("done", 2, True)
    assert len(pages(organizer.get(at(scene, "participation/all.pdf")).data)) == 2


def test_those_not_sent_yet_are_sent_together(scene: Scene, organizer: FlaskClient) -> None:
    issue(scene, scene.aigul)
    sent = issue(scene, scene.farid, reason="x")
    actions.send(scene.workshop.id, [sent.id], actor=scene.organizer, now=AFTER)
    organizer.post(at(scene, "send"), data={"do": "unsent", "kind": "participation"})
    assert sorted(session.scalars(select(Message.recipient))) == ["aigul@example.org", "farid@example.org"]
    assert "not sent yet" not in organizer.get(at(scene)).text


def test_names_that_changed_are_issued_anew_in_the_background(scene: Scene, organizer: FlaskClient) -> None:
    issue(scene, scene.aigul)
    with transaction():
        scene.aigul.badge_name = "Aigul Sydykova"
    organizer.post(at(scene, "participation/all"), data={"do": "anew"})
    run_all_work(datetime.now(UTC))
    assert [(row.facts["name"], row.replaced) for row in queries.issued(scene.workshop.id)] == [
        ("Aigul Osmonova", True),
        ("Aigul Sydykova", False),
    ]


def test_the_look_is_changed_with_its_wrong_placeholder_named(scene: Scene, organizer: FlaskClient) -> None:
    page = organizer.get(at(scene, "look/participation"))
    assert "{took_part} in the workshop" in page.text
    sent = {"orientation": "portrait", "languages": "both", "colour": "#7a1f2b", "heading-en": "Diploma {nam}"}
    refused = organizer.post(at(scene, "look/participation"), data=sent)
    assert (refused.status_code, "{nam} is not known here" in refused.text) == (422, True)
    kept = organizer.post(at(scene, "look/participation"), data={**sent, "heading-en": "Diploma", "heading-ru": "Д"})
    assert kept.status_code == 303
    row = queries.template(scene.workshop.id, "participation")
    assert row is not None
    assert row.settings["texts"]["en"]["heading"] == "Diploma"
    picture = organizer.post(at(scene, "look/participation/preview"), data=sent)
    assert "data:image/png;base64," in picture.text


def test_a_signatory_with_a_signature_or_neither(scene: Scene, organizer: FlaskClient) -> None:
    sent = {"name-en": "P. Draganov", "title-en": "Head", "image": (BytesIO(b"<svg/>"), "x.svg")}
    refused = organizer.post(at(scene, "signatories/"), data=sent)
    assert (refused.status_code, queries.signatories(scene.workshop.id)) == (422, [])
    organizer.post(at(scene, "signatories/"), data={**sent, "image": (BytesIO(a_picture()), "s.png")})
    (row,) = queries.signatories(scene.workshop.id)
    assert organizer.get(at(scene, f"signatories/{row.id}/signature")).mimetype == "image/png"


def test_test_results_are_ticked_and_unticked(scene: Scene, organizer: FlaskClient) -> None:
    shown = [scene.aigul.id, scene.timur.id]
    base = {"passed_on": "2016-03-31", "shown": shown, f"score-{scene.aigul.id}": "92"}
    organizer.post(at(scene, "tests/"), data={**base, "passed": shown})
    known = queries.tests_of(scene.workshop.id)
    assert {who: test.score for who, test in known.items()} == {scene.aigul.id: "92", scene.timur.id: ""}
    organizer.post(at(scene, "tests/"), data={**base, "passed": [scene.aigul.id]})
    assert list(queries.tests_of(scene.workshop.id)) == [scene.aigul.id]
    assert "anonymous and stays so" in organizer.get(at(scene, "tests/")).text


def test_a_list_is_looked_at_first_and_then_recorded(scene: Scene, organizer: FlaskClient) -> None:
    book = Workbook()
    for line in (["Имя", "Балл"], ["Асанов Тимур", 78], ["Aigul Osmonova", 40], ["Nobody At All", 99]):
        book.active.append(line)
    out = BytesIO()
    book.save(out)
    sent = {"passed_on": "2016-03-31", "least": "60", "file": (BytesIO(out.getvalue()), "results.xlsx")}
    seen = organizer.post(at(scene, "tests/list"), data=sent)
    assert queries.tests_of(scene.workshop.id) == {}
    text = re.search(r"<textarea[^>]*>(.*?)</textarea>", seen.text, re.DOTALL)
    assert text is not None
    organizer.post(
        at(scene, "tests/list"),
        data={"passed_on": "2016-03-31", "least": "60", "text": text[1], "do": "record"},
    )
    assert {who: test.score for who, test in queries.tests_of(scene.workshop.id).items()} == {scene.timur.id: "78"}


def test_a_list_without_anything_is_refused_beside_its_field(scene: Scene, organizer: FlaskClient) -> None:
    answer = organizer.post(at(scene, "tests/list"), data={"passed_on": "2016-03-31"})
    assert (answer.status_code, "Paste a list or choose a file." in answer.text) == (422, True)


def test_anybody_sees_number_name_and_workshop_of_a_genuine_one_and_no_more(
    app: Flask, scene: Scene, client: FlaskClient
) -> None:
    row = issue(scene, scene.aigul)
    answer = client.get(f"/c/{codes.code_of(row)}")
    text = text_of(answer)
    assert "Genuine" in text
    for part in (row.number, "Aigul Osmonova", "Certificate of participation", "1 April 2016"):
        assert part in text
    for secret in ("aigul@example.org", "Kyrgyzstan", "Government official", "100%", "Present on each"):
        assert secret not in text
    assert (answer.headers["Referrer-Policy"], answer.headers["X-Robots-Tag"]) == ("no-referrer", "noindex")


def test_withdrawn_replaced_and_unknown_say_so(scene: Scene, client: FlaskClient) -> None:
    first = issue(scene, scene.aigul)
    second = actions.issue_anew(scene.workshop.id, first.id, actor=scene.organizer, now=AFTER)
    assert "replaced by a newer certificate" in client.get(f"/c/{codes.code_of(first)}").text
    actions.withdraw(scene.workshop.id, second.id, "A secret reason", actor=scene.organizer, now=AFTER)
    text = client.get(f"/c/{codes.code_of(second)}").text
    assert ("It was withdrawn on 1 April 2016" in text, "secret reason" in text) == (True, False)
    unknown = client.get("/c/ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert (unknown.status_code, "Not known" in unknown.text) == (404, True)


def test_number_and_code_are_typed_together(scene: Scene, client: FlaskClient) -> None:
    row = issue(scene, scene.aigul)
    typed = codes.grouped(codes.code_of(row)).lower().replace("o", "0")
    right = client.post("/c/", data={"number": " almaty-2016/001 ", "code": typed})
    wrong = client.post("/c/", data={"number": "ALMATY-2016/002", "code": typed})
    empty = client.post("/c/", data={"number": "", "code": ""})
    assert [answer.status_code for answer in (right, wrong, empty)] == [200, 404, 422]
    assert ("Genuine" in right.text, "Aigul" in wrong.text) == (True, False)


def test_guessing_is_stopped(scene: Scene, client: FlaskClient) -> None:
    row = issue(scene, scene.aigul)
    answers = [client.get(f"/c/GUESS{number}").status_code for number in range(21)]
    assert answers == [404] * 20 + [429]
    assert client.get(f"/c/{codes.code_of(row)}").status_code == 429


def test_the_owner_finds_it_first_on_the_private_page_and_fetches_it(
    app: Flask, scene: Scene, client: FlaskClient
) -> None:
    token = scene.aigul.link_token
    assert client.get(f"/r/{token}/certificates/participation.pdf").status_code == 404
    row = issue(scene, scene.aigul)
    with app.test_request_context():
        first = private_sections.sections(scene.aigul, token)[0]
    assert [(link.label, link.done) for link in first.links] == [
        ("Certificate of participation (PDF, ALMATY-2016/001)", True)
    ]
    assert "Aigul Osmonova" in pages(client.get(first.links[0].url).data)[0]
    assert client.get(f"/r/{scene.timur.link_token}/certificates/participation.pdf").status_code == 404
    actions.withdraw(scene.workshop.id, row.id, "x", actor=scene.organizer, now=AFTER)
    assert client.get(f"/r/{token}/certificates/participation.pdf").status_code == 404


def test_who_does_not_organize_is_refused(app: Flask, scene: Scene) -> None:
    for who in ("facilitator", "rapporteur", "check-in", "travel"):
        assert browser_of(app, who, scene.workshop).get(at(scene)).status_code == 403


def test_figures_by_sex_and_country(scene: Scene, organizer: FlaskClient) -> None:
    passed(scene, scene.aigul)
    issue(scene, scene.aigul)
    issue(scene, scene.farid, reason="x")
    by_sex, by_country = queries.figures(queries.standings(scene.workshop, "participation"))
    assert (dict(by_sex), dict(by_country)) == ({"female": 1, "male": 1}, {"KG": 2})
