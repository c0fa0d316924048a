"""The list of participants as a file, in precedence order; and its rows for other files."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.core import countries
from eventapp.core.config import FONTS
from eventapp.core.i18n import language
from eventapp.core.timezones import local
from eventapp.registration import photos, queries
from eventapp.registration.labels import SEX_LABELS, delegation_label, state_label
from eventapp.registration.models import HOLDS_SEAT, Registration
from eventapp.workshops.facts import workshop_facts
from eventapp.workshops.models import Workshop
from exports import excel, pdf
from exports.labels import Labels
from exports.model import Participant
from exports.word import participants_document

FORMS = ("xlsx", "pdf", "docx")
NO_DAYS: Mapping[int, tuple[int, ...]] = {}


def participants(
    workshop: Workshop,
    registrations: Iterable[Registration],
    *,
    contacts: bool = False,
    portraits: bool = False,
    days_present: Mapping[int, tuple[int, ...]] = NO_DAYS,
) -> tuple[Participant, ...]:
    """Registrations, in the order given, as the renderers are told of them, in the language in force.

    `contacts`: with e-mail, telephone and dietary needs; `portraits`: with the photographs that may be shown.
    `days_present`: numbers of days by registration id.
    """
    return tuple(
        _participant(
            workshop,
            registration,
            number=number,
            contacts=contacts,
            portraits=portraits,
            days=days_present.get(registration.id, ()),
        )
        for number, registration in enumerate(registrations, start=1)
    )


def write(
    workshop: Workshop,
    form: str,
    code: str,
    *,
    generated_at: datetime,
    contacts: bool = False,
    provisional: bool = False,
    portraits: bool = False,
) -> bytes:
    """The list of all who hold a seat, as "xlsx", "pdf" or "docx" in the language `code`. Raises KeyError for another.

    `contacts` matters to the workbook only: a list on paper is handed round. `portraits` matters to the others only.
    `provisional` is said in the title.
    """
    writers: dict[str, Callable[..., bytes]] = {
        "xlsx": excel.participants_workbook,
        "pdf": partial(pdf.participants_list, fonts=FONTS),
        "docx": participants_document,
    }
    with force_locale(code):
        people = [row for row in queries.people(workshop.id, language=code) if row.state in HOLDS_SEAT]
        sheet = form == "xlsx"
        rows = participants(workshop, people, contacts=contacts and sheet, portraits=portraits and not sheet)
        return writers[form](
            workshop_facts(workshop),
            rows,
            Labels.translated(_),
            generated_at=local(generated_at, workshop.timezone),
            provisional=provisional,
            demo=workshop.demo,
        )


def _participant(
    workshop: Workshop,
    registration: Registration,
    *,
    number: int,
    contacts: bool,
    portraits: bool,
    days: tuple[int, ...],
) -> Participant:
    person, code = registration.person, language()
    photo = photos.shown(registration) if portraits else b""
    return Participant(
        number=number,
        latin_name=person.list_name,
        original_name=person.original_name,
        honorific=person.honorific,
        sex=str(SEX_LABELS[person.sex]) if person.sex else "",
        position=registration.position,
        organization=registration.organization,
        delegation=delegation_label(registration.delegation, code),
        delegation_type=registration.type.name.pick(code, workshop.languages),
        delegation_type_key=registration.type.key,
        colour=registration.type.colour,
        country=countries.name(registration.country, code) if registration.country else "",
        state=state_label(registration.state),
        is_head=registration.is_head,
        no_photo=registration.photo_consent is False,
        photo=photos.small(photo) if photo else b"",
        counts_as_participant=registration.type.counts_as_participant,
        days_present=days,
        email=person.email if contacts else None,
        phone=person.phone if contacts else None,
        dietary=registration.dietary if contacts else None,
    )
