"""The consent text in force, as the registration form asks for it (see `registration.consent`)."""

from eventapp.privacy import queries
from eventapp.registration.consent import Consent


def current(workshop_id: int) -> Consent | None:
    """The latest version; None while the organizer has published none."""
    versions = queries.consent_versions(workshop_id)
    return Consent(versions[0].version, versions[0].text) if versions else None
