"""Lets a child process open an untrusted file, and passes its cells on."""

import json
import os
import subprocess
import sys
import typing
from dataclasses import dataclass
from pathlib import Path, PurePath

from eventapp.registration.sheets import child, limits
from eventapp.registration.sheets.reasons import SheetRefused

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT")
_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class SheetCells:
    """One visible sheet: its rows that hold something, as (row number, texts from column A on); numbers from 1.

    ``merged`` holds the merged ranges as (first row, first column, last row, last column); ``formulas`` the places
    (row, column) of formulas that have no value. ``epoch_1904``: dates without a form of their own count from 1904.
    ``fields``: what the columns hold, where the sheet was made of the lines of a letter.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
    epoch_1904: bool = False
    fields: tuple[str, ...] = ()


def read_cells(data: bytes, filename: str) -> tuple[SheetCells, ...]:
    """The cells of a spreadsheet file as text. Raises :class:`SheetRefused` with the reason if it cannot be read."""
    if len(data) > limits.MOST_BYTES:
        megabytes = -(-len(data) // 1_000_000)
        raise SheetRefused("too_big", megabytes=megabytes, most=limits.MOST_BYTES // 1_000_000)
    answer = _ask_child(data, PurePath(filename).suffix)
    if "refused" in answer:
        raise SheetRefused(answer["refused"], **answer["facts"])
    return tuple(
        SheetCells(
            sheet["name"],
            tuple((number, tuple(texts)) for number, texts in sheet["rows"]),
            tuple((top, left, bottom, right) for top, left, bottom, right in sheet["merged"]),
            frozenset((row, column) for row, column in sheet["formulas"]),
            sheet["epoch_1904"],
            tuple(sheet["fields"]),
        )
        for sheet in answer["sheets"]
    )


def _ask_child(data: bytes, ending: str) -> dict[str, typing.Any]:
    # The child sees no setting of ours, above all no secret key.
    environment = {"PYTHONPATH": str(_ROOT)} | {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", child.__name__, ending],
            input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=child.SECONDS, env=environment,
            check=True,
        )  # fmt: skip
        answer: dict[str, typing.Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise SheetRefused("too_costly") from None
    return answer
