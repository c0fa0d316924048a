"""Forms about whole workshops."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    EmailField,
    IntegerField,
    SelectField,
    StringField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Regexp
from wtforms.validators import Optional as OptionalInput

from eventapp.core import countries
from eventapp.core.forms import BaseForm, TextsField, TicksField, choices
from eventapp.core.i18n import LANGUAGES, language, tr
from eventapp.core.timezones import local, zone_names
from eventapp.planning.defaults import STANDARD_TYPES
from eventapp.planning.facts import General, NewSeries, NewWorkshop
from eventapp.workshops.models import Series, Workshop

NEW_SERIES = "new"


class PlaceForm(BaseForm):
    """What every workshop has: a title, a place, days."""

    title = TextsField(_l("Title"), required=True)
    city = StringField(_l("City"), [DataRequired(), Length(max=120)])
    country = SelectField(_l("Country"), [DataRequired()])
    starts_on = DateField(_l("First day"), [DataRequired()])
    ends_on = DateField(_l("Last day"), [DataRequired()])
    timezone = SelectField(
        _l("Time zone"), [DataRequired()], description=_l("All times of the workshop are shown on this clock.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country.choices = choices(countries.choices(language()), blank="—")
        self.timezone.choices = choices(((name, name.replace("_", " ")) for name in zone_names()), blank="—")

    def place(self) -> dict[str, Any]:
        """The facts by name."""
        return {
            name: getattr(self, name).data for name in ("title", "city", "country", "starts_on", "ends_on", "timezone")
        }


class LanguagesForm(BaseForm):
    """Languages of the workshop, and who is host to how many."""

    first_language = SelectField(
        _l("First language"),
        choices=choices(LANGUAGES.items()),
        description=_l("A text that is not translated is shown in it."),
    )
    languages = TicksField(_l("Languages that delegates read"), choices=choices(LANGUAGES.items()))
    capacity = IntegerField(
        _l("Capacity"),
        [OptionalInput(), NumberRange(0, 100_000)],
        description=_l("How many participants at most; empty when only the quotas count."),
        render_kw={"inputmode": "numeric"},
    )
    host = StringField(_l("Host"), description=_l("Such as the government that receives the workshop."))

    def chosen_languages(self) -> list[str]:
        """The languages in order, the first one first."""
        first = self.first_language.data
        return [first, *(code for code in self.languages.data or [] if code != first)]


class GeneralForm(PlaceForm, LanguagesForm):
    """The facts of a workshop."""

    registration_closes = DateTimeLocalField(
        _l("Registration closes"),
        [OptionalInput()],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        description=_l("On the workshop's clock; empty: it stays open."),
    )
    nominations_close = DateTimeLocalField(
        _l("Nominations close"),
        [OptionalInput()],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        description=_l("Until then focal points name and replace their people; after it they ask the organizers."),
    )
    details_close = DateTimeLocalField(
        _l("Second form closes"),
        [OptionalInput()],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        description=_l("Passport, flight, hotel: asked of those who are confirmed."),
    )
    reply_to = EmailField(
        _l("Mailbox for answers"),
        [
            OptionalInput(),
            Length(max=254),
            Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+", message=_l("This is not an e-mail address.")),
        ],
        description=_l("Answers to our mails go there, and so do the questions of focal points."),
    )
    published = BooleanField(
        _l("Published"), description=_l("The programme and the registration page can be seen by everybody.")
    )
    attribution_rule = TextsField(_l("Attribution rule"), area=True)
    disclaimer = TextsField(_l("Disclaimer"), area=True)
    move_sessions = BooleanField(
        _l("Move the sessions along when the first day changes"),
        default=True,
        description=_l("Each session keeps its day of the workshop and its time on the clock."),
    )

    def facts(self) -> General:
        return General(
            **self.place(),
            languages=self.chosen_languages(),
            capacity=self.capacity.data,
            host=self.host.data or "",
            attribution_rule=self.attribution_rule.data,
            disclaimer=self.disclaimer.data,
            published=self.published.data,
            registration_closes=self.registration_closes.data,
            nominations_close=self.nominations_close.data,
            details_close=self.details_close.data,
            reply_to=self.reply_to.data or "",
        )


def general_form(workshop: Workshop) -> GeneralForm:
    """The form, filled in with the workshop as it is."""
    names = ("title", "city", "country", "starts_on", "ends_on", "timezone", "languages", "capacity", "host")
    more = ("published", "attribution_rule", "disclaimer", "reply_to")
    deadlines = {
        "registration_closes": workshop.registration_closes_at,
        "nominations_close": workshop.nominations_close_at,
        "details_close": workshop.details_close_at,
    }
    return GeneralForm(
        data={
            **{name: getattr(workshop, name) for name in (*names, *more)},
            "first_language": next(iter(workshop.languages), "en"),
            **{name: _on_clock(closes, workshop.timezone) for name, closes in deadlines.items()},
            "move_sessions": True,
        }
    )


def _on_clock(closes: datetime | None, zone: str) -> datetime | None:
    return closes and local(closes, zone).replace(tzinfo=None)


class NewForm(PlaceForm):
    """What a workshop from scratch and a copy have in common."""

    slug = StringField(
        _l("Address"),
        [Length(max=60)],
        description=_l("The last part of its web address, such as almaty-2016. Empty: made from title and year."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )

    def facts(self) -> NewWorkshop:
        return NewWorkshop(**self.place(), slug=self.slug.data or "")


class ScratchForm(NewForm, LanguagesForm):
    """A workshop from scratch."""

    series = SelectField(_l("Series"), [DataRequired()])
    series_code = StringField(_l("Code of the new series"), [Length(max=40)])
    series_title = TextsField(_l("Title of the new series"))
    types = TicksField(_l("Delegation types"), description=_l("Each can be changed later, and others added."))

    def __init__(self, series: Iterable[Series], **kwargs: Any) -> None:
        ticked = {"languages": list(LANGUAGES), "types": [kind.key for kind in STANDARD_TYPES]}
        super().__init__(data={**ticked, **kwargs.pop("data", {})}, **kwargs)
        known = [(str(row.id), f"{row.code} · {tr(row.title)}") for row in series]
        self.series.choices = choices([*known, (NEW_SERIES, _("A new series"))])
        self.types.choices = choices((kind.key, tr(kind.name)) for kind in STANDARD_TYPES)

    def chosen_series(self) -> int | NewSeries:
        """The id of a series, or the new one."""
        if self.series.data != NEW_SERIES:
            return int(self.series.data)
        return NewSeries(self.series_code.data or "", self.series_title.data)


class CopyForm(NewForm):
    """A copy of a workshop."""

    cut = BooleanField(
        _l("Leave out sessions on days that the copy does not have"),
        description=_l("Only matters when the copy is shorter."),
    )


def copy_form(source: Workshop) -> CopyForm:
    """The form, filled in with what the copy takes over; its dates are the question."""
    names = ("title", "city", "country", "timezone")
    return CopyForm(data={name: getattr(source, name) for name in names})
