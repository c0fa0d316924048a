"""Asking for files."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired, FileSize
from wtforms import SelectField

from eventapp.core.config import MAX_UPLOAD_BYTES
from eventapp.core.forms import BaseForm, choices
from eventapp.core.i18n import LANGUAGES, language


class TemplateForm(BaseForm):
    """A Word template of the organizer's own."""

    template = FileField(
        _l("Word template (.docx)"),
        [FileRequired(), FileSize(max_size=MAX_UPLOAD_BYTES)],
        render_kw={"accept": ".docx"},
    )
    language = SelectField(_l("Language"), choices=choices(LANGUAGES.items()), default=language)
