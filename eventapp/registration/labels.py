"""How states, approvals and sexes are called on pages and in files."""

from flask_babel import lazy_gettext as _l

from eventapp.registration.models import Approval, State

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
SEX_LABELS = {"female": _l("Female"), "male": _l("Male"), "other": _l("Other"), "": _l("Not stated")}


def state_label(state: str) -> str:
    return str(STATE_LABELS[State(state)])
