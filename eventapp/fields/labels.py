"""How kinds, groups and stages of fields are called, and who reads what, in a sentence."""

from flask_babel import lazy_gettext as _l

from eventapp.fields.models import Group, Kind, Stage

KIND_LABELS = {
    Kind.TEXT: _l("One line of text"),
    Kind.LONG_TEXT: _l("Several lines of text"),
    Kind.CHOICE: _l("One of several"),
    Kind.MANY: _l("Any of several"),
    Kind.NUMBER: _l("Number"),
    Kind.DATE: _l("Date"),
    Kind.MOMENT: _l("Date and time"),
    Kind.COUNTRY: _l("Country"),
    Kind.YES_NO: _l("Yes or no"),
    Kind.FILE: _l("File"),
}
GROUP_LABELS = {
    Group.GENERAL: _l("About you"),
    Group.NEEDS: _l("Health and needs"),
    Group.TRAVEL: _l("Travel and hotel"),
    Group.IDENTITY: _l("Passport"),
    Group.MONEY: _l("Payment"),
}
READER_LABELS = {
    Group.GENERAL: _l("Read by the organizers, facilitators, rapporteurs and the registration desk."),
    Group.NEEDS: _l("Read by the organizers and the travel team."),
    Group.TRAVEL: _l("Read by the organizers and the travel team."),
    Group.IDENTITY: _l("Encrypted. Read by the organizers and the travel team only; each look is recorded."),
    Group.MONEY: _l("Encrypted. Read by the organizers and the finance team only; each look is recorded."),
}
STAGE_LABELS = {
    Stage.REGISTRATION: _l("With the registration"),
    Stage.CONFIRMED: _l("After confirmation, in a second form"),
}
FACT_LABELS = {
    "kind": _l("Kind"),
    "text": _l("Question"),
    "help": _l("Help"),
    "choices": _l("Choices"),
    "limits": _l("Limits"),
    "required": _l("Must be answered"),
    "type_ids": _l("Delegation types"),
    "stage": _l("When it is asked"),
    "reader_group": _l("Who reads it"),
    "condition": _l("Condition"),
    "details_close_at": _l("The second form closes"),
}
TAG_LABELS = {
    "fields.added": _l("Question to participants added"),
    "fields.changed": _l("Question to participants changed"),
    "fields.removed": _l("Question to participants no longer asked"),
    "fields.answered": _l("Questions answered"),
    "fields.read": _l("Protected answers were looked at"),
}
