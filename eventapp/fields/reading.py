"""Answers as staff read them: group by group, protected ones masked until they are asked for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from eventapp.core.actors import Actor
from eventapp.fields import conditions, policy, queries, values
from eventapp.fields.labels import GROUP_LABELS, READER_LABELS
from eventapp.fields.models import SEALED, Field, Group, Kind, Stage
from eventapp.fields.participants import Participant
from eventapp.fields.queries import Answered
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Line:
    """One question and what was answered. `field`: the version that was answered, else the one that is asked."""

    field: Field
    text: str
    masked: bool
    missing: bool
    is_file: bool
    outdated: bool


@dataclass(frozen=True, slots=True)
class GroupOfLines:
    """The answers of one group. `sealed`: protected; `masked`: not shown yet."""

    group: Group
    label: str
    readers: str
    sealed: bool
    masked: bool
    lines: list[Line]

    @property
    def answered(self) -> int:
        return sum(1 for line in self.lines if line.text)


def of_one(who: Participant, workshop: Workshop, actor: Actor, shown: Collection[str] = ()) -> list[GroupOfLines]:
    """What the actor may read of one participant, the protected groups in `shown` unmasked."""
    groups = policy.readable(actor, workshop.id)
    answers = queries.values([who.id], groups).get(who.id, {})
    asked = [field for field in _asked(who, workshop) if field.reader_group in groups]
    missing = {field.id for field in queries.missing_of(workshop.id, [who]).get(who.id, [])}
    found = []
    for group in groups:
        masked = group in SEALED and group not in shown
        lines = _lines(group, asked, answers, missing, workshop.timezone, masked=masked)
        if lines:
            label, readers = str(GROUP_LABELS[group]), str(READER_LABELS[group])
            found.append(GroupOfLines(group, label, readers, group in SEALED, masked, lines))
    return found


def _asked(who: Participant, workshop: Workshop) -> list[Field]:
    """What is asked of this participant by now."""
    plain = {row.field.key: row.value for row in queries.rows_of([who.id]) if not row.field.sealed}
    reached = [
        field for field in queries.asked(workshop.id, who.type_id) if field.stage == Stage.REGISTRATION or who.confirmed
    ]
    return conditions.asked_of(reached, plain)


def _lines(
    group: Group,
    asked: list[Field],
    answers: Mapping[str, Answered],
    missing: Collection[int],
    zone: str,
    *,
    masked: bool,
) -> list[Line]:
    now_asked = {field.key: field for field in asked}
    lines = []
    for key in dict.fromkeys([*now_asked, *answers]):
        given = answers.get(key)
        field = given.field if given else now_asked[key]
        if field.reader_group != group:
            continue
        text = values.shown(field, given.value, zone) if given else ""
        lines.append(
            Line(
                field=field,
                text=values.masked(field, text) if masked and text else text,
                masked=masked and bool(text),
                missing=key in now_asked and now_asked[key].id in missing,
                is_file=field.kind == Kind.FILE and given is not None and given.file is not None,
                outdated=given is not None and key in now_asked and now_asked[key].id != field.id,
            )
        )
    return lines
