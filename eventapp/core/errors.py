"""The ways in which we say no. Each carries a message that the person may read."""

from collections.abc import Mapping


class UserError(Exception):
    """Something the person asked for cannot be done now, and the message says why."""

    status = 409

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class Invalid(UserError):
    """What was sent cannot be used. `fields` maps a field's name to its message."""

    status = 422

    def __init__(self, message: str, fields: Mapping[str, str] | None = None, **facts: object) -> None:
        super().__init__(message, **facts)
        self.fields = dict(fields or {})


class Denied(UserError):
    """The person may not do this."""

    status = 403


class Missing(UserError):
    """There is no such thing, or none this person may know of."""

    status = 404


class Revoked(UserError):
    """A token that works no more, or never did: whoever holds it forgets it, and what it gave access to."""

    status = 401


class Misconfigured(RuntimeError):
    """The environment holds a setting that cannot be used."""
