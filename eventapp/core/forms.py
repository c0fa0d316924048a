"""The base of every form: input is cleaned once, here; bilingual texts are a field of their own."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    Field,
    Form,
    FormField,
    PasswordField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp.core.i18n import LANGUAGES
from eventapp.core.names import clean
from eventapp.core.texts import Texts

LONGEST_LINE = 300
LONGEST_TEXT = 20_000


def tidy(value: Any) -> Any:
    """Text in NFC without invisible characters and outer blanks, line by line; anything else as it is."""
    if not isinstance(value, str):
        return value
    return "\n".join(clean(line) for line in value.splitlines()).strip()


class CleanMeta:
    """Adds `tidy` to the filters of every text field (a password is kept as typed)."""

    def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
        kind = unbound_field.field_class
        if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
            given = unbound_field.kwargs.get("filters", ())
            longest = LONGEST_TEXT if issubclass(kind, TextAreaField) else LONGEST_LINE
            bound = unbound_field.bind(form=form, **options)
            bound.filters = [tidy, *given]
            bound.validators = [*bound.validators, Length(max=longest)]
            return bound
        return unbound_field.bind(form=form, **options)


class BaseForm(FlaskForm):
    """Trims, normalises and bounds every text; carries the CSRF token."""

    class Meta(CleanMeta, FlaskForm.Meta):
        pass


class PlainForm(Form):
    """A part of a form: as `BaseForm`, without a token of its own."""

    class Meta(CleanMeta, FlaskForm.Meta):
        csrf = False


class TextsField(FormField):
    """A text in each language of the pages; its data is `Texts`.

    `required`: the first language needs a text. `area`: several lines.
    """

    def __init__(self, label: Any = None, *, required: bool = False, area: bool = False, **kwargs: Any) -> None:
        kind = TextAreaField if area else StringField
        fields = {
            code: kind(name, [InputRequired()] if required and code == next(iter(LANGUAGES)) else [])
            for code, name in LANGUAGES.items()
        }
        super().__init__(type("TextsPart", (PlainForm,), fields), label, **kwargs)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        super().process(formdata, data if isinstance(data, Mapping) else {}, extra_filters)

    @property
    def data(self) -> Texts:
        return Texts(self.form.data)

    @property
    def required(self) -> bool:
        return any(field.flags.required for field in self.form)

    def populate_obj(self, obj: Any, name: str) -> None:
        setattr(obj, name, self.data)


class TicksField(SelectMultipleField):
    """Several choices, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def take_errors(form: Form, fields: Mapping[str, str]) -> None:
    """Put an action's messages beside the fields they belong to; unknown names go to the form as a whole.

    "title.ru" is the Russian part of the bilingual field "title".
    """
    for name, message in fields.items():
        whole, _dot, part = name.partition(".")
        field = form._fields.get(whole)
        if isinstance(field, FormField) and part:
            field = field.form._fields.get(part)
        if field is None or isinstance(field, FormField):
            form.form_errors.append(message)
        else:
            field.errors = [*field.errors, message]


def choices(pairs: Iterable[tuple[Any, Any]], blank: Any = None) -> list[SelectChoice]:
    """Choices of a select field from (value, label); `blank` is the label of an empty first one."""
    first = [SelectChoice("", blank)] if blank is not None else []
    return [*first, *(SelectChoice(value, label) for value, label in pairs)]
