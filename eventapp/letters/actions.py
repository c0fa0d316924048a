"""Issuing letters, and replacing the templates they are written with."""

import json
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, select

from eventapp.core import audit, stored, vault, web
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.stored import StoredFile
from eventapp.core.timezones import local
from eventapp.fields.actions import record_look
from eventapp.fields.models import Group
from eventapp.letters import facts, policy, queries
from eventapp.letters.labels import PLACEHOLDER_LABELS, number_text, refusal_text
from eventapp.letters.models import Letter, LetterTemplate
from eventapp.registration import queries as registrations
from eventapp.registration import seats
from eventapp.registration.models import Registration
from eventapp.workshops.models import Workshop
from exports.letter_standard import VISA
from exports.typesetting import Unsettable
from exports.word import letter_template
from exports.word.letter_template import LetterTemplateRefused
from exports.word.to_pdf import left_out

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def issue(workshop_id: int, registration_id: int, kind: str, language: str, *, actor: Actor, now: datetime) -> Letter:
    """A new letter under the next number of its kind; earlier ones stay as they are.

    The person gets their own letter once in each language: asking again gives the one that there is. Raises Denied,
    Missing, UserError for who is due no such letter, or whose passport data is not known.
    """
    with transaction():
        workshop = seats.lock(workshop_id)  # numbers have no gaps and no twins
        registration = registrations.registration(workshop_id, registration_id)
        owner = policy.is_owner(actor, registration)
        if not owner and not policy.can_issue(actor, workshop_id, kind):
            raise Denied(_("Your role at this workshop does not include these letters."))
        if not policy.is_due(registration, kind):
            raise UserError(_("%(name)s is due no such letter.", name=registration.person.list_name))
        if owner and (there := queries.latest(registration.id, kind, language)) is not None:
            return there
        number = queries.last_number(workshop_id, kind) + 1
        own = queries.template(workshop_id, kind, language)
        dated = local(now, workshop.timezone).date()
        said: dict[str, Any] = facts.plain_facts(workshop, registration, number_text(kind, number), dated, language)
        if kind == VISA:
            said["sealed"] = _sealed_passport(workshop, registration, number, language)
            if not owner:
                record_look(workshop_id, [registration.id], [Group.IDENTITY], how="letter", actor=actor, now=now)
        letter = Letter(
            workshop_id=workshop_id,
            registration_id=registration.id,
            kind=kind,
            number=number,
            language=language,
            dated=dated,
            facts=said,
            template_file_id=own.file_id if own else None,
            issued_at=now,
            issued_by=actor.label,
        )
        session.add(letter)
        session.flush()
        audit.record(
            actor,
            "letters.issued",
            now,
            workshop=workshop_id,
            subject=registration,
            kind=kind,
            number=number_text(kind, number),
            language=language,
        )
        return letter


def _sealed_passport(workshop: Workshop, registration: Registration, number: int, language: str) -> str:
    passport = facts.passport_facts(workshop, registration.id, language)
    if lacking := facts.missing(workshop, registration, passport):
        names = ", ".join(str(PLACEHOLDER_LABELS[key]) for key in lacking)
        raise UserError(
            _("Of %(name)s the following is not known yet: %(what)s.", name=registration.person.list_name, what=names)
        )
    return vault.seal_text(web.settings().secret_key, json.dumps(passport), sealed_about(workshop.id, number))


def sealed_about(workshop_id: int, number: int) -> str:
    """What the protected facts of a visa support letter are bound to."""
    return f"letter:{workshop_id}:{VISA}:{number}"


def replace_template(
    workshop_id: int, kind: str, language: str, data: bytes, filename: str, *, actor: Actor, now: datetime
) -> list[str]:
    """Letters are written with this Word file from now on; what of it a PDF will not show.

    It is tried out with a sample person first. Raises Denied, Invalid with what is wrong and where.
    """
    _check_replacing(actor, workshop_id)
    try:
        tried = letter_template.filled(data, facts.sample(kind, language))
        not_shown = left_out(tried)
    except LetterTemplateRefused as error:
        raise Invalid(refusal_text(error.refusal)) from error
    except (Unsettable, ValueError, KeyError, AttributeError) as error:
        raise Invalid(_("This Word file cannot be read. Save it again with Word.")) from error
    with transaction():
        seats.lock(workshop_id)
        kept = stored.keep(data, filename, DOCX, now=now)
        row = queries.template(workshop_id, kind, language)
        if row is None:
            session.add(
                LetterTemplate(workshop_id=workshop_id, kind=kind, language=language, file_id=kept.id, changed_at=now)
            )
        else:
            before, row.file_id, row.changed_at = row.file_id, kept.id, now
            _forget(before)
        _recorded(workshop_id, kind, language, kept.filename, actor=actor, now=now)
    return not_shown


def put_back(workshop_id: int, kind: str, language: str, *, actor: Actor, now: datetime) -> None:
    """Letters are written with our template again; nothing happens where they are already."""
    _check_replacing(actor, workshop_id)
    with transaction():
        seats.lock(workshop_id)
        row = queries.template(workshop_id, kind, language)
        if row is not None:
            file_id = row.file_id
            session.delete(row)
            _forget(file_id)
            _recorded(workshop_id, kind, language, "", actor=actor, now=now)


def _check_replacing(actor: Actor, workshop_id: int) -> None:
    if not policy.can_replace(actor, workshop_id):
        raise Denied(_("Your role at this workshop does not include this."))


def _forget(file_id: int) -> None:
    """The file of a template that is used no more, unless a letter was written with it."""
    session.flush()
    if not session.scalar(select(exists().where(Letter.template_file_id == file_id))):
        stored.forget(session.get_one(StoredFile, file_id))


def _recorded(workshop_id: int, kind: str, language: str, filename: str, *, actor: Actor, now: datetime) -> None:
    workshop = session.get_one(Workshop, workshop_id)
    audit.record(
        actor,
        "letters.template_changed",
        now,
        workshop=workshop_id,
        subject=workshop,
        kind=kind,
        language=language,
        file=filename,
    )
