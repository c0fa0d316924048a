"""The desk app finds names without a network as the server does: the same folding, in JavaScript."""

import unicodedata

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from eventapp.core.names import fold, folding_tables, matches, search_key, search_words
from tests.checkin.javascript import answers

NAMES = (
    "Fariba Noori",
    "فریبا نوری",
    "Юлдашева Гульнора",
    "Щербакова Юлия",
    "O‘tkir Hoshimov",
    "Łukasz Żółć",
    "Straße ŒUVRE",
    "Ғабит Мүсірепов",
    "Ахмад Ҳоҷиев",
    "İbrahim Iğdır",
    "ΣΊΣΥΦΟΣ",
    "Jean-Luc d'Arc",
    "سعدي شيرازى ٣",
    "١٢٣ ۴۵۶ ७८९",
    "علی\u200cرضا",
    "  two   blanks\t",
)
LETTERS = st.text(st.characters(categories=("L", "M", "N", "P", "Z", "Cf"), max_codepoint=0x7FF), max_size=20)


def in_javascript(code: str, texts):
    return answers("fold.js", f"(() => {{ const f = new m.Folding(given.tables); return {code}; }})()", {
        "tables": folding_tables(),
        "texts": list(texts),
    })  # fmt: skip


def test_hard_names_fold_alike():
    assert in_javascript("given.texts.map((text) => f.fold(text))", NAMES) == [fold(name) for name in NAMES]


def test_every_letter_of_our_scripts_folds_alike():
    """Latin, Greek, Cyrillic, Arabic, and the signs around them."""
    every = [*range(0x20, 0x530), *range(0x600, 0x780), *range(0x1D00, 0x2100), *range(0xFB50, 0xFE00)]
    letters = [chr(code) for code in every if unicodedata.category(chr(code)) != "Cn"]
    found = in_javascript("given.texts.map((text) => f.fold(text))", letters)
    differ = [(hex(ord(a)), b, fold(a)) for a, b in zip(letters, found, strict=True) if b != fold(a)]
    assert differ == []


def test_queries_are_spelt_in_the_same_ways():
    found = in_javascript("given.texts.map((text) => f.words(text).map((word) => [...word].sort()))", NAMES)
    assert found == [[sorted(word) for word in search_words(name)] for name in NAMES]


def test_a_key_made_at_the_desk_is_found_by_either_script():
    key = in_javascript("f.key(...given.texts)", ["Юлдашева Гульнора", "Ministry"])
    assert all(matches(query, key) for query in ("yuldasheva", "iuldasheva", "гульнора", "ministry"))
    assert matches("юлдашева", search_key("Yuldasheva"))


@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(st.lists(LETTERS, min_size=150, max_size=150))
def test_any_text_folds_alike(texts):
    assert in_javascript("given.texts.map((text) => f.fold(text))", texts) == [fold(text) for text in texts]
