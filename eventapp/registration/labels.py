"""How states, approvals, sexes and delegations are called on pages and in files, and what happened to somebody."""

from flask_babel import lazy_gettext as _l

from eventapp.core import countries
from eventapp.registration.models import Approval, Delegation, State

STATE_LABELS = {
    State.NOMINATED: _l("Nominated"),
    State.PENDING: _l("Pending"),
    State.CONFIRMED: _l("Confirmed"),
    State.WAITLISTED: _l("Waitlisted"),
    State.DECLINED: _l("Declined"),
    State.CANCELLED: _l("Cancelled"),
}
APPROVAL_LABELS = {
    Approval.OPEN: _l("Open: confirmed at once while there are seats"),
    Approval.ORGANIZER: _l("Organizer: each registration is approved"),
    Approval.NOMINATION: _l("Nomination: named by the delegation's focal point"),
    Approval.INVITATION: _l("Invitation: entered by the organizer only"),
}
SEX_LABELS = {
    "female": _l("Female"),
    "male": _l("Male"),
    "other": _l("Other"),
    "undisclosed": _l("Prefers not to say"),
    "": _l("Not stated"),
}
FUNDING_LABELS = {"funded": _l("Funded"), "self-funded": _l("Self-funded"), "": _l("Not settled")}
FUNCTION_LABELS = {
    "speaker": _l("Speaker"),
    "facilitator": _l("Facilitator"),
    "moderator": _l("Moderator"),
    "rapporteur": _l("Rapporteur"),
    "interpreter": _l("Interpreter"),
    "staff": _l("Staff"),
    "": _l("Takes part"),
}
OFFER_ANSWERS = {
    "yes": _l("Seat taken"),
    "no": _l("Seat refused"),
    "none": _l("No answer in time: at the end of the line"),
    "withdrawn": _l("Offer taken back"),
}
BOUND_LABELS = {
    "delegation": _l("No seat of the delegation is free"),
    "type": _l("No seat of the type is free"),
    "workshop": _l("No seat of the workshop is free"),
    "chosen": _l("The organizers chose somebody else"),
}
SOURCE_LABELS = {
    "import": _l("Nomination list"),
    "public": _l("Registration page"),
    "organizer": _l("Entered by the organizer"),
    "focal": _l("Named by the focal point"),
    "walk-in": _l("Came without registration"),
    "demo": _l("Demo"),
}
VERDICT_LABELS = {
    "new": _l("New"),
    "waitlisted": _l("Waiting list"),
    "replaced": _l("Replaces"),
    "changed": _l("Changed"),
    "unchanged": _l("Unchanged"),
    "duplicate": _l("Twice in the list"),
    "refused": _l("Refused"),
    "skipped": _l("Not a person"),
}
FACT_LABELS = {
    "latin_name": _l("Name in Latin letters"),
    "latin_family": _l("Family name"),
    "latin_given": _l("Given name"),
    "latin_proposed": _l("Latin spelling proposed by us"),
    "original_name": _l("Name in the original script"),
    "original_family": _l("Family name in the original script"),
    "original_given": _l("Given name in the original script"),
    "honorific": _l("Honorific"),
    "sex": _l("Sex"),
    "email": _l("E-mail"),
    "phone": _l("Telephone"),
    "country": _l("Country"),
    "position": _l("Position"),
    "organization": _l("Organization"),
    "language": _l("Language"),
    "dietary": _l("Dietary needs"),
    "access_needs": _l("Access needs"),
    "visa_support": _l("Visa support"),
    "speaker": _l("Speaker"),
    "function": _l("Function"),
    "badge_name": _l("Name on the badge"),
    "languages": _l("Languages spoken"),
    "interpretation": _l("Interpretation into"),
    "photo_consent": _l("May be photographed"),
    "alternate": _l("Alternate"),
    "funding": _l("Funding"),
    "state": _l("State"),
    "reason": _l("Reason"),
    "place": _l("Place in the line"),
    "until": _l("Until"),
    "number": _l("Number"),
    "answer": _l("Answer"),
    "kept": _l("Kept"),
    "gone": _l("Merged into it"),
    "delegation": _l("Delegation"),
    "is_head": _l("Head of delegation"),
    "rank": _l("Place within the delegation"),
}
FIELD_LABELS = {
    "full_name": _l("Full name"),
    "family_given": _l("Full name, family name first"),
    "family": _l("Family name"),
    "given": _l("Given name"),
    "patronymic": _l("Patronymic"),
    "full_name_original": _l("Full name, original script"),
    "family_original": _l("Family name, original script"),
    "given_original": _l("Given name, original script"),
    "badge_name": _l("Name on the badge"),
    "sex": _l("Sex"),
    "position": _l("Position"),
    "organization": _l("Organization"),
    "position_organization": _l("Position and organization in one cell"),
    "combined": _l("Name, position and organization in one cell"),
    "country": _l("Country"),
    "delegation_type": _l("Delegation type"),
    "email": _l("E-mail"),
    "phone": _l("Telephone"),
    "contacts": _l("Telephone and e-mail in one cell"),
    "language": _l("Language"),
    "languages": _l("Languages spoken"),
    "interpretation": _l("Interpretation into"),
    "dietary": _l("Dietary needs"),
    "access_needs": _l("Access needs"),
    "visa_support": _l("Visa support"),
    "speaker": _l("Speaker"),
    "head": _l("Head of delegation"),
    "alternate": _l("Alternate"),
    "funding": _l("Funding"),
    "honorific": _l("Honorific"),
    "passport_number": _l("Passport number"),
    "passport_name": _l("Name as in the passport"),
    "passport_issued": _l("Passport issued on"),
    "passport_expires": _l("Passport valid until"),
    "birth_date": _l("Date of birth"),
    "birth_place": _l("Place of birth"),
    "nationality": _l("Nationality"),
    "remarks": _l("Remarks (not kept)"),
    "number": _l("Number in the list"),
    "other": _l("Not read"),
}
"""What a column of a nomination list may hold (`sheets.headings.FIELDS`)."""

