"""What happened to questions and answers, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from eventapp.core.audit import AuditEntry
from eventapp.core.db import session
from eventapp.core.i18n import moment, tr
from eventapp.core.texts import Texts
from eventapp.fields import conditions, participants, values
from eventapp.fields.labels import FACT_LABELS, GROUP_LABELS, KIND_LABELS, STAGE_LABELS, TAG_LABELS
from eventapp.fields.models import Field
from eventapp.workshops.models import Workshop

SET_UP = ("fields.added", "fields.changed", "fields.removed")
Change = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """Who did what when, and what is different: (label, before, after)."""

    when: str
    who: str
    what: str
    changes: list[Change]


def set_up(workshop: Workshop, most: int = 30) -> list[Line]:
    """The latest changes to what is asked, newest first, on the workshop's clock."""
    query = select(AuditEntry).where(AuditEntry.workshop_id == workshop.id, AuditEntry.tag.in_(SET_UP))
    entries = list(session.scalars(query.order_by(AuditEntry.id.desc()).limit(most)))
    latest = _latest(workshop.id)
    types = {kind.id: tr(kind.name) for kind in participants.source().types(workshop.id)} if entries else {}
    return [_line(entry, workshop.timezone, latest, types) for entry in entries]


def answered(facts: Mapping[str, Any], workshop: Workshop) -> list[Change]:
    """The changes of one line "fields.answered": (question, before, after); of protected ones only that there are."""
    latest = _latest(workshop.id)
    told = []
    for key in facts.get("keys", ()):
        field = latest.get(key)
        name = tr(field.text) if field else key
        if key in facts.get("values", {}) and field is not None:
            before, after = (_in_words(field, kept, workshop.timezone) for kept in facts["values"][key])
            told.append((name, before, after))
        else:
            told.append((name, "", _("changed, protected")))
    return told


def groups(facts: Mapping[str, Any]) -> list[Change]:
    """Of one line "fields.read": which protected groups were looked at."""
    names = ", ".join(str(GROUP_LABELS[group]) for group in facts.get("groups", ()))
    return [(_("Protected answers"), "", names)]


def _latest(workshop_id: int) -> dict[str, Field]:
    rows = session.scalars(select(Field).where(Field.workshop_id == workshop_id).order_by(Field.version))
    return {row.key: row for row in rows}


def _in_words(field: Field, kept: Any, zone: str) -> str:
    try:
        return values.shown(field, values.typed(field, kept), zone)
    except (ValueError, TypeError):  # the question was of another kind when it was answered
        return str(kept)


def _line(entry: AuditEntry, zone: str, latest: Mapping[str, Field], types: Mapping[int, str]) -> Line:
    field = latest.get(entry.facts.get("key", ""))
    what = str(TAG_LABELS[entry.tag])
    if field is not None:
        what = f"{what}: {tr(field.text)}"
    changes = [
        (str(FACT_LABELS[name]), *(_fact(name, side, zone, latest, types) for side in value))
        for name, value in entry.facts.items()
        if name in FACT_LABELS and isinstance(value, list) and len(value) == 2
    ]
    return Line(moment(entry.at, zone), entry.actor, what, [(label, old, new) for label, old, new in changes])


def _fact(name: str, value: Any, zone: str, latest: Mapping[str, Field], types: Mapping[int, str]) -> str:
    labels: dict[str, Mapping[Any, Any]] = {"kind": KIND_LABELS, "stage": STAGE_LABELS, "reader_group": GROUP_LABELS}
    if value in (None, {}, [], ""):
        return ""
    match name:
        case "kind" | "stage" | "reader_group":
            text = labels[name].get(value, value)
        case "type_ids":
            text = ", ".join(types.get(each, "?") for each in value)
        case "choices":
            text = ", ".join(tr(Texts(choice["text"])) for choice in value)
        case "condition":
            text = conditions.words(Field(condition=value), latest)
        case "limits":
            text = ", ".join(f"{limit} {bound}" for limit, bound in value.items())
        case "required":
            text = _("yes")
        case "text" | "help":
            text = " / ".join(value.values())
        case _:
            text = value
    return str(text)
