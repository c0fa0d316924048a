"""Name plates and the pictures that are approved."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from exports import badges, tent_cards
from exports.badge_sheet import LAYOUTS
from exports.labels import Labels
from exports.model import Badge
from exports.tent_cards import COUNTRY, NAME, Plate
from tests.badges.reading import codes_on

AIGUL = Plate("Aigul Osmonova", "Kyrgyzstan", "Осмонова Айгуль", "Head of unit")
REZA = Plate("Mohammad Reza Ahmadi", "Iran (Islamic Republic of)", "محمدرضا احمدی")


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def a_pdf(fonts: Path, *plates: Plate, style: str = NAME) -> bytes:
    return tent_cards.pdf(plates, fonts, title="Name plates", occasion="Workshop", style=style)


@pytest.mark.parametrize("style", [NAME, COUNTRY])
def test_the_name_stands_on_both_faces(fonts: Path, style: str) -> None:
    pages = texts(a_pdf(fonts, AIGUL, REZA, style=style))
    assert [page.count("Osmonova") for page in pages] == [2, 0]
    assert pages[0].count("Осмонова Айгуль") == 2
    assert pages[0].count("Kyrgyzstan") == 2


def test_the_sheet_is_a4_upright(fonts: Path) -> None:
    width, height = pypdfium2.PdfDocument(a_pdf(fonts, AIGUL))[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)


def test_sixty_letters_without_a_blank_stay_on_the_plate(fonts: Path) -> None:
    long = "W" * 60
    page = texts(a_pdf(fonts, Plate(long, "Kyrgyzstan")))[0]
    assert "".join(page.replace("\u200b", "").split()).count(long) == 2


def test_persian_letters_are_joined(fonts: Path) -> None:
    """Joined letters are one run of ink where letters kept apart are several."""
    joined, apart = (
        _runs(tent_cards.png(Plate(name, " "), fonts, occasion="")) for name in ("ببببب", "\u200c".join("ببببب"))
    )
    assert (joined, apart) == (1, 5)


def _runs(png: bytes) -> int:
    """How many stretches of columns have ink in them, above the coloured foot."""
    with Image.open(BytesIO(png)) as picture:
        grey = picture.convert("L").crop((0, 0, picture.width, picture.height - 60))
    columns = [min(grey.crop((x, 0, x + 1, grey.height)).tobytes()) < 128 for x in range(grey.width)]
    return sum(inked and not before for before, inked in zip([False, *columns], columns, strict=False))


def test_no_plate_and_no_style_are_refused(fonts: Path) -> None:
    with pytest.raises(ValueError, match="no name plate"):
        a_pdf(fonts)
    with pytest.raises(ValueError, match="no style"):
        a_pdf(fonts, AIGUL, style="sideways")


def a_badge(**changes: object) -> Badge:
    facts: dict[str, object] = {
        "latin_name": "Aigul Osmonova",
        "original_name": "Осмонова Айгуль",
        "line": "Head of unit",
        "delegation": "Kyrgyzstan",
        "delegation_type": "Government official",
        "colour": "#009edb",
        "workshop": "Workshop",
        "dates": "Almaty, 29–31 March 2016",
        "code": "",
        **changes,
    }
    return Badge(**facts)  # type: ignore[arg-type]


def a_proof(badge: Badge, fonts: Path) -> bytes:
    return badges.png(badge, Labels(), fonts, layout="a6")


def test_a_proof_is_a_picture_of_the_badge(fonts: Path) -> None:
    with Image.open(BytesIO(a_proof(a_badge(), fonts))) as picture:
        assert (picture.format, picture.size) == ("PNG", (620, 874))


def test_a_proof_of_a_plate_is_one_face(fonts: Path) -> None:
    with Image.open(BytesIO(tent_cards.png(REZA, fonts, occasion="Workshop"))) as picture:
        assert (picture.format, picture.size) == ("PNG", (1240, 877))


def a_portrait(colour: str = "#c02020") -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 400), colour).save(out, "JPEG", quality=95)
    return out.getvalue()


def reddish(picture: Image.Image) -> int:
    """How many dots are of the portrait's colour."""
    dots = picture.convert("RGB").get_flattened_data()
    return sum(red > 170 and green < 60 and blue < 60 for red, green, blue in dots)


def test_a_portrait_stands_beside_the_code(fonts: Path) -> None:
    with Image.open(BytesIO(a_proof(a_badge(photo=a_portrait()), fonts))) as picture:
        assert reddish(picture) == pytest.approx(117 * 156, rel=0.05)  # 19.8 x 26.4 mm at 150 dpi
        assert reddish(picture.crop((0, 0, 620, 437))) == 0


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_badge_of_a_pile_has_its_own_portrait_and_a_code_that_is_read(fonts: Path, layout: str) -> None:
    people = [
        a_badge(code="ABCDE12345FGHJK67890", photo=a_portrait()),
        a_badge(code="ZZZZZ12345FGHJK67890"),
        a_badge(code="YYYYY12345FGHJK67890", photo=a_portrait("#20c020")),
    ]
    printed = badges.pdf(people, Labels(), fonts, layout=layout)
    assert codes_on(printed) == sorted(person.code for person in people)
    pictures = [page.render(scale=2).to_pil() for page in pypdfium2.PdfDocument(printed)]
    assert sum(map(reddish, pictures)) > 1000


def test_who_wants_no_photographs_has_a_mark(fonts: Path) -> None:
    plain, marked = (a_proof(a_badge(no_photo=value), fonts) for value in (False, True))
    assert plain != marked