HISTORY_LABELS = {
    "registration.seat_offered": _l("Seat offered"),
    "registration.offer_answered": _l("Offer answered"),
    "registration.skipped": _l("Passed by in the line"),
    "registration.decision_undone": _l("Decision taken back"),
    "registration.asked_to_come": _l("Asked whether they will come"),
    "registration.will_come": _l("Said whether they will come"),
    "registration.names_approved": _l("Name approved"),
    "registration.photo_changed": _l("Photograph changed"),
    "registration.reviewed": _l("Changes reviewed"),
    "registration.consented": _l("Consent given"),
    "duplicates.merged": _l("Merged with another entry"),
    "duplicates.unmerged": _l("Merge taken back"),
    "registration.registered": _l("Registered"),
    "registration.nominated": _l("Nominated"),
    "registration.state_changed": _l("State changed"),
    "registration.changed": _l("Details changed"),
    "registration.head_named": _l("Named head of delegation"),
    "registration.replaced": _l("Replaced by another person"),
    "registration.ordered": _l("Place in the order changed"),
    "registration.link_renewed": _l("Private link renewed"),
    "registration.link_sent": _l("Private link sent"),
    "registration.badge_issued": _l("Badge issued"),
    "registration.badge_revoked": _l("Badge revoked"),
    "badges.printed": _l("Badge printed"),
    "letters.issued": _l("Letter issued"),
    "privacy.copied": _l("Own copy taken"),
    "privacy.erasure_asked": _l("Erasure asked for"),
    "privacy.erasure_refused": _l("Erasure refused"),
    "privacy.photo_consent_changed": _l("Answer about photographs changed"),
    "fields.answered": _l("Questions answered"),
    "fields.read": _l("Protected answers looked at"),
}


def state_label(state: str) -> str:
    return str(STATE_LABELS[State(state)])


def delegation_label(delegation: Delegation, language: str = "en") -> str:
    """ "Kazakhstan", "UN Women", "Public association A (Afghanistan)": country by its official short name."""
    return place_label(delegation.country, delegation.organization, language)


def place_label(country: str, organization: str, language: str = "en") -> str:
    """As `delegation_label`, for a delegation that is yet to be added."""
    name = countries.name(country, language) if country else ""
    return f"{organization} ({name})" if organization and name else organization or name
