"""What the closing sheet says: who was there in figures, from what it is known, the set of evidence, its checksum."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from eventapp.attendance.effective import Known, Presence, Source, people_at
from eventapp.attendance.labels import SOURCE_LABELS
from eventapp.attendance.queries.evidence import Evidence, bytes_of, evidence, set_checksum
from eventapp.attendance.queries.indicators import rule_texts
from eventapp.attendance.queries.presence import venues
from eventapp.attendance.queries.record import measure
from eventapp.checkin import queries as checkin
from eventapp.checkin.queries import Checkpoint
from eventapp.core import countries
from eventapp.core.errors import Missing
from eventapp.core.i18n import language
from eventapp.registration import queries as registrations
from eventapp.registration.labels import SEX_LABELS
from eventapp.registration.models import Registration
from eventapp.registration.precedence import sorted_types
from eventapp.workshops.models import Workshop

SEXES = ("female", "male", "other", "")


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """A line of a table: people on each day, different people over the days, person-days."""

    label: str
    days: tuple[int, ...]
    people: int

    @property
    def person_days(self) -> int:
        return sum(self.days)


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing sheet of the days given.

    `total`: participants, then everybody where others than participants came. By sex and country participants are
    counted, as in the indicators; by type and source everybody. `rules`: what a day attended is, in words.
    `register`: see `register_of`; `checksum`: of the set.
    """

    days: tuple[Checkpoint, ...]
    rules: tuple[str, ...]
    total: tuple[ClosingRow, ...]
    by_sex: tuple[ClosingRow, ...]
    by_country: tuple[ClosingRow, ...]
    by_type: tuple[ClosingRow, ...]
    by_source: tuple[ClosingRow, ...]
    files: tuple[Evidence, ...]
    register: bytes
    register_sha256: str
    checksum: str


def closing(workshop: Workshop, day_number: int | None = None) -> Closing:
    """The whole workshop, or its day with this number; texts in the language in force. Raises Missing."""
    places = checkin.checkpoints(workshop)
    days = _days(places, day_number)
    measured = measure(workshop)
    found = measured.counted()
    people = registrations.confirmed(workshop.id, language())
    everybody = _Counting([set(people_at(found, day.key)) for day in days], people)
    count = everybody.only(lambda row: row.type.counts_as_participant)
    kept = {place.key for place in places if place.day in {day.day for day in days}}
    files = tuple(each for each in evidence(workshop) if day_number is None or each.checkpoint in kept)
    register = register_of(found, days, people)
    digest = hashlib.sha256(register).hexdigest()
    return Closing(
        days=tuple(days),
        rules=rule_texts(measured.rules),
        total=_total(count.all(_("Participants")), everybody.all(_("Everybody"))),
        by_sex=count.rows([(sex, str(SEX_LABELS[sex])) for sex in SEXES], lambda row: row.person.counted_sex),
        by_country=count.rows(_countries(people), lambda row: row.country),
        by_type=everybody.rows(_types(people, workshop), lambda row: row.type_id),
        by_source=_sources([found.get(day.key, {}) for day in days]),
        files=files,
        register=register,
        register_sha256=digest,
        checksum=set_checksum([digest, *(each.sha256 for each in files)]),
    )


def register_of(found: Known, days: Iterable[Checkpoint], people: Iterable[Registration]) -> bytes:
    """The register of attendance as bytes: "2016-03-29 PUBLIC-ID" (of a registration), a line for each day and person
    who was there, sorted, each ended by a line feed. Without names, so that a corrected spelling or an erased person
    leaves it as it is."""
    public = {row.id: row.public_id for row in people}
    lines = {
        f"{place.day.isoformat()} {public[who]}\n"
        for place in days
        for who, presence in found.get(place.key, {}).items()
        if presence.present and who in public
    }
    return "".join(sorted(lines)).encode()


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking the set again found. `damaged`: names of files whose bytes are gone or not what they were."""

    checksum: str
    files: int
    damaged: tuple[str, ...]


def checked(workshop: Workshop, day_number: int | None = None) -> Checked:
    """Every file's bytes read and added up anew, with the register as it is now."""
    now = closing(workshop, day_number)
    digests, damaged = [now.register_sha256], []
    for each in now.files:
        data = bytes_of(workshop.id, each.public_id)
        digest = hashlib.sha256(data).hexdigest() if data is not None else ""
        digests.append(digest)
        if digest != each.sha256:
            damaged.append(each.filename)
    return Checked(set_checksum(digests), len(now.files), tuple(damaged))


def _days(places: Sequence[Checkpoint], day_number: int | None) -> list[Checkpoint]:
    days = [place for place in venues(places) if day_number in (None, place.day_number)]
    if not days:
        raise Missing(_("There is no such day at this workshop."))
    return days


def _countries(people: Iterable[Registration]) -> list[tuple[str, str]]:
    codes = sorted(
        {row.country for row in people if row.country}, key=lambda code: countries.sort_key(code, language())
    )
    return [*((code, countries.name(code, language())) for code in codes), ("", _("No country"))]


def _types(people: Sequence[Registration], workshop: Workshop) -> list[tuple[int, str]]:
    kinds = sorted_types({row.type_id: row.type for row in people}.values())
    return [(kind.id, kind.name.pick(language(), workshop.languages)) for kind in kinds]


def _total(participants: ClosingRow, everybody: ClosingRow) -> tuple[ClosingRow, ...]:
    same = (participants.days, participants.people) == (everybody.days, everybody.people)
    return (participants,) if same else (participants, everybody)


def _row(label: str, days: Sequence[set[int]]) -> ClosingRow:
    return ClosingRow(label, tuple(len(day) for day in days), len(set().union(*days)))


def _sources(days: Sequence[Mapping[int, Presence]]) -> tuple[ClosingRow, ...]:
    """How many are known from each source, perhaps from several. Last, whom a correction took out."""
    there = [{who: each.sources for who, each in day.items() if each.present} for day in days]
    rows = [
        _row(str(label), [{who for who, sources in day.items() if source in sources} for day in there])
        for source, label in SOURCE_LABELS.items()
    ]
    both = [{who for who, sources in day.items() if {Source.SCAN, Source.PAPER} <= set(sources)} for day in there]
    taken_out = [
        {who for who, each in day.items() if each.decided and not each.present and each.against} for day in days
    ]
    rows += [_row(_("Scanned and signed"), both), _row(_("Taken out by a correction"), taken_out)]
    return tuple(row for row in rows if row.people)


class _Counting:
    """Who attended each of the days, counted by whatever is asked."""

    def __init__(self, days: Sequence[set[int]], people: Iterable[Registration]) -> None:
        self.people = {row.id: row for row in people}
        self.days = [day & self.people.keys() for day in days]

    def only(self, belongs: Callable[[Registration], bool]) -> "_Counting":
        """The same of some of the people."""
        return _Counting(self.days, [row for row in self.people.values() if belongs(row)])

    def all(self, label: str) -> ClosingRow:
        return _row(label, self.days)

    def rows(
        self, groups: Iterable[tuple[object, str]], value: Callable[[Registration], object]
    ) -> tuple[ClosingRow, ...]:
        """A row for each group (value, label) of which anybody was there."""
        of_value: defaultdict[object, set[int]] = defaultdict(set)
        for row in self.people.values():
            of_value[value(row)].add(row.id)
        made = [_row(label, [day & of_value[wanted] for day in self.days]) for wanted, label in groups]
        return tuple(row for row in made if row.people)
