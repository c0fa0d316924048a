"""What is shown to a donor afterwards: sheets, certificates, consent, how long data are kept."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from eventapp.attendance.sheet_settings import settings_of
from eventapp.certificates.models import CertificateTemplate, Signatory
from eventapp.core.db import session
from eventapp.privacy import consent
from eventapp.rehearsal.readiness.registry import Answer, Look, check, ok, warn

GROUP = "papers"


@check("sheet-number", GROUP, _l("Project number on the sheets"), leads_to="attendance.sheet_settings")
def sheet_number(at: Look) -> Answer:
    number = settings_of(at.workshop).project_number
    if not number:
        return warn(_("Attendance sheets have no project number in their head; the auditor asks for it."))
    return ok(_("Project number: %(number)s.", number=number))


@check("emblem", GROUP, _l("Funder’s emblem"), leads_to="workshops.parts", kind="partners")
def emblem(at: Look) -> Answer:
    funders = at.workshop.funders
    if not funders:
        return warn(_("No funder is named."))
    without = [row.short or row.name for row in funders if row.logo_id is None]
    if without:
        return warn(_("Without an emblem: %(names)s.", names=", ".join(without)))
    return ok(_("Each funder's emblem is there."))


@check("certificates", GROUP, _l("Certificates"), leads_to="certificates.index")
def certificates(at: Look) -> Answer:
    designed = session.scalar(
        select(func.count()).select_from(CertificateTemplate).where(CertificateTemplate.workshop_id == at.workshop.id)
    )
    signatories = session.scalars(select(Signatory).where(Signatory.workshop_id == at.workshop.id)).all()
    if not signatories:
        return warn(_("Nobody is named who signs the certificates."))
    if not designed:
        return warn(_("The certificate looks as we ship it; look whether it suits you."))
    by_hand = sum(row.image_id is None for row in signatories)
    if by_hand:
        return ok(_("%(n)s sign; %(by_hand)s of them by hand.", n=len(signatories), by_hand=by_hand))
    return ok(_("All signatures are there."))


@check("consent", GROUP, _l("Consent text"), leads_to="privacy.settings")
def consent_text(at: Look) -> Answer:
    text = consent.current(at.workshop.id)
    if text is None:
        return warn(_("No consent text is published: people agree to nothing when they register."))
    return ok(_("The consent text is published."))


@check("retention", GROUP, _l("How long data are kept"), leads_to="privacy.settings")
def retention(at: Look) -> Answer:
    if not at.workshop.retention:
        return warn(_("The usual periods are in force; look whether they are those of your house."))
    return ok(_("The periods are set."))
