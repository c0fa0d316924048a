"""A workshop as the files of `exports` are told of it, in the language in force (see `force_locale`)."""

from datetime import date

from eventapp.core import countries
from eventapp.core.i18n import LANGUAGES, day, language
from eventapp.workshops.models import Workshop
from exports.model import Day, Organization, WorkshopFacts


def period(first: date, last: date) -> str:
    """Days as people write them: "29–31 March 2016", "30 March – 2 April 2016", "29 March 2016"."""
    if first == last:
        return day(last, "d MMMM y")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, 'd MMMM y')}"
    shown = "d MMMM" if first.year == last.year else "d MMMM y"
    return f"{day(first, shown)} – {day(last, 'd MMMM y')}"


def workshop_facts(workshop: Workshop, *, url: str = "") -> WorkshopFacts:
    """Everything a renderer may say of a workshop; `url` is the address of its public page."""
    code = language()
    title = workshop.title.pick(code, workshop.languages)
    return WorkshopFacts(
        slug=workshop.slug,
        title=title,
        short_title=title,
        series_title=workshop.series.title.pick(code, workshop.languages),
        city=workshop.city,
        country=countries.name(workshop.country, code),
        starts_on=workshop.starts_on,
        ends_on=workshop.ends_on,
        dates=period(workshop.starts_on, workshop.ends_on),
        timezone=workshop.timezone,
        language=code,
        languages=tuple(LANGUAGES.get(each, each) for each in workshop.languages),
        host=workshop.host,
        organizers=tuple(Organization(each.short, each.name) for each in workshop.organizers),
        funders=tuple(each.name for each in workshop.funders),
        attribution_rule=workshop.attribution_rule.pick(code, workshop.languages),
        disclaimer=workshop.disclaimer.pick(code, workshop.languages),
        capacity=workshop.capacity,
        about_project=workshop.series.summary.pick(code, workshop.languages),
        url=url,
    )


def day_facts(workshop: Workshop) -> tuple[Day, ...]:
    """The days of a workshop, numbered from 1."""
    return tuple(Day(number, date, day(date)) for number, date in enumerate(workshop.days, start=1))
