"""The editor of an occasion's words; the reason of a bounce."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired

from eventapp.core.forms import BaseForm, TextsField, choices


def whole_number(value: object) -> int | None:
    """The number that a text is, if it is one of at most nine digits."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class WordsForm(BaseForm):
    """Subject and body in each language, and with whom to try them out."""

    subject = TextsField(_l("Subject"))
    body = TextsField(_l("Text"), area=True)
    reader = SelectField(_l("Try it out with"), coerce=whole_number, validate_choice=False)

    def offer(self, readers: list[tuple[int, str]]) -> None:
        """Whom to choose from; the first stands there if nobody is chosen."""
        self.reader.choices = choices(readers)
        if self.reader.data not in dict(readers):
            self.reader.data = readers[0][0] if readers else None


class BounceForm(BaseForm):
    """Why a message came back, as the notice says it."""

    reason = StringField(_l("What the notice says"), [InputRequired()])
