"""What is known of a registered person: one set of facts, over the two tables that keep it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from eventapp.core import audit
from eventapp.core.errors import Invalid
from eventapp.core.names import search_key
from eventapp.registration.models import Person, Registration

PERSON_FACTS = (
    "latin_name",
    "latin_family",
    "latin_given",
    "latin_proposed",
    "original_name",
    "original_family",
    "original_given",
    "honorific",
    "sex",
    "email",
    "phone",
    "country",
)
REGISTRATION_FACTS = (
    "position",
    "organization",
    "language",
    "dietary",
    "access_needs",
    "visa_support",
    "speaker",
    "function",
    "badge_name",
    "languages",
    "interpretation",
    "photo_consent",
    "alternate",
    "funding",
)
FACTS = (*PERSON_FACTS, *REGISTRATION_FACTS)
ON_THE_BADGE = ("latin_name", "original_name", "badge_name")
"""What a person approves on the picture of the badge; changed, it is to be approved again."""
LATIN = ("latin_name", "latin_family", "latin_given", "latin_proposed")


def longest(fact: str) -> int | None:
    """How many characters are kept of a fact; None where it is no text."""
    table = Person.__table__ if fact in PERSON_FACTS else Registration.__table__
    length: int | None = getattr(table.c[fact].type, "length", None)
    return length


def read(registration: Registration) -> dict[str, Any]:
    """Every fact of a registration."""
    return {fact: getattr(registration.person if fact in PERSON_FACTS else registration, fact) for fact in FACTS}


def write(registration: Registration, new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Keep the facts given (others stay); what changed, as {fact: [before, after]}. Raises Invalid without a name."""
    check({**read(registration), **new})
    new = _speaking(new, registration.function)
    changes = audit.diff(read(registration), dict(new))
    for fact, value in new.items():
        setattr(registration.person if fact in PERSON_FACTS else registration, fact, value)
    index(registration.person)
    if not changes.keys().isdisjoint(ON_THE_BADGE):
        registration.names_approved_at = None
    return changes


def fill(registration: Registration, new: Mapping[str, Any]) -> None:
    """Keep the facts of a registration that is new, so that nothing changes. Raises Invalid without a name."""
    person = registration.person
    check({"latin_name": person.latin_name, "original_name": person.original_name, **new})
    for fact, value in _speaking(new, "").items():
        setattr(person if fact in PERSON_FACTS else registration, fact, value)
    for fact in ("latin_name", "original_name"):
        setattr(person, fact, getattr(person, fact) or "")
    index(person)


def _speaking(new: Mapping[str, Any], before: str) -> Mapping[str, Any]:
    """Whose function is to speak is a speaker; given another one, no longer, unless it is said."""
    function = new.get("function", before)
    if function == "speaker":
        return {**new, "speaker": True}
    return {"speaker": False, **new} if before == "speaker" else new


def check(facts: Mapping[str, Any]) -> None:
    """Raises Invalid for a person without a name, and for text that is too long to be kept."""
    if not (facts.get("latin_name") or facts.get("original_name")):
        message = _("A name is needed, in Latin letters or in the original script.")
        raise Invalid(message, {"latin_name": message})
    for fact, value in facts.items():
        most = longest(fact)
        if most and isinstance(value, str) and len(value) > most:
            message = _("At most %(most)s characters can be kept here.", most=most)
            raise Invalid(message, {fact: message})


def index(person: Person) -> None:
    """Bring what a person is found by up to date with the names; spellings that came by a merge (line 2) stay."""
    more = (person.search or "").partition("\n")[1:]
    person.search = search_key(person.latin_name, person.original_name) + "".join(more)
