"""Why two people may be one, in words."""

from flask_babel import lazy_gettext as _l

REASONS = {
    "same-name": _l("the same name"),
    "other-order": _l("the same name in another order"),
    "other-script": _l("the same name in another script"),
    "other-spelling": _l("the same name spelt in another way"),
    "one-letter": _l("a name that differs by one letter"),
    "initials": _l("initials that fit"),
    "patronymic": _l("the same name with and without a patronymic"),
    "shorter": _l("the same name with and without one more word"),
    "birth-date": _l("the same date of birth"),
    "email": _l("the same e-mail"),
    "phone": _l("the same telephone"),
    "position": _l("the same position and organization"),
    "organization": _l("the same organization"),
}
