"""Sentences with figures in them, in the language in force, with its plural forms."""

from flask_babel import gettext as _
from flask_babel import ngettext

from eventapp.core.i18n import percent
from eventapp.reports.queries import PeopleFigures
from exports.model import WorkshopFacts


def introduction(facts: WorkshopFacts, people: PeopleFigures, themes: list[str]) -> tuple[str, ...]:
    """The paragraphs that open the report: what, when, where, by whom, about what, who took part."""
    paragraphs = [
        _(
            "The workshop “%(title)s” was held in %(place)s on %(dates)s.",
            title=facts.title,
            place=facts.place,
            dates=facts.dates,
        )
    ]
    conveners = ", ".join(f"{each.name} ({each.short})" if each.short else each.name for each in facts.organizers)
    if conveners:
        paragraphs.append(_("It was convened by: %(organizers)s.", organizers=conveners))
    if facts.host:
        paragraphs.append(_("Host: %(host)s.", host=facts.host))
    if facts.funders:
        paragraphs.append(_("Funded by: %(funders)s.", funders=", ".join(facts.funders)))
    if themes:
        paragraphs.append(_("Its themes: %(themes)s.", themes="; ".join(themes)))
    paragraphs.append(" ".join(participation(people)))
    return tuple(paragraphs)


def participation(people: PeopleFigures) -> list[str]:
    """Who took part, in sentences; the base of each share stands beside it."""
    if not people.participants:
        return [_("No participant has been confirmed yet.")]
    total = people.participants
    sentences = [
        ngettext("%(num)s participant was confirmed.", "%(num)s participants were confirmed.", total),
        _women(people),
    ]
    if people.countries:
        sentences.append(
            ngettext("%(num)s country was represented.", "%(num)s countries were represented.", people.countries)
        )
    sentences.append(ngettext("There was %(num)s delegation.", "There were %(num)s delegations.", people.delegations))
    if people.scanned:
        sentences.append(
            ngettext(
                "%(num)s participant was present on at least one day, by the scans of the badges.",
                "%(num)s participants were present on at least one day, by the scans of the badges.",
                people.present,
            )
        )
    return [sentence for sentence in sentences if sentence]


def _women(people: PeopleFigures) -> str:
    women = people.by_sex["female"]
    stated = people.participants - people.by_sex[""]
    if not stated:
        return ""
    sentence: str = ngettext(
        "%(num)s of them was a woman (%(share)s of the %(stated)s whose sex is stated).",
        "%(num)s of them were women (%(share)s of the %(stated)s whose sex is stated).",
        women,
        share=percent(people.share_of("female")),
        stated=stated,
    )
    return sentence


def funding(facts: WorkshopFacts) -> str:
    """The acknowledgement at the end of the report."""
    if not facts.funders:
        return ""
    thanks: str = _(
        "The workshop was held with the financial support of: %(funders)s.", funders=", ".join(facts.funders)
    )
    return thanks
