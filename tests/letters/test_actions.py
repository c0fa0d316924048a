"""Issuing letters: who may, for whom, under which number, and what they say."""

import contextvars
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from sqlalchemy import select

from eventapp.core import audit
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.stored import StoredFile
from eventapp.fields import actions as fields
from eventapp.fields.models import Field
from eventapp.letters import actions, queries, rendering
from eventapp.letters.models import Letter
from exports.letter_standard import standard
from tests import factories
from tests.factories import NOW

PASSPORT = {"passport_number": "AC1234567", "passport_name": "OSMONOVA AIGUL"}


def issue(scene, who, kind="invitation", language="en", role=Role.ORGANIZER):
    return actions.issue(scene.workshop.id, who.id, kind, language, actor=scene.roles[role], now=NOW)


def ask_for_passports(scene) -> None:
    with transaction():
        for position, key in enumerate(PASSPORT, start=1):
            session.add(
                Field(
                    workshop_id=scene.workshop.id, key=key, kind="text", position=position, reader_group="identity",
                    stage="confirmed", text={"en": key}, created_at=NOW,
                )
            )  # fmt: skip


def tell_passport(scene, who) -> None:
    with transaction():
        fields.answer(
            who.id,
            scene.workshop.id,
            scene.kind.id,
            "confirmed",
            dict(PASSPORT),
            by=scene.roles[Role.ORGANIZER],
            now=NOW,
        )


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def words_of(docx: bytes) -> str:
    document = Document(BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_numbers_run_per_workshop_and_kind(scene) -> None:
    other = factories.a_registration(factories.a_delegation(factories.a_type(factories.a_workshop())))
    numbers = [issue(scene, scene.aigul).number, issue(scene, scene.timur).number]
    visa = issue(scene, scene.aigul, "visa").number
    elsewhere = actions.issue(
        other.workshop_id, other.id, "invitation", "en", actor=Actor("a", administrator=True), now=NOW
    )
    assert (numbers, visa, elsewhere.number) == ([1, 2], 1, 1)


def test_numbers_have_no_gaps_and_no_twins_at_once(app, scene) -> None:
    people = [factories.a_registration(scene.delegation).id for _ in range(8)]
    workshop_id, actor = scene.workshop.id, scene.roles[Role.ORGANIZER]
    session.remove()

    def one(registration_id: int) -> int:
        def run() -> int:
            with app.app_context():
                number = actions.issue(workshop_id, registration_id, "invitation", "en", actor=actor, now=NOW).number
                session.remove()
                return number

        return contextvars.Context().run(run)

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(one, people)) == list(range(1, 9))


def test_an_invitation_says_who_is_invited_to_what(scene) -> None:
    text = text_of(rendering.pdf(issue(scene, scene.aigul)))
    for said in (
        "No. INV/001",
        "1 March 2016",
        "Regional Centre",
        "Ms. Aigul OSMONOVA",
        "Kyrgyzstan",
        "29–31 March 2016",
    ):
        assert said in text
    assert "Dear Ms. Aigul OSMONOVA," in text


def test_in_russian_nothing_has_to_be_declined(scene) -> None:
    text = text_of(rendering.pdf(issue(scene, scene.timur, language="ru")))
    for said in ("№ INV/001", "1 марта 2016 г.", "Уважаемый г-н Асанов Тимур!", "Кыргызстан", "29–31 марта 2016 г."):
        assert said in text


def test_who_does_not_tell_the_sex_is_addressed_without(scene) -> None:
    with transaction():
        scene.timur.person.sex = "undisclosed"
    assert issue(scene, scene.timur, language="ru").facts["salutation"] == "Уважаемые дамы и господа!"
    assert issue(scene, scene.timur).facts["salutation"] == "Dear Timur ASANOV,"


def test_an_excellency_is_addressed_as_one(scene) -> None:
    with transaction():
        scene.aigul.person.honorific = "H.E."
    assert issue(scene, scene.aigul).facts["salutation"] == "Excellency,"
    assert issue(scene, scene.aigul, language="ru").facts["full_name"].startswith("Е.П. ")


def test_a_visa_letter_is_for_who_needs_it(scene) -> None:
    with pytest.raises(UserError, match="no such letter"):
        issue(scene, scene.timur, "visa")
    with transaction():
        scene.kind.visa_support = False
    with pytest.raises(UserError, match="no such letter"):
        issue(scene, scene.aigul, "visa")


def test_nobody_unconfirmed_gets_a_letter(scene) -> None:
    waiting = factories.a_registration(scene.delegation, state="pending")
    with pytest.raises(UserError, match="no such letter"):
        issue(scene, waiting)


