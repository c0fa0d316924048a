"""Who was where, out of all that is known: scans, signed paper, lists from elsewhere, marks, corrections.

Pure, and the same in whatever order things come in. The rule, for one person at one checkpoint: the latest
correction decides; without one, whatever says that the person was there is enough. A session counts for its day too,
once it counts itself: what was corrected away counts nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Source(StrEnum):
    """From where something is known, in the order in which sources are named."""

    SCAN = "scan"
    SELF = "self"  # by themselves, with the code on the room's screen
    PAPER = "paper"  # signed on a sheet
    LIST = "list"  # another scanner's or somebody's list, read in
    MANY = "many"  # marked together with others
    CORRECTION = "correction"


SCANNED = frozenset({Source.SCAN, Source.SELF})
_RANK = {source: number for number, source in enumerate(Source)}


class Statement(NamedTuple):
    """Something that is known: a person was, or was not, at a checkpoint.

    `at`: when they were there (UTC), where that is known. `made_at` and `number` (of the mark) tell which of two
    corrections is the later one. `derived`: of a session, and repeated for its day, where it is evidence only.
    """

    registration_id: int
    checkpoint: str
    present: bool
    source: Source
    at: datetime | None = None
    made_at: datetime | None = None
    number: int = 0
    derived: bool = False

    @property
    def decides(self) -> bool:
        """Whether it overrules evidence."""
        return self.source is Source.CORRECTION and not self.derived


class Presence(NamedTuple):
    """Whether one person was at one checkpoint.

    `at`: the earliest time known (UTC). `sources`: what says so, in the order of Source; of somebody absent, empty or
    the correction. `against`: the sources that say otherwise. `decided`: a correction settled it. `lent`: those of the
    sources that say it of a session of the day only.
    """

    present: bool
    at: datetime | None
    sources: tuple[Source, ...]
    against: tuple[Source, ...] = ()
    decided: bool = False
    lent: tuple[Source, ...] = ()


Known = dict[str, dict[int, Presence]]
"""{checkpoint key: {registration id: presence}}; who is not in it was not there, as far as anything is known."""


def effective(statements: Iterable[Statement], venue_of: Mapping[str, str]) -> Known:
    """What holds. `venue_of`: {key of a session: key of its day's venue}."""
    said: defaultdict[tuple[str, int], list[Statement]] = defaultdict(list)
    for each in statements:
        said[each.checkpoint, each.registration_id].append(each)
    known: defaultdict[str, dict[int, Presence]] = defaultdict(dict)
    of_days = {at: about for at, about in said.items() if at[0] not in venue_of}
    for (key, who), about in said.items():
        venue = venue_of.get(key)
        if venue is not None:
            known[key][who] = presence = decide(about)
            if presence.present:
                of_days.setdefault((venue, who), []).extend(_for_the_day(venue, who, presence))
    for (key, who), about in of_days.items():
        known[key][who] = decide(about)
    return dict(known)


def decide(statements: Iterable[Statement]) -> Presence:
    """What holds of one person at one checkpoint; at least one statement."""
    about = list(statements)
    if len(about) == 1 and not about[0].decides:  # nearly everybody, nearly everywhere
        only = about[0]
        if not only.present:
            return Presence(False, None, ())
        sources = (only.source,)
        return Presence(True, only.at, sources, lent=sources if only.derived else ())
    if all(each.present and each.source is not Source.CORRECTION for each in about):
        times = [each.at for each in about if each.at is not None]
        return Presence(True, min(times, default=None), _named(each.source for each in about), lent=_lent(about))
    last = max((each for each in about if each.decides), key=_made, default=None)
    evidence = [each for each in about if not each.decides]
    present = last.present if last else any(each.present for each in evidence)
    agreeing = [each for each in evidence if each.present == present]
    if last:
        agreeing.append(last)
    times = [each.at for each in agreeing if each.present and each.at is not None]
    return Presence(
        present=present,
        at=min(times, default=None),
        sources=_named(each.source for each in agreeing if present or each is last),
        against=_named(each.source for each in evidence if each.present != present),
        decided=last is not None,
        lent=_lent(agreeing) if present else (),
    )


def people_at(known: Known, key: str) -> dict[int, datetime | None]:
    """{registration id: earliest time there, if known} of those who were at a checkpoint."""
    return {who: each.at for who, each in known.get(key, {}).items() if each.present}


def only_of(known: Known, registration_ids: Iterable[int]) -> Known:
    """The part of it that is about these people."""
    wanted = set(registration_ids)
    return {key: {who: each for who, each in people.items() if who in wanted} for key, people in known.items()}


def _for_the_day(venue: str, who: int, presence: Presence) -> list[Statement]:
    """A session's presence as evidence for its day."""
    return [Statement(who, venue, True, source, presence.at, derived=True) for source in presence.sources]


def _made(statement: Statement) -> tuple[float, int]:
    return (statement.made_at.timestamp() if statement.made_at else 0.0, statement.number)


def _lent(statements: Iterable[Statement]) -> tuple[Source, ...]:
    derived: set[Source] = set()
    own: set[Source] = set()
    for each in statements:
        (derived if each.derived else own).add(each.source)
    return _named(derived - own) if derived else ()


def _named(sources: Iterable[Source]) -> tuple[Source, ...]:
    different = set(sources)
    return tuple(different) if len(different) == 1 else tuple(sorted(different, key=_RANK.__getitem__))
