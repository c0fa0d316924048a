"""Files that must not be opened, or cannot be, are refused with the reason, quickly and in little memory."""

import time
import zipfile
from io import BytesIO

import pytest

from eventapp.registration.sheets.reading import read_list
from eventapp.registration.sheets.reasons import SheetRefused
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
