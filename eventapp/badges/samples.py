"""On whom a design is tried before it is printed: somebody real, or a name that is hard to set."""

from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.badges.faces import Drawing, face
from eventapp.core.errors import UserError
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration
from exports import model

FIRST, LONGEST, PERSIAN, CYRILLIC, UNBROKEN = "first", "longest", "persian", "cyrillic", "unbroken"
SAMPLES = {
    FIRST: _l("the first participant"),
    LONGEST: _l("the longest name"),
    CYRILLIC: _l("a long name in Cyrillic"),
    PERSIAN: _l("a name in Persian"),
    UNBROKEN: _l("60 letters without a blank"),
}
HARD = {
    CYRILLIC: ("Сапармурадгелди Нурмухаммедович Гурбангулыев-Бердымухамедов", "Saparmyratgeldi Gurbangulyýew"),
    PERSIAN: ("محمدرضا حسینی‌نژاد شریف‌زاده", "Mohammad Reza Hosseininejad Sharifzadeh"),
    UNBROKEN: ("Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis", "Вольфешлегельштайнхаузенбергердорф"),
}
CODE = "THISCODEISFORTRYINGITONLY7"
"""Of no badge: 26 letters as in a real one, so that the drawing is as dense."""


def sample(kind: str, drawn: Drawing) -> model.Badge:
    """A badge to look at. Raises UserError while nobody takes part whose facts could stand on it."""
    people = registrations.people(drawn.workshop.id, None, drawn.language)
    if not people:
        raise UserError(_("As soon as somebody takes part, the badge is shown here."))
    confirmed = [each for each in people if each.state == "confirmed"] or people
    shown = face(_longest(confirmed) if kind == LONGEST else confirmed[0], drawn, CODE)
    if kind not in HARD:
        return shown
    name, other = HARD[kind]
    return replace(shown, latin_name=name, original_name=other if drawn.design.original else "", strong="")


def _longest(people: list[Registration]) -> Registration:
    return max(people, key=lambda each: len(each.shown_name))
