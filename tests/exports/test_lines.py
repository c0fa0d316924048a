import pytest

from exports.excel.lines import lines_of


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("short", 10, 1),
        ("a\nb\n\nc", 10, 4),
        ("Countering violent extremist messages online", 22, 2),
        ("x" * 100, 20, 5),
        ("за\u0301мок", 8, 1),
        ("word", 0, 4),
    ],
)
def test_lines_a_text_takes(text, width, lines):
    assert lines_of(text, width) == lines
