"""A row of a nomination list as facts about a person, and the shape in which a draft keeps it."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from typing import Any

from eventapp.registration import facts
from eventapp.registration.sheets.columns import memory_key
from eventapp.registration.sheets.headings import KEPT_APART, ColumnMeaning
from eventapp.registration.sheets.model import NomineeRow, Problem, Skipped, UnderstoodList

_ROW_FIELDS = tuple(field.name for field in fields(NomineeRow))
TAKEN = tuple(fact for fact in facts.FACTS if fact in _ROW_FIELDS)
_NOT_KEPT = ("remarks", "other")


def facts_of(row: NomineeRow) -> dict[str, Any]:
    """What the row says, and nothing that it does not say. (A patronymic is part of the whole name already.)"""
    said = {fact: getattr(row, fact) for fact in TAKEN}
    said["honorific"] = row.extra.get("honorific")
    said["languages"] = list(row.languages) or None
    if not row.latin_name:
        said["latin_proposed"] = None
    return {fact: value for fact, value in said.items() if value is not None}


def shorten(given: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The facts that are short enough to be kept, and the names of those that are not."""
    texts = {fact: value for fact, value in given.items() if isinstance(value, str)}
    long = [fact for fact, value in texts.items() if (most := facts.longest(fact)) and len(value) > most]
    return {fact: value for fact, value in given.items() if fact not in long}, long


def changed_facts(stored: Mapping[str, Any], said: Mapping[str, Any], said_before: Mapping[str, Any]) -> dict[str, Any]:
    """What the list would change: what it says differently from what is known and from what a list said before.

    So a correction that the person made is not undone when the same list is read again; and a Latin spelling that
    we proposed does not overwrite one that somebody wrote.
    """
    changed = {
        fact: value
        for fact, value in said.items()
        if stored.get(fact) != value and not (fact in said_before and said_before[fact] == value)
    }
    if said.get("latin_proposed") and stored.get("latin_name"):
        return {fact: value for fact, value in changed.items() if fact not in facts.LATIN}
    if not any(fact in changed for fact in ("latin_name", "latin_family", "latin_given")):
        changed.pop("latin_proposed", None)
    return changed


def answers_of(row: NomineeRow, keys: Collection[str]) -> dict[str, str]:
    """What a row answers to the questions of these keys (passport, birth and the like)."""
    return {key: row.extra[key] for key in KEPT_APART if key in keys and key in row.extra}


def row_to_json(row: NomineeRow) -> dict[str, Any]:
    """A row as a draft keeps it, without what a draft never keeps."""
    kept = {name: value for name in _ROW_FIELDS if (value := getattr(row, name)) not in (None, (), {}, "")}
    extra = {key: value for key, value in row.extra.items() if key == "honorific"}
    return {**kept, "extra": extra}


def row_from_json(kept: Mapping[str, Any]) -> NomineeRow:
    said = {name: value for name, value in kept.items() if name in _ROW_FIELDS}
    return NomineeRow(**{**said, "languages": tuple(said.get("languages", ()))})


def column_to_json(column: ColumnMeaning, asked_of_people: Collection[str]) -> dict[str, Any]:
    """A column as a draft keeps it. `asked_of_people`: the keys of what the workshop asks of participants."""
    hidden = column.field in KEPT_APART
    return {
        "index": column.index,
        "letter": column.letter,
        "heading": column.heading,
        "field": column.field,
        "family_first": column.family_first,
        "source": column.source,
        "asked": column.asked,
        "table": column.table,
        "key": column.key,
        "choice": column.choice,
        "memory": memory_key(column),
        "sample": [] if hidden or column.field == "remarks" else list(column.sample),
        "kept": column.field in asked_of_people if hidden else column.field not in _NOT_KEPT,
    }


def column_from_json(kept: Mapping[str, Any]) -> ColumnMeaning:
    names = ("index", "heading", "field", "family_first", "source", "asked", "table")
    return ColumnMeaning(**{name: kept[name] for name in names if name in kept})


def list_to_json(found: UnderstoodList, asked_of_people: Collection[str] = ()) -> dict[str, Any]:
    """An understood list as a draft keeps it."""
    return {
        "sheet": found.sheet,
        "header_row": found.header_row,
        "columns": [column_to_json(column, asked_of_people) for column in found.columns],
        "rows": [row_to_json(row) for row in found.rows],
        "skipped": [asdict(row) for row in found.skipped],
        "problems": [asdict(problem) for problem in found.problems if problem.field not in KEPT_APART],
        "other_sheets": list(found.other_sheets),
        "transposed": found.transposed,
        "key": found.key,
    }


def list_from_json(kept: Mapping[str, Any]) -> UnderstoodList:
    """What `list_to_json` kept."""
    return UnderstoodList(
        sheet=kept["sheet"],
        header_row=kept["header_row"],
        columns=tuple(map(column_from_json, kept["columns"])),
        rows=tuple(row_from_json(row) for row in kept["rows"]),
        skipped=tuple(Skipped(**row) for row in kept["skipped"]),
        problems=tuple(Problem(**problem) for problem in kept["problems"]),
        other_sheets=tuple(kept["other_sheets"]),
        transposed=kept.get("transposed", False),
        key=kept.get("key", ""),
    )
