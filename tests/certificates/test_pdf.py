"""The PDF read back: its words, its number, its code; and that it can be made again exactly."""

import pytest

from eventapp.certificates import actions, queries, rendering
from eventapp.certificates.design import Design, design_of
from eventapp.core.config import FONTS
from eventapp.core.db import session, transaction
from eventapp.core.texts import Texts
from eventapp.workshops import actions as workshops
from exports.certificate import PORTRAIT, Certificate, Signer, Wording, pdf
from tests.certificates.conftest import AFTER, Scene, a_picture
from tests.certificates.reading import codes, pages
from tests.certificates.test_issuing import issue, passed


def test_a_certificate_says_in_both_languages_what_was_attended(scene: Scene) -> None:
    row = issue(scene, scene.aigul)
    (text,) = pages(rendering.pdf([row], scene.workshop))
    for part in (
        "Certificate of participation", "Сертификат участника", "Aigul Osmonova", "Осмонова Айгуль", "Kyrgyzstan",
        "Кыргызстан", "took part in the workshop", "приняла участие в семинаре", "29–31 March 2016",
        "29–31 марта 2016", "3 days", "3 дня", "Regional Centre", "European Union", "ALMATY-2016/001",
        "Issued on 1 April 2016", "Выдан 1 апреля 2016 г.",
    ):  # fmt: skip
        assert part in text


def test_its_code_leads_to_its_check_page_and_is_written_below(scene: Scene) -> None:
    row = issue(scene, scene.aigul)
    drawn = rendering.pdf([row], scene.workshop)
    (address,) = codes(drawn)
    code = address.removeprefix("http://localhost/c/")
    assert len(code) == 26
    assert queries.by_code(code) == row
    assert " ".join(code[start : start + 4] for start in range(0, 26, 4)) in pages(drawn)[0]


def test_it_is_made_again_exactly_after_everything_else_has_changed(scene: Scene) -> None:
    told = {"actor": scene.organizer, "now": AFTER}
    signer = actions.add_signatory(
        scene.workshop.id, actions.SignatoryFacts(Texts(en="P. Draganov"), Texts(en="Head")), **told
    )
    actions.set_signature(scene.workshop.id, signer.id, a_picture(), "signature.png", **told)
    partner = scene.workshop.partners[0]
    workshops.set_logo(scene.workshop.id, partner.id, a_picture(200, 200), "logo.png", **told)
    row = issue(scene, scene.aigul)
    before = rendering.pdf([row], scene.workshop)
    actions.remove_signatory(scene.workshop.id, signer.id, **told)
    workshops.remove_logo(scene.workshop.id, partner.id, **told)
    actions.change_template(
        scene.workshop.id, "participation", Design(orientation=PORTRAIT, texts={"en": {"heading": "Diploma"}}), **told
    )
    with transaction():
        scene.aigul.person.latin_name = "Somebody Else"
        scene.workshop.title = Texts(en="Another workshop")
    session.expire_all()
    after = rendering.pdf([row], scene.workshop)
    assert pages(after) == pages(before)
    assert "P. Draganov" in pages(after)[0]
    assert _pictures(after) == _pictures(before) == 2


def _pictures(data: bytes) -> int:
    import pypdfium2

    page = pypdfium2.PdfDocument(data)[0]
    return len(list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=10)))


def test_completion_says_the_result(scene: Scene) -> None:
    passed(scene, scene.timur, "87,5 %")
    row = issue(scene, scene.timur, "completion", reason="x")
    (text,) = pages(rendering.pdf([row], scene.workshop))
    assert "Result of the test: 87,5 %" in text
    assert "завершил обучение на семинаре и сдал итоговый тест" in text


def test_each_persons_own_language_alone(scene: Scene) -> None:
    actions.change_template(
        scene.workshop.id, "participation", Design(languages="own"), actor=scene.organizer, now=AFTER
    )
    (aigul,) = pages(rendering.pdf([issue(scene, scene.aigul)], scene.workshop))
    (timur,) = pages(rendering.pdf([issue(scene, scene.timur, reason="x")], scene.workshop))
    assert [part in aigul for part in ("Сертификат участника", "Certificate")] == [True, False]
    assert [part in timur for part in ("Сертификат", "Certificate of participation")] == [False, True]


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize(
    "name", ["A" * 60, "Aigerim Nurlanovna Sadykova-Beisembayeva " * 4, "محمدرضا حسینی نجف‌آبادی", "Nguyễn Thị Ánh"]
)
def test_long_names_titles_and_posts_stay_on_one_page(orientation: str, name: str) -> None:
    long = "Recognizing and Responding to Radicalization that Can Lead to Violent Extremism and Terrorism " * 4
    words = tuple(
        Wording(code, "Certificate of participation", "This is", "Line", "took part in", long, "Detail\nMore", long)
        for code in ("en", "ru")
    )
    signers = tuple(Signer((("W" * 40, long[:200]),), a_picture()) for _ in range(4))
    one = Certificate(
        name=name, number="X/1", wordings=words, signers=signers, logos=(a_picture(),), orientation=orientation,
        check_url="http://localhost/c/ABCDEFGHIJKLMNOPQRSTUVWXYZ", check_address="localhost/c/", check_code="ABCD",
    )  # fmt: skip
    drawn = pdf([one], FONTS, title="x")
    (text,) = pages(drawn)
    assert codes(drawn) == ["http://localhost/c/ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert text.count("Terrorism") >= 8


def test_a_design_that_is_not_understood_is_as_usual() -> None:
    assert design_of({"orientation": "round", "colour": "red", "languages": "xx", "texts": []}) == Design()
