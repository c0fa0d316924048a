"""What a delegation is sent: the official letter, the nomination sheet with its key, the link and its QR code."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.core import names
from eventapp.core.config import FONTS
from eventapp.core.i18n import LANGUAGES, day, moment
from eventapp.core.timezones import local
from eventapp.registration import codes
from eventapp.registration.labels import delegation_label
from eventapp.registration.mail_values import language_of_delegation
from eventapp.registration.models import HOLDS_SEAT, Delegation, Registration, State
from eventapp.workshops.facts import period, workshop_facts
from eventapp.workshops.models import Workshop
from exports import delegation_letter, nomination_sheet
from exports.delegation_letter import DelegationLetter
from exports.nomination_sheet import Both, NominationSheet, Nominee
from exports.qr import qr_png

_NAMED = (*HOLDS_SEAT, State.WAITLISTED)


def pack(delegation: Delegation, workshop: Workshop, people: Sequence[Registration], now: datetime) -> bytes:
    """A ZIP file with everything; the delegation must have a link. `people`: of the delegation, in order."""
    url, facts = codes.focal_url(delegation), letter(delegation, workshop, now)
    stem = file_stem(delegation)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{stem}-letter.pdf", delegation_letter.pdf(facts, FONTS))
        archive.writestr(f"{stem}-letter.docx", delegation_letter.docx(facts))
        archive.writestr(f"{stem}-nomination-sheet.xlsx", sheet(delegation, workshop, people))
        archive.writestr(f"{stem}-link.txt", f"{url}\n")
        archive.writestr(f"{stem}-link-qr.png", qr_png(url))
        archive.writestr("README.txt", readme(delegation, workshop))
    return out.getvalue()


def letter(delegation: Delegation, workshop: Workshop, now: datetime) -> DelegationLetter:
    """What the letter to a delegation says, in its language."""
    language = language_of_delegation(delegation, workshop)
    with force_locale(language):
        facts = workshop_facts(workshop)
        label = delegation_label(delegation, language)
        return DelegationLetter(
            language=language,
            dated=day(local(now, workshop.timezone).date(), "d MMMM y"),
            organizers=facts.organizers,
            workshop=facts.title,
            series=workshop.series.title.pick(language, workshop.languages),
            place=facts.place,
            dates=period(workshop.starts_on, workshop.ends_on),
            addressee=[line for line in (delegation.focal_name, label) if line],
            delegation=label,
            delegation_type=delegation.type.name.pick(language, workshop.languages),
            url=codes.focal_url(delegation),
            seats="" if delegation.seats is None else str(delegation.seats),
            funded_seats="" if delegation.funded_seats is None else str(delegation.funded_seats),
            deadline=_until(workshop),
            reply_to=workshop.reply_to,
        )


def sheet(delegation: Delegation, workshop: Workshop, people: Sequence[Registration]) -> bytes:
    """The nomination sheet in Excel, with who is named so far; in English and Russian."""
    named = [row for row in people if row.state in _NAMED]
    facts = NominationSheet(
        key=codes.delegation_key(delegation),
        workshop=_both(lambda language: workshop.title.pick(language, workshop.languages)),
        place_and_dates=_both(lambda _language: f"{workshop.city}, {period(workshop.starts_on, workshop.ends_on)}"),
        delegation=_both(lambda language: delegation_label(delegation, language)),
        seats=delegation.seats,
        deadline=_both(lambda _language: _until(workshop)),
        reply_to=workshop.reply_to,
        url=codes.focal_url(delegation) if delegation.link_serial else "",
        named=[_nominee(row) for row in named],
    )
    return nomination_sheet.workbook(facts)


def readme(delegation: Delegation, workshop: Workshop) -> str:
    """What is in the pack, in the language of the delegation."""
    language = language_of_delegation(delegation, workshop)
    with force_locale(language):
        lines = (
            f"{workshop.title.pick(language, workshop.languages)} – {delegation_label(delegation, language)}",
            "",
            _("letter: the official invitation to nominate participants, as PDF and in Word"),
            _("nomination-sheet: can be filled in and sent back; it carries the code of the delegation"),
            _("link: opens the page of the delegation, where people are named without an account"),
            _("link-qr: the same link as a QR code"),
            "",
            _("Whoever has the link can name people on the seats of this delegation, and no others."),
        )
        return "\r\n".join(lines) + "\r\n"


def file_stem(delegation: Delegation) -> str:
    """ "kazakhstan": the name of a delegation as files bear it."""
    text = names.fold(names.transliterate(delegation_label(delegation, "en")))
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:60] or f"delegation-{delegation.id}"


def _until(workshop: Workshop) -> str:
    """The deadline in words, on the workshop's clock, in the language in force."""
    closes = workshop.nominations_close_at
    if closes is None:
        return ""
    return str(_("%(moment)s (time in %(city)s)", moment=moment(closes, workshop.timezone), city=workshop.city))


def _both(said: Callable[[str], str]) -> Both:
    texts = {}
    for language in LANGUAGES:
        with force_locale(language):
            texts[language] = said(language)
    return Both(**texts)


def _nominee(row: Registration) -> Nominee:
    person = row.person
    family, given = person.latin_family, person.latin_given
    return Nominee(
        latin_family=family if family and given else person.latin_name,
        latin_given=given if family and given else "",
        original_name=person.original_name,
        honorific=person.honorific,
        sex=person.sex if person.sex in ("female", "male") else "",
        position=row.position,
        organization=row.organization,
        email=person.email,
        phone="",
        is_head=row.is_head,
        alternate=row.state == State.WAITLISTED,
    )
