"""Russian is complete: every text of the code and the templates is translated, with its placeholders and plurals."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from eventapp.core.i18n import LANGUAGES

ROOT = Path(__file__).parents[1]
KEYWORDS = {"_": None, "gettext": None, "_l": None, "N_": None, "ngettext": (1, 2), "lazy_gettext": None}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

pytestmark = pytest.mark.any_database


def _is_ours(folder: str) -> bool:
    """Babel leaves out folders like `_layout` and `_macros` unless told otherwise."""
    return not Path(folder).name.startswith(".")


def texts_of_the_code() -> set[str | tuple[str, ...]]:
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found: set[str | tuple[str, ...]] = set()
    for folder in ("eventapp", "exports"):
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(ROOT / folder), methods, options, keywords=KEYWORDS, directory_filter=_is_ours
        ):
            found.add(message)
    return found


def catalogue(language: str) -> Catalog:
    with (ROOT / "eventapp" / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_text_is_translated(language):
    known = catalogue(language)
    missing = []
    for text in texts_of_the_code():
        message = known.get(text[0] if isinstance(text, tuple) else text)
        strings = (
            [message.string] if message and isinstance(message.string, str) else list(message.string) if message else []
        )
        if message is None or message.fuzzy or not strings or not all(strings):
            missing.append(text)
    assert missing == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_translations_keep_the_placeholders(language):
    wrong = []
    for message in catalogue(language):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = {name for text in ids for name in PLACEHOLDER.findall(text)}
        for string in strings:
            if string and set(PLACEHOLDER.findall(string)) - wanted:
                wrong.append((message.id, string))
            if string and len(ids) == 1 and set(PLACEHOLDER.findall(string)) != wanted:
                wrong.append((message.id, string))
    assert wrong == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_no_text_is_left_over(language):
    used = {text[0] if isinstance(text, tuple) else text for text in texts_of_the_code()}
    ids = {
        message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue(language) if message.id
    }
    assert sorted(ids - used) == []
