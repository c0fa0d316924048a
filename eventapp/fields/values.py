"""Answers as text, as Python values, as JSON and in words; one rule for each kind of field.

Typed values: text and country str, choice the key (str), many a list of keys, number int or float, date `date`, moment
`datetime` in UTC, yes-no bool; of a file an `Upload` when it comes in, its name afterwards. None: no answer.
"""

import math
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from flask_babel import gettext as _

from eventapp.core import countries
from eventapp.core.errors import Invalid
from eventapp.core.forms import tidy
from eventapp.core.i18n import country_name, day, decimal, moment, tr
from eventapp.core.names import fold
from eventapp.core.texts import Texts
from eventapp.core.timezones import instant, local
from eventapp.fields.models import Field, Kind
from eventapp.fields.uploads import Upload

LONGEST = {Kind.TEXT: 300, Kind.LONG_TEXT: 5000}
FIRST_YEAR, LAST_YEAR = 1900, 2100
LARGEST_NUMBER = 10**12
MASK, SHOWN_END, LONG_ENOUGH = "••••", 4, 8
"""Of a number this long its end is shown, so that one can tell it from another without reading it."""
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4})")
_MOMENT = re.compile(r"(?P<day>\S+?)[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?")
_YES = {fold(word) for word in ("yes", "y", "true", "1", "да", "+")}
_NO = {fold(word) for word in ("no", "n", "false", "0", "нет", "-")}


def read(field: Field, raw: str | Sequence[str], *, zone: str, today: date) -> Any:
    """The typed value of what a person typed or a list holds; None of nothing. Raises Invalid.

    `zone`: the workshop's clock, on which moments are given. Choices are found by key or by label in any language,
    countries by code or any usual name, dates as 2016-03-29 or 29.03.2016, times as 2016-03-29T14:05.
    """
    if not isinstance(raw, str):
        if field.kind == Kind.MANY:
            keys = [_choice(field, each) for each in raw if each.strip()]
            return list(dict.fromkeys(keys)) or None
        raw = next(iter(raw), "")
    text = tidy(raw)
    if not text:
        return None
    if field.kind == Kind.MANY:
        return read(field, re.split(r"[;,\n]", text), zone=zone, today=today)
    if field.kind == Kind.FILE:
        raise Invalid(_("A file is needed here."))
    if field.kind == Kind.MOMENT:
        return check(field, _moment(text, zone), today=today)
    return check(field, _READERS[Kind(field.kind)](field, text), today=today)


def check(field: Field, value: Any, *, today: date) -> Any:
    """The typed value itself, if the field takes it. Raises Invalid."""
    kind = Kind(field.kind)
    if kind in LONGEST:
        longest = field.limits.get("longest", LONGEST[kind])
        if not isinstance(value, str) or len(value) > longest:
            raise Invalid(_("At most %(most)s characters can be kept here.", most=longest))
    elif kind is Kind.NUMBER:
        _check_number(field, value)
    elif kind in (Kind.DATE, Kind.MOMENT):
        _check_date(field, value, today)
    elif kind is Kind.CHOICE:
        _choice(field, value)
    elif kind is Kind.MANY:
        for each in value:
            _choice(field, each)
    elif kind is Kind.COUNTRY and value not in countries.codes():
        raise Invalid(_("Choose a country."))
    elif (kind is Kind.YES_NO and not isinstance(value, bool)) or (kind is Kind.FILE and not isinstance(value, Upload)):
        raise Invalid(_("This answer cannot be used."))
    return value


