"""Which letters, in which language and form; and the template that is handed in."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField

from eventapp.core.forms import BaseForm, choices
from eventapp.core.i18n import LANGUAGES
from eventapp.letters.labels import LETTER_LANGUAGES
from eventapp.letters.work import OWN_LANGUAGE

FORM_LABELS = {
    "pdf": _l("PDF files in one archive"),
    "docx": _l("Word files in one archive"),
    "one": _l("One PDF to print"),
}


class AllForm(BaseForm):
    """Letters for everybody who is due one."""

    language = SelectField(
        _l("Language"),
        choices=choices(
            [(OWN_LANGUAGE, _l("Each person's own")), *((code, LANGUAGES[code]) for code in LETTER_LANGUAGES)]
        ),
    )
    form = SelectField(_l("As"), choices=choices(FORM_LABELS.items()))
    again = BooleanField(_l("Issue a new letter also to who has one"))


class TemplateForm(BaseForm):
    """A Word file to write letters with."""

    file = FileField(_l("Word file (.docx)"), [FileRequired(_l("Choose a file."))], render_kw={"accept": ".docx"})
