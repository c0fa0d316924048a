"""Forms about a workshop's set-up."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, ValidationError
from wtforms.validators import Optional as OptionalInput

from eventapp.core import countries
from eventapp.core.forms import BaseForm, TextsField, choices
from eventapp.core.i18n import language
from eventapp.workshops.actions import SeriesFacts
from eventapp.workshops.labels import ROLE_LABELS
from eventapp.workshops.models import Series
from eventapp.workshops.parts import PartFacts, PartnerFacts, RoomFacts, ThemeFacts

ONE_PER_LINE = _l("One per line.")


class RoomForm(BaseForm):
    """A room of the venue."""

    name = TextsField(_l("Name of the room"), required=True)
    capacity = IntegerField(
        _l("Seats"),
        [OptionalInput(), NumberRange(1, 100_000)],
        description=_l("How many people may be in the room; empty when it bounds nobody."),
        render_kw={"inputmode": "numeric"},
    )

    def facts(self) -> PartFacts:
        return RoomFacts(self.name.data, self.capacity.data)


class ThemeForm(BaseForm):
    """What sessions are about."""

    title = TextsField(_l("Title"), required=True)

    def facts(self) -> PartFacts:
        return ThemeFacts(self.title.data)


class PartnerForm(BaseForm):
    """An organizer or a funder."""

    name = StringField(_l("Name of the organization"), [DataRequired()])
    short = StringField(_l("Abbreviation"), [Length(max=40)], description=_l("As on the programme, such as UNRCCA."))
    role = RadioField(_l("Role"), [DataRequired()], choices=choices(ROLE_LABELS.items()), default="organizer")

    def facts(self) -> PartFacts:
        return PartnerFacts(self.role.data, self.name.data, self.short.data)


PART_FORMS: dict[str, type[BaseForm]] = {"rooms": RoomForm, "themes": ThemeForm, "partners": PartnerForm}


class SeriesForm(BaseForm):
    """The series that the workshop belongs to."""

    code = StringField(_l("Code"), [DataRequired(), Length(max=40)])
    title = TextsField(_l("Title"), required=True)
    summary = TextsField(_l("Summary"), area=True, description=_l("Stands in the report under “About the project”."))
    started = StringField(_l("Started"), [Length(max=10)], description=_l("Year, or year and month, such as 2013-09."))
    organizers = TextAreaField(_l("Organizers"), description=ONE_PER_LINE)
    funders = TextAreaField(_l("Funders"), description=ONE_PER_LINE)
    signatories = TextAreaField(_l("Signatory countries"), description=ONE_PER_LINE)
    earlier_topics = TextAreaField(_l("Topics of earlier workshops"), description=ONE_PER_LINE)

    def validate_signatories(self, field: Any) -> None:
        unknown = [line for line in _lines(field.data) if countries.find(line) is None]
        if unknown:
            raise ValidationError(_("Not known as a country: %(names)s.", names=", ".join(unknown)))

    def facts(self) -> SeriesFacts:
        return SeriesFacts(
            code=self.code.data,
            title=self.title.data,
            summary=self.summary.data,
            started=self.started.data or "",
            organizers=_lines(self.organizers.data),
            funders=_lines(self.funders.data),
            signatories=[code for line in _lines(self.signatories.data) if (code := countries.find(line))],
            earlier_topics=_lines(self.earlier_topics.data),
        )


def series_form(series: Series) -> SeriesForm:
    """The form, filled in with the series as it is; lists one per line, countries by name."""
    return SeriesForm(
        data={
            "code": series.code,
            "title": series.title,
            "summary": series.summary,
            "started": series.started,
            "organizers": "\n".join(series.organizers),
            "funders": "\n".join(series.funders),
            "signatories": "\n".join(countries.name(code, language()) for code in series.signatories),
            "earlier_topics": "\n".join(series.earlier_topics),
        }
    )


def _lines(text: str | None) -> list[str]:
    """What stands on each line, without repetitions."""
    return list(dict.fromkeys(line.strip() for line in (text or "").splitlines() if line.strip()))
