import contextvars

import pytest

from eventapp.cli import cli
from tests.almaty import import_almaty


@pytest.fixture
def run(app):
    """`eventapp export programme …` on the test's database: (exit code, output)."""
    runner = app.test_cli_runner()

    def invoke(*arguments: object):
        words = ["export", "programme", *map(str, arguments)]
        result = contextvars.Context().run(lambda: runner.invoke(cli, words))
        return result.exit_code, result.output

    return invoke


@pytest.mark.parametrize(
    ("name", "begins"),
    [("p.pdf", b"%PDF"), ("p.ics", b"BEGIN:VCALENDAR"), ("p.xml", b"<?xml"), ("p.json", b"{")],
)
def test_the_ending_of_the_file_says_which_form(run, tmp_path, name, begins):
    import_almaty()
    path = tmp_path / name

    code, output = run("almaty-2016", "-o", path)

    assert (code, output) == (0, f"{path}: programme of almaty-2016, en\n")
    assert path.read_bytes().startswith(begins)


def test_the_file_is_in_the_language_asked(run, tmp_path):
    import_almaty()

    run("almaty-2016", "-o", tmp_path / "p.xml", "--language", "ru")

    assert "Открытие" in (tmp_path / "p.xml").read_text("utf-8")


def test_another_ending_is_wrong_usage_and_an_unknown_workshop_a_refusal(run, tmp_path):
    import_almaty()

    usage, usage_output = run("almaty-2016", "-o", tmp_path / "p.docx")
    refusal, refusal_output = run("nothing-here", "-o", tmp_path / "p.pdf")

    assert (usage, "pdf, ics, xml, json" in usage_output) == (2, True)
    assert (refusal, refusal_output) == (1, "There is no workshop 'nothing-here'.\n")
    assert list(tmp_path.iterdir()) == []
