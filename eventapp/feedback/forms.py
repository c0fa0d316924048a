"""Forms about feedback: the one that participants fill in is built from its questions."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as OptionalInput

from eventapp.core.forms import BaseForm, TextsField, choices
from eventapp.core.i18n import tr
from eventapp.feedback.actions import LONGEST_COMMENT
from eventapp.feedback.models import Question
from eventapp.feedback.standard import RATING, TEXT
from eventapp.feedback.suppression import POINTS

_PREFIX = "answer_"


class AnswerForm(BaseForm):
    """What a participant fills in; `answer_form` adds the questions."""

    def given(self) -> dict[str, int | str | None]:
        """Question key to what was answered."""
        return {name.removeprefix(_PREFIX): field.data for name, field in self._fields.items() if _is_answer(name)}

    def take_answer_errors(self, fields: dict[str, str], message: str) -> None:
        """Put an action's messages beside the questions; what concerns none of them, above all."""
        for key, error in fields.items():
            field = self._fields[_PREFIX + key]
            field.errors = [*field.errors, error]
        if not fields:
            self.form_errors.append(message)


def answer_form(questions: Sequence[Question]) -> AnswerForm:
    """The form of these questions, in the language in force, filled from the request."""
    fields = {_PREFIX + question.key: _field(question) for question in questions}
    form: AnswerForm = type("FilledAnswerForm", (AnswerForm,), fields)()
    return form


def field_name(question: Question) -> str:
    return _PREFIX + question.key


def _is_answer(name: str) -> bool:
    return name.startswith(_PREFIX)


def _field(question: Question) -> Any:
    needed = InputRequired(_l("Please answer this question.")) if question.required else OptionalInput()
    if question.kind == RATING:
        points = choices((point, str(point)) for point in POINTS)
        return RadioField(tr(question.text), [needed], choices=points, coerce=int)
    return TextAreaField(tr(question.text), [needed, Length(max=LONGEST_COMMENT)], render_kw={"rows": 3})


class HeadingForm(BaseForm):
    """What stands above the questions."""

    title = TextsField(_l("Title"))
    intro = TextsField(_l("Introduction"), area=True)


class WordingForm(BaseForm):
    """A question's wording."""

    text = TextsField(_l("Question"), required=True)
    low = TextsField(_l("What 1 means"))
    high = TextsField(_l("What 5 means"))
    required = BooleanField(_l("Must be answered"))


class NewQuestionForm(WordingForm):
    """A question of our own."""

    kind = SelectField(_l("Kind"), choices=choices([(RATING, _l("Rating from 1 to 5")), (TEXT, _l("Open question"))]))
