"""Forms about sessions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, SelectField, SelectMultipleField, StringField, TimeField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from eventapp.agenda.facts import DocumentFacts, Place, SessionFacts, SpeakerFacts
from eventapp.agenda.labels import TYPE_LABELS
from eventapp.agenda.models import Session, SessionType
from eventapp.agenda.placing import place_of
from eventapp.core.forms import BaseForm, PlainForm, TextsField, choices
from eventapp.core.i18n import LANGUAGES, day, tr
from eventapp.workshops.models import Workshop

SPARE_ROWS = 2
MOST_ROWS = 30


class Rows(FieldList):
    """Lines of a small table, the last ones blank for more; messages name their line."""

    def validate(self, form: Form, extra_validators: Any = ()) -> bool:
        valid = super().validate(form, extra_validators)
        self.errors = [*self._told()]
        return valid

    def _told(self) -> Iterator[str]:
        for number, entry in enumerate(self.entries, start=1):
            for part in entry.form:
                yield from (f"{number}, {part.label.text}: {message}" for message in part.errors)

    def add_spare(self) -> None:
        """Blank lines at the end, for what is not there yet."""
        for _number in range(min(SPARE_ROWS, MOST_ROWS - len(self.entries))):
            self.append_entry()


class SpeakerPart(PlainForm):
    """One speaker."""

    name = StringField(_l("Name"))
    function = StringField(_l("Function"))
    organization = StringField(_l("Organization"))


class DocumentPart(PlainForm):
    """One document and the languages it comes in."""

    title = StringField(_l("Title"))
    languages = SelectMultipleField(
        _l("Languages"),
        choices=choices(LANGUAGES.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class PlaceForm(BaseForm):
    """Another day, time or room."""

    day = SelectField(_l("Day"), [InputRequired()], coerce=lambda value: date.fromisoformat(str(value)))
    starts = TimeField(_l("Starts"), [InputRequired()])
    ends = TimeField(_l("Ends"), [InputRequired()])
    room_id = SelectField(_l("Room"), [InputRequired()], coerce=int)

    def offer(self, workshop: Workshop) -> None:
        """Fill the lists with the workshop's days and rooms."""
        self.day.choices = choices((each.isoformat(), day(each)) for each in workshop.days)
        self.room_id.choices = choices((room.id, tr(room.name)) for room in workshop.rooms)

    def place(self) -> Place:
        return Place(self.day.data, self.starts.data, self.ends.data, self.room_id.data)


class SessionForm(PlaceForm):
    """A session, with everything that is said about it."""

    title = TextsField(_l("Title"))
    type = SelectField(
        _l("Type"), [InputRequired()], choices=choices((str(kind), label) for kind, label in TYPE_LABELS.items())
    )
    theme_id = SelectField(_l("Theme"), coerce=lambda value: int(value) if value else None)
    interpretation = BooleanField(_l("With interpretation"))
    description = TextsField(_l("Description"), area=True)
    speakers = Rows(FormField(SpeakerPart), max_entries=MOST_ROWS)
    documents = Rows(FormField(DocumentPart), max_entries=MOST_ROWS)
    key = StringField(
        _l("Key"),
        description=_l("A short word for files and devices, such as “d1-opening”. Made from the title if left blank."),
    )

    def offer(self, workshop: Workshop) -> None:
        super().offer(workshop)
        self.theme_id.choices = choices(
            ((theme.id, tr(theme.title)) for theme in workshop.themes), blank=_l("No theme")
        )
        first = next((part for part in self.title.form if part.short_name == workshop.languages[0]), None)
        if first is not None:
            first.validators = [InputRequired(), *first.validators]
            first.flags.required = True

    def facts(self) -> SessionFacts:
        """What was entered; lines left blank are left out."""
        return SessionFacts(
            type=SessionType(self.type.data),
            place=self.place(),
            title=self.title.data,
            key=(self.key.data or "") if self.key else "",  # an existing session keeps its key
            theme_id=self.theme_id.data,
            description=self.description.data,
            interpretation=self.interpretation.data,
            speakers=tuple(SpeakerFacts(**line) for line in _filled(self.speakers)),
            documents=tuple(DocumentFacts(line["title"], tuple(line["languages"])) for line in _filled(self.documents)),
        )


def _filled(rows: Rows) -> Iterator[dict[str, Any]]:
    for line in rows.data:
        if any(line.values()):
            yield {name: value or "" for name, value in line.items()}


def place_data(workshop: Workshop, session: Session) -> dict[str, Any]:
    """What a form shows of where a session stands."""
    place = place_of(workshop, session.starts_at, session.ends_at, session.room_id)
    return {"day": place.day, "starts": place.starts, "ends": place.ends, "room_id": place.room_id}


def session_data(workshop: Workshop, session: Session) -> dict[str, Any]:
    """What a form shows of a session."""
    return place_data(workshop, session) | {
        "title": session.title,
        "type": session.type,
        "theme_id": session.theme_id,
        "interpretation": session.interpretation,
        "description": session.description,
        "speakers": [
            {"name": each.name, "function": each.function, "organization": each.organization}
            for each in session.speakers
        ],
        "documents": [{"title": each.title, "languages": each.languages} for each in session.documents],
    }
