"""Dates as lists write them: in digits, in words, as the serial number of a spreadsheet program."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale

from eventapp.core import names

_DIGITS = re.compile(r"(\d{1,4})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{2,4})(?:\s*(?:г|г\.|года|year|ж|й))?\.?")
_IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th|-?го)?[\s.\-]*([^\W\d_]{3,})[\s.,\-]*(\d{4})\D{0,6}")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})[\s.]*(\d{1,2})(?:st|nd|rd|th)?[\s.,]+(\d{4})\D{0,6}")
_SERIAL = re.compile(r"\d{4,5}(?:\.\d+)?")
_EPOCH_1900, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_EARLIEST, _LATEST = 1900, 2100


def read_date(text: str, *, day_first: bool = True, epoch_1904: bool = False) -> dt.date | None:
    """The date that a text says, or None. `day_first` settles 03/04/2016; four digits at the start are a year.

    A bare number of four or five digits is a serial number of the workbook's calendar (ECMA-376 part 1, 18.17.4.1).
    """
    text = names.clean(text).partition("T")[0].strip()
    text = re.sub(r"\s+\d{1,2}:\d{2}(?::\d{2})?$", "", text)
    if _SERIAL.fullmatch(text):
        return _by_serial(float(text), epoch_1904)
    if match := _DIGITS.fullmatch(text):
        return _by_digits(match, day_first)
    plain = names.fold(text)
    if match := _IN_WORDS.fullmatch(plain):
        return _date(int(match[3]), _months().get(match[2], 0) or _by_beginning(match[2]), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(plain):
        return _date(int(match[3]), _months().get(match[1], 0) or _by_beginning(match[1]), int(match[2]))
    return None


def says_order(texts: Iterable[str]) -> bool | None:
    """Whether the days stand first in the dates of a column; None where every one could be read either way."""
    firsts, seconds = [], []
    for text in texts:
        match = _DIGITS.fullmatch(names.clean(text))
        if match and len(match[1]) <= 2:
            firsts.append(int(match[1]))
            seconds.append(int(match[2]))
            if "." in text:  # only days stand before a point
                return True
    if not firsts:
        return True
    if max(firsts) > 12 or max(seconds) > 12:
        return max(firsts) > 12
    return None if any(first != second for first, second in zip(firsts, seconds, strict=True)) else True


def _by_digits(match: re.Match[str], day_first: bool) -> dt.date | None:
    first, second, third = match.groups()
    if len(first) == 4:
        return _date(int(first), int(second), int(third)) if len(third) <= 2 else None
    if len(first) > 2:
        return None
    year = int(third)
    if len(third) == 2:
        year += 2000 if year < 40 else 1900
    day, month = (int(first), int(second)) if day_first else (int(second), int(first))
    return _date(year, month, day)


def _by_serial(number: float, epoch_1904: bool) -> dt.date | None:
    found = (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + dt.timedelta(days=int(number))
    return found if 1920 <= found.year <= _LATEST else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if _EARLIEST <= year <= _LATEST else None
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for language in ("en", "ru", "kk", "ky", "uz", "tg", "tk", "fa"):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in Locale(language).months[context][width].items():
                    found.setdefault(names.fold(name).strip("."), number)
    return found


def _by_beginning(word: str) -> int:
    """ "sept" and «сентяб» are the ninth month."""
    if len(word) < 3:
        return 0
    found = {number for name, number in _months().items() if len(name) > 2 and (name.startswith(word))}
    return found.pop() if len(found) == 1 else 0
