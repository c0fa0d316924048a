"""The form of a delegation type, with how its seats are passed on and what it asks of its people."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import NumberRange
from wtforms.validators import Optional as OptionalInput
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp.core.forms import choices
from eventapp.registration.forms import TypeForm
from eventapp.registration.labels import FACT_LABELS

REAPPROVABLE = (
    "latin_name",
    "original_name",
    "badge_name",
    "honorific",
    "position",
    "organization",
    "country",
    "photo",
)
PHOTO_LABELS = {"no": _l("Not asked for"), "optional": _l("May be given"), "required": _l("Must be given")}


class CheckboxListField(SelectMultipleField):  # type: ignore[misc]
    """Several choices as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class TypeSettingsForm(TypeForm):
    """A delegation type whole."""

    asks_first = BooleanField(
        _l("Ask before somebody moves up from the waiting list"),
        description=_l("The seat is offered to whoever is next, and kept for them until they answer."),
    )
    answer_hours = IntegerField(
        _l("Hours to answer such an offer"), [OptionalInput(), NumberRange(1, 1000)], render_kw={"inputmode": "numeric"}
    )
    photo = SelectField(_l("Photograph"), choices=choices(PHOTO_LABELS.items()), default="no")
    reapproval = CheckboxListField(
        _l("Changes after confirmation that the organizers approve again"),
        choices=choices((fact, FACT_LABELS.get(fact, _l("Photograph"))) for fact in REAPPROVABLE),
    )

    def facts(self) -> dict[str, Any]:
        return {
            **super().facts(),
            "asks_first": bool(self.asks_first.data),
            "answer_hours": self.answer_hours.data or 48,
            "photo": self.photo.data,
            "reapproval": list(self.reapproval.data or []),
        }
