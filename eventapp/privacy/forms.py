"""Forms about people's data."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from eventapp.core.forms import BaseForm, TextsField
from eventapp.privacy import periods
from eventapp.workshops.models import Workshop


class ConsentForm(BaseForm):
    """The text that participants agree to."""

    text = TextsField(_l("Text"), required=True, area=True)


class PeriodsForm(BaseForm):
    """How long each class of data is kept; a field for each period."""

    @staticmethod
    def typed(workshop: Workshop) -> dict[str, int]:
        """The periods of a workshop as the form shows them."""
        return {name: periods.length(workshop.retention, name) for name in periods.PERIODS}

    def lengths(self) -> dict[str, int]:
        return {name: self[name].data for name in periods.PERIODS}


for _name, _period in periods.PERIODS.items():
    setattr(
        PeriodsForm,
        _name,
        IntegerField(
            _period.label, [InputRequired(), NumberRange(0, _period.most)], render_kw={"inputmode": "numeric"}
        ),
    )


class RefuseForm(BaseForm):
    """Why somebody is not erased."""

    reason = TextAreaField(_l("Why the data has to be kept"), [InputRequired()], render_kw={"rows": 3})
