import pytest

from exports.text import clean, ink_on, is_right_to_left


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Cafe\u0301", "Café"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("bell\x07 and \ud800 and \ufffe", "bell and  and "),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_clean_keeps_what_a_file_can_hold(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("text", "answer"),
    [("زهرا", True), ("(زهرا)", True), ("Zahra زهرا", False), ("Зухра", False), ("", False), ("123", False)],
)
def test_the_first_strong_letter_decides_the_direction(text, answer):
    assert is_right_to_left(text) is answer


@pytest.mark.parametrize(
    ("colour", "ink"), [("#ffffff", "#000000"), ("#000000", "#ffffff"), ("#ffc20e", "#000000"), ("#4d4d4d", "#ffffff")]
)
def test_ink_reads_on_its_colour(colour, ink):
    assert ink_on(colour) == ink


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#009edb;"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(ValueError, match="not a colour"):
        ink_on(colour)
