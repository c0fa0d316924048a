"""Badges, looked at: what they say, where they lie on the sheet, and whether a scanner reads their codes."""

import time
from dataclasses import replace
from itertools import product

import pypdfium2
import pytest
import zxingcpp

from exports import badges
from exports.badge_sheet import LAYOUTS, Layout
from tests.exports import workshop_sample
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
