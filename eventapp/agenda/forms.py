"""Forms about sessions."""

import uuid
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import PurePath
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired
from wtforms.validators import Optional as OptionalInput
from wtforms.widgets import HiddenInput

from eventapp.agenda import documents, merging
from eventapp.agenda.facts import DocumentFacts, Place, SessionFacts, SpeakerFacts
from eventapp.agenda.labels import ANSWER_LABELS, AUDIENCE_LABELS, ROLE_LABELS, SEATING_LABELS, TYPE_LABELS
from eventapp.agenda.models import (
    Audience,
    Seating,
    Session,
    SessionType,
    SpeakerRole,
    SpeakerState,
)
from eventapp.core.forms import BaseForm, PlainForm, TextsField, TicksField, choices
from eventapp.core.i18n import LANGUAGES, SPOKEN, day, language_name, tr
from eventapp.workshops.models import Workshop

SPARE_ROWS = 3
MOST_ROWS = 40


def _hidden_number() -> IntegerField:
    return IntegerField(validators=[OptionalInput()], widget=HiddenInput())


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


def _labels(labels: dict[Any, Any]) -> Iterator[tuple[str, Any]]:
    return ((str(kind), label) for kind, label in labels.items())


class SpeakerPart(PlainForm):
    """One person or organization and what they do; `profile_id`: who it is in the room `speakers`."""

    profile_id = _hidden_number()
    role = SelectField(_l("Role"), default=SpeakerRole.SPEAKER, choices=choices(_labels(ROLE_LABELS)))
    name = StringField(_l("Name"))
    function = StringField(_l("Function"))
    organization = StringField(_l("Organization"))
    state = SelectField(_l("Answer"), default=SpeakerState.PLANNED, choices=choices(_labels(ANSWER_LABELS)))

    @property
    def filled(self) -> bool:
        return bool(self.name.data or self.function.data or self.organization.data)

    def facts(self) -> SpeakerFacts:
        return SpeakerFacts(
            organization=self.organization.data or "",
            function=self.function.data or "",
            name=self.name.data or "",
            role=SpeakerRole(self.role.data),
            profile_id=self.profile_id.data,
            state=SpeakerState(self.state.data),
        )


class DocumentPart(PlainForm):
    """One document: title, languages, a link or a file. `file_id`: of a file that is kept already."""

    file_id = _hidden_number()
    profile_id = _hidden_number()
    title = StringField(_l("Title"))
    url = StringField(_l("Link"), render_kw={"inputmode": "url", "placeholder": "https://"})
    file = FileField(_l("Or a file"), render_kw={"accept": documents.ACCEPT})
    audience = SelectField(_l("For whom"), default=Audience.PUBLIC, choices=choices(_labels(AUDIENCE_LABELS)))
    languages = TicksField(_l("Languages"), choices=choices(LANGUAGES.items()))

    @property
    def filled(self) -> bool:
        return bool(self.title.data or self.url.data or self.file.data or self.languages.data)

    def facts(self) -> DocumentFacts:
        return DocumentFacts(
            title=self.title.data or "",
            languages=tuple(self.languages.data or ()),
            url=self.url.data or "",
            file_id=self.file_id.data,
            audience=Audience(self.audience.data),
            profile_id=self.profile_id.data,
        )

    def take(self, file_id: int) -> None:
        """A file was handed in and is kept: it takes the place of what was there before."""
        self.title.data = self.title.data or PurePath(self.file.data.filename or "").stem[:300]
        self.file_id.data, self.file.data = file_id, None


class PlaceForm(BaseForm):
    """Another day, time or room. `base`: the sequence of the session that the form was made from."""

    base = _hidden_number()
    day = SelectField(_l("Day"), [InputRequired()], coerce=lambda value: date.fromisoformat(str(value)))
    starts = TimeField(_l("Starts"), [InputRequired()])
    ends = TimeField(_l("Ends"), [InputRequired()])
    room_id = SelectField(_l("Room"), [InputRequired()], coerce=int)
    overlapping = BooleanField(_l("Put it there all the same: two sessions at once in one room"))

    def offer(self, workshop: Workshop) -> None:
        """Fill the lists with the workshop's days and rooms."""
        self.day.choices = choices((each.isoformat(), day(each)) for each in workshop.days)
        self.room_id.choices = choices((room.id, tr(room.name)) for room in workshop.rooms)

    def place(self) -> Place:
        return Place(self.day.data, self.starts.data, self.ends.data, self.room_id.data)


class SplitForm(BaseForm):
    """When the second half begins."""

    at = TimeField(_l("The second part begins"), [InputRequired()])


