"""Forms about accounts."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, EqualTo, Length
from wtforms.validators import Optional as OptionalInput

from eventapp.accounts.models import SCOPES
from eventapp.accounts.passwords import SHORTEST
from eventapp.core.actors import Role
from eventapp.core.forms import BaseForm, choices
from eventapp.core.i18n import LANGUAGES

ROLE_LABELS = {
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.ORGANIZER: _l("Organizer"),
    Role.FACILITATOR: _l("Facilitator"),
    Role.RAPPORTEUR: _l("Rapporteur"),
    Role.CHECK_IN: _l("Check-in staff"),
    Role.TRAVEL: _l("Travel team"),
    Role.FINANCE: _l("Finance team"),
}
SCOPE_LABELS = {
    "check-in": _l("Check-in: scans and the check-in list"),
    "read": _l("Read: agenda, registrations, attendance, notes, results"),
    "write": _l("Write: everything an organizer may send"),
}


class LinkForm(BaseForm):
    """Ask for a sign-in link by mail."""

    email = EmailField(_l("E-mail"), [DataRequired(), Length(max=254)])
    next = HiddenField()


class PasswordSignInForm(BaseForm):
    """Sign in with a password."""

    email = EmailField(_l("E-mail"), [DataRequired(), Length(max=254)], render_kw={"autocomplete": "username"})
    password = PasswordField(
        _l("Password"), [DataRequired(), Length(max=500)], render_kw={"autocomplete": "current-password"}
    )
    next = HiddenField()


class AccountForm(BaseForm):
    """A user's own name and language."""

    name = StringField(_l("Name"), [OptionalInput()], render_kw={"autocomplete": "name"})
    language = SelectField(_l("Language"), choices=choices(LANGUAGES.items()))


class NewPasswordForm(BaseForm):
    """A new password, typed twice."""

    new_password = PasswordField(
        _l("New password"),
        [DataRequired(), Length(min=SHORTEST, max=500)],
        render_kw={"autocomplete": "new-password"},
        description=_l("At least 12 characters; a few unusual words are best."),
    )
    repeat = PasswordField(
        _l("The same again"),
        [DataRequired(), EqualTo("new_password", message=_l("The two are not the same."))],
        render_kw={"autocomplete": "new-password"},
    )


class MemberForm(BaseForm):
    """Somebody who joins the team of a workshop."""

    email = EmailField(_l("E-mail"), [DataRequired(), Length(max=254)])
    name = StringField(_l("Name"))
    role = SelectField(
        _l("Role"),
        choices=choices((str(role), label) for role, label in ROLE_LABELS.items() if role is not Role.ADMINISTRATOR),
    )


class UserForm(BaseForm):
    """A new user; an administrator may make another one."""

    email = EmailField(_l("E-mail"), [DataRequired(), Length(max=254)])
    name = StringField(_l("Name"))
    role = SelectField(
        _l("Role"),
        choices=choices([(str(Role.ADMINISTRATOR), ROLE_LABELS[Role.ADMINISTRATOR])], blank=_l("No role yet")),
    )


class TokenForm(BaseForm):
    """A token for a device or a script."""

    label = StringField(_l("What it is for"), [DataRequired(), Length(max=100)])
    scope = SelectField(_l("Scope"), choices=choices((scope, SCOPE_LABELS[scope]) for scope in SCOPES))
