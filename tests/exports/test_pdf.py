"""PDF files, looked at: what they say, how they are laid out, and whether a scanner reads their codes."""

import time
from dataclasses import replace
from itertools import product

import pypdfium2
import pytest
import zxingcpp

from exports import pdf
from exports.badge_sheet import LAYOUTS, Layout
from tests.exports import workshop_sample
from tests.exports.workshop_sample import GENERATED, WORKSHOP

DPI = 150
MM = 72 / 25.4


def texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    found = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    document.close()
    return found


def codes(content: bytes, layout: Layout) -> list[str]:
    """What a scanner reads that is held over one badge after the other."""
    document = pypdfium2.PdfDocument(content)
    pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
    document.close()
    pixels = DPI / 25.4
    found = []
    for page, row, column in product(pages, range(layout.rows), range(layout.columns)):
        left, top = layout.left + column * layout.badge_width, layout.top + row * layout.badge_height
        box = (left, top, left + layout.badge_width, top + layout.badge_height)
        code = zxingcpp.read_barcode(page.crop([round(edge * pixels) for edge in box]))
        found += [code.text] if code else []
    return found


def page_sizes(content: bytes) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(content)
    found = [(round(width / MM), round(height / MM)) for width, height in (page.get_size() for page in document)]
    document.close()
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_code_of_sixty_badges_is_read_at_150_dpi(layout, labels, fonts):
    badges = workshop_sample.badges(60)
    assert {len(badge.code) for badge in badges} == {36}

    read = codes(pdf.badges(badges, labels, fonts, layout=layout), LAYOUTS[layout])

    assert read == [badge.code for badge in badges]


@pytest.mark.parametrize(
    ("layout", "size", "pages"),
    [("a6-4up", (210, 297), 3), ("a6", (105, 148), 11), ("a7", (297, 210), 2), ("card", (210, 297), 2)],
)
def test_sheets_have_the_size_of_their_layout(layout, size, pages, labels, fonts):
    assert page_sizes(pdf.badges(workshop_sample.badges(), labels, fonts, layout=layout)) == [size] * pages


def test_badges_stay_inside_the_paper():
    assert {key: (layout.left >= 0 and layout.top >= 0, layout.per_sheet) for key, layout in LAYOUTS.items()} == {
        "a6-4up": (True, 4),
        "a6": (True, 1),
        "a7": (True, 8),
        "card": (True, 10),
    }


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_code_is_at_least_20_mm_wide(layout, labels, fonts):
    document = pypdfium2.PdfDocument(pdf.badges(workshop_sample.badges(1), labels, fonts, layout=layout))
    image = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
    (code,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    document.close()
    pixels = code.position.top_right.x - code.position.top_left.x
    assert 19.5 <= pixels / DPI * 25.4 <= 20.5


def test_a_badge_says_who_this_is(labels, fonts):
    badge = workshop_sample.badges()[0]
    (text,) = texts(pdf.badges([badge], labels, fonts, demo=True))
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
    content = pdf.badges([badge], labels, fonts, layout=layout)
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
        document = pypdfium2.PdfDocument(pdf.badges([replace(badge, original_name=name)], labels, fonts))
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
    (text,) = texts(pdf.badges([badge], labels, fonts))
    assert '#panic("x")' in text.replace("\n", " ")
    assert '#read("/etc/passwd")' in text


def test_unknown_layouts_and_empty_piles_are_refused(labels, fonts):
    with pytest.raises(ValueError, match="no badge layout 'a5'; there are a6-4up, a6, a7, card"):
        pdf.badges(workshop_sample.badges(1), labels, fonts, layout="a5")
    with pytest.raises(ValueError, match="no badge to print"):
        pdf.badges([], labels, fonts)


def test_a_folder_without_fonts_is_told_of(labels, tmp_path):
    with pytest.raises(FileNotFoundError, match="build the front end first"):
        pdf.badges(workshop_sample.badges(1), labels, tmp_path)


def test_five_hundred_badges_are_a_matter_of_seconds(labels, fonts):
    start = time.process_time()
    pdf.badges(workshop_sample.badges(500), labels, fonts)
    assert time.process_time() - start < 6  # about one second on a quiet machine


def test_the_same_badges_give_the_same_file(labels, fonts):
    badges = workshop_sample.badges(4)
    assert pdf.badges(badges, labels, fonts) == pdf.badges(badges, labels, fonts)


def test_list_of_participants_by_type_and_delegation(labels, fonts):
    people = workshop_sample.participants()
    content = pdf.participants_list(WORKSHOP, people, labels, fonts, generated_at=GENERATED, demo=True)
    first, second = texts(content)
    lines = first.split("\n")
    start = lines.index("Government official")
    assert lines[start : start + 6] == [
        "Government official",
        "Kazakhstan",
        "1 H.E. Askar BEKTUROV",
        "Аскар Бектуров",
        "Deputy Minister, Ministry of Foreign Affairs",
        "Head of delegation",
    ]
    assert "Page 2 of 2" in second
    assert "@example.org" not in first + second


def test_programme_day_by_day(labels, fonts):
    content = pdf.programme(
        WORKSHOP, workshop_sample.DAYS, workshop_sample.agenda(), labels, fonts, generated_at=GENERATED
    )
    text = "\n".join(texts(content))
    parts = [
        "Tuesday, 29 March 2016",
        "08:30–09:00",
        "Wednesday, 30 March 2016",
        "16:00–17:30",
        "Thursday, 31 March 2016",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert text.count("16:00–17:30") == 1
    assert "Room A" in text
    assert "Room B" in text


def test_sessions_that_overlap_in_part_are_gathered_with_their_own_times(labels, fonts):
    first, second, third, *_ = workshop_sample.agenda()
    second = replace(second, starts_at=first.starts_at, title="Long one")
    content = pdf.programme(
        WORKSHOP, workshop_sample.DAYS[:1], (first, second, third), labels, fonts, generated_at=GENERATED
    )
    (text,) = texts(content)
    assert [text.count(span) for span in ("08:30–09:00", "08:30–09:45", "09:45–10:15")] == [1, 1, 1]