class SessionForm(PlaceForm):
    """A session, with everything that is said about it. `once`: the same form sent twice is one session."""

    once = HiddenField(default=lambda: str(uuid.uuid4()))
    title = TextsField(_l("Title"))
    type = SelectField(_l("Type"), [InputRequired()], choices=choices(_labels(TYPE_LABELS)))
    theme_id = SelectField(_l("Theme"), coerce=lambda value: int(value) if value else None)
    speakers = Rows(FormField(SpeakerPart), max_entries=MOST_ROWS)
    description = TextsField(_l("Description"), area=True)
    objectives = TextsField(_l("Objectives"), area=True)
    outputs = TextsField(_l("Expected outputs"), area=True)
    interpretation = BooleanField(_l("With interpretation"))
    interpretation_languages = TicksField(
        _l("Interpreted between"), description=_l("Tick none for all languages of the workshop.")
    )
    seating = SelectField(_l("Seating"), default=Seating.OPEN, choices=choices(_labels(SEATING_LABELS)))
    capacity = IntegerField(_l("Places"), [OptionalInput()], render_kw={"inputmode": "numeric"})
    expected = IntegerField(
        _l("People expected"),
        [OptionalInput()],
        render_kw={"inputmode": "numeric"},
        description=_l("Leave blank for all participants, or the members of the group."),
    )
    documents = Rows(FormField(DocumentPart), max_entries=MOST_ROWS)
    staff_notes = TextAreaField(_l("Notes for staff"), description=_l("Never shown outside the staff's pages."))
    key = StringField(
        _l("Key"),
        description=_l("A short word for files and devices, such as “d1-opening”. Made from the title if left blank."),
    )

    def offer(self, workshop: Workshop) -> None:
        super().offer(workshop)
        self.theme_id.choices = choices(
            ((theme.id, tr(theme.title)) for theme in workshop.themes), blank=_l("No theme")
        )
        spoken = dict.fromkeys((*workshop.languages, *SPOKEN, *(self.interpretation_languages.data or ())))
        self.interpretation_languages.choices = choices((code, language_name(code)) for code in spoken)
        self.offer_languages(workshop)
        first = next((part for part in self.title.form if part.short_name == workshop.languages[0]), None)
        if first is not None:
            first.validators = [InputRequired(), *first.validators]
            first.flags.required = True

    def offer_languages(self, workshop: Workshop) -> None:
        """Fill the languages of each document's line."""
        for line in self.documents:
            codes = dict.fromkeys((*workshop.languages, *LANGUAGES, *(line.form.languages.data or ())))
            line.form.languages.choices = choices((code, language_name(code)) for code in codes)

    def uid(self) -> uuid.UUID | None:
        """The uid that the session is given, unless the form was tampered with."""
        try:
            return uuid.UUID(self.once.data or "")
        except ValueError:
            return None

    def facts(self) -> SessionFacts:
        """What was entered; lines left blank are left out."""
        return SessionFacts(
            type=SessionType(self.type.data),
            place=self.place(),
            title=self.title.data,
            key=(self.key.data or "") if self.key else "",  # an existing session keeps its key
            theme_id=self.theme_id.data,
            objectives=self.objectives.data,
            description=self.description.data,
            outputs=self.outputs.data,
            staff_notes=self.staff_notes.data or "",
            interpretation=self.interpretation.data,
            interpretation_languages=tuple(self.interpretation_languages.data or ()),
            seating=Seating(self.seating.data),
            capacity=self.capacity.data,
            expected=self.expected.data,
            speakers=tuple(line.form.facts() for line in self.speakers if line.form.filled),
            documents=tuple(line.form.facts() for line in self.documents if line.form.filled),
        )


def place_data(workshop: Workshop, session: Session) -> dict[str, Any]:
    """What a form shows of where a session stands."""
    return _place(merging.facts_of(workshop, session).place) | {"base": session.sequence}


def session_data(workshop: Workshop, session: Session) -> dict[str, Any]:
    """What a form shows of a session."""
    return data_of(merging.facts_of(workshop, session)) | {"base": session.sequence}


def data_of(facts: SessionFacts) -> dict[str, Any]:
    """What a form shows of the facts of a session."""
    told = {name: getattr(facts, name) for name in facts.__slots__ if name not in ("place", "key")}
    return (
        told
        | _place(facts.place)
        | {
            "interpretation_languages": list(facts.interpretation_languages),
            "speakers": [asdict(each) for each in facts.speakers],
            "documents": [{**asdict(each), "languages": list(each.languages)} for each in facts.documents],
        }
    )


def _place(place: Place) -> dict[str, Any]:
    return {"day": place.day, "starts": place.starts, "ends": place.ends, "room_id": place.room_id}
