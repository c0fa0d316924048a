"""How the certificates of one kind look: what the organizer decided, over what is usual."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from flask_babel import gettext as _

from eventapp.certificates import standard
from eventapp.core.i18n import LANGUAGES
from eventapp.messages import placeholders
from eventapp.workshops.models import Workshop
from exports.certificate import LANDSCAPE, ORIENTATIONS, TEXTS

BOTH, OWN = "both", "own"
"""Which languages stand on a certificate: all of the workshop's, or each person's own; else the code of one."""
COLOUR = "#1f3a5f"
_PREFIX = re.compile(r"[^\W_][\w./-]{0,39}")


@dataclass(frozen=True, slots=True)
class Design:
    """`texts`: {language: {part: the organizer's own words}}, our words where there are none.

    `logos`: ids of the partners whose logos are shown; None: all that have one. `prefix`: before the number's "/".
    """

    orientation: str = LANDSCAPE
    languages: str = BOTH
    colour: str = COLOUR
    logos: tuple[int, ...] | None = None
    prefix: str = ""
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def words(self, kind: str, language: str) -> dict[str, str]:
        """{part: text with placeholders} in a language."""
        own = {part: text for part, text in self.texts.get(language, {}).items() if part in TEXTS}
        return {**standard.words(kind, language), **own}

    def as_json(self) -> dict[str, Any]:
        """As `design_of` reads it; what is usual is left out."""
        usual = asdict(USUAL)
        plain = {**asdict(self), "logos": None if self.logos is None else list(self.logos)}
        return {name: value for name, value in plain.items() if value != usual[name]}


USUAL = Design()


def design_of(settings: Mapping[str, Any]) -> Design:
    """The design out of a template's settings; what is not understood is as usual."""
    orientation = settings.get("orientation")
    languages, colour = settings.get("languages"), str(settings.get("colour", ""))
    logos, texts = settings.get("logos"), settings.get("texts")
    return Design(
        orientation=orientation if orientation in ORIENTATIONS else USUAL.orientation,
        languages=languages if languages in (BOTH, OWN, *LANGUAGES) else USUAL.languages,
        colour=colour if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else USUAL.colour,
        logos=tuple(logos) if isinstance(logos, list) else None,
        prefix=str(settings.get("prefix", "")),
        texts=texts if isinstance(texts, dict) else {},
    )


def languages_of(workshop: Workshop) -> list[str]:
    """The languages a workshop's certificates can be in, its first one first."""
    return [code for code in workshop.languages if code in LANGUAGES] or ["en"]


def shown_languages(design: Design, workshop: Workshop, own: str) -> list[str]:
    """The languages on one certificate; `own`: the person's. Two at most find room."""
    known = languages_of(workshop)
    if design.languages == BOTH:
        return known[:2]
    wanted = own if design.languages == OWN else design.languages
    return [wanted if wanted in known else known[0]]


def prefix_of(design: Design, workshop: Workshop) -> str:
    """What stands before the number: the organizer's, else the workshop's short name in capitals."""
    return design.prefix or workshop.slug.upper()[:40]


def problems(design: Design) -> dict[str, str]:
    """{"prefix" | "colour" | "body.ru" …: what is wrong there}, for the form."""
    wrong: dict[str, str] = {}
    if design.prefix and not _PREFIX.fullmatch(design.prefix):
        wrong["prefix"] = str(_("Letters, digits, dots, dashes and strokes, beginning with a letter or digit."))
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", design.colour):
        wrong["colour"] = str(_("A colour like #1f3a5f."))
    for language, texts in design.texts.items():
        for part, text in texts.items():
            if found := placeholders.problems(text, tuple(standard.PLACEHOLDERS)):
                wrong[f"{part}.{language}"] = " ".join(found)
        if "heading" in texts and not texts["heading"].strip():
            wrong[f"heading.{language}"] = str(_("A certificate needs a heading."))
    return wrong
