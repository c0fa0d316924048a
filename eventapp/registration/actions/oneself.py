"""What people say of themselves in one go: who they are, what their type is asked, what they agree to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.fields import actions as fields
from eventapp.fields.models import Stage
from eventapp.registration import consent
from eventapp.registration.actions.registering import AlreadyRegistered, change_details, register
from eventapp.registration.models import Registration


def register_oneself(
    workshop_id: int,
    type_id: int,
    given: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    country: str,
    organization: str,
    form_key: str | None,
    agreed: int | None,
    actor: Actor,
    now: datetime,
) -> Registration:
    """Register on the public page; all of it is kept, or nothing. `agreed`: the version of the consent text.

    Raises what `register` raises, and Invalid with the keys of answers that cannot be used.
    """
    already = None
    with transaction():
        try:
            registration = register(
                workshop_id,
                type_id,
                given,
                country=country,
                organization=organization,
                source="public",
                form_key=form_key,
                actor=actor,
                now=now,
            )
        except AlreadyRegistered as error:  # their link goes to its owner by mail, which must not be rolled back
            already = error
        else:
            _complete(registration, answers, agreed, actor, now)
    if already is not None:
        raise already
    return registration


def complete(
    registration_id: int,
    workshop_id: int,
    given: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    agreed: int | None,
    actor: Actor,
    now: datetime,
) -> Registration:
    """Complete or correct one's own nomination or registration. Raises what `change_details` raises, and Invalid."""
    with transaction():
        registration = change_details(registration_id, workshop_id, given, actor=actor, now=now)
        _complete(registration, answers, agreed, actor, now)
    return registration


def _complete(
    registration: Registration, answers: Mapping[str, Any], agreed: int | None, actor: Actor, now: datetime
) -> None:
    if answers:
        workshop_id, type_id = registration.workshop_id, registration.type_id
        fields.answer(registration.id, workshop_id, type_id, Stage.REGISTRATION, answers, by=actor, now=now)
    if agreed is not None:
        consent.agree(registration, agreed, actor=actor, now=now)
