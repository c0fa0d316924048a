"""How the parts of a set-up are called on pages."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.workshops.models import Workshop

SECTION_LABELS = {
    "title": _l("Title, place and dates"),
    "introduction": _l("Introduction"),
    "details_close_at": _l("Second form closes"),
    "disclaimer": _l("Disclaimer"),
    "findings": _l("Findings"),
    "themes": _l("One section for each theme"),
    "quotes": _l("Quotes, attributed by category"),
    "photographs": _l("Photographs with caption and credit"),
    "recommendations": _l("Recommendations"),
    "about": _l("About the project"),
    "funding": _l("Funding acknowledgement"),
}
ROLE_LABELS = {"organizer": _l("Organizer"), "funder": _l("Funder")}
PART_LABELS = {"rooms": _l("Room"), "themes": _l("Theme"), "partners": _l("Partner")}
TAG_LABELS = {
    "workshops.imported": _l("Read from a file"),
    "workshops.created": _l("Workshop created"),
    "workshops.copied": _l("Workshop created as a copy"),
    "workshops.changed": _l("Workshop changed"),
    "workshops.series_changed": _l("Series changed"),
    "workshops.part_added": _l("Added"),
    "workshops.part_changed": _l("Changed"),
    "workshops.part_moved": _l("Moved to another place in the order"),
    "workshops.part_removed": _l("Removed"),
    "registration.type_added": _l("Delegation type added"),
    "registration.type_changed": _l("Delegation type changed"),
    "registration.type_moved": _l("Delegation type moved"),
    "registration.type_removed": _l("Delegation type removed"),
    "registration.delegation_added": _l("Delegation added"),
    "registration.delegation_changed": _l("Delegation changed"),
    "registration.delegation_removed": _l("Delegation removed"),
}
FIELD_LABELS = {
    "approval": _l("Approval"),
    "attribution": _l("Attribution"),
    "attribution_rule": _l("Attribution rule"),
    "capacity": _l("Capacity"),
    "city": _l("City"),
    "code": _l("Code"),
    "colour": _l("Colour"),
    "country": _l("Country"),
    "counts_as_participant": _l("Counts as participant"),
    "disclaimer": _l("Disclaimer"),
    "earlier_topics": _l("Earlier topics"),
    "ends_on": _l("Last day"),
    "focal_email": _l("Focal point's e-mail"),
    "focal_name": _l("Focal point"),
    "funders": _l("Funders"),
    "host": _l("Host"),
    "languages": _l("Languages"),
    "logo": _l("Logo"),
    "name": _l("Name"),
    "nominations_close_at": _l("Nominations close"),
    "organization": _l("Organization"),
    "organizers": _l("Organizers"),
    "outline": _l("Report outline"),
    "precedence": _l("Precedence"),
    "published": _l("Published"),
    "quota": _l("Quota"),
    "region": _l("Region"),
    "registration_closes_at": _l("Registration closes"),
    "reply_to": _l("Mailbox for answers"),
    "role": _l("Role"),
    "seats": _l("Seats"),
    "short": _l("Abbreviation"),
    "signatories": _l("Signatories"),
    "started": _l("Started"),
    "starts_on": _l("First day"),
    "summary": _l("Summary"),
    "timezone": _l("Time zone"),
    "title": _l("Title"),
    "visa_support": _l("Visa support"),
}


def phase(workshop: Workshop, today: date) -> tuple[str, str]:
    """(what a workshop is at, tone of its badge) on a day of its own calendar."""
    if not workshop.published:
        return _("Draft"), "quiet"
    if today < workshop.starts_on:
        return _("Upcoming"), "info"
    return (_("Running"), "good") if today <= workshop.ends_on else (_("Over"), "quiet")
