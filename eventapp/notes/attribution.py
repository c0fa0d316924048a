"""By which words a note's speaker is quoted: a category, never a person. The one place where the phrase is made."""

import re

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.notes.models import Note
from eventapp.registration.models import DelegationType
from eventapp.workshops.models import Workshop
from exports.labels import N_

ANY_PARTICIPANT = "participant"
"""What stands for "a participant" where otherwise the key of a delegation type stands."""

_STANDARD = frozenset({
    N_("an official from {region}"),
    N_("a representative of a public association"),
    N_("a representative of an international organization"),
    N_("a representative of a regional organization"),
    N_("an official from an observer country"),
    N_("an expert"),
    N_("a United Nations official"),
    N_("an interpreter"),
})  # fmt: skip
"""The phrases of the eight usual delegation types: where a type has one of them in English and nothing in the
language asked for, our translation stands in. (The workshop's own words in that language win.)"""

_REGIONS = frozenset({N_("Central Asia"), N_("South Asia"), N_("Afghanistan")})
_REGION_IN_BRACKETS = re.compile(r"\s*\([^()]*\{region\}[^()]*\)")
_REGION_AFTER_A_WORD = re.compile(r",?\s*(?:\b(?:from|of|in|at|the|из|от|с|со|в|во|по)\s+)*\{region\}", re.IGNORECASE)


def phrase(note: Note, language: str, languages: tuple[str, ...] = ()) -> str:
    """ "an official from Central Asia", "a participant", or "" for a note that nobody is quoted in.

    In `language`, else in the first of `languages` (the workshop's) that has the phrase. A place for the region is
    filled, or dropped with its preposition where the note has none ("an official").

    Some statements are made for an organization (the Almaty notes have UN Women and Hedayah, which spoke from the
    agenda under their names). Then the organization is added in brackets to the category: "a representative of an
    international organization (UN Women)", "an expert (Hedayah)". The category stays the subject, so that the house
    rule holds in every language without inflecting a foreign name; and the name is that of an institution which
    spoke as such: the rapporteur has to put it there, it never follows from who the speaker was.
    """
    with force_locale(language):
        if note.attribution == ANY_PARTICIPANT:
            return str(_("a participant"))
        if note.attribution_type is None:
            return ""
        said = _with_region(_template(note.attribution_type, language, languages), note.attribution_region)
        if note.attribution_organization:
            return str(_("%(category)s (%(organization)s)", category=said, organization=note.attribution_organization))
        return said


def said_by(note: Note) -> str:
    """The key of the category: a delegation type's key, ANY_PARTICIPANT or ""."""
    return note.attribution_type.key if note.attribution_type else note.attribution


def category_label(kind: DelegationType, language: str, workshop: Workshop) -> str:
    """The phrase of a type without a region: what a list of categories shows."""
    with force_locale(language):
        return _with_region(_template(kind, language, tuple(workshop.languages)), "")


def is_quotable(kind: DelegationType) -> bool:
    """A type without a phrase (interpreters) is never quoted."""
    return bool(kind.attribution)


def _template(kind: DelegationType, language: str, languages: tuple[str, ...]) -> str:
    if own := kind.attribution.get(language):
        return own
    fallback = kind.attribution.pick(language, languages)
    return _(fallback) if fallback in _STANDARD else fallback


def _with_region(template: str, region: str) -> str:
    if region:
        return template.replace("{region}", _(region) if region in _REGIONS else region)
    return _REGION_AFTER_A_WORD.sub("", _REGION_IN_BRACKETS.sub("", template)).strip()
