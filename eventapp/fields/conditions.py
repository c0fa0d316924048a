"""Questions that are asked only if another was answered so: evaluated here, said in words, kept free of circles."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from eventapp.core.i18n import tr
from eventapp.core.texts import Texts
from eventapp.fields.models import Field, Kind

ABLE = frozenset({Kind.CHOICE, Kind.MANY, Kind.YES_NO})
"""Kinds of answers on which another question may depend."""


def options(field: Field) -> list[tuple[str, str]]:
    """(value, label) of what can be answered, as conditions name it."""
    if field.kind == Kind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No"))]
    return [(choice["key"], tr(Texts(choice["text"]))) for choice in field.choices]


def said(value: Any) -> set[str]:
    """An answer as conditions compare it."""
    if value is None or value == "":
        return set()
    if isinstance(value, bool):
        return {"yes" if value else "no"}
    return {str(each) for each in value} if isinstance(value, list | tuple) else {str(value)}


def met(field: Field, answers: Mapping[str, Any]) -> bool:
    """Whether the field is asked of somebody who answered so; `answers`: key to typed value."""
    if not field.condition:
        return True
    return bool(said(answers.get(field.condition["key"])) & set(field.condition["any"]))


def asked_of(fields: Iterable[Field], answers: Mapping[str, Any]) -> list[Field]:
    """Those of the fields (in order) that are asked; an answer to a question that is not asked counts nothing."""
    known = dict(answers)
    found = []
    for field in fields:
        if met(field, known):
            found.append(field)
        else:
            known[field.key] = None
    return found


def words(field: Field, by_key: Mapping[str, Field]) -> str:
    """The condition as a person reads it; "" where there is none."""
    other = by_key.get(field.condition.get("key", ""))
    if other is None:
        return ""
    labels = dict(options(other))
    wanted = " / ".join(labels.get(value, value) for value in field.condition["any"])
    return str(_("Only if “%(question)s” is “%(answer)s”.", question=tr(other.text), answer=wanted))


def faults(fields: Iterable[Field]) -> dict[str, str]:
    """{key: what is wrong with its condition} among the valid fields of a workshop."""
    ordered = sorted(fields, key=lambda field: field.place)
    by_key = {field.key: field for field in ordered}
    places = {field.key: number for number, field in enumerate(ordered)}
    found = {field.key: _fault(field, by_key, places) for field in ordered if field.condition}
    return {key: fault for key, fault in found.items() if fault}


def _fault(field: Field, by_key: Mapping[str, Field], places: Mapping[str, int]) -> Any:
    other = by_key.get(field.condition["key"])
    if other is None:
        return _("It depends on a question that is not asked.")
    if other.key == field.key or places[other.key] > places[field.key]:
        return _("It depends on a question that is asked later: “%(question)s”.", question=tr(other.text))
    if other.kind not in ABLE or other.sealed:
        return _("It cannot depend on “%(question)s”.", question=tr(other.text))
    if not set(field.condition["any"]) <= {value for value, _label in options(other)} or not field.condition["any"]:
        return _("It depends on an answer that “%(question)s” does not offer.", question=tr(other.text))
    if field.type_ids and other.type_ids and not set(field.type_ids) & set(other.type_ids):
        return _("“%(question)s” is asked of other delegation types.", question=tr(other.text))
    return ""
