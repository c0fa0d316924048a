"""A picture of a certificate before any is issued: with a sample person, or with the longest name there is."""

from dataclasses import dataclass

from eventapp.badges.faces import second_name
from eventapp.certificates import design as designs
from eventapp.certificates import facts, queries, rendering, standard
from eventapp.certificates.design import Design
from eventapp.certificates.models import Kind
from eventapp.core.config import FONTS
from eventapp.core.countries import name as country_name
from eventapp.registration import mail_values
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop
from exports import certificate as sheet

SAMPLE, LONGEST = "sample", "longest"
_POSTS = {
    "en": ("Chief specialist", "Department of International Cooperation"),
    "ru": ("Главный специалист", "Управление международного сотрудничества"),
}


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    original: str
    said: dict[str, dict[str, str]]


def preview(workshop: Workshop, kind: str, design: Design, who: str = SAMPLE) -> bytes:
    """A PNG; its number is 000 and it has an empty place for the code, so that it is no certificate."""
    reader = _longest(workshop, kind, design) if who == LONGEST else None
    reader = reader or _sample(workshop, kind, design)
    languages = list(reader.said)
    words = facts.wordings(kind, design, reader.said, workshop.ends_on)
    drawn = sheet.Certificate(
        name=reader.name,
        original_name=reader.original,
        number=f"{designs.prefix_of(design, workshop)}/000",
        wordings=tuple(sheet.Wording(**each) for each in words),
        signers=tuple(
            sheet.Signer(tuple((name, post) for name, post in facts.lines_of(each, languages)), image)
            for each, image in facts.signers(workshop.id)
        ),
        logos=tuple(facts.logos(workshop, design)),
        colour=design.colour,
        orientation=design.orientation,
        check_address=rendering.check_address(),
        note=rendering.note(workshop, languages[0]),
    )
    return sheet.png(drawn, FONTS, language=languages[0])


def _longest(workshop: Workshop, kind: str, design: Design) -> _Reader | None:
    people = registrations.confirmed(workshop.id)
    if not people:
        return None

    def letters(registration: Registration) -> tuple[int, int]:
        return len(registration.shown_name), len(second_name(registration))

    row = max(people, key=letters)
    languages = designs.shown_languages(design, workshop, mail_values.language_of(row, workshop))
    known = queries.standing(workshop, row, kind)
    return _Reader(row.shown_name, second_name(row), facts.values(workshop, row, known.record, known.test, languages))


def _sample(workshop: Workshop, kind: str, design: Design) -> _Reader:
    languages = designs.shown_languages(design, workshop, designs.languages_of(workshop)[0])
    said = {}
    for code in languages:
        position, organization = _POSTS.get(code, _POSTS["en"])
        days, hours = facts.unit(len(workshop.days), "day", code), facts.unit(6 * len(workshop.days), "hour", code)
        tested = kind == Kind.COMPLETION
        said[code] = {
            **facts.workshop_values(workshop, code),
            **standard.by_sex("female", code),
            "days": days,
            "hours": hours,
            "attended": f"{days}, {hours}",
            "delegation": country_name(workshop.country, code),
            "position": position,
            "organization": organization,
            "passed_on": facts.in_words(workshop.ends_on, code) if tested else "",
            "score": "92 %" if tested else "",
        }
    return _Reader("Aigerim Sadykova", "Айгерим Садыкова", said)
