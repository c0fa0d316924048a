"""`eventapp nominations import` and `eventapp export participants`."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from eventapp.core import countries
from eventapp.core.actors import SYSTEM
from eventapp.core.errors import Invalid, Missing
from eventapp.core.export_group import export
from eventapp.core.i18n import LANGUAGES
from eventapp.core.names import fold
from eventapp.registration import actions, files, queries, verdicts
from eventapp.registration.actions import Choice
from eventapp.registration.models import NominationImport
from eventapp.registration.reasons import reason_text
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop


def register(cli: click.Group) -> None:
    cli.add_command(nominations)
    export.add_command(participants)


@click.group()
def nominations() -> None:
    """Nomination lists."""


@nominations.command("import")
@click.argument("slug")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--delegation",
    default=None,
    help="For all rows: a country (code or name) or an organization, if need be as TYPE:NAME; or a TYPE within which "
    "each row finds its own. Without it, the file and its rows say.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def import_lists(slug: str, paths: Sequence[Path], delegation: str | None, dry_run: bool, as_json: bool) -> None:
    """Read nomination lists in; say for each file what was read, imported, waitlisted and skipped, and why.

    A file that cannot be read does not keep the others from being read in; the exit code is then 1.
    """
    workshop = workshops.named(slug)
    choice = named_choice(workshop, delegation) if delegation else Choice()
    results = [_one(workshop, path, choice, dry_run=dry_run) for path in paths]
    if as_json:
        click.echo(json.dumps({"workshop": slug, "dry_run": dry_run, "files": results}, ensure_ascii=False, indent=2))
    else:
        for result in results:
            _print(result)
    refused = [result for result in results if "refused" in result]
    if refused:
        raise Invalid("; ".join(f"{result['file']}: {result['refused']}" for result in refused))


@click.command("participants")
@click.argument("slug")
@click.option(
    "-o",
    "output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"The file; its ending says which form: {', '.join(files.FORMS)}.",
)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
@click.option("--provisional", is_flag=True, help="Say in the title that the list is provisional.")
@click.option("--photos", is_flag=True, help="With the photographs (PDF and Word).")
@with_appcontext
def participants(slug: str, output: Path, language: str, provisional: bool, photos: bool) -> None:
    """Write the list of participants, in delegation order: who is confirmed, nominated or pending."""
    form = output.suffix.removeprefix(".").lower()
    if form not in files.FORMS:
        raise click.BadParameter(f"end the file in one of: {', '.join(files.FORMS)}", param_hint="-o")
    workshop, now = workshops.named(slug), datetime.now(UTC)
    data = files.write(workshop, form, language, generated_at=now, provisional=provisional, portraits=photos)
    output.write_bytes(data)
    click.echo(f"{output}: participants of {slug}, {language}")


def named_choice(workshop: Workshop, text: str) -> Choice:
    """The delegation or type that a person names. Raises Missing, or Invalid where several are meant."""
    wanted_type, _colon, name = text.rpartition(":")
    types = [kind for kind in queries.delegation_types(workshop.id) if wanted_type in ("", kind.key)]
    if wanted_type and not types:
        raise Missing(f"There is no delegation type {wanted_type!r}.")
    if not wanted_type and (kind := next((kind for kind in types if kind.key == name), None)) is not None:
        return Choice(type_id=kind.id)
    code, ids = countries.find(name), {kind.id for kind in types}
    found = [
        delegation
        for delegation in queries.delegations(workshop.id)
        if delegation.type_id in ids
        and (
            fold(delegation.organization) == fold(name)
            if delegation.organization
            else code is not None and delegation.country == code
        )
    ]
    if len(found) > 1:
        named = ", ".join(f"{delegation.type.key}:{name}" for delegation in found)
        raise Invalid(f"Several delegations are called {name!r}: {named}.")
    if not found:
        raise Missing(f"There is no delegation {text!r} at this workshop.")
    return Choice(delegation_id=found[0].id)


def _one(workshop: Workshop, path: Path, choice: Choice, *, dry_run: bool) -> dict[str, Any]:
    now = datetime.now(UTC)
    try:
        data = path.read_bytes()
    except OSError as error:
        return {"file": path.name, "refused": error.strerror or "It cannot be opened."}
    try:
        draft = actions.preview_list(workshop.id, path.name, data, choice=choice, actor=SYSTEM, now=now)
    except Invalid as error:
        return {"file": path.name, "refused": error.message}
    if dry_run:
        result = _result(draft)
        actions.drop_import(draft.id, workshop.id, actor=SYSTEM, now=now)
        return result
    return _result(actions.apply_import(draft.id, workshop.id, actor=SYSTEM, now=now))


def _result(draft: NominationImport) -> dict[str, Any]:
    lines = draft.report["lines"]
    numbers = verdicts.summary(lines)
    return {
        "file": draft.filename,
        **numbers,
        "skipped_rows": [
            {"row": line["row"], "column": line["column"], "value": line["name"], "code": line["reason"],
             "reason": reason_text(line["reason"], line["facts"])}
            for line in lines
            if line["verdict"] in verdicts.SKIPPED
        ],
        "waitlisted_rows": [
            {"row": line["row"], "name": line["name"]} for line in lines if line["verdict"] == "waitlisted"
        ],
        "problems": [
            {"row": line["row"], "column": problem["column"], "code": problem["reason"],
             "reason": reason_text(problem["reason"], problem["facts"])}
            for line in lines
            for problem in line["problems"]
        ],
        "left_out": [
            {"name": each["name"], "state": each["state"], "replaced_in_row": each["row"]}
            for each in draft.report.get("missing", [])
        ],
        "possible_duplicates": [
            {"row": line["row"], "name": line["name"], "also_in": line["twin"]} for line in lines if line["twin"]
        ],
    }  # fmt: skip


def _print(result: dict[str, Any]) -> None:
    if "refused" in result:
        click.echo(f"{result['file']}: not read. {result['refused']}")
        return
    words = (
        f"{result['read']} rows read",
        f"{result['imported']} imported",
        f"{result['waitlisted']} waitlisted",
        *(f"{result[what]} {what}" for what in ("changed", "unchanged") if result[what]),
        f"{result['skipped']} skipped",
    )
    click.echo(f"{result['file']}: {', '.join(words)}")
    for row in result["waitlisted_rows"]:
        click.echo(f"  row {row['row']}: {row['name']} is on the waiting list")
    for row in result["skipped_rows"]:
        place = f"row {row['row']}" + (f", column {row['column']}" if row["column"] else "")
        click.echo(f"  {place}: skipped. {row['reason']} ({row['value']})")
    for problem in result["problems"]:
        click.echo(f"  row {problem['row']}, column {problem['column']}: {problem['reason']}")
    for each in result["left_out"]:
        where = f"replaced in row {each['replaced_in_row']}" if each["replaced_in_row"] else "missing"
        click.echo(f"  {each['name']} ({each['state']}) is no longer on the list: {where}")
    for twin in result["possible_duplicates"]:
        click.echo(f"  row {twin['row']}: {twin['name']} is a name that {twin['also_in']} has, too; please check")
