"""From a certificate that was issued to its PDF. What it says comes from its facts alone."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.certificates import codes
from eventapp.certificates import design as designs
from eventapp.certificates.labels import KIND_LABELS
from eventapp.certificates.models import Certificate, Kind
from eventapp.core import stored, web
from eventapp.core.config import FONTS
from eventapp.core.db import session
from eventapp.core.errors import UserError
from eventapp.core.stored import StoredFile
from eventapp.workshops.models import Workshop
from exports import certificate as sheet
from exports.labels import Labels

Pictures = dict[int, bytes]


def pdf(certificates: Sequence[Certificate], workshop: Workshop) -> bytes:
    """Certificates as they were issued, one on a page. Raises UserError for none, and for one that was emptied."""
    if not certificates:
        raise UserError(_("There is no certificate to print."))
    pictures: Pictures = {}
    language = designs.languages_of(workshop)[0]
    drawn = [_drawn(each, workshop, pictures) for each in certificates]
    with force_locale(language):
        title = f"{KIND_LABELS[Kind(certificates[0].kind)]}: {workshop.title.pick(language, workshop.languages)}"
    return sheet.pdf(drawn, FONTS, title=title, language=language)


def filename(certificate: Certificate) -> str:
    """ "certificate-ALMATY-2016-007.pdf": no name of a person in it."""
    return f"certificate-{certificate.number.replace('/', '-')}.pdf"


def check_address() -> str:
    """Where a certificate is checked, short enough to be typed."""
    parts = urlsplit(web.absolute("certificates.check_form"))
    return f"{parts.netloc}{parts.path}"


def note(workshop: Workshop, language: str) -> str:
    """The words for demo data, if it is that."""
    if not workshop.demo:
        return ""
    with force_locale(language):
        return Labels.translated(_).demo


def _drawn(certificate: Certificate, workshop: Workshop, pictures: Pictures) -> sheet.Certificate:
    known = certificate.facts
    if not known.get("name"):
        raise UserError(_("The personal data of certificate %(number)s were removed.", number=certificate.number))
    if not codes.is_readable(certificate):
        raise UserError(
            _(
                "The code of certificate %(number)s cannot be made again: the server's secret key has changed. "
                "Issue it anew.",
                number=certificate.number,
            )
        )
    code = codes.code_of(certificate)
    language = known["wordings"][0]["language"]
    return sheet.Certificate(
        name=known["name"],
        original_name=known["original"],
        number=certificate.number,
        wordings=tuple(sheet.Wording(**each) for each in known["wordings"]),
        signers=tuple(_signer(each, pictures) for each in known["signers"]),
        logos=tuple(filter(None, (_picture(each, pictures) for each in known["logos"]))),
        colour=known["colour"],
        orientation=known["orientation"],
        check_url=web.absolute("certificates.check", code=code),
        check_address=check_address(),
        check_code=codes.grouped(code),
        note=note(workshop, language),
        sample=_sample(workshop, language),
    )


def _signer(known: dict[str, Any], pictures: Pictures) -> sheet.Signer:
    lines = tuple((name, post) for name, post in known["lines"])
    return sheet.Signer(lines, _picture(known["image"], pictures))


def _picture(file_id: int | None, pictures: Pictures) -> bytes:
    if file_id is None:
        return b""
    if file_id not in pictures:
        file = session.get(StoredFile, file_id)
        pictures[file_id] = stored.read(file) if file is not None else b""
    return pictures[file_id]


def _sample(workshop: Workshop, language: str) -> str:
    if workshop.rehearsal_of is None:
        return ""
    with force_locale(language):
        return str(_("Sample"))
