"""What is printed on a badge: from a registration, or a blank one, to the renderer's facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.agenda import queries as agenda
from eventapp.badges import backs
from eventapp.badges.design import FAMILY, GIVEN, NAME_SIZES, OURS, Design, logos_of
from eventapp.badges.models import SpareBadge
from eventapp.core.config import FLAGS
from eventapp.core.errors import UserError
from eventapp.core.i18n import LANGUAGES, language_name
from eventapp.core.texts import Texts
from eventapp.core.tokens import fingerprint
from eventapp.groups import queries as groups
from eventapp.registration import codes, photos
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import DelegationType, Registration
from eventapp.workshops.facts import period
from eventapp.workshops.models import Workshop
from exports import model
from exports.badges import Look


@dataclass(frozen=True, slots=True)
class Drawing:
    """One design for badges of one workshop in one language, with what was read once for all of them.

    `groups`: registration id to the titles of the working groups.
    """

    workshop: Workshop
    language: str
    design: Design = OURS
    groups: Mapping[int, str] = field(default_factory=dict)

    def text(self, value: Texts) -> str:
        return value.pick(self.language, self.workshop.languages)

    def other(self, value: Texts) -> str:
        """The same in the second language, if there is one and it says something else."""
        second = value.get(self.design.second_language, "")
        return second if second != self.text(value) else ""

    def look(self) -> Look:
        """The design as the renderer is told of it."""
        with force_locale(self.language):
            back = backs.back(self.design, self.workshop)
        return Look(
            qr_mm=self.design.qr_mm,
            name_scale=NAME_SIZES[self.design.name_size],
            band=self.design.band,
            logos=logos_of(self.design, self.workshop),
            back=back,
        )


def drawing(workshop: Workshop, design: Design, language: str) -> Drawing:
    """Everything that the badges of a workshop have in common."""
    return Drawing(workshop, language, design, _groups(workshop, language) if design.group else {})


def first_language(workshop: Workshop) -> str:
    """The first of the workshop's languages that our texts exist in."""
    return next((code for code in workshop.languages if code in LANGUAGES), "en")


def code_of(registration: Registration) -> str:
    """What the QR code of the valid badge says.

    Raises UserError if the code cannot be made again: it was derived from a secret key that has changed since.
    """
    badge = registration.badge
    if badge is None:
        raise ValueError("a face needs a badge")
    code = codes.badge_code(badge)
    if fingerprint(code) != badge.code_hash:
        raise UserError(
            _(
                "The badge of %(name)s cannot be printed: the server's secret key has changed since it was issued. "
                "Issue the badge anew, then print it.",
                name=registration.shown_name,
            )
        )
    return code


def face(registration: Registration, drawn: Drawing, code: str = "") -> model.Badge:
    """The badge of a registration; the name as its owner wants it. `code`: what its QR says, "" leaves it out."""
    design, delegation = drawn.design, registration.delegation
    said = (registration.position if design.position else "", registration.organization if design.organization else "")
    country = _label(registration, drawn.language, design)
    other = _label(registration, drawn.design.second_language, design) if design.second_language else ""
    spoken = [language_name(code) for code in registration.languages] if design.languages else []
    return replace(
        _category(registration.type, drawn),
        latin_name=registration.shown_name,
        original_name=second_name(registration) if design.original else "",
        strong=_strong(registration, design),
        line=", ".join(part for part in said if part),
        delegation=country,
        delegation_other=other if other != country else "",
        flag=flag(delegation.country) if design.flag else b"",
        languages=" · ".join(spoken),
        group=drawn.groups.get(registration.id, ""),
        no_photo=design.no_photo and registration.photo_consent is False,
        photo=photos.shown(registration) if design.photo else b"",
        code=code,
    )


def blank(spare: SpareBadge, kind: DelegationType, drawn: Drawing) -> model.Badge:
    """A badge of a category with a code and a number, on which the name is written by hand."""
    number = _("No. %(number)s", number=spare.number)
    return replace(_category(kind, drawn), code=codes.code_of_serial(spare.serial), number=number)


def second_name(registration: Registration) -> str:
    """The name in the other script, where the badge shows one: not the same once more."""
    original = registration.person.original_name
    return original if original != registration.shown_name else ""


@cache
def flag(country: str) -> bytes:
    """The flag of a country (SVG) by its two letters; b"" where there is none."""
    path = FLAGS / f"{country.lower()}.svg"
    return path.read_bytes() if country.isalpha() and path.is_file() else b""


def _category(kind: DelegationType, drawn: Drawing) -> model.Badge:
    """What stands on each badge of a delegation type, without a person yet."""
    workshop = drawn.workshop
    return model.Badge(
        latin_name="",
        original_name="",
        line="",
        delegation="",
        delegation_type=drawn.text(kind.name),
        type_other=drawn.other(kind.name),
        colour=kind.colour,
        workshop=drawn.text(workshop.title),
        workshop_other=drawn.other(workshop.title),
        dates=f"{workshop.city}, {period(workshop.starts_on, workshop.ends_on)}",
        code="",
    )


def _label(registration: Registration, language: str, design: Design) -> str:
    """The delegation in words; an organization's name stands even where a flag is to speak for its country."""
    delegation = registration.delegation
    alone = design.flag and not design.country and flag(delegation.country)
    return delegation.organization if alone else delegation_label(delegation, language)


def _strong(registration: Registration, design: Design) -> str:
    person = registration.person
    return {FAMILY: person.latin_family, GIVEN: person.latin_given}.get(design.emphasis, "")


def _groups(workshop: Workshop, language: str) -> dict[int, str]:
    titles = {each.id: each.title.pick(language, workshop.languages) for each in agenda.sessions(workshop.id)}
    return {
        registration_id: " · ".join(titles[session_id] for session_id in session_ids if session_id in titles)
        for registration_id, session_ids in groups.of_people(workshop.id).items()
    }
