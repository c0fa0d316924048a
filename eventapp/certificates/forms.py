"""What organizers type about certificates: reasons, the look, who signs, who passed the test."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, ColorField, DateField, Field, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import TextArea

from eventapp.certificates import standard
from eventapp.certificates.actions import SignatoryFacts
from eventapp.certificates.design import BOTH, COLOUR, OWN, Design, languages_of, prefix_of
from eventapp.certificates.models import Signatory
from eventapp.certificates.previewing import LONGEST, SAMPLE
from eventapp.certificates.results import figure
from eventapp.core.forms import BaseForm, TextsField, TicksField, choices
from eventapp.core.i18n import LANGUAGES
from eventapp.core.texts import Texts
from eventapp.workshops.models import Partner, Workshop
from exports.certificate import LANDSCAPE, PORTRAIT, TEXTS

LONGEST_LIST = 200_000


class PastedField(Field):
    """A list as it was pasted: tabs part its columns, so it is not tidied like other texts."""

    widget = TextArea()

    def _value(self) -> str:
        return str(self.data or "")

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the text, bounded."""
        if valuelist:
            self.data = valuelist[0][:LONGEST_LIST]


class CheckForm(BaseForm):
    """A certificate in somebody's hand."""

    number = StringField(_l("Number of the certificate"), [InputRequired(), Length(max=80)])
    code = StringField(_l("Code under the QR code"), [InputRequired(), Length(max=200)])


class ManyForm(BaseForm):
    """Certificates for everybody who qualifies."""

    send = BooleanField(_l("Write to them that it is ready"))


class TestsForm(BaseForm):
    """A list of who passed, pasted or as a file."""

    passed_on = DateField(_l("Day of the test"), [InputRequired(_l("When was the test?"))])
    least = StringField(
        _l("Passed from"),
        [Optional(), Length(max=10)],
        description=_l("The least score that passes, as a number; left empty, everybody on the list passed."),
    )
    text = PastedField(
        _l("Names or e-mail addresses, with the score behind"),
        render_kw={"rows": 8, "placeholder": "Aigul Osmonova\t92\nk.saidov@example.org\t78 %"},
    )
    file = FileField(_l("Or a file (Excel, CSV)"), render_kw={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"})

    def validate_least(self, field: StringField) -> None:
        """A number."""
        if figure(field.data or "") is None:
            raise ValidationError(_("Write a number."))

    def least_score(self) -> float | None:
        """The least score that passes, if there is a bound."""
        return figure(self.least.data or "")


class SignatoryForm(BaseForm):
    """Who signs."""

    name = TextsField(_l("Name"), required=True)
    title = TextsField(_l("Post"), description=_l("A long post takes two lines."))
    image = FileField(
        _l("Picture of the signature"),
        description=_l("PNG without background, or JPEG. Without one there is a line to sign on."),
        render_kw={"accept": ".png,.jpg,.jpeg"},
    )

    @classmethod
    def of(cls, row: Signatory) -> "SignatoryForm":
        """Filled with what is known; what was sent wins."""
        return cls(data={"name": row.name, "title": row.title})

    def facts(self) -> SignatoryFacts:
        """What was typed."""
        return SignatoryFacts(name=self.name.data, title=self.title.data)


class DesignForm(BaseForm):
    """How the certificates of one kind look; every text stands there to be changed, ours to begin with."""

    orientation = RadioField(
        _l("Orientation"), choices=choices([(LANDSCAPE, _l("A4 across")), (PORTRAIT, _l("A4 upright"))])
    )
    languages = SelectField(_l("Languages"))
    colour = ColorField(_l("Colour of the frame and headings"), default=COLOUR)
    prefix = StringField(_l("Before the number"), [Length(max=40)])
    logos = TicksField(_l("Logos"), coerce=int)
    who = RadioField(
        _l("Show"),
        choices=choices([(SAMPLE, _l("A sample")), (LONGEST, _l("The longest name"))]),
        default=SAMPLE,
        validate_choice=False,
    )
    heading = TextsField(_l("Heading"))
    lead = TextsField(_l("Above the name"))
    line = TextsField(_l("Below the name"), area=True)
    body = TextsField(_l("What is certified"), area=True)
    title = TextsField(_l("In bold"), area=True)
    detail = TextsField(_l("Place, days, attendance"), area=True)
    foot = TextsField(_l("In small letters"), area=True)

    def __init__(self, workshop: Workshop, kind: str, partners: Sequence[Partner], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind = kind
        known = languages_of(workshop)
        several = [(BOTH, _l("All on one page")), (OWN, _l("Each person's own"))] if len(known) > 1 else []
        self.languages.choices = choices([*several, *((code, LANGUAGES[code]) for code in known)])
        self.logos.choices = [(partner.id, partner.short or partner.name) for partner in partners]
        self.prefix.description = _("Left empty: %(usual)s.", usual=prefix_of(Design(), workshop))

    @classmethod
    def of(
        cls, workshop: Workshop, kind: str, partners: Sequence[Partner], design: Design, **kwargs: Any
    ) -> "DesignForm":
        """Filled with a design; what was sent wins."""
        words = {code: design.words(kind, code) for code in LANGUAGES}
        data: dict[str, Any] = {
            "orientation": design.orientation,
            "languages": design.languages,
            "colour": design.colour,
            "prefix": design.prefix,
            "logos": [each.id for each in partners if design.logos is None or each.id in design.logos],
            **{part: Texts({code: texts[part] for code, texts in words.items()}) for part in TEXTS},
        }
        return cls(workshop, kind, partners, data=data, **kwargs)

    def design(self) -> Design:
        """What was chosen; texts that are ours are left out, so that they stay ours."""
        every = {value for value, _label in self.logos.choices}
        ticked = tuple(each for each in self.logos.data or () if each in every)
        texts = {}
        for code in LANGUAGES:
            ours = standard.words(self.kind, code)
            said = {part: getattr(self, part).data.get(code, "") for part in TEXTS}
            if own := {part: text for part, text in said.items() if text != ours[part]}:
                texts[code] = own
        return Design(
            orientation=self.orientation.data or LANDSCAPE,
            languages=self.languages.data or BOTH,
            colour=str(self.colour.data or COLOUR),
            logos=None if set(ticked) == every else ticked,
            prefix=self.prefix.data or "",
            texts=texts,
        )
