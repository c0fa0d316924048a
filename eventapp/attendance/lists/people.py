"""Whose row it is: by badge code, registration number, e-mail address or name in any script."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from eventapp.core.names import fold, search_key, search_words
from eventapp.core.tokens import fingerprint
from eventapp.registration.matching import name_keys

MOST_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A registration of the workshop as rows are compared with it. `codes`: fingerprints of all its badges."""

    registration_id: int
    public_id: str
    confirmed: bool
    latin_name: str = ""
    original_name: str = ""
    badge_name: str = ""
    email: str = ""
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """Whose row it may be: one registration, or several to choose from, or nobody. `how`: by what it was told."""

    registration_id: int | None = None
    candidates: tuple[int, ...] = ()
    how: str = ""


@dataclass
class Finder:
    """Finds people of one workshop; made once for a list."""

    people: Iterable[Candidate]
    by_id: dict[int, Candidate] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._emails: defaultdict[str, list[int]] = defaultdict(list)
        self._names: defaultdict[str, set[int]] = defaultdict(set)
        self._words: defaultdict[str, set[int]] = defaultdict(set)
        self._lengths: defaultdict[int, set[int]] = defaultdict(set)
        for each in self.people:
            self._add(each)

    def is_code(self, text: str) -> bool:
        return fingerprint(text) in self._codes

    def is_number(self, text: str) -> bool:
        return _number(text) in self._numbers

    def is_name(self, text: str) -> bool:
        """Whether it is the whole name of somebody."""
        return any(key in self._names for key in name_keys(text, None))

    def find(self, said: Mapping[str, str]) -> Found:
        """Who is meant by what a row says, by field ("code", "registration", "email", "name").

        What identifies comes first; a name that is quite another one beside it makes it unsure.
        """
        named = self._by_name(said.get("name", ""))
        certain = self._certain(said)
        if certain is not None:
            others = [who for who in named if who != certain.registration_id]
            if said.get("name") and named and certain.registration_id not in named:
                return Found(None, (certain.registration_id or 0, *others)[:MOST_CANDIDATES], certain.how)
            return certain
        mailed = self._emails.get(fold(said.get("email", "")), []) if said.get("email") else []
        both = [who for who in named if who in mailed]
        if len(both) == 1:
            return Found(both[0], how="email")
        if len(mailed) == 1 and (not said.get("name") or not named):
            # one mailbox may serve a whole delegation: with another name beside it, it only hints
            return Found(mailed[0], how="email") if not said.get("name") else Found(None, (mailed[0],), "email")
        if len(named) == 1:
            return Found(named[0], how="name")
        several = named or mailed or self._nearly(said.get("name", ""))
        return Found(None, tuple(several[:MOST_CANDIDATES]), "name" if several else "")

    def _add(self, each: Candidate) -> None:
        who = each.registration_id
        self.by_id[who] = each
        self._codes.update(dict.fromkeys(each.codes, who))
        self._numbers[_number(each.public_id)] = who
        if each.email:
            self._emails[fold(each.email)].append(who)
        written = (each.latin_name, each.original_name, each.badge_name)
        for name in written:
            for key in name_keys(name, None):
                self._names[key].add(who)
            self._lengths[who].add(len(search_words(name)))
        for word in search_key(*written).split():
            self._words[word].add(who)

    def _certain(self, said: Mapping[str, str]) -> Found | None:
        code, number = said.get("code", ""), said.get("registration", "")
        if code and (who := self._codes.get(fingerprint(code))) is not None:
            return Found(who, how="code")
        if number and (who := self._numbers.get(_number(number))) is not None:
            return Found(who, how="registration")
        return None

    def _by_name(self, name: str) -> list[int]:
        """Those of this name: written so, else in another script or spelling, word by word and no word more."""
        exact = {who for key in name_keys(name, None) for who in self._names.get(key, ())}
        if exact:
            return sorted(exact)
        words = self._spelled(name)
        found = set.intersection(*words) if len(words) > 1 else set()
        return sorted(who for who in found if len(words) in self._lengths[who])

    def _nearly(self, name: str) -> list[int]:
        """Those who have most of the words of a name: a patronymic may be missing, a word misspelt."""
        score: defaultdict[int, int] = defaultdict(int)
        words = self._spelled(name)
        for people in words:
            for who in people:
                score[who] += 1
        least = max(1, len(words) - 1)
        return sorted((who for who in score if score[who] >= least), key=lambda who: (-score[who], who))

    def _spelled(self, name: str) -> list[set[int]]:
        """For each word of a name, who has it in one of its spellings."""
        return [
            set().union(*(self._words.get(spelling, ()) for spelling in spellings)) for spellings in search_words(name)
        ]


def _number(text: str) -> str:
    return text.strip().lower().replace("-", "").removeprefix("urn:uuid:").strip("{}")
