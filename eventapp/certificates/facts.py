"""What a certificate says, settled when it is issued and kept, so that it can be made again exactly."""

import hashlib
from datetime import date, datetime
from typing import Any

from babel.units import format_unit
from flask_babel import force_locale
from sqlalchemy import select

from eventapp.attendance.queries import PersonRecord
from eventapp.badges.faces import second_name
from eventapp.certificates import design as designs
from eventapp.certificates import queries, standard
from eventapp.certificates.design import Design
from eventapp.certificates.models import CertificatePicture, Signatory, TestPass
from eventapp.certificates.queries import Standing
from eventapp.core import stored
from eventapp.core.db import session
from eventapp.core.i18n import day
from eventapp.core.stored import StoredFile
from eventapp.core.timezones import local
from eventapp.messages import placeholders
from eventapp.registration import mail_values
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Registration
from eventapp.workshops import queries as workshops
from eventapp.workshops.facts import workshop_facts
from eventapp.workshops.models import Workshop
from exports.certificate import TEXTS


def wordings(kind: str, design: Design, values: dict[str, dict[str, str]], dated: date) -> list[dict[str, str]]:
    """The words in each language that `values` ({language: {placeholder: text}}) are given for."""
    said = []
    for language, known in values.items():
        words = {part: placeholders.fill(text, known) for part, text in design.words(kind, language).items()}
        fixed = standard.fixed(language)
        fixed["issued"] = fixed["issued"].replace("{date}", in_words(dated, language))
        said.append({"language": language, **{part: words[part] for part in TEXTS}, **fixed})
    return said


def values(
    workshop: Workshop,
    registration: Registration,
    record: PersonRecord | None,
    test: TestPass | None,
    languages: list[str],
) -> dict[str, dict[str, str]]:
    """{language: {placeholder: text}} of one person."""
    return {code: _values(workshop, registration, record, test, code) for code in languages}


def _values(
    workshop: Workshop, registration: Registration, record: PersonRecord | None, test: TestPass | None, language: str
) -> dict[str, str]:
    days = unit(len(record.days), "day", language) if record is not None and record.days else ""
    hours = unit(round(record.hours * 2) / 2, "hour", language) if record is not None and record.hours else ""
    return {
        **workshop_values(workshop, language),
        "days": days,
        "hours": hours,
        "attended": ", ".join(part for part in (days, hours) if part),
        "delegation": delegation_label(registration.delegation, language),
        "position": registration.position,
        "organization": registration.organization,
        "passed_on": in_words(test.passed_on, language) if test is not None else "",
        "score": test.score if test is not None else "",
        **standard.by_sex(registration.person.sex, language),
    }


def workshop_values(workshop: Workshop, language: str) -> dict[str, str]:
    """The placeholders that are the same for everybody."""
    with force_locale(language):
        known = workshop_facts(workshop)
        return {
            "workshop": known.title,
            "series": known.series_title,
            "place": ", ".join(part for part in (known.city, known.country) if part),
            "dates": f"{known.dates} г." if language == "ru" else known.dates,
            "organizers": "; ".join(each.name for each in known.organizers),
            "funders": "; ".join(known.funders),
        }


def settled(workshop: Workshop, standing: Standing, kind: str, design: Design, *, now: datetime) -> dict[str, Any]:
    """Everything of one person's certificate but its number; pictures are copied, so that they stay."""
    registration = standing.registration
    own = mail_values.language_of(registration, workshop)
    languages = designs.shown_languages(design, workshop, own)
    said = values(workshop, registration, standing.record, standing.test, languages)
    dated = local(now, workshop.timezone).date()
    return {
        "name": registration.shown_name,
        "original": second_name(registration),
        "wordings": wordings(kind, design, said, dated),
        "orientation": design.orientation,
        "colour": design.colour,
        "logos": [_kept(workshop.id, data, now) for data in logos(workshop, design)],
        "signers": [
            {"lines": lines_of(each, languages), "image": _kept(workshop.id, image, now) if image else None}
            for each, image in signers(workshop.id)
        ],
    }


def basis(standing: Standing) -> dict[str, Any]:
    """The rule and what it counted, as shown when it was issued."""
    record, test = standing.record, standing.test
    counted: dict[str, Any] = {"qualifies": standing.qualifies}
    if record is not None:
        counted |= {
            "rule": record.base,
            "days": [each.isoformat() for each in record.days],
            "shares": {each.isoformat(): round(share, 4) for each, share in record.shares.items()},
            "sessions": len(record.sessions),
            "hours": round(record.hours, 2),
        }
    if test is not None:
        counted["test"] = {"passed_on": test.passed_on.isoformat(), "score": test.score}
    return counted


def logos(workshop: Workshop, design: Design) -> list[bytes]:
    """The pictures of the partners that the design shows, organizers first."""
    return [
        data for partner, data in workshops.logos(workshop.id) if design.logos is None or partner.id in design.logos
    ]


def signers(workshop_id: int) -> list[tuple[Signatory, bytes]]:
    """Who signs, with the picture of the signature (b"": a line)."""
    found = []
    for row in queries.signatories(workshop_id):
        file = session.get(StoredFile, row.image_id) if row.image_id is not None else None
        found.append((row, stored.read(file) if file is not None else b""))
    return found


def lines_of(row: Signatory, languages: list[str]) -> list[list[str]]:
    """[name, post] in each of the languages."""
    return [[row.name.pick(code, languages), row.title.pick(code, languages)] for code in languages]


def _kept(workshop_id: int, data: bytes, now: datetime) -> int:
    """The id of the copy of a picture that this workshop's certificates share."""
    found = session.scalar(
        select(StoredFile.id)
        .join(CertificatePicture, CertificatePicture.file_id == StoredFile.id)
        .where(CertificatePicture.workshop_id == workshop_id, StoredFile.sha256 == hashlib.sha256(data).hexdigest())
    )
    if found is not None:
        return found
    file = stored.keep(data, "certificate", mime_of(data), now=now)
    session.add(CertificatePicture(workshop_id=workshop_id, file_id=file.id))
    session.flush()
    return file.id


def mime_of(picture: bytes) -> str:
    """Of a picture that was made anew: PNG or JPEG."""
    return "image/png" if picture.startswith(b"\x89PNG") else "image/jpeg"


def in_words(value: date, language: str) -> str:
    """ "31 March 2016"."""
    with force_locale(language):
        return day(value, "d MMMM y 'г'." if language == "ru" else "d MMMM y")


def unit(number: float, name: str, language: str) -> str:
    """ "3 days", "17.5 hours", as the language counts them (CLDR)."""
    whole = int(number) if number == int(number) else number
    return format_unit(whole, f"duration-{name}", locale=language)
