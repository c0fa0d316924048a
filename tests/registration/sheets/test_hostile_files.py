"""Files that must not be opened, or cannot be, are refused with the reason, quickly and in little memory."""

import random
import subprocess
import sys
import time
import zipfile
from io import BytesIO

import pytest

from eventapp.registration.sheets.reading import read_list
from eventapp.registration.sheets.reasons import MESSAGES, SheetRefused
from tests.registration.sheets.biff import xls
from tests.registration.sheets.files import almaty, ods, raw_xlsx, with_part, xlsx, zipped

LIST = xlsx([["Name", "Sex"], ["Ann Lee", "f"]])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def cell(address: str, text: str = "x") -> str:
    row = "".join(filter(str.isdigit, address))
    return f'<row r="{row}"><c r="{address}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def encrypted_zip() -> bytes:
    out = bytearray(LIST)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = out.find(mark)
        out[start + offset] |= 1
    return bytes(out)


def lying_zip() -> bytes:
    """A part that says it unpacks to ten bytes and unpacks to a million."""
    data = bytearray(raw_xlsx(cell("A1"), parts={"xl/big.xml": b"0" * 1_000_000}))
    start = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/big.xml"))
    data[start + 24 : start + 28] = (10).to_bytes(4, "little")
    return bytes(data)


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 50}">' for n in range(10))
TEXT_DOCUMENT = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})
BOMB = raw_xlsx(cell("A1", "&e9;"), before=f"<!DOCTYPE worksheet [{ENTITIES}]>")


