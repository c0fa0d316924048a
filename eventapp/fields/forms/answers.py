"""The form that participants fill in, made of the workshop's questions."""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from flask_wtf.form import _Auto
from wtforms import Field as Input
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.widgets import DateInput, DateTimeLocalInput

from eventapp.core import countries, web
from eventapp.core.errors import Invalid
from eventapp.core.forms import CleanMeta, TicksField, choices
from eventapp.core.i18n import language, tr
from eventapp.core.timezones import local
from eventapp.fields import conditions, uploads
from eventapp.fields import values as typing_rules
from eventapp.fields.labels import GROUP_LABELS, READER_LABELS
from eventapp.fields.models import Field, Group, Kind
from eventapp.fields.queries import Answered
from eventapp.workshops import queries as workshops

PREFIX = "f-"
REMOVAL = "--remove"
"""Ends the name of the box by which a kept answer is taken back; no key has two hyphens together."""
MOST_BUTTONS = 6
"""Up to so many choices stand open on the page; more are a list that unfolds."""


class FieldsMeta(CleanMeta, FlaskForm.Meta):
    """Text is cleaned; the token is that of the form around."""

    csrf = False


class FieldsForm(BaseForm):
    """What is asked, as inputs named `f-<key>`. Made by `answers_form`."""

    def __init__(self, fields: Sequence[Field], known: Mapping[str, Any], kept: Mapping[str, str], zone: str) -> None:
        self.definitions = list(fields)
        self.known = dict(known)
        self.zone = zone
        super().__init__([(field.key, _input(field)) for field in fields], prefix=PREFIX, meta=FieldsMeta())
        self._read: dict[str, Any] | None = None
        here = {field.key: field for field in fields}
        for field in fields:
            bound = self[field.key]
            bound.definition = field
            bound.kept = kept.get(field.key, "")
            bound.removal, bound.removed = f"{bound.name}{REMOVAL}", False
            bound.flags.required = field.required and not bound.kept
            other = here.get(field.condition.get("key", ""))
            bound.asked_if = f"{PREFIX}{other.key}" if other else ""
            bound.asked_any = json.dumps(field.condition.get("any", []))
            bound.condition_words = conditions.words(field, here)

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """Fill the inputs; which kept answers are to be removed is a box beside each."""
        sent = self.meta.wrap_formdata(self, formdata)
        for field in self.definitions:
            bound = self[field.key]
            bound.removed = bool(bound.kept and not field.required and sent and sent.get(bound.removal))
        super().process(formdata, *args, **kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer can be kept, and none is missing that must be there."""
        self._read, today = {}, local(web.now(), self.zone).date()
        known = dict(self.known)
        for field in self.definitions:
            bound = self[field.key]
            bound.errors = []
            known[field.key] = None
            if not conditions.met(field, known):
                self._read[field.key] = None
                continue
            try:
                value = _sent_file(bound) if field.kind == Kind.FILE else self._typed(field, bound, today)
                if value is None and bound.flags.required:
                    raise Invalid(_("Please answer this question."))
            except Invalid as error:
                bound.errors = [error.message]
                continue
            stays = value is None and bound.kept and not bound.removed
            known[field.key] = self.known.get(field.key) if stays else value
            if not stays and (value is not None or field.kind != Kind.FILE or bound.removed):
                self._read[field.key] = value
        return not self.errors

    def values(self) -> dict[str, Any]:
        """{key: typed value}, as `actions.answer` takes them: None for what was emptied or is not asked.

        Left out, so that the earlier one stays: a file or a protected answer that is not given anew, what has errors.
        """
        if self._read is None:
            self.validate()
        return dict(self._read or {})

    def files(self) -> dict[str, uploads.Upload]:
        """The files among the values: kept at once, they need not be chosen again when something else is wrong."""
        return {key: value for key, value in self.values().items() if isinstance(value, uploads.Upload)}

    def take_errors(self, fields: Mapping[str, str]) -> None:
        """Put an action's messages beside the questions, by key."""
        for key, message in fields.items():
            if key in self._fields:
                self[key].errors = [*self[key].errors, message]
            else:
                self.form_errors.append(message)

    @property
    def has_files(self) -> bool:
        """Whether the form around needs enctype="multipart/form-data"."""
        return any(field.kind == Kind.FILE for field in self.definitions)

    def sections(self) -> list[tuple[str, str, list[Input]]]:
        """(heading, who reads it, inputs) by group."""
        return [
            (
                str(GROUP_LABELS[Group(group)]),
                str(READER_LABELS[Group(group)]),
                [self[field.key] for field in fields],
            )
            for group, fields in groupby(self.definitions, key=lambda field: field.reader_group)
        ]

    def _typed(self, field: Field, bound: Input, today: Any) -> Any:
        return typing_rules.read(field, bound.data or "", zone=self.zone, today=today)


def answers_form(fields: Sequence[Field], values: Mapping[str, Any] | None = None, formdata: Any = _Auto) -> FieldsForm:
    """The form of these questions in the language in force, filled from `values` or from what was sent.

    `values`: {key: typed value or `queries.Answered`} of everything known of the participant, also of questions that
    are not among `fields`: conditions may depend on them. Files and protected answers are not given back, since a
    private link can be passed on: that they are kept is said, and they stay unless given anew.
    `formdata`: the request's by default, files included.
    """
    answered = {key: value for key, value in (values or {}).items() if isinstance(value, Answered)}
    known = {**(values or {}), **{key: each.value for key, each in answered.items()}}
    here = {field.key for field in fields}
    asked = [field for field in fields if field.condition.get("key") in {None, *here} or conditions.met(field, known)]
    workshop = workshops.by_id(fields[0].workshop_id) if fields else None
    zone = workshop.timezone if workshop else "UTC"
    texts = {field.key: (field.id, field.text) for field in fields}
    outdated = {key for key, each in answered.items() if key in texts and each.field.id != texts[key][0]}
    foreign = {key for key in outdated if answered[key].field.text != texts[key][1]}  # answers to something else
    kept, data = {}, {}
    for field in asked:
        value = known.get(field.key)
        if field.kind != Kind.FILE and not field.sealed:
            proposed = None if field.key in foreign else _fitting(field, value)
            data[field.key] = typing_rules.written(field, proposed, zone)
        elif value is not None and field.key not in outdated:
            text = typing_rules.shown(field, value, zone)
            kept[field.key] = typing_rules.masked(field, text) if field.sealed else text
    form = FieldsForm(asked, known, kept, zone)
    form.process(formdata, data=data)
    return form


def _fitting(field: Field, value: Any) -> Any:
    """The value, if this version of the field can hold it (an earlier one may have been of another kind)."""
    if value is None:
        return None
    try:
        return typing_rules.check(field, value, today=web.now().date())
    except (Invalid, TypeError):
        return None


def _sent_file(bound: Input) -> uploads.Upload | None:
    """The file that was sent. Raises Invalid."""
    sent = bound.data
    if not sent or not hasattr(sent, "filename") or not sent.filename:
        return None
    return uploads.checked(sent.stream.read(uploads.MOST_BYTES + 1), sent.filename)


def _input(field: Field) -> UnboundField:
    """The input element of a field, in the language in force."""
    kind = Kind(field.kind)
    about: dict[str, Any] = {"label": tr(field.text), "description": tr(field.help)}
    quiet = {"autocomplete": "off"} if field.sealed else {}
    match kind:
        case Kind.LONG_TEXT:
            made = TextAreaField(**about, render_kw={"rows": 3, **quiet})
        case Kind.MANY:
            made = TicksField(**about, choices=choices(conditions.options(field)), validate_choice=False)
        case Kind.FILE:
            made = FileField(**about, render_kw={"accept": uploads.ACCEPT})
        case Kind.COUNTRY:
            made = _list(about, countries.choices(language()), quiet)
        case Kind.CHOICE if len(field.choices) > MOST_BUTTONS:
            made = _list(about, conditions.options(field), quiet)
        case Kind.CHOICE | Kind.YES_NO:
            made = RadioField(**about, choices=choices(conditions.options(field)), validate_choice=False)
        case _:
            made = StringField(**about, **_LINES.get(kind, {}), render_kw={**_ATTRIBUTES.get(kind, {}), **quiet})
    return made


def _list(about: dict[str, Any], offered: Sequence[tuple[str, str]], attributes: dict[str, str]) -> UnboundField:
    blank = choices(offered, blank=_("Choose"))
    return SelectField(**about, choices=blank, validate_choice=False, render_kw=attributes)


_LINES: dict[Kind, dict[str, Any]] = {
    Kind.DATE: {"widget": DateInput()},
    Kind.MOMENT: {"widget": DateTimeLocalInput()},
}
_ATTRIBUTES: dict[Kind, dict[str, Any]] = {
    Kind.DATE: {"min": f"{typing_rules.FIRST_YEAR}-01-01", "max": f"{typing_rules.LAST_YEAR}-12-31"},
    Kind.NUMBER: {"inputmode": "decimal"},
}
