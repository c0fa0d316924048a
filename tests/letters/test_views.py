"""The pages of letters: for the organizer, the travel team, and the participant."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from sqlalchemy import select

from eventapp.core import stored
from eventapp.core.db import session, transaction
from eventapp.core.stored import StoredFile
from eventapp.letters.models import Letter
from eventapp.registration import private_sections
from eventapp.tasks.models import Task
from exports.letter_standard import standard
from tests import factories
from tests.people import browser_of
from tests.work import run_all_work


@pytest.fixture
def organizer(app, scene):
    return browser_of(app, "organizer", scene.workshop)


def at(scene, path: str = "") -> str:
    return f"/workshops/{scene.workshop.slug}/letters/{path}"


def letters() -> list[Letter]:
    return list(session.scalars(select(Letter).order_by(Letter.id)))


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_a_letter_is_issued_and_opened_as_pdf_and_word(scene, organizer) -> None:
    organizer.post(at(scene, f"invitation/{scene.aigul.public_id}"), data={"language": "ru"})
    (letter,) = letters()
    assert (letter.language, letter.issued_by) == ("ru", "Organizer")
    pdf = organizer.post(at(scene, f"{letter.id}/file"), data={"form": "pdf"})
    word = organizer.post(at(scene, f"{letter.id}/file"), data={"form": "docx"})
    assert pdf.headers["Content-Disposition"] == "attachment; filename=INV-001-ru.pdf"
    assert "№ INV/001" in pages(pdf.data)[0]
    assert Document(BytesIO(word.data)).core_properties.title == "Приглашение"


def test_the_register_tells_number_date_whom_and_by_whom(scene, organizer) -> None:
    organizer.post(at(scene, f"invitation/{scene.aigul.public_id}"), data={"language": "en"})
    page = organizer.get(at(scene)).text
    assert all(told in page for told in ("INV/001", "Ms. Aigul OSMONOVA", "Organizer"))


def test_the_travel_team_sees_visa_letters_only(app, scene) -> None:
    travel = browser_of(app, "travel", scene.workshop)
    assert travel.get(at(scene)).status_code == 200
    assert travel.get(at(scene, "?kind=invitation")).status_code == 403
    assert travel.post(at(scene, f"invitation/{scene.aigul.public_id}"), data={"language": "en"}).status_code == 403
    assert travel.post(at(scene, f"visa/{scene.aigul.public_id}"), data={"language": "en"}).status_code == 303


def for_all(scene, organizer, **asked: str) -> Task:
    answer = organizer.post(at(scene, "invitation/all"), data={"language": "en", "form": "pdf", **asked})
    assert answer.status_code == 303
    run_all_work(datetime.now(UTC))
    session.rollback()
    return session.scalars(select(Task).order_by(Task.id.desc())).first()


def file_of(task: Task) -> bytes:
    return stored.read(session.get_one(StoredFile, task.file_id))


def test_letters_for_everybody_in_one_archive(scene, organizer) -> None:
    task = for_all(scene, organizer)
    assert (task.state, task.result, task.problems) == ("done", {"letters": 2}, [])
    with zipfile.ZipFile(BytesIO(file_of(task))) as archive:
        assert archive.namelist() == ["INV-001-en.pdf", "INV-002-en.pdf"]


def test_who_has_a_letter_keeps_it(scene, organizer) -> None:
    organizer.post(at(scene, f"invitation/{scene.aigul.public_id}"), data={"language": "en"})
    task = for_all(scene, organizer, form="one")
    assert [letter.number for letter in letters()] == [1, 2]
    assert len(pages(file_of(task))) == 2
    for_all(scene, organizer, form="docx", again="y")
    assert [letter.number for letter in letters()] == [1, 2, 3, 4]


def test_each_in_their_own_language(scene, organizer) -> None:
    with transaction():
        scene.timur.language = "ru"
    for_all(scene, organizer, language="own")
    assert {letter.registration_id: letter.language for letter in letters()} == {
        scene.aigul.id: "en",
        scene.timur.id: "ru",
    }


def test_a_missing_passport_is_a_problem_of_that_person(scene, organizer) -> None:
    from tests.letters.test_actions import ask_for_passports

    ask_for_passports(scene)
    organizer.post(at(scene, "visa/all"), data={"language": "en", "form": "pdf"})
    run_all_work(datetime.now(UTC))
    session.rollback()
    task = session.scalars(select(Task)).one()
    assert [problem["what"] for problem in task.problems] == ["Aigul OSMONOVA"]
    assert (task.state, task.file_id) == ("done", None)


def test_a_template_is_replaced_and_ours_put_back(scene, organizer) -> None:
    handed_in = standard("invitation", "en")
    upload = {"invitation-en-file": (BytesIO(handed_in), "letterhead.docx")}
    assert organizer.post(at(scene, "templates/invitation/en"), data=upload).status_code == 303
    assert "letterhead.docx" in organizer.get(at(scene, "templates/")).text
    assert organizer.get(at(scene, "templates/invitation/en.docx")).data == handed_in
    organizer.post(at(scene, "templates/invitation/en/back"))
    assert "letterhead.docx" not in organizer.get(at(scene, "templates/")).text


def test_an_unknown_placeholder_is_said_beside_the_file(scene, organizer) -> None:
    document = Document()
    document.add_paragraph("Dear {{ guest }}")
    out = BytesIO()
    document.save(out)
    upload = {"visa-ru-file": (BytesIO(out.getvalue()), "a.docx")}
    answer = organizer.post(at(scene, "templates/visa/ru"), data=upload)
    assert answer.status_code == 422
    assert "There is no placeholder “guest”. It stands in the text “Dear {{ guest }}”." in answer.text


def test_a_participant_makes_the_letter_once_and_fetches_it(scene, client) -> None:
    own = f"/r/{scene.aigul.link_token}/letters/"
    assert client.get(f"{own}invitation.pdf").status_code == 404
    for _again in range(2):
        client.post(f"{own}invitation", data={"language": "en"})
    fetched = client.get(f"{own}invitation.pdf?language=en")
    assert "Ms. Aigul OSMONOVA" in pages(fetched.data)[0]
    assert len(letters()) == 1


def test_looking_issues_nothing(scene, client) -> None:
    page = client.get(f"/r/{scene.aigul.link_token}/letters/").text
    assert "Letter of invitation" in page
    assert "Visa support letter" in page
    assert letters() == []


def test_the_private_page_offers_what_is_due(app, scene) -> None:
    with app.test_request_context():

        def labels(registration):
            found = [each for each in private_sections.sections(registration, "T") if each.heading == "Letters"]
            return [link.label for each in found for link in each.links]

        waiting = factories.a_registration(scene.delegation, state="pending")
        assert labels(scene.aigul) == ["Letter of invitation", "Visa support letter"]
        assert labels(scene.timur) == ["Letter of invitation"]
        assert labels(waiting) == []


def test_who_is_no_longer_confirmed_has_no_letters(scene, client) -> None:
    own = f"/r/{scene.aigul.link_token}/letters/"
    client.post(f"{own}invitation", data={"language": "en"})
    with transaction():
        scene.aigul.state = "cancelled"
    assert client.get(f"{own}invitation.pdf").status_code == 404


def test_a_list_takes_the_same_queries_for_one_and_three(app, scene, organizer) -> None:
    from sqlalchemy import event

    from eventapp.core.db import db

    def statements() -> int:
        seen: list[str] = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        organizer.get(at(scene))
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    before = statements()
    for _more in range(3):
        factories.a_registration(scene.delegation)
    organizer.post(at(scene, f"invitation/{scene.aigul.public_id}"), data={"language": "en"})
    assert statements() == before
