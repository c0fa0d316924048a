"""Badges, looked at: what they say, where they lie on the sheet, and whether a scanner reads their codes."""

import time
from dataclasses import replace
from io import BytesIO
from itertools import product

import pypdfium2
import pytest
import zxingcpp
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from exports import badges
from exports.badge_sheet import LAYOUTS, SMALLEST_QR_MM, Layout, alone
from exports.badges import Back, BackDay, Look
from exports.labels import Labels
from tests.exports import workshop_sample
from tests.exports.conftest import BUILT_FONTS
from tests.exports.test_pdf import DPI, MM, page_sizes, texts


def codes(content: bytes, layout: Layout) -> list[str]:
    """What a scanner reads that is held over one badge after the other."""
    document = pypdfium2.PdfDocument(content)
    pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
    document.close()
    pixels = DPI / 25.4
    found = []
    for page, row, column in product(pages, range(layout.rows), range(layout.columns)):
        left, top = (
            layout.left + column * (layout.badge_width + layout.gap_x),
            layout.top + row * (layout.badge_height + layout.gap_y),
        )
        box = (left, top, left + layout.badge_width, top + layout.badge_height)
        code = zxingcpp.read_barcode(page.crop([round(edge * pixels) for edge in box]))
        found += [code.text] if code else []
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_code_of_sixty_badges_is_read_at_150_dpi(layout, labels, fonts):
    people = workshop_sample.badges(60)
    assert {len(badge.code) for badge in people} == {36}

    read = codes(badges.pdf(people, labels, fonts, layout=layout), LAYOUTS[layout])

    assert read == [badge.code for badge in people]


@pytest.mark.parametrize(
    ("layout", "size", "pages"),
    [("a6-4up", (210, 297), 3), ("a6", (105, 148), 11), ("a7", (297, 210), 2), ("card", (210, 297), 2)],
)
def test_sheets_have_the_size_of_their_layout(layout, size, pages, labels, fonts):
    assert page_sizes(badges.pdf(workshop_sample.badges(), labels, fonts, layout=layout)) == [size] * pages


def test_badges_stay_inside_the_paper():
    outside = [
        key
        for key, layout in LAYOUTS.items()
        if layout.left < 0 or layout.top < 0 or layout.columns * layout.badge_width > layout.page_width
    ]
    assert outside == []
    assert {key: layout.per_sheet for key, layout in LAYOUTS.items() if layout.page} == {
        "a6-4up": 4,
        "a7": 8,
        "card": 10,
        "90x120-4up": 4,
        "a6-letter": 2,
        "90x120-letter": 4,
        "a7-letter": 6,
        "card-letter": 10,
        "labels-80x50": 10,
        "labels-86x55": 8,
        "labels-4x3": 6,
        "labels-86x59": 8,
    }


