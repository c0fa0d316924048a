"""Reading JSON strictly: each value by a reader, each mistake kept with its place, such as `sessions[3].start`."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, TypeVar, cast

from flask_babel import gettext as _

from eventapp.core import countries
from eventapp.core.i18n import LANGUAGES
from eventapp.core.names import clean
from eventapp.core.texts import Texts
from eventapp.workshops import keys

T = TypeVar("T")
Reader = Callable[[object], T]
LONGEST_LINE = 300
LONGEST_TEXT = 20_000
LARGEST_NUMBER = 1_000_000


class Fields:
    """One JSON object of a file. What is wrong is added to `problems` ({place: message}), never raised.

    After a problem a value is None, whatever its type says: the caller must not use what was read
    while there are problems.
    """

    def __init__(self, value: object, place: str, problems: dict[str, str]) -> None:
        self.place = place
        self.problems = problems
        self.whole = isinstance(value, dict)
        self.values: Mapping[str, object] = value if isinstance(value, dict) else {}
        self._known: set[str] = set()
        if not self.whole:
            self.problem("", _("An object is expected here."))

    def problem(self, key: str, message: str) -> None:
        """Keep a mistake at a field of this object, or at the object itself (key "")."""
        place = f"{self.place}.{key}" if self.place and key else self.place or key
        self.problems.setdefault(place or _("file"), message)

    def has(self, key: str) -> bool:
        return key in self.values

    def need(self, key: str, reader: Reader[T]) -> T:
        """The value of a field that must be there."""
        self._known.add(key)
        if key in self.values:
            return self._value(key, self.values[key], reader)
        if self.whole:
            self.problem(key, _("This is missing."))
        return cast(T, None)

    def read(self, key: str, reader: Reader[T], default: T) -> T:
        """The value of a field, or `default` when the file does not name it."""
        return self.need(key, reader) if self._names(key) else default

    def list_of(self, key: str, reader: Reader[T]) -> list[T]:
        """The values of a list, each with its own place; [] when the file does not name it."""
        return [self._value(name, item, reader) for name, item in self._items(key)]

    def part(self, key: str, build: Callable[["Fields"], T], default: T | None = None) -> T:
        """An object inside this one; needed unless there is a default."""
        self._known.add(key)
        if key not in self.values:
            if default is None and self.whole:
                self.problem(key, _("This is missing."))
            return cast(T, default)
        return self._build(key, self.values[key], build)

    def parts(self, key: str, build: Callable[["Fields"], T]) -> tuple[T, ...]:
        """A list of objects inside this one; () when the file does not name it."""
        return tuple(self._build(name, item, build) for name, item in self._items(key))

    def _names(self, key: str) -> bool:
        self._known.add(key)
        return key in self.values

    def _items(self, key: str) -> list[tuple[str, object]]:
        value = self.values.get(key, []) if self._names(key) else []
        if not isinstance(value, list):
            self.problem(key, _("A list is expected here."))
            return []
        return [(f"{key}[{index}]", item) for index, item in enumerate(value)]

    def _value(self, name: str, value: object, reader: Reader[T]) -> T:
        try:
            return reader(value)
        except ValueError as error:
            self.problem(name, str(error))
            return cast(T, None)

    def _build(self, name: str, value: object, build: Callable[["Fields"], T]) -> T:
        inner = Fields(value, f"{self.place}.{name}" if self.place else name, self.problems)
        built = build(inner)
        inner.refuse_unknown()
        return built

    def refuse_unknown(self) -> None:
        """A field nobody reads is more likely a slip of the pen than a wish to say nothing."""
        for key in self.values:
            if key not in self._known:
                self.problem(key, _("There is no such field in this format."))


def text(value: object, longest: int = LONGEST_LINE) -> str:
    """A text of one line that says something, cleaned as a form's."""
    found = clean(_string(value))
    if not found:
        raise ValueError(_("A text is expected here."))
    if len(found) > longest:
        raise ValueError(_("This is longer than %(n)s characters.", n=longest))
    return found


def long_text(value: object) -> str:
    """A text that may have several lines."""
    found = "\n".join(clean(line) for line in _string(value).splitlines()).strip()
    if not found:
        raise ValueError(_("A text is expected here."))
    if len(found) > LONGEST_TEXT:
        raise ValueError(_("This is longer than %(n)s characters.", n=LONGEST_TEXT))
    return found


def key(value: object) -> str:
    """A key: small letters, digits and hyphens, at most 60."""
    found = _string(value)
    if not keys.is_key(found):
        raise ValueError(_("Up to 60 small Latin letters, figures and hyphens are expected here."))
    return found


def slug(value: object) -> str:
    """A key that can stand in a workshop's address."""
    found = key(value)
    if not keys.is_slug(found):
        raise ValueError(_("This address is taken by a page."))
    return found


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("true or false is expected here."))
    return value


def whole_number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_NUMBER:
        raise ValueError(_("A whole number from 0 is expected here."))
    return value


def whole_number_or_null(value: object) -> int | None:
    return None if value is None else whole_number(value)


def figure(value: object) -> int | float:
    """Any finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < float("inf"):
        raise ValueError(_("A number is expected here."))
    return value


def day(value: object) -> date:
    try:
        return date.fromisoformat(_string(value))
    except ValueError as error:
        raise ValueError(_("A date such as 2016-03-29 is expected here.")) from error


def clock(value: object) -> time:
    given = _string(value)
    try:
        if len(given) != 5:
            raise ValueError(given)
        return time.fromisoformat(given)
    except ValueError as error:
        raise ValueError(_("A time such as 09:45 is expected here.")) from error


def country(value: object) -> str:
    found = _string(value)
    if found not in countries.codes():
        raise ValueError(_("A country's two-letter code is expected here."))
    return found


def language(value: object) -> str:
    return one_of(LANGUAGES)(value)


def colour(value: object) -> str:
    found = _string(value)
    if len(found) != 7 or found[0] != "#" or not all(digit in "0123456789abcdefABCDEF" for digit in found[1:]):
        raise ValueError(_("A colour such as #009edb is expected here."))
    return found.lower()


def one_of(allowed: Any) -> Reader[str]:
    """A reader that takes one of the given texts."""

    def read(value: object) -> str:
        found = _string(value)
        if found not in list(allowed):
            raise ValueError(_("One of these is expected here: %(values)s.", values=", ".join(allowed)))
        return found

    return read


def texts(value: object) -> Texts:
    """A text in several languages, or one string, which is English."""
    if isinstance(value, str):
        return Texts(en=long_text(value))
    if not isinstance(value, dict) or not value:
        raise ValueError(_("A text, or an object of languages and texts, is expected here."))
    return Texts({language(code): long_text(words) for code, words in value.items()})


def texts_or_null(value: object) -> Texts:
    return Texts() if value is None else texts(value)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(_("A text is expected here."))
    return value
