"""The figures of attendance, counted once: pages, workbook, draft and API show the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from eventapp.attendance.effective import people_at
from eventapp.attendance.indicators import Attended, Figures, Indicators, figures, indicators
from eventapp.attendance.queries.record import base_text, measure, with_rules
from eventapp.attendance.records import Measure
from eventapp.attendance.rules import DayRule, Rules, SessionRule
from eventapp.core.i18n import language
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop


@dataclass(frozen=True, slots=True)
class Counted:
    """The indicators with the people they were counted from (confirmed participants, in order of precedence), and in
    words: of whom (`base`), what "trained" means (`trained`), what a day and a session attended are (`rules`)."""

    figures: Indicators
    people: Sequence[Registration]
    base: str
    trained: str
    rules: tuple[str, ...]


def counted(
    workshop: Workshop, confirmed: Sequence[Registration] | None = None, measured: Measure | None = None
) -> Counted:
    """The indicators of a workshop. `confirmed`: its confirmed registrations, `measured`: with what they are measured,
    if these are read already."""
    rows = registrations.confirmed(workshop.id, language()) if confirmed is None else confirmed
    people = [row for row in rows if row.type.counts_as_participant]
    measured = measured or measure(workshop)
    return Counted(
        figures=indicators(attended(measured, people), workshop.days),
        people=people,
        base=_("Confirmed registrations of the delegation types that count as participants."),
        trained=base_text(measured.rules, measured.taken()),
        rules=rule_texts(measured.rules),
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """What other rules would change for the confirmed participants: figures as they are and as they would be, and who
    would gain or lose a certificate, in order of precedence. `base` and `rules`: the other rules in words."""

    before: Figures
    after: Figures
    gained: tuple[Registration, ...]
    lost: tuple[Registration, ...]
    base: str
    rules: tuple[str, ...]


def effect_of(workshop: Workshop, rules: Rules) -> Effect:
    """What `rules` would change."""
    people = [row for row in registrations.confirmed(workshop.id, language()) if row.type.counts_as_participant]
    now_in_force = measure(workshop, rules)
    other = with_rules(now_in_force, rules)
    before, after = attended(now_in_force, people), attended(other, people)
    pairs = list(zip(people, before, after, strict=True))
    return Effect(
        before=figures(before),
        after=figures(after),
        gained=tuple(row for row, old, new in pairs if new.measured.qualifies and not old.measured.qualifies),
        lost=tuple(row for row, old, new in pairs if old.measured.qualifies and not new.measured.qualifies),
        base=base_text(rules, other.taken()),
        rules=rule_texts(rules),
    )


def attended(measured: Measure, people: Sequence[Registration]) -> list[Attended]:
    """These people as the indicators count them."""
    came = {who for venue in measured.programme.venues.values() for who in people_at(measured.known, venue)}
    amounts = measured.of([row.id for row in people])
    return [
        Attended(
            sex=row.person.counted_sex,
            country=row.country,
            kind=row.type_id,
            delegation=row.delegation_id,
            came=row.id in came,
            measured=amounts[row.id],
        )
        for row in people
    ]


def rule_texts(rules: Rules) -> tuple[str, ...]:
    """What counts as a session and as a day attended, each a sentence."""
    if rules.session is SessionRule.ANY:
        session_text = _("A session is attended with one scan or mark.")
    else:
        session_text = _(
            "A session is attended with at least %(percent)s %% of its minutes, by scans in and out; a mark counts as "
            "the whole session.",
            percent=rules.session_share,
        )
    if rules.day is DayRule.ANY:
        day_text = _("A day is attended with one scan or mark, at the venue or at a session.")
    else:
        day_text = _(
            "A day is attended with at least %(percent)s %% of its sessions; where none was taken, with one scan or "
            "mark at the venue.",
            percent=rules.day_share,
        )
    return str(session_text), str(day_text)
