"""How likely two people are one: by their names in any script, order and spelling, and by what else agrees.

Pure: faces in, pairs with a score and reasons out. Pairs are looked for only among those who share a sound of one
word and the beginning of another, so that the time grows with the number of people and not with its square.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, permutations

from eventapp.core.names import fold, scripts
from eventapp.duplicates import skeletons

ENOUGH = 0.6
"""The score from which a pair is shown; 1 is certain."""
_PATRONYMIC = [
    "ovich",
    "evich",
    "ovna",
    "evna",
    "ivna",
    "ichna",
    "ich",
    "ogly",
    "oglu",
    "ogli",
    "ugli",
    "kyzy",
    "kizi",
    "qizi",
    "gizi",
    "uulu",
    "uly",
    "ovic",
    "evic",
    "yevich",
    "yevna",
]
_MOST_IN_A_BLOCK = 300


@dataclass(frozen=True, slots=True)
class Face:
    """What is compared of a person. `names`: every spelling known; `works`: (folded position, folded organization)."""

    id: int
    names: tuple[str, ...]
    email: str = ""
    phone: str = ""
    country: str = ""
    sex: str = ""
    born: str = ""
    works: frozenset[tuple[str, str]] = frozenset()
    words: tuple[tuple[str, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        split = (tuple(fold(name.replace(".", ". ").replace(",", " ")).split()) for name in self.names if name)
        object.__setattr__(self, "words", tuple(dict.fromkeys(words for words in split if words)))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people by id, the smaller first; `reasons`: keys of `labels.REASONS`, the strongest first."""

    first: int
    second: int
    score: float
    reasons: tuple[str, ...]


def pairs(faces: Sequence[Face]) -> list[Pair]:
    """All pairs that may be one person, the likeliest first."""
    by_id = {face.id: face for face in faces}
    found = (compare(by_id[one], by_id[other]) for one, other in _close(faces))
    return sorted((pair for pair in found if pair is not None), key=lambda pair: (-pair.score, pair.first, pair.second))


def compare(one: Face, other: Face) -> Pair | None:
    """How alike two people are; None if they are not."""
    named = max(
        (_names(mine, theirs) for mine in one.words for theirs in other.words), key=lambda each: each[0], default=None
    )
    if named is None or not named[1]:
        return None
    score, reasons = named[0], [named[1]]
    for weight, reason in _evidence(one, other):
        score += weight
        if reason:
            reasons.append(reason)
    if score < ENOUGH:
        return None
    first, second = sorted((one.id, other.id))
    return Pair(first, second, round(min(score, 1.0), 2), tuple(reasons))


def _close(faces: Iterable[Face]) -> set[tuple[int, int]]:
    blocks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for face in faces:
        for key in {key for words in face.words for key in _keys(words)}:
            blocks[key].append(face.id)
    return {
        (min(pair), max(pair))
        for members in blocks.values()
        if 1 < len(members) <= _MOST_IN_A_BLOCK
        for pair in combinations(members, 2)
    }


def _keys(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for one, other in permutations(words[:5], 2):
        heard, begins = skeletons.consonants(one), skeletons.first(other)
        if len(heard) > 1:
            yield heard, begins
        if len(one) > 1 and not skeletons.is_arabic(one):
            yield skeletons.sound(one), begins


def _names(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, str]:
    """The weight of two spellings of a name, and how they are alike; (0, "") if they are not."""
    if sorted(mine) == sorted(theirs):
        if len(mine) == 1:
            return 0.55, "same-name"
        return (0.8, "same-name") if mine == theirs else (0.78, "other-order")
    short, long = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    if len(short) < 2:
        return 0, ""
    left, kinds = _matched(short, long)
    if (
        "" in kinds
        or kinds.count("initial") == len(kinds)
        or kinds.count("letter") > 1
        or {"letter", "initial"} <= set(kinds)
    ):
        return 0, ""
    worst = min(kinds, key=lambda kind: _WEIGHTS[kind])
    extra = [word for word in left if not skeletons.latin(word).endswith(tuple(_PATRONYMIC))]
    if worst == "same" and left:
        return (0.72, "patronymic") if not extra else (0.6, "shorter")
    return _WEIGHTS[worst] - (0.1 if extra else 0), _HOW[worst]


def _matched(short: Sequence[str], long: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words of `long` that are left, and how each of `short` is like one of the others."""
    left, kinds = list(long), []
    for word in sorted(short, key=len, reverse=True):
        kind, matched = max(((_word(word, other), other) for other in left), key=lambda each: _WEIGHTS[each[0]])
        left.remove(matched)
        kinds.append(kind)
    return left, kinds


_WEIGHTS = {"same": 0.8, "script": 0.75, "spelling": 0.72, "letter": 0.58, "initial": 0.45, "": 0}
_HOW = {
    "same": "same-name",
    "script": "other-script",
    "spelling": "other-spelling",
    "letter": "one-letter",
    "initial": "initials",
}


@lru_cache(maxsize=200_000)
def _word(one: str, other: str) -> str:
    """How two words are alike."""
    if one == other:
        return "same"
    a, b = one.rstrip("."), other.rstrip(".")
    if min(len(a), len(b)) == 1 and a and b:
        return "initial" if skeletons.first(a) == skeletons.first(b) and _begins(a, b) else ""
    if skeletons.is_arabic(one) or skeletons.is_arabic(other):
        heard = skeletons.consonants(one)
        same = heard == skeletons.consonants(other) and skeletons.first(one) == skeletons.first(other)
        return "script" if same and len(heard) > 1 else ""
    if skeletons.sound(one) == skeletons.sound(other):
        return "script" if scripts(one) != scripts(other) else "spelling"
    mine, theirs = skeletons.latin(one), skeletons.latin(other)
    return "letter" if min(len(mine), len(theirs)) > 3 and one_apart(mine, theirs) else ""


def _begins(one: str, other: str) -> bool:
    a, b = skeletons.latin(one), skeletons.latin(other)
    return skeletons.is_arabic(one) or skeletons.is_arabic(other) or a[:1] == b[:1]


def one_apart(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two neighbours swapped, make one word of the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])


def _evidence(one: Face, other: Face) -> Iterator[tuple[float, str]]:
    if one.born and other.born:
        yield (0.3, "birth-date") if one.born == other.born else (-0.6, "")
    if one.email and fold(one.email) == fold(other.email):
        yield 0.15, "email"
    if one.phone and _digits(one.phone) == _digits(other.phone):
        yield 0.15, "phone"
    if shared := one.works & other.works:
        yield (0.12, "position") if any(position for position, _office in shared) else (0.06, "organization")
    if one.country and other.country:
        yield (0.05, "") if one.country == other.country else (-0.2, "")
    if {one.sex, other.sex} == {"female", "male"}:
        yield -0.4, ""


def _digits(phone: str) -> str:
    return "".join(letter for letter in phone if letter.isdigit())[-9:]