def test_a_visa_letter_waits_for_the_passport(scene) -> None:
    ask_for_passports(scene)
    with pytest.raises(UserError, match="Name as in the passport, Passport number"):
        issue(scene, scene.aigul, "visa")
    assert session.scalars(select(Letter)).all() == []


def test_passport_data_is_in_the_letter_and_not_in_the_database(scene) -> None:
    ask_for_passports(scene)
    tell_passport(scene, scene.aigul)
    letter = issue(scene, scene.aigul, "visa")
    assert "AC1234567" in text_of(rendering.pdf(letter))
    assert "AC1234567" not in str(letter.facts)


def test_each_look_at_a_passport_is_recorded(scene) -> None:
    ask_for_passports(scene)
    tell_passport(scene, scene.aigul)
    issue(scene, scene.aigul, "visa", role=Role.TRAVEL)
    looks = [entry for entry in audit.history("registration", scene.aigul.id) if entry.tag == "fields.read"]
    assert [(entry.actor, entry.facts["how"]) for entry in looks] == [("travel", "letter")]


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.ORGANIZER, ["invitation", "visa"]),
        (Role.TRAVEL, ["visa"]),
        (Role.FINANCE, []),
        (Role.CHECK_IN, []),
        (Role.FACILITATOR, []),
    ],
)
def test_who_issues_which(scene, role, kinds) -> None:
    done = []
    for kind in ("invitation", "visa"):
        try:
            issue(scene, scene.aigul, kind, role=role)
            done.append(kind)
        except Denied:
            pass
    assert done == kinds


def test_the_owner_gets_one_letter_in_each_language(scene) -> None:
    owner = Actor("participant", registration_id=scene.aigul.id)

    def ask(language):
        return actions.issue(scene.workshop.id, scene.aigul.id, "invitation", language, actor=owner, now=NOW).number

    assert [ask("en"), ask("en"), ask("ru")] == [1, 1, 2]
    with pytest.raises(Denied):
        actions.issue(scene.workshop.id, scene.timur.id, "invitation", "en", actor=owner, now=NOW)


def a_template(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def replace(scene, data: bytes, role=Role.ORGANIZER) -> list[str]:
    return actions.replace_template(
        scene.workshop.id, "invitation", "en", data, "ours.docx", actor=scene.roles[role], now=NOW
    )


def test_a_template_of_ones_own_is_used(scene) -> None:
    assert replace(scene, a_template("To {{ name }}: be welcome in {{ city }}.")) == []
    assert words_of(rendering.docx(issue(scene, scene.aigul))).strip() == "To Aigul OSMONOVA: be welcome in Almaty."


def test_an_unknown_placeholder_is_named_with_its_place(scene) -> None:
    with pytest.raises(Invalid) as refused:
        replace(scene, a_template("Dear guest", "Your seat is {{ seat_number }} in row 7."))
    assert "“seat_number”" in refused.value.message
    assert "Your seat is {{ seat_number }} in row 7." in refused.value.message
    assert queries.templates(scene.workshop.id) == {}


def test_an_invitation_cannot_name_a_passport(scene) -> None:
    with pytest.raises(Invalid, match="passport_number"):
        replace(scene, a_template("{{ passport_number }}"))


def test_a_letter_stays_as_it_was_issued(scene) -> None:
    replace(scene, a_template("First: {{ name }}"))
    letter = issue(scene, scene.aigul)
    replace(scene, a_template("Second: {{ name }}"))
    with transaction():
        scene.aigul.person.latin_family = "Asanova"
    assert words_of(rendering.docx(session.get_one(Letter, letter.id))).strip() == "First: Aigul OSMONOVA"
    assert words_of(rendering.docx(issue(scene, scene.aigul))).strip() == "Second: Aigul ASANOVA"


def test_ours_can_be_put_back(scene) -> None:
    replace(scene, a_template("Own: {{ name }}"))
    actions.put_back(scene.workshop.id, "invitation", "en", actor=scene.roles[Role.ORGANIZER], now=NOW)
    assert "Letter of invitation" in words_of(rendering.docx(issue(scene, scene.aigul)))
    assert session.scalars(select(StoredFile)).all() == []


def test_only_the_organizer_replaces_templates(scene) -> None:
    with pytest.raises(Denied):
        replace(scene, standard("invitation", "en"), role=Role.TRAVEL)


def test_what_was_removed_is_said_to_be(scene) -> None:
    letter = issue(scene, scene.aigul)
    with transaction():
        letter.facts = {}
    with pytest.raises(UserError, match="was removed"):
        rendering.pdf(letter)
