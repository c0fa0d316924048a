"""The command's contract: help everywhere; 0 for done, 1 for refused with the reason on stderr, 2 for wrong usage."""

import contextvars
import json

import click
import pytest
from flask import Flask
from flask.cli import ScriptInfo

from eventapp.cli import cli
from tests import factories

DOCUMENTED = {
    "backup",
    "badges",
    "certificates",
    "db upgrade",
    "demo",
    "export notes",
    "export participants",
    "export programme",
    "export report",
    "export workbook",
    "nominations import",
    "notes import",
    "restore",
    "serve",
    "token add",
    "user add",
    "worker",
    "workshop import",
}


def leaves(group: click.Group, app: Flask, prefix: str = "") -> dict[str, click.Command]:
    found = {}
    context = click.Context(group, obj=ScriptInfo(create_app=lambda: app))
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found |= leaves(command, app, f"{prefix}{name} ")
        elif command is not None:
            found[prefix + name] = command
    return found


@pytest.fixture
def run(app):
    def invoke(*words):
        result = contextvars.Context().run(lambda: app.test_cli_runner().invoke(cli, [str(word) for word in words]))
        return result.exit_code, result.stdout, result.stderr

    return invoke


def test_every_documented_command_is_there_and_has_help(app, run):
    assert set(contextvars.Context().run(lambda: leaves(cli, app))) >= DOCUMENTED
    for name in DOCUMENTED:
        code, out, _err = run(*name.split(), "--help")
        assert (code, "Usage:" in out) == (0, True), name


@pytest.mark.parametrize(
    "words",
    [
        "badges no-such -o {folder}/a.pdf",
        "export workbook no-such -o {folder}/a.xlsx",
        "export report no-such -o {folder}/a.docx",
        "export notes no-such -o {folder}/a.xlsx",
        "export participants no-such -o {folder}/a.pdf",
        "export programme no-such -o {folder}/a.ics",
        "token add --workshop no-such --scope read",
        "user add somebody@example.org --role organizer --workshop no-such",
        "user add nobody",
        "workshop import {folder}/list.txt",
        "nominations import no-such {folder}/list.txt",
        "restore {folder}/list.txt --yes",
    ],
)
def test_a_refusal_is_one_with_its_reason_on_standard_error(run, tmp_path, words):
    (tmp_path / "list.txt").write_text("no list")
    code, out, err = run(*words.format(folder=tmp_path).split())
    assert (code, out) == (1, "")
    assert err.strip()
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "words", ["badges", "export", "export report slug", "token add --scope everything", "nonsense"]
)
def test_wrong_usage_is_two(run, words):
    assert run(*words.split())[0] == 2


def test_a_user_and_a_token_come_with_their_secret(run):
    workshop = factories.a_workshop()
    code, out, _err = run("user", "add", "a@example.org", "--role", "rapporteur", "--workshop", workshop.slug)
    assert (code, out.startswith("http://localhost/sign-in/link/")) == (0, True)
    code, out, _err = run("token", "add", "--workshop", workshop.slug, "--scope", "check-in")
    assert (code, len(out.strip())) == (0, 26)


def test_json_is_one_object(run, almaty_folder):
    code, out, _err = run("workshop", "import", almaty_folder / "workshop.json", "--json")
    assert (code, json.loads(out)["slug"]) == (0, "almaty-2016")
    files = sorted((almaty_folder / "nominations").iterdir())
    code, out, _err = run("nominations", "import", "almaty-2016", *files, "--json")
    assert (code, len(json.loads(out)["files"])) == (0, 7)
