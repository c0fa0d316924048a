"""Forms with which the organizer decides what participants are asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FieldList,
    FloatField,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
)
from wtforms.validators import NumberRange, Regexp
from wtforms.validators import Optional as OptionalInput

from eventapp.core.forms import BaseForm, PlainForm, TextsField, TicksField, choices
from eventapp.core.i18n import tr
from eventapp.fields import conditions, participants
from eventapp.fields.actions import Definition
from eventapp.fields.labels import GROUP_LABELS, KIND_LABELS, READER_LABELS, STAGE_LABELS
from eventapp.fields.models import Field, Group, Kind, Stage
from eventapp.fields.values import LONGEST

ROWS_OF_CHOICES = 30
SPARE_ROWS = 6


class ChoiceForm(PlainForm):
    """One choice; `key` is given once and stays."""

    key = HiddenField(validators=[Regexp(r"^[a-z0-9-]{0,60}$")])
    text = TextsField(_l("Choice"))


class FieldForm(BaseForm):
    """A question to participants."""

    kind = SelectField(_l("Kind of answer"), choices=choices(KIND_LABELS.items()))
    text = TextsField(_l("Question"), required=True)
    help = TextsField(_l("Help"), description=_l("A line below the question; may stay empty."))
    offered = FieldList(FormField(ChoiceForm), label=_l("Choices"), max_entries=ROWS_OF_CHOICES)
    least = FloatField(_l("Smallest number"), [OptionalInput()], render_kw={"inputmode": "decimal"})
    most = FloatField(_l("Largest number"), [OptionalInput()], render_kw={"inputmode": "decimal"})
    longest = IntegerField(
        _l("Longest text, in characters"),
        [OptionalInput(), NumberRange(1, LONGEST[Kind.LONG_TEXT])],
        render_kw={"inputmode": "numeric"},
    )
    past = BooleanField(_l("Not in the future"))
    required = BooleanField(_l("Must be answered"))
    stage = RadioField(_l("When it is asked"), choices=choices(STAGE_LABELS.items()))
    reader_group = RadioField(_l("Who reads the answers"))
    type_ids = TicksField(
        _l("Asked of"), coerce=int, description=_l("Nothing ticked: everybody, whatever the delegation type.")
    )
    condition = SelectField(_l("Asked only if"), validate_choice=False)
    correction = BooleanField(
        _l("Only a correction: the question asks the same as before"),
        description=_l(
            "Tick this when a spelling or a translation is put right. Otherwise the answers given so far stay beside "
            "the old wording, and the question is asked anew."
        ),
    )

    def __init__(self, workshop_id: int, others: Sequence[Field], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.type_ids.choices = choices((kind.id, tr(kind.name)) for kind in participants.source().types(workshop_id))
        self.reader_group.choices = choices(
            (group, f"{GROUP_LABELS[group]}. {READER_LABELS[group]}") for group in Group
        )
        able = [field for field in others if field.kind in conditions.ABLE and not field.sealed]
        self.condition.choices = {
            "": [("", _("always"))],
            **{
                tr(field.text): [
                    (f"{field.key}={value}", f"{tr(field.text)}: {label}") for value, label in conditions.options(field)
                ]
                for field in able
            },
        }

    @classmethod
    def typed(cls, field: Field | None) -> dict[str, Any]:
        """What the form starts with."""
        if field is None:
            rows: list[dict[str, Any]] = [{}] * SPARE_ROWS
            new = {"kind": Kind.TEXT, "stage": Stage.REGISTRATION, "reader_group": Group.GENERAL}
            return {**new, "offered": rows, "condition": ""}
        names = ("kind", "text", "help", "required", "stage", "reader_group", "type_ids")
        any_of = field.condition.get("any", [])
        spare = min(SPARE_ROWS, ROWS_OF_CHOICES - len(field.choices))
        return {
            **{name: getattr(field, name) for name in names},
            **{name: field.limits.get(name) for name in ("least", "most", "longest", "past")},
            "offered": [*field.choices, *({} for _row in range(spare))],
            "condition": f"{field.condition['key']}={','.join(any_of)}" if field.condition else "",
        }

    def definition(self) -> Definition:
        """The question as it is wanted."""
        kind = self.kind.data
        names = {
            Kind.NUMBER: ("least", "most"),
            Kind.TEXT: ("longest",),
            Kind.LONG_TEXT: ("longest",),
            Kind.DATE: ("past",),
            Kind.MOMENT: ("past",),
        }.get(kind, ())
        limits = {name: _whole(self[name].data) for name in names if self[name].data not in (None, False)}
        rows = [(row.form.key.data or "", row.form.text.data) for row in self.offered]
        key, _equals, value = (self.condition.data or "").partition("=")
        return Definition(
            kind=kind,
            text=self.text.data,
            help=self.help.data,
            choices=tuple((name, text) for name, text in rows if text),
            limits=limits,
            required=self.required.data,
            type_ids=tuple(self.type_ids.data or ()),
            condition={"key": key, "any": value.split(",")} if key else {},
            stage=self.stage.data,
            reader_group=self.reader_group.data,
        )


class StandardForm(BaseForm):
    """Which delegation types the ready questions are asked of."""

    type_ids = TicksField(_l("Asked of"), coerce=int, description=_l("Nothing ticked: everybody."))

    def __init__(self, workshop_id: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.type_ids.choices = choices((kind.id, tr(kind.name)) for kind in participants.source().types(workshop_id))


class DeadlineForm(BaseForm):
    """Until when the second form can be sent."""

    closes = DateTimeLocalField(
        _l("The second form can be sent and changed until"),
        [OptionalInput()],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        description=_l("On the workshop's clock; empty: it stays open."),
    )

    def moment(self) -> datetime | None:
        """The moment on the workshop's clock, without zone."""
        data: datetime | None = self.closes.data
        return data


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
