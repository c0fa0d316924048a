"""The columns of the list of participants: what each shows, by what it sorts, and which can be changed in place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.core import countries, names
from eventapp.core.i18n import LANGUAGES, tr
from eventapp.registration.labels import (
    FUNCTION_LABELS,
    FUNDING_LABELS,
    SEX_LABELS,
    SOURCE_LABELS,
    delegation_label,
    state_label,
)
from eventapp.registration.models import Registration

ALWAYS = ("position", "delegation", "state")
"""What is shown until somebody chooses otherwise."""
EDITABLE = (
    "position",
    "organization",
    "badge_name",
    "honorific",
    "email",
    "phone",
    "dietary",
    "alternate",
    "funding",
    "function",
)
CONTACTS = ("email", "phone", "dietary", "access_needs")
"""For those who may see contacts."""

Told = Callable[[Registration, str], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its heading, its text in a language."""

    key: str
    label: Any
    text: Told

    @property
    def editable(self) -> bool:
        return self.key in EDITABLE


def _yes(value: bool | None) -> str:
    return "" if value is None else str(_("yes") if value else _("no"))


def _fact(name: str) -> Told:
    return lambda row, _code: getattr(row, name) or ""


def _person(name: str) -> Told:
    return lambda row, _code: getattr(row.person, name) or ""


COLUMNS = {
    column.key: column
    for column in (
        Column("position", _l("Position"), _fact("position")),
        Column("organization", _l("Organization"), _fact("organization")),
        Column("delegation", _l("Delegation"), lambda row, code: delegation_label(row.delegation, code)),
        Column("type", _l("Type"), lambda row, _code: tr(row.type.name)),
        Column("state", _l("State"), lambda row, _code: state_label(row.state)),
        Column("country", _l("Country"), lambda row, code: countries.name(row.country, code) if row.country else ""),
        Column("honorific", _l("Honorific"), _person("honorific")),
        Column("sex", _l("Sex"), lambda row, _code: str(SEX_LABELS.get(row.person.sex, "")) if row.person.sex else ""),
        Column("badge_name", _l("Name on the badge"), lambda row, _code: row.badge_name),
        Column("email", _l("E-mail"), _person("email")),
        Column("phone", _l("Telephone"), _person("phone")),
        Column(
            "function",
            _l("Function"),
            lambda row, _code: str(FUNCTION_LABELS.get(row.function, "")) if row.function else "",
        ),
        Column("alternate", _l("Alternate"), lambda row, _code: _yes(row.alternate) if row.alternate else ""),
        Column(
            "funding", _l("Funding"), lambda row, _code: str(FUNDING_LABELS.get(row.funding, "")) if row.funding else ""
        ),
        Column("language", _l("Language"), lambda row, _code: LANGUAGES.get(row.language, row.language)),
        Column("interpretation", _l("Interpretation into"), _fact("interpretation")),
        Column("dietary", _l("Dietary needs"), _fact("dietary")),
        Column("access_needs", _l("Access needs"), _fact("access_needs")),
        Column("names_approved", _l("Name approved"), lambda row, _code: _yes(row.names_approved_at is not None)),
        Column("photo", _l("Photograph"), lambda row, _code: _yes(row.photo_id is not None)),
        Column("will_come", _l("Will come"), lambda row, _code: _yes(row.will_come)),
        Column("to_review", _l("To review"), lambda row, _code: str(len(row.to_review)) if row.to_review else ""),
        Column("source", _l("Came by"), lambda row, _code: str(SOURCE_LABELS.get(row.source, row.source))),
    )
}


def chosen(keys: Sequence[str] | None, *, contacts: bool) -> list[Column]:
    """The columns of these keys, in our order; the usual ones where none is known."""
    wanted = [key for key in COLUMNS if key in (keys or ()) and (contacts or key not in CONTACTS)]
    return [COLUMNS[key] for key in (wanted or ALWAYS)]


def offered(*, contacts: bool) -> list[Column]:
    """All columns that may be chosen."""
    return [column for column in COLUMNS.values() if contacts or column.key not in CONTACTS]


def in_order(rows: Sequence[Registration], key: str, code: str) -> list[Registration]:
    """Rows in the order of a column ("name" or a key, with "-" before it backwards); else as they stand.

    What is empty stands at the end either way; rows that are equal stay in delegation order.
    """
    name, backwards = key.removeprefix("-"), key.startswith("-")
    if name == "name":
        told: Told = lambda row, _code: row.person.latin_family or row.person.badge_name  # noqa: E731
    elif name in COLUMNS:
        told = COLUMNS[name].text
    else:
        return list(rows)
    texts = {row.id: names.sort_key(told(row, code), code) for row in rows}
    there = sorted((row for row in rows if texts[row.id]), key=lambda row: texts[row.id], reverse=backwards)
    return [*there, *(row for row in rows if not texts[row.id])]
