"""Text tables (.csv, .tsv, .txt): which encoding, which separator, which cells."""

import codecs
import csv
import re
from collections import Counter
from io import StringIO

from eventapp.registration.sheets.reasons import SheetRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In the order of preference where two read equally well.
_ONE_BYTE = ("cp1251", "cp1252", "koi8-r", "cp866", "cp1256", "mac-cyrillic")
_SEPARATORS = ";,\t|"
_LETTERS = re.compile(r"[^\W\d_]+")
# The eighteen commonest letters of Russian running text; names are no different in this.
_COMMON = frozenset("оеаинтсрвлкмдпуяыь")
_RARE_MARKS = re.compile("[\x80-\x9f\u2500-\u259f\u00a4\u00a6\u00ac\u00b1\u00b6\u2020\u2021\u2030]")
_LONGEST_CELL = 100_000


def read_text_table(data: bytes) -> list[list[str]]:
    """The records of a text table, blank ones included, so that record n is row n of a spreadsheet program.

    Raises :class:`SheetRefused` ("not_a_workbook") if the bytes are not text.
    """
    return read_cells(decode(data))


def read_cells(text: str) -> list[list[str]]:
    """The records of a text table that was decoded already."""
    separator, text = _separator(text)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise SheetRefused("damaged") from None


def decode(data: bytes) -> str:
    """Bytes to text: by their mark, as UTF-8 or UTF-16, or in the encoding in which they read most like words."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data:
        return _without_mark(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = max((_try(data, encoding) for encoding in _ONE_BYTE), key=_likeness)
    if sum(character < " " and character not in "\t\r\n\f" for character in text) > len(text) // 100:
        raise SheetRefused("not_a_workbook")
    return text


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise SheetRefused("damaged") from None


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark: the separators' zero bytes stand all on one side."""
    zeros = Counter(index % 2 for index, byte in enumerate(data[:4096]) if not byte)
    if len(data) % 2 or len(zeros) != 1:
        raise SheetRefused("not_a_workbook")
    try:
        return data.decode("utf-16-le" if 1 in zeros else "utf-16-be")
    except UnicodeDecodeError:
        raise SheetRefused("not_a_workbook") from None


def _try(data: bytes, encoding: str) -> str:
    return data.decode(encoding, errors="replace")


def _likeness(text: str) -> float:
    """How much a decoded text looks like words: one script and a usual case to a word, common letters, no oddments."""
    sample = text[:20_000]
    points = -3.0 * (sample.count("\ufffd") + len(_RARE_MARKS.findall(sample)))
    for word in _LETTERS.findall(sample):
        foreign = [letter for letter in word if letter > "\x7f"]
        if not foreign:
            continue
        scripts = {_script(letter) for letter in word}
        if len(scripts) > 1:
            points -= 2 * len(word)
        elif scripts == {"latin"}:
            points += (len(word) - len(foreign)) * 0.5 - max(0, len(foreign) - 2) * 2
        else:
            points += sum(1.0 if letter.lower() in _COMMON or letter >= "\u0600" else 0.2 for letter in foreign)
        if word.lower() != word.upper() and not (
            word.islower() or word.isupper() or word[1:].islower() or not word[0].isalpha()
        ):
            points -= len(foreign)
    return points


def _script(letter: str) -> str:
    if "\u0400" <= letter <= "\u052f":
        return "cyrillic"
    return "arabic" if "\u0600" <= letter <= "\u06ff" else "latin"


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without a spreadsheet program's first line "sep=;"."""
    first, _end, rest = text.partition("\n")
    told = re.fullmatch(r'"?sep=([;,|\t])"?\s*', first)
    if told:
        return (
            told[1],
            "\n" + rest,
        )  # the line stays as a blank one, so that the rows keep their numbers
    sample = text[:50_000]
    return max(_SEPARATORS, key=lambda separator: _regularity(sample, separator)), text


def _regularity(sample: str, separator: str) -> tuple[float, int]:
    """How many records share the commonest width above one, and that width."""
    try:
        widths = [len(record) for record in csv.reader(StringIO(sample, newline=""), delimiter=separator)]
    except csv.Error:
        return 0.0, 0
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0, 0
    width, times = wide.most_common(1)[0]
    return times / len(widths), width
