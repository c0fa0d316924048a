"""What stands at the head and foot of a workshop's attendance sheets, and which columns they have.

Read from `workshop.sheets`; what is not set there is the usual: the series' title as the project's, a sentence on data
protection, every partner's logo, all columns but the delegation type, each language of the workshop.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.core.i18n import LANGUAGES
from eventapp.core.texts import Texts
from eventapp.workshops.models import Workshop
from exports.attendance_sheet import COLUMNS, COUNTRY, ORGANIZATION, POST, SEX

EVERY_LANGUAGE = "every"
MOST_EMPTY_LINES = 200


@dataclass(frozen=True, slots=True)
class SheetSettings:
    """`logos`: ids of partners, None for all who have one. `split`: those from the workshop's country and the others
    stand on lists of their own. `empty_lines`: after the named ones; `language`: a code, or EVERY_LANGUAGE."""

    project: Texts
    project_number: str
    funding: Texts
    data_protection: Texts
    logos: tuple[int, ...] | None = None
    columns: tuple[str, ...] = (POST, ORGANIZATION, COUNTRY, SEX)
    split: bool = False
    empty_lines: int = 5
    language: str = EVERY_LANGUAGE

    def as_json(self) -> dict[str, Any]:
        """As `settings_of` reads it."""
        return {
            "project": dict(self.project),
            "project_number": self.project_number,
            "funding": dict(self.funding),
            "data_protection": dict(self.data_protection),
            "logos": None if self.logos is None else list(self.logos),
            "columns": list(self.columns),
            "split": self.split,
            "empty_lines": self.empty_lines,
            "language": self.language,
        }


def settings_of(workshop: Workshop) -> SheetSettings:
    """The settings of a workshop's sheets."""
    kept = workshop.sheets
    logos, columns = kept.get("logos"), kept.get("columns")
    empty_lines, language = kept.get("empty_lines"), kept.get("language")
    return SheetSettings(
        project=_texts(kept, "project", workshop.series.title),
        project_number=str(kept.get("project_number") or ""),
        funding=_texts(kept, "funding", _usual_funding(workshop)),
        data_protection=_texts(kept, "data_protection", usual_data_protection()),
        logos=tuple(logos) if isinstance(logos, list) else None,
        columns=tuple(each for each in COLUMNS if each in columns) if isinstance(columns, list) else _USUAL_COLUMNS,
        split=bool(kept.get("split")),
        empty_lines=empty_lines if isinstance(empty_lines, int) and 0 <= empty_lines <= MOST_EMPTY_LINES else 5,
        language=language if language in LANGUAGES else EVERY_LANGUAGE,
    )


_USUAL_COLUMNS = (POST, ORGANIZATION, COUNTRY, SEX)


def sheet_languages(workshop: Workshop, chosen: str) -> tuple[str, ...]:
    """The languages of a sheet, in order: the chosen one, or each of the workshop's that our texts exist in."""
    if chosen in LANGUAGES:
        return (chosen,)
    return tuple(code for code in workshop.languages if code in LANGUAGES) or ("en",)


def usual_data_protection() -> Texts:
    """What a sheet says of data protection unless the organizers say it in their own words."""
    return _in_each(
        lambda: _(
            "Your name, function and signature are collected as proof of attendance; the organizers keep them for as"
            " long as the funder requires and pass them on to the funder and its auditors only."
        )
    )


def _usual_funding(workshop: Workshop) -> Texts:
    names = ", ".join(partner.name for partner in workshop.funders)
    return _in_each(lambda: _("Funded by %(names)s.", names=names)) if names else Texts()


def _in_each(text: Any) -> Texts:
    found = {}
    for code in LANGUAGES:
        with force_locale(code):
            found[code] = str(text())
    return Texts(found)


def _texts(kept: Mapping[str, Any], name: str, usual: Texts) -> Texts:
    """A text that was set; one that was emptied stays empty."""
    value = kept.get(name)
    return Texts({code: str(text) for code, text in value.items()}) if isinstance(value, dict) else usual
