import pytest

from eventapp.notes.figures import BadFigure, Figure, parse, render

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        ("", ()),
        ("planned: 50; trained: 300", (Figure("planned", 50), Figure("trained", 300))),
        ("addresses blocked in 2015: 23,000", (Figure("addresses blocked in 2015", 23000),)),
        ("адресов: 23 000", (Figure("адресов", 23000),)),
        ("share: 4,5\nratio 1:2: 0.5", (Figure("share", 4.5), Figure("ratio 1:2", 0.5))),
        ("change: -3;", (Figure("change", -3),)),
    ],
)
def test_a_line_becomes_figures(line, figures):
    assert parse(line) == figures
    assert parse(render(figure.row() for figure in figures)) == figures


@pytest.mark.parametrize("line", ["fifty", "planned: many", ": 5", "a: 1; b", "a: 1e5", "a: nan", "=1+1"])
def test_what_is_no_figure_is_named(line):
    with pytest.raises(BadFigure) as refused:
        parse(line)
    assert str(refused.value) == line.split("; ")[-1]
