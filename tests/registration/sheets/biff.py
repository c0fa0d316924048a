"""Old Excel workbooks (.xls) made for the tests: BIFF8 records in a compound file, as MS-XLS and MS-CFB describe."""

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def xls(
    rows: Sequence[Sequence[object]], *, merged: Sequence[tuple[int, int, int, int]] = (), epoch_1904: bool = False
) -> bytes:
    """A workbook of one sheet; None leaves a cell out. `merged`: (first row, last row, first column, last column)."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet += _record(0x0203, struct.pack("<HHHd", number, column, 0, value))
            elif value is not None:
                text = str(value)
                sheet += _record(
                    0x0204, struct.pack("<HHHHB", number, column, 0, len(text), 1) + text.encode("utf-16-le")
                )
    if merged:
        sheet += _record(
            0x00E5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<HHHH", *area) for area in merged)
        )
    sheet += _record(0x000A, b"")
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    head += _record(0x0022, struct.pack("<H", int(epoch_1904)))
    end = _record(0x000A, b"")
    name = b"List"
    bound = struct.pack("<IBBBB", 0, 0, 0, len(name), 0) + name
    start = len(head) + 4 + len(bound) + len(end)
    stream = head + _record(0x0085, struct.pack("<I", start) + bound[4:]) + end + sheet
    return _compound(stream.ljust(4096, b"\0"))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes) -> bytes:
    """A compound file with the one stream "Workbook" (of 4096 bytes at least, so that it needs no small sectors)."""
    sectors = -(-len(stream) // _SECTOR)
    fats = -(-(sectors + 2) // 127)
    chain = [*range(1, sectors), _END, _END, *([_FAT] * fats)]
    chain += [_FREE] * (fats * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x003E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fats, sectors, 0, 4096, _END, 0, _END, 0)
    table = [sectors + 1 + place for place in range(fats)]
    header += struct.pack("<109I", *table, *[_FREE] * (109 - len(table)))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 0, len(stream))
    directory += _entry("", 0, _FREE, 0, 0) * 2
    return header + stream.ljust(sectors * _SECTOR, b"\0") + directory + struct.pack(f"<{fats * 128}I", *chain)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", length, kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
