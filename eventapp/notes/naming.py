"""Finds the names of participants in a text, so that a note attributes statements to categories and not to them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from eventapp.core.names import fold, transliterate
from eventapp.core.transliteration import everyday_spelling
from eventapp.registration.models import Person

SHORTEST = 3
"""A family name of fewer letters ("Li") is looked for within the whole name only."""

_TOKEN = re.compile(r"[^\W_](?:[\w'`\u2018\u2019\u02bb\u02bc\u200c-]*\w)?")
_SPELLINGS: tuple[Callable[[str], str], ...] = (
    fold,
    lambda text: fold(transliterate(text)),
    lambda text: fold(everyday_spelling(text)),
)
# A Russian family name in the other five cases: «слова Рахимовой», «по мнению Иванова».
_FAMILY = re.compile(r"(?P<stem>.{2,}(?:ов|ев|ин|ын))а?")
_FAMILY_ENDINGS = ("", "а", "у", "ым", "е", "ой", "ою", "ы", "ых", "ыми")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    may_be_a_name: bool


def names_in(text: str, people: Iterable[Person]) -> list[str]:
    """The names of those `people` whose family name or whole name stands in `text` as whole words, in list order.

    In either script, with or without accents, and with the endings of Russian cases. Where the script has capitals a
    name must start with one: "young" names no Ms Young.
    """
    spelt = {tuple(_tokens(text, spell)) for spell in _SPELLINGS}
    beginnings = {token.word[:SHORTEST] for tokens in spelt for token in tokens}
    found = []
    for person in people:
        if person.search and beginnings.isdisjoint(word[:SHORTEST] for word in person.search.split()):
            continue
        if any(_stands_in(tokens, words) for words in _sought(person) for tokens in spelt):
            found.append(person.list_name)
    return list(dict.fromkeys(found))


def _tokens(text: str, spell: Callable[[str], str]) -> Iterable[_Token]:
    for match in _TOKEN.finditer(text):
        for word in spell(match[0]).split():
            yield _Token(word, not match[0][0].islower())


def _stands_in(tokens: tuple[_Token, ...], words: Words) -> bool:
    width = len(words)
    for start in range(len(tokens) - width + 1):
        span = tokens[start : start + width]
        if tuple(token.word for token in span) == words and any(token.may_be_a_name for token in span):
            return True
    return False


def _sought(person: Person) -> set[Words]:
    families = (person.latin_family, person.original_family)
    wholes = (person.latin_name, person.original_name)
    every = {tuple(spell(family).split()) for family in families for spell in _SPELLINGS}
    every |= {tuple(spell(whole).split()) for whole in wholes for spell in _SPELLINGS}
    every = {words for words in every if len("".join(words)) >= SHORTEST}
    return every | {words for family in families for words in _declined(fold(family))}


def _declined(family: str) -> Iterable[Words]:
    if match := _FAMILY.fullmatch(family):
        yield from ((match["stem"] + fold(ending),) for ending in _FAMILY_ENDINGS)