@pytest.mark.parametrize(
    ("reason_code", "name", "data"),
    [
        ("empty", "a.xlsx", b""),
        ("empty", "a.csv", b" \r\n\r\n"),
        ("empty", "a.xlsx", xlsx([])),
        ("too_big", "a.csv", b"a;b\n" * 2_500_001),
        ("not_a_workbook", "a.xlsx", b"this is not a workbook"),
        ("not_a_workbook", "a.xls", b"<html><table><tr><td>Name</td></tr></table></html>"),
        ("not_a_workbook", "a.csv", b"%PDF-1.7 ..."),
        ("not_a_workbook", "a.csv", bytes(range(256)) * 20),
        ("not_a_workbook", "a.docx", zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<Types/>"})),
        ("not_a_workbook", "a.ods", TEXT_DOCUMENT),
        ("not_a_workbook", "a.xls", OLE),
        ("damaged", "a.xlsx", LIST[: len(LIST) // 2]),
        ("damaged", "a.xlsx", b"PK\x03\x04" + b"\x07" * 400),
        ("damaged", "a.xlsx", raw_xlsx("<row")),
        ("damaged", "a.xlsx", BOMB),
        ("damaged", "a.xlsx", lying_zip()),
        ("damaged", "a.xls", OLE + "Workbook".encode("utf-16-le")),
        ("encrypted", "a.xlsx", encrypted_zip()),
        ("encrypted", "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("macros", "a.xlsm", with_part(LIST, "xl/vbaProject.bin")),
        ("macros", "a.xls", OLE + "Workbook_VBA_PROJECT_CUR".encode("utf-16-le")),
        ("external_links", "a.xlsx", with_part(LIST, "xl/externalLinks/externalLink1.xml")),
        ("unpacks_too_big", "a.xlsx", with_part(LIST, "xl/media/a.bin", b"\0" * 2_000_000)),
        ("too_many_rows", "a.xlsx", raw_xlsx(cell("A1", "Name") + cell("XFD1048576"))),
        ("too_many_columns", "a.xlsx", raw_xlsx(cell("A1", "Name") + cell("XFD2"))),
        ("too_many_columns", "a.csv", b"Name" + b";" * 60 + b"x\n"),
        ("no_headings", "a.csv", b"12;13\n14;15\n"),
    ],
)  # fmt: skip
def test_refused_with_the_reason(reason_code, name, data):
    started = time.perf_counter()

    with pytest.raises(SheetRefused) as refused:
        read_list(data, name)

    assert refused.value.reason_code == reason_code
    assert str(refused.value)
    assert time.perf_counter() - started < 5


def test_many_parts_and_far_cells_are_named_in_the_refusal():
    many = zipped({f"xl/media/{n}": b"x" for n in range(1001)})
    with pytest.raises(SheetRefused) as refused:
        read_list(many, "a.xlsx")
    assert (refused.value.reason_code, refused.value.facts) == ("too_many_parts", {"parts": 1001, "most": 1000})

    with pytest.raises(SheetRefused) as refused:
        read_list(raw_xlsx(cell("XFD3")), "a.xlsx")
    assert refused.value.facts == {"column": "XFD", "most": 60}


def test_a_cell_without_address_is_counted_where_it_stands():
    row = "<row>" + "<c><v>1</v></c>" * 61 + "</row>"

    with pytest.raises(SheetRefused) as refused:
        read_list(raw_xlsx(row), "a.xlsx")

    assert refused.value.facts == {"column": "BI", "most": 60}


def test_repeated_cells_of_an_opendocument_file_are_counted():
    filled = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1000000">{filled}</table:table-row>'
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'

    with pytest.raises(SheetRefused) as refused:
        read_list(ods([["Name", "Sex"]], after=rows), "a.ods")
    assert refused.value.reason_code == "too_many_rows"

    assert [row.latin_name for row in read_list(ods([["Name", "Sex"], ["Ann", "f"]], after=blank), "a.ods").rows] == [
        "Ann"
    ]


def test_a_file_that_would_take_gigabytes_ends_the_child_only():
    blanks = '<table:table-cell table:number-columns-repeated="16000"/><table:table-cell/>'
    wide = f"<table:table-row>{blanks}</table:table-row>"
    filled = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'

    with pytest.raises(SheetRefused) as refused:
        read_list(ods([["Name", "Sex"]], after=f"{wide * 5000}<table:table-row>{filled}</table:table-row>"), "a.ods")

    assert refused.value.reason_code == "too_costly"


def test_formatted_blank_cells_far_away_do_no_harm():
    data = raw_xlsx(cell("A1", "Name") + cell("A2", "Ann Lee") + '<row r="1048576"><c r="XFD1048576" s="0"/></row>')

    assert [row.latin_name for row in read_list(data, "a.xlsx").rows] == ["Ann Lee"]


def test_the_content_decides_not_the_ending_of_the_name():
    assert len(read_list(almaty("kazakhstan.xlsx"), "kazakhstan.csv").rows) == 10
    assert len(read_list(almaty("turkmenistan.csv"), "turkmenistan").rows) == 7


def test_a_file_cut_off_anywhere_is_refused_or_read_but_never_breaks():
    whole = almaty("tajikistan.xlsx")
    for length in range(1, len(whole), len(whole) // 12):
        with pytest.raises(SheetRefused):
            read_list(whole[:length], "t.xlsx")


def test_a_workbook_with_bytes_changed_is_refused_or_read_but_never_breaks():
    with zipfile.ZipFile(BytesIO(almaty("tajikistan.xlsx"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    for place in range(100, len(sheet), len(sheet) // 15):
        changed = sheet[:place] + b"<&\xff" + sheet[place + 3 :]
        with pytest.raises(SheetRefused) as refused:
            read_list(zipped(parts | {"xl/worksheets/sheet1.xml": changed}), "t.xlsx")
        assert refused.value.reason_code == "damaged"


# --- more that came to mind ----------------------------------------------------------------------------------------


READING = """
import resource, sys
from eventapp.registration.sheets.reading import read_list
from eventapp.registration.sheets.reasons import SheetRefused
try:
    read_list(sys.stdin.buffer.read(), sys.argv[1])
    told = "read"
except SheetRefused as refused:
    told = refused.reason_code
print(told, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def outcome_and_peak(data: bytes, name: str) -> tuple[str, int]:
    """What `outcome` says, and the bytes of memory that the process which read the file took at most."""
    asked = subprocess.run([sys.executable, "-c", READING, name], input=data, capture_output=True, check=True)
    told, peak = asked.stdout.split()
    return told.decode(), int(peak)


def outcome(data: bytes, name: str) -> str:
    """ "read", or the code of the reason why it was refused."""
    try:
        read_list(data, name)
    except SheetRefused as refused:
        return refused.reason_code
    return "read"


MILLION = 1_000_000


def shared_strings(count: int) -> bytes:
    texts = "".join(f"<si><t>Name {number}</t></si>" for number in range(count))
    return f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{texts}</sst>'.encode()


def deep(levels: int) -> str:
    return "<f>" * levels + "</f>" * levels


HUGE_OLE = OLE + "Workbook".encode("utf-16-le") + random.Random(1).randbytes(9_000_000)
FAR_XLS = xls([["Name", "Sex"], ["Ann Lee", "f"], *([] for _row in range(65_000)), ["x"] * 200])
CYCLE = raw_xlsx(
    '<row r="1"><c r="A1" t="str"><v>Name</v></c></row>'
    '<row r="2"><c r="A2"><f>A3</f></c></row><row r="3"><c r="A3"><f>A2</f></c></row>'
    '<row r="4"><c r="A4" t="str"><v>Ann Lee</v></c></row>'
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("million-strings.xlsx", raw_xlsx(cell("A1", "Name"), parts={"xl/sharedStrings.xml": shared_strings(MILLION)})),
        ("deep.xlsx", raw_xlsx(f'<row r="1"><c r="A1">{deep(200_000)}</c></row>')),
        ("deep.ods", ods([["Name", "Sex"]], after=deep(200_000))),
        ("noise.xls", HUGE_OLE),
        ("far.xls", FAR_XLS),
        ("long-lines.csv", b"Name;Sex\n" + b'"' + b"a" * 5_000_000),
        ("quotes.csv", b'"' * 3_000_000),
        ("separators.csv", b";" * 3_000_000),
        ("blank-lines.csv", b"Name;Sex\n" + b"\n" * MILLION + b"Ann;f\n"),
        ("marks.txt", ("\u200f\u202e" * 500_000 + "\nName\n").encode()),
        ("nested-zip.xlsx", with_part(LIST, "xl/embeddings/inner.zip", zipped({"a": b"0" * 900_000}))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_costly_files_are_refused_or_read_within_bounds(name, data):
    started = time.perf_counter()

    told, peak = outcome_and_peak(data, name)

    assert told in {"read", *MESSAGES}
    assert time.perf_counter() - started < 20
    assert peak < 512 * 1024 * 1024


def test_formulas_that_go_in_circles_are_refused_by_cell_and_the_rest_is_read():
    found = read_list(CYCLE, "cycle.xlsx")

    assert [row.latin_name for row in found.rows] == ["Ann Lee"]
    assert [(skipped.row, skipped.reason_code) for skipped in found.skipped] == [(2, "formula"), (3, "formula")]


def test_an_entity_bomb_within_an_opendocument_file_is_refused():
    bomb = f"<!DOCTYPE office:document-content [{ENTITIES}]>".encode()
    with zipfile.ZipFile(BytesIO(ods([["Name", "Sex"], ["&e9;", "f"]]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    content = parts["content.xml"].replace(b"?>", b"?>" + bomb, 1).replace(b"&amp;e9;", b"&e9;")

    with pytest.raises(SheetRefused) as refused:
        read_list(zipped(parts | {"content.xml": content}), "bomb.ods")

    assert refused.value.reason_code == "damaged"


WHOLE = {
    "tajikistan.xlsx": almaty("tajikistan.xlsx"),
    "turkmenistan.csv": almaty("turkmenistan.csv"),
    "old.xls": xls([["Name", "Sex", "E-mail"], *([f"Ann {number}", "f", "a@example.org"] for number in range(20))]),
    "open.ods": ods([["Name", "Sex"], ["Ann Lee", "f"], ["Bob Ray", "m"]]),
}


@pytest.mark.parametrize("name", WHOLE)
def test_mutated_files_are_read_or_refused_with_a_reason(name):
    chance = random.Random(name)
    for _each in range(75):  # 300 in all
        data = bytearray(WHOLE[name])
        for _byte in range(chance.choice((1, 4, 40))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert outcome(bytes(data), name) in {"read", *MESSAGES}
