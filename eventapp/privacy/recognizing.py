"""The words by which a person is recognized in our data: what the erasure has to find."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from eventapp.accounts.models import User
from eventapp.core import audit
from eventapp.core.db import Base, session
from eventapp.fields import queries as fields
from eventapp.fields.models import Group
from eventapp.privacy.identity import Words, spellings
from eventapp.registration.models import Delegation, Person, Registration

NAMES = ("latin_name", "original_name", "badge_name")
PARTS = (("latin_family", "latin_given"), ("original_family", "original_given"))
SHORTEST_SECRET = 5


@dataclass(frozen=True, slots=True)
class _Known:
    """What names, pairs of parts, addresses and telephone numbers there are; letter case does not matter."""

    names: set[str]
    pairs: set[tuple[str, str]]
    emails: set[str]
    phones: set[str]


def words_of(person: Person, rows: Sequence[Registration], pseudonym: str) -> tuple[Words, Words]:
    """What to remove everywhere, and what to remove from rows that belong to the person alone.

    The first lacks what somebody else has too: the mailbox of a delegation, the name of a namesake.
    """
    every = _known(_states_of(person, rows))
    others = _known_of_others(person)
    secrets = _secrets(rows)
    unique = _Known(
        {name for name in every.names if name.casefold() not in others.names},
        {pair for pair in every.pairs if not {name.casefold() for name in spellings(*pair)} & others.names},
        {email for email in every.emails if email.casefold() not in others.emails},
        every.phones - others.phones,
    )
    everywhere, own = (
        Words(frozenset(of.names | of.emails | secrets), frozenset(of.phones), frozenset(of.pairs), pseudonym)
        for of in (unique, every)
    )
    return everywhere, own


def _known(states: Iterable[dict[str, Any]]) -> _Known:
    names: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    emails: set[str] = set()
    phones: set[str] = set()
    for facts in states:
        names |= {facts.get(name) or "" for name in NAMES}
        pairs |= {(facts.get(family) or "", facts.get(given) or "") for family, given in PARTS}
        emails.add(facts.get("email") or "")
        phones.add(_digits(facts.get("phone") or ""))
    pairs = {pair for pair in pairs if all(pair)}
    names |= {spelling for pair in pairs for spelling in spellings(*pair)}
    return _Known(names - {""}, pairs, emails - {""}, phones - {""})


def _known_of_others(person: Person) -> _Known:
    """Of everybody else who is not erased, of focal points and of users, whose accounts are their own; folded."""
    others = session.scalars(select(Person).where(Person.id != person.id, Person.erased_at.is_(None)))
    known = _known(_facts(other) for other in others)
    focal = session.scalars(select(Delegation).where(Delegation.focal_email != ""))
    users = session.scalars(select(User)).all()
    names = known.names | {user.name for user in users}
    emails = known.emails | {row.focal_email for row in focal} | {user.email for user in users}
    return _Known({name.casefold() for name in names}, set(), {email.casefold() for email in emails}, known.phones)


def _states_of(person: Person, rows: Sequence[Registration]) -> list[dict[str, Any]]:
    """What the person is called and reached by, and was at any time that the history knows."""
    now = _facts(person)
    states = [now, {"latin_name": person.list_name}, *({"badge_name": row.badge_name} for row in rows)]
    for row in rows:
        for entry in audit.history("registration", row.id):
            states += [{**now, **_side(entry.facts, side)} for side in (0, 1)]
    return [*states, *_states_in_merges(person.id)]


def _states_in_merges(person_id: int) -> list[dict[str, Any]]:
    """What duplicates that were merged into the person were called."""
    merge = Base.metadata.tables["person_merge"]  # of a neighbouring room, hence by name
    theirs = (merge.c.kept_id == person_id) | (merge.c.gone_id == person_id)
    return [state for before in session.scalars(select(merge.c.before).where(theirs)) for state in _records(before)]


def _records(value: Any) -> Iterable[dict[str, Any]]:
    """The rows of people and registrations in a JSON value."""
    if isinstance(value, dict) and not {"latin_name", "latin_family", "badge_name", "email"}.isdisjoint(value):
        yield value
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _records(item)


def _side(facts: dict[str, Any], side: int) -> dict[str, str]:
    """The texts before (0) or after (1) a change."""
    return {
        name: value[side]
        for name, value in facts.items()
        if isinstance(value, list) and len(value) == 2 and isinstance(value[side], str)
    }


def _facts(person: Person) -> dict[str, Any]:
    names = ("latin_name", "original_name", "email", "phone", *(part for pair in PARTS for part in pair))
    return {name: getattr(person, name) for name in names}


def _secrets(rows: Sequence[Registration]) -> set[str]:
    """Numbers of passports and accounts; words (who issued it, where one was born) are no-one's own."""
    answers = fields.values([row.id for row in rows], (Group.IDENTITY, Group.MONEY))
    said = {answer.value for of_one in answers.values() for answer in of_one.values() if isinstance(answer.value, str)}
    return {text for text in said if len(text) >= SHORTEST_SECRET and any(map(str.isdigit, text))}


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
