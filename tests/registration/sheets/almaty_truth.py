"""What the seven Almaty lists say, by a plain reading of their cells with the meanings written down by hand."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook

from tests.registration.sheets.corpus import Sample, Truth
from tests.registration.sheets.files import almaty

Facts = dict[str, Any]

_SEX = {
    "male": "male", "female": "female", "m": "male", "f": "female", "м": "male", "ж": "female", "муж.": "male",
    "жен.": "female",
}  # fmt: skip
_YES = {"x": True, "yes": True, "да": True, "no": False}
_COUNTRIES = {
    "AFG": "AF", "Kazakhstan": "KZ", "Таджикистан": "TJ", "Kyrgyz Republic": "KG", "TM": "TM",
}  # fmt: skip
_READ: dict[str, Callable[[str], Any]] = {
    "sex": lambda text: _SEX[text.lower()],
    "speaker": lambda text: _YES[text],
    "visa_support": lambda text: _YES[text],
    "country": _COUNTRIES.__getitem__,
    "language": {"Russian": "ru", "English": "en"}.__getitem__,
}
_NUMBER = "-"
_FILES: dict[str, tuple[str, list[int]]] = {
    # the facts by column from A, and the rows of people
    "afghanistan.xlsx": ("latin_name original_name sex position organization email", list(range(2, 7))),
    "kazakhstan.xlsx": (
        "- latin_family latin_given sex position organization email phone language dietary", list(range(2, 12))
    ),
    "kyrgyzstan.xlsx": ("- original_name sex position organization phone email", list(range(4, 12))),
    "organizations.xlsx": (
        "latin_given latin_family sex organization delegation_type_text email speaker", list(range(2, 16))
    ),
    "public-associations.xlsx": (
        "latin_family latin_given sex position organization country email visa_support", list(range(2, 22))
    ),
    "tajikistan.xlsx": ("latin_name original_name sex position organization email", [5, 6, 7, 8, 11, 12, 13]),
    "turkmenistan.csv": ("original_family original_given sex position organization email", list(range(2, 9))),
}  # fmt: skip


def samples() -> list[Sample]:
    """The seven lists."""
    return [Sample(name, almaty(name), _truth(name)) for name in _FILES]


def _truth(name: str) -> Truth:
    keys, rows = _FILES[name]
    cells = _cells(name)
    found: Truth = {}
    for row in rows:
        texts = (str(cells[row - 1][place] or "").strip() for place in range(len(keys.split())))
        said = {key: text for key, text in zip(keys.split(), texts, strict=True) if text and key != _NUMBER}
        found[row] = _whole(name, {key: _READ.get(key, str)(text) for key, text in said.items()})
    return found


def _cells(name: str) -> list[list[Any]]:
    if name.endswith(".csv"):
        return list(csv.reader(StringIO(almaty(name).decode("cp1251")), delimiter=";"))
    return [[cell.value for cell in row] for row in load_workbook(BytesIO(almaty(name))).active.iter_rows()]


def _whole(name: str, said: Facts) -> Facts:
    """The names as wholes and in parts, where the list tells them apart."""
    if "latin_family" in said:
        said["latin_name"] = f"{said['latin_given']} {said['latin_family']}"
    if name == "turkmenistan.csv":
        said["original_name"] = f"{said['original_family']} {said['original_given']}"
    if name == "kyrgyzstan.xlsx":
        said["original_family"], said["original_given"] = said["original_name"].split(" ", 1)
    if name == "tajikistan.xlsx":
        said["latin_given"], said["latin_family"] = said["latin_name"].split(" ", 1)
        said["original_given"], said["original_family"] = said["original_name"].split(" ", 1)
    return said