def stored(field: Field, value: Any) -> Any:
    """The JSON that is kept of a typed value."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def typed(field: Field, kept: Any) -> Any:
    """The typed value of kept JSON."""
    if kept is None:
        return None
    if field.kind == Kind.DATE:
        return date.fromisoformat(kept)
    return datetime.fromisoformat(kept) if field.kind == Kind.MOMENT else kept


def written(field: Field, value: Any, zone: str) -> str | list[str]:
    """A typed value as an input element holds it."""
    if value is None:
        return [] if field.kind == Kind.MANY else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return local(value, zone).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, float):
        return repr(value)
    return list(value) if isinstance(value, list | tuple) else str(value)


def shown(field: Field, value: Any, zone: str) -> str:
    """A typed value in words, in the language in force; "" of nothing."""
    if value is None or value in ("", []):
        return ""
    match value:
        case bool():
            text = _("yes") if value else _("no")
        case datetime():
            text = moment(value, zone)
        case date():
            text = day(value, "d MMMM y")
        case int() | float():
            text = decimal(value, 0) if float(value).is_integer() else f"{value:g}"
        case list():
            text = ", ".join(_label(field, key) for key in value)
        case _:
            text = country_name(value) if field.kind == Kind.COUNTRY else _label(field, value)
    return str(text)


def masked(field: Field, text: str) -> str:
    """A protected answer (in words) so that nothing can be read of it but, of a long number, its end."""
    if field.kind == Kind.TEXT and len(text) >= LONG_ENOUGH and any(letter.isdigit() for letter in text):
        return f"{MASK} {text[-SHOWN_END:]}"
    return MASK if text else ""


def _label(field: Field, key: str) -> str:
    """What a choice is called; any other text is itself."""
    return next((tr(Texts(choice["text"])) for choice in field.choices if choice["key"] == key), key)


def _check_number(field: Field, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Invalid(_("Enter a number."))
    least, most = field.limits.get("least"), field.limits.get("most")
    if least is not None and most is not None and not least <= value <= most:
        raise Invalid(_("Enter a number from %(least)s to %(most)s.", least=least, most=most))
    if least is not None and value < least:
        raise Invalid(_("Enter a number from %(least)s upwards.", least=least))
    if (most is not None and value > most) or abs(value) > LARGEST_NUMBER:
        raise Invalid(_("Enter a number up to %(most)s.", most=LARGEST_NUMBER if most is None else most))


def _check_date(field: Field, value: Any, today: date) -> None:
    if field.kind == Kind.MOMENT and (not isinstance(value, datetime) or value.tzinfo is None):
        raise Invalid(_("Enter a date and a time."))
    if not isinstance(value, date):
        raise Invalid(_("Enter a date."))
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Invalid(_("Enter a date from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))
    plain = value.date() if isinstance(value, datetime) else value
    if field.limits.get("past") and plain > today:
        raise Invalid(_("This date lies in the future."))


def _choice(field: Field, text: Any) -> str:
    wanted = fold(str(text))
    for choice in field.choices:
        if text == choice["key"] or wanted in {fold(label) for label in choice["text"].values()}:
            return str(choice["key"])
    raise Invalid(_("“%(answer)s” is not offered here.", answer=text))


def _number(field: Field, text: str) -> int | float:
    plain = re.sub(r"[\s\u00a0\u202f]", "", text).replace("−", "-").replace(",", ".")
    if not re.fullmatch(r"[-+]?\d{1,15}(\.\d{1,9})?", plain):
        raise Invalid(_("Enter a number."))
    value = float(plain)
    return int(value) if value.is_integer() else value


def _date(text: str) -> date:
    found = _DATE.fullmatch(text)
    if found is None:
        raise Invalid(_("Enter a date."))
    year, month, number = found.group(1, 2, 3) if found.group(1) else found.group(6, 5, 4)
    try:
        return date(int(year), int(month), int(number))
    except ValueError as error:
        raise Invalid(_("There is no such day in the calendar.")) from error


def _moment(text: str, zone: str) -> datetime:
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise Invalid(_("Enter a date and a time."))
    on = _date(found["day"])
    try:
        clock = time(int(found["hour"]), int(found["minute"]))
    except ValueError as error:
        raise Invalid(_("There is no such time.")) from error
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise Invalid(_("Enter a date from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))
    try:
        return instant(on, clock, zone)
    except Invalid as error:
        raise Invalid(_("On that day the clocks are changed; this time does not exist or occurs twice.")) from error


def _yes_no(text: str) -> bool:
    word = fold(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Invalid(_("Answer yes or no."))


def _country(text: str) -> str:
    code = countries.find(text)
    if code is None:
        raise Invalid(_("There is no country of this name."))
    return code


_READERS: dict[Kind, Callable[[Field, str], Any]] = {
    Kind.TEXT: lambda field, text: text,
    Kind.LONG_TEXT: lambda field, text: text,
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.DATE: lambda field, text: _date(text),
    Kind.COUNTRY: lambda field, text: _country(text),
    Kind.YES_NO: lambda field, text: _yes_no(text),
}
