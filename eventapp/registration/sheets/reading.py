"""The way in: bytes of a nomination list to what it says."""

from collections.abc import Mapping

from eventapp.registration.sheets.isolation import read_cells
from eventapp.registration.sheets.model import UnderstoodList
from eventapp.registration.sheets.understand import understand


def read_list(
    data: bytes, filename: str, mapping: Mapping[int, str] | None = None, remembered: Mapping[str, str] | None = None
) -> UnderstoodList:
    """Read an .xlsx, .xls, .ods or text table of any usual layout; the file is opened in a child process.

    ``mapping`` says by hand what columns hold (column from 1 → one of ``headings.FIELDS``) and overrules the headings;
    ``remembered`` says what those of earlier lists held, see `understand`.
    Raises :class:`reasons.SheetRefused` if the whole file cannot be read; what is wrong with a row or a cell comes
    back in ``skipped`` and ``problems``, and loses nothing else.
    """
    return understand(read_cells(data, filename), mapping, remembered)
