"""The words for kinds and states of certificates."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.certificates.models import Certificate, Kind

KIND_LABELS = {Kind.PARTICIPATION: _l("Certificate of participation"), Kind.COMPLETION: _l("Certificate of completion")}
TAB_LABELS = {Kind.PARTICIPATION: _l("Participation"), Kind.COMPLETION: _l("Completion")}


def state_label(certificate: Certificate) -> str:
    """Valid, withdrawn or replaced, in the language in force."""
    if certificate.replaced:
        return str(_("Replaced"))
    return str(_("Valid") if certificate.withdrawn_at is None else _("Withdrawn"))
