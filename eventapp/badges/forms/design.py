"""How badges look: the designer's form."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired

from eventapp.badges.design import OURS, Design
from eventapp.badges.labels import BACK_LABELS, EMPHASIS_LABELS, LAYOUT_LABELS, NAME_SIZE_LABELS
from eventapp.badges.samples import SAMPLES
from eventapp.core.forms import BaseForm, TextsField, TicksField, choices
from eventapp.core.i18n import LANGUAGES, day
from eventapp.workshops import queries as workshops
from eventapp.workshops.models import Workshop

__all__ = ["SAMPLES", "DesignForm"]


class DesignForm(BaseForm):
    """Every choice of a `Design`, and on whom it is tried."""

    layout = SelectField(_l("Size and sheet"), choices=choices(LAYOUT_LABELS.items()))
    name_size = SelectField(_l("Size of names"), choices=choices(NAME_SIZE_LABELS.items()))
    emphasis = SelectField(
        _l("In bold"),
        choices=choices(EMPHASIS_LABELS.items()),
        description=_l("Each name stands as its owner wants it; this is the part that stands out."),
    )
    band = BooleanField(
        _l("Category on its colour"),
        description=_l("Without it the category stands in black on white and saves ink."),
    )
    original = BooleanField(_l("Name in the other script"))
    position = BooleanField(_l("Position"))
    organization = BooleanField(_l("Organization"))
    country = BooleanField(_l("Delegation by name"))
    flag = BooleanField(_l("Delegation by flag"))
    group = BooleanField(_l("Working group"))
    languages = BooleanField(_l("Languages spoken"))
    photo = BooleanField(_l("Photograph"), description=_l("Of those who gave one and allow photographs."))
    no_photo = BooleanField(_l("Mark of those who want no photographs"))
    second_language = SelectField(_l("Second language"), description=_l("Category, delegation and title in it too."))
    logos = TicksField(_l("Logos"), coerce=int)
    qr_mm = IntegerField(
        _l("Width of the code in millimetres"),
        [InputRequired()],
        description=_l("At least 20, without the white edge around it."),
        render_kw={"inputmode": "numeric", "min": "20"},
    )
    back = SelectField(_l("On the back"), choices=choices(BACK_LABELS.items()))
    back_day = SelectField(_l("Day of the programme"), coerce=int)
    back_text = TextsField(_l("Text on the back"), area=True)
    sample = SelectField(_l("Try it on"), choices=choices(SAMPLES.items()))

    def __init__(self, workshop: Workshop, design: Design, **kwargs: Any) -> None:
        pictured = [(partner.id, partner.short or partner.name) for partner, _logo in workshops.logos(workshop.id)]
        shown = design.facts()
        if design.logos is None:
            shown["logos"] = [partner_id for partner_id, _name in pictured]
        super().__init__(data=shown, **kwargs)
        self.logos.choices = choices(pictured)
        others = [(code, LANGUAGES[code]) for code in workshop.languages if code in LANGUAGES]
        self.second_language.choices = choices(others, blank=_l("None"))
        days = [(number, day(date, "EEEE, d MMMM")) for number, date in enumerate(workshop.days, start=1)]
        self.back_day.choices = choices([(0, _l("All days")), *days])

    def design(self) -> Design:
        """What was chosen; whether it can be printed is for `actions.check` to say."""
        every = {choice.value for choice in self.logos.choices}
        chosen = set(self.logos.data or ())
        names = [name for name in OURS.facts() if name not in ("logos", "back_text")]
        return Design(
            **{name: getattr(self, name).data for name in names},
            logos=None if chosen == every else tuple(sorted(chosen)),
            back_text=self.back_text.data,
        )
