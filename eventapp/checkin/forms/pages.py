"""The forms of check-in's pages."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, TextAreaField, validators

from eventapp.checkin.actions import Reading
from eventapp.core.forms import BaseForm
from eventapp.registration import queries as registrations


class ByNameForm(BaseForm):
    """Lets in a person who was found by name. `scan_id` makes a double click one scan."""

    registration = HiddenField(validators=[validators.InputRequired(), validators.UUID()])
    checkpoint = HiddenField(validators=[validators.InputRequired()])
    scan_id = HiddenField(validators=[validators.InputRequired(), validators.UUID()])

    def reading(self, workshop_id: int, now: datetime) -> Reading:
        """The scan that this form stands for. Raises Missing for a registration of another workshop."""
        return Reading(
            id=UUID(self.scan_id.data),
            checkpoint=self.checkpoint.data,
            scanned_at=now,
            registration_id=registrations.by_public_id(workshop_id, UUID(self.registration.data)).id,
            device=_("found by name"),
        )


class ReviewForm(BaseForm):
    """Whether a flagged scan counts, and why."""

    counts = HiddenField(validators=[validators.AnyOf(("yes", "no"))])
    reason = TextAreaField(_l("Reason"), [validators.InputRequired(_l("Say why: an auditor will ask."))])

    @property
    def does_count(self) -> bool:
        return bool(self.counts.data == "yes")


class SettleForm(BaseForm):
    """The organizer has seen a walk-in; perhaps says who it is, and gives them a seat."""

    registration = SelectField(_l("Who it is"), coerce=int, validate_choice=True)
    confirm = BooleanField(_l("Confirm the registration, if there is a seat"))

    def offer(self, people: list[tuple[int, str]]) -> None:
        """`people`: (registration id, name) of everybody it may be."""
        self.registration.choices = [(0, _("As the desk found it")), *people]

    @property
    def chosen(self) -> int | None:
        return self.registration.data or None
