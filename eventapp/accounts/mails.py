"""Mails about accounts."""

from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.accounts.models import User
from eventapp.core import outbox


def sign_in_link(user: User, link: str, *, now: datetime) -> None:
    """The link that signs in once, in the user's language."""
    with force_locale(user.language):
        outbox.post(
            "accounts.sign_in_link",
            user.email,
            _("Your link to sign in to eventapp"),
            _(
                "Open this link to sign in. It works once, within one hour:\n\n{link}\n\n"
                "If you did not ask for it, you need not do anything."
            ),
            now=now,
            link=link,
            name=user.name,
        )
