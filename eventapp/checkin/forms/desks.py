"""The form of a desk: what it is called and where it stands."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from eventapp.checkin.models import Desk
from eventapp.checkin.queries import Checkpoint
from eventapp.core.forms import BaseForm, TicksField, choices
from eventapp.core.i18n import tr
from eventapp.workshops.models import Workshop


class DeskForm(BaseForm):
    """A desk."""

    name = StringField(_l("Name of the desk"), [DataRequired(), Length(max=100)])
    room_id = SelectField(
        _l("Room"),
        coerce=lambda value: int(value) if value else None,
        description=_l("A desk in a room turns to each session by itself, also when the agenda changes."),
    )
    places = TicksField(_l("Checkpoints"), description=_l("None ticked: the desk may turn to all of them."))

    def offer(self, workshop: Workshop, places: list[Checkpoint]) -> None:
        """Fill the lists with the workshop's rooms and checkpoints."""
        self.room_id.choices = choices(
            ((room.id, tr(room.name)) for room in workshop.rooms), blank=_l("In no room: at the entrance, or moving")
        )
        self.places.choices = choices((place.key, place.label) for place in places)


def desk_data(desk: Desk) -> dict[str, object]:
    """What the form shows of a desk."""
    return {"name": desk.name, "room_id": desk.room_id, "places": desk.places}