@pytest.mark.parametrize(
    ("layout", "left", "top"), [("labels-80x50", 17.5, 13.5), ("labels-86x55", 18.5, 37.5), ("labels-4x3", 6.35, 25.4)]
)
def test_labels_lie_where_the_sheets_that_are_sold_have_them(layout, left, top):
    assert (round(LAYOUTS[layout].left, 2), round(LAYOUTS[layout].top, 2)) == (left, top)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_code_is_at_least_20_mm_wide(layout, labels, fonts):
    document = pypdfium2.PdfDocument(badges.pdf(workshop_sample.badges(1), labels, fonts, layout=layout))
    image = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
    (code,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    document.close()
    pixels = code.position.top_right.x - code.position.top_left.x
    assert 19.5 <= pixels / DPI * 25.4 <= 20.5


def test_a_badge_says_who_this_is(labels, fonts):
    badge = workshop_sample.badges()[0]
    (text,) = texts(badges.pdf([badge], labels, fonts, demo=True))
    assert [line.strip() for line in text.split("\n")] == [
        "Recognizing and Responding to Radicalization",
        "Almaty, 29–31 March 2016 · Demo data",
        "Askar",
        "BEKTUROV",
        "Аскар Бектуров",
        "Deputy Minister, Ministry of Foreign Affairs",
        "Kazakhstan",
        "Government official",
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "name", ["A" * 60, "Wilhelmina " * 5 + "SMITH", "Сапармурадгельдимухаммедбердыевичоглы-Нурмухаммедовска"]
)
def test_a_name_of_sixty_letters_is_printed_whole_and_inside_its_badge(name, layout, labels, fonts):
    badge = replace(workshop_sample.badges()[0], latin_name=name, original_name="", line="", delegation="")
    content = badges.pdf([badge], labels, fonts, layout=layout)
    document = pypdfium2.PdfDocument(content)
    page = document[0].get_textpage()
    rectangles = [page.get_rect(index) for index in range(page.count_rects())]
    sheet = LAYOUTS[layout]
    left, right = sheet.left * MM, (sheet.left + sheet.badge_width) * MM
    assert all(left < rectangle[0] and rectangle[2] < right for rectangle in rectangles)
    whole = page.get_text_bounded()
    document.close()
    letters = "".join(letter for letter in whole if letter.isalpha())
    assert "".join(letter for letter in name if letter.isalpha()) in letters


def test_persian_is_shaped_and_runs_from_right_to_left(labels, fonts):
    """The same letter has three shapes when joined, one when a non-joiner parts it; the first stands rightmost."""
    badge = replace(workshop_sample.badges()[0], latin_name="Z", line="", delegation="")

    def letters(name: str) -> list[tuple[float, float]]:
        """(left edge, height) of each letter in the order of the text."""
        document = pypdfium2.PdfDocument(badges.pdf([replace(badge, original_name=name)], labels, fonts))
        page = document[0].get_textpage()
        places = [index for index in range(page.count_chars()) if page.get_text_range(index, 1) == "ع"]
        boxes = [page.get_charbox(index) for index in places]
        document.close()
        return [(left, round(top - bottom, 1)) for left, bottom, _, top in boxes]

    joined, apart = letters("ععع"), letters("ع\u200cع\u200cع")
    assert [len({height for _, height in found}) for found in (joined, apart)] == [3, 1]
    assert joined == sorted(joined, reverse=True)
    assert apart == sorted(apart, reverse=True)


def test_values_are_data_and_not_template_source(labels, fonts):
    hostile = '#panic("x") $x^2$ *b* _i_ @ref <label> \\ // #import "frame.typ"'
    badge = replace(workshop_sample.badges()[0], latin_name=hostile, line='"; #read("/etc/passwd")')
    (text,) = texts(badges.pdf([badge], labels, fonts))
    assert '#panic("x")' in text.replace("\n", " ")
    assert '#read("/etc/passwd")' in text


def test_unknown_layouts_and_empty_piles_are_refused(labels, fonts):
    with pytest.raises(ValueError, match="no badge layout 'a5'; there are a6-4up, a6, a7, card"):
        badges.pdf(workshop_sample.badges(1), labels, fonts, layout="a5")
    with pytest.raises(ValueError, match="no badge to print"):
        badges.pdf([], labels, fonts)


def test_a_folder_without_fonts_is_told_of(labels, tmp_path):
    with pytest.raises(FileNotFoundError, match="build the front end first"):
        badges.pdf(workshop_sample.badges(1), labels, tmp_path)


def test_five_hundred_badges_are_a_matter_of_seconds(labels, fonts):
    start = time.process_time()
    badges.pdf(workshop_sample.badges(500), labels, fonts)
    assert time.process_time() - start < 6  # about one second on a quiet machine


def test_the_same_badges_give_the_same_file(labels, fonts):
    people = workshop_sample.badges(4)
    assert badges.pdf(people, labels, fonts) == badges.pdf(people, labels, fonts)


# --- names that nobody thought of ---------------------------------------------------------------------------------

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'-ÄÇĞİŞÖÜßłžșțʼ"
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяғқңҳҷӣӯәөүұһ́"
PERSIAN = "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c"


def words(letters: str, longest: int = 24) -> st.SearchStrategy[str]:
    return st.lists(st.text(letters, min_size=1, max_size=longest), min_size=1, max_size=5).map(" ".join)


def text_boxes(content: bytes) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each letter, in millimetres."""
    document = pypdfium2.PdfDocument(content)
    page = document[0].get_textpage()
    boxes = [page.get_charbox(index) for index in range(page.count_chars())]
    document.close()
    return [tuple(side / MM for side in box) for box in boxes if box[0] < box[2]]


@pytest.mark.parametrize("layout", ["a6", "card-single"])
@settings(max_examples=40)
@given(
    name=st.one_of(words(LATIN), words(CYRILLIC), words(PERSIAN)),
    other=st.one_of(st.just(""), words(CYRILLIC), words(PERSIAN)),
    delegation=words(CYRILLIC, 30),
)
@example(name="W" * 60, other="ш" * 60, delegation="Ж" * 60)
@example(name="ض" * 60, other="Й" * 60, delegation="Щ" * 60)
@example(name="Ä" * 120, other="ی" * 60, delegation="В")
def test_no_letter_leaves_its_badge_or_touches_its_code(layout, name, other, delegation):
    sheet = LAYOUTS[layout]
    badge = replace(
        workshop_sample.badges()[0],
        latin_name=name,
        original_name=other,
        delegation=delegation,
        delegation_other="Kyrgyzstan",
        group="Working group 2",
        type_other="Представитель государственного органа",
    )
    boxes = text_boxes(badges.pdf([badge], Labels(), BUILT_FONTS, layout=layout))
    assert min(box[0] for box in boxes) >= 0
    assert min(box[1] for box in boxes) >= 0
    assert max(box[2] for box in boxes) <= sheet.badge_width
    assert max(box[3] for box in boxes) <= sheet.badge_height
    assert [box for box in boxes if _overlaps(box, _code(sheet))] == []


def _code(sheet: Layout) -> tuple[float, float, float, float]:
    """Where the code itself lies, without its quiet zone."""
    scale = sheet.badge_height / (54 if sheet.landscape_badge else 148)
    quiet = SMALLEST_QR_MM * 4 / 29
    if sheet.landscape_badge:
        right, bottom = sheet.badge_width - 1 - quiet, 9 * scale + 0.8 + quiet
        return right - SMALLEST_QR_MM, bottom, right, bottom + SMALLEST_QR_MM
    left, bottom = (sheet.badge_width - SMALLEST_QR_MM) / 2, 19 * scale + quiet
    return left, bottom, left + SMALLEST_QR_MM, bottom + SMALLEST_QR_MM


def _overlaps(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


# --- both sides ---------------------------------------------------------------------------------------------------

PROGRAMME = Back(title="Programme", days=(BackDay("Tuesday, 29 March", (("09:00", "Opening", "Hall"),)),))


@pytest.mark.parametrize("layout", ["a6-4up", "a7", "card", "labels-80x50", "90x120-letter"])
def test_each_back_lies_behind_its_front(layout, labels, fonts):
    """Turned over, left is right: what lies in the first column of a front lies in the last of its back."""
    sheet = LAYOUTS[layout]
    people = workshop_sample.badges(sheet.per_sheet + 1)
    look = Look(back=Back(same=True))
    read = codes(badges.pdf(people, labels, fonts, layout=layout, look=look), sheet)
    expected = [person.code for person in people]
    rows = [expected[start : start + sheet.columns] for start in range(0, sheet.per_sheet, sheet.columns)]
    first = [*expected[: sheet.per_sheet], *(code for row in rows for code in reversed(row))]
    assert read == [*first, expected[-1], expected[-1]]


def test_a_single_badge_has_its_back_on_the_next_page(labels, fonts):
    pages = texts(badges.pdf(workshop_sample.badges(2), labels, fonts, layout="a6", look=Look(back=PROGRAMME)))
    assert [("Opening" in page, "09:00" in page) for page in pages] == [(False, False), (True, True)] * 2


def test_a_long_programme_gets_smaller_until_it_fits(labels, fonts):
    sessions = tuple((f"{hour:02}:00", f"Session {hour} about recognizing and responding", "Hall") for hour in range(9))
    back = Back(days=tuple(BackDay(f"Day {number}", sessions) for number in (1, 2, 3)))
    document = badges.pdf(workshop_sample.badges(1), labels, fonts, layout="a6", look=Look(back=back))
    assert texts(document)[1].count("Session 8") == 3


# --- how they look ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [22, 30])
def test_a_wider_code_is_as_wide_as_it_was_asked_for(width, labels, fonts):
    png = badges.png(workshop_sample.badges(1)[0], labels, fonts, layout="a6", look=Look(qr_mm=width))
    with Image.open(BytesIO(png)) as picture:
        (code,) = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    pixels = code.position.top_right.x - code.position.top_left.x
    assert pixels / DPI * 25.4 == pytest.approx(width, abs=0.6)


def test_a_code_that_is_too_narrow_is_not_printed(labels, fonts):
    with pytest.raises(ValueError, match="at least 20 mm"):
        badges.pdf(workshop_sample.badges(1), labels, fonts, look=Look(qr_mm=19.9))


def test_the_category_stands_in_words_with_and_without_its_colour(labels, fonts):
    for look in (Look(), Look(band=False)):
        assert "Government official" in texts(badges.pdf(workshop_sample.badges(1), labels, fonts, look=look))[0]


def test_the_part_of_the_name_that_stands_out_is_a_whole_word(labels, fonts):
    badge = replace(workshop_sample.badges(1)[0], latin_name="Ali ALIEV", strong="Ali", line="", original_name="")
    assert badges._parts("Ali ALIEV", "Ali") == [{"text": "Ali", "strong": True}, {"text": " ALIEV", "strong": False}]
    assert badges._parts("ALIEV", "Ali") == badges._parts("ALIEV", "ALIEV") == badges._parts("ALIEV", "") == []
    assert "Ali ALIEV" in texts(badges.pdf([badge], labels, fonts))[0].replace("\n", " ")


@pytest.mark.parametrize(
    ("layout", "single"),
    [("a6-4up", "a6"), ("card", "card-single"), ("labels-86x55", "card-single"), ("a7", "a7-single")],
)
def test_one_badge_has_a_page_of_its_size(layout, single):
    assert alone(layout) == single
