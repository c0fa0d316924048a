"""What the invented people would do: come in, and answer the forms. Only for those who have not done it."""

import random
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from flask_babel import gettext as _

from eventapp.agenda import queries as agenda
from eventapp.checkin import actions as checkin
from eventapp.checkin import queries as doors
from eventapp.core.actors import Actor
from eventapp.core.db import transaction
from eventapp.core.errors import Denied, UserError
from eventapp.feedback import actions as feedback
from eventapp.feedback import queries as forms
from eventapp.feedback.models import Form
from eventapp.registration import seats
from eventapp.registration.codes import badge_code
from eventapp.registration.models import Registration
from eventapp.rehearsal import policy, queries
from eventapp.workshops.models import Workshop

OF_THE_REST = 0.8
"""Some stay away: a board on which everybody has come shows nothing of what is missing."""
COMMENTS = ("Thank you, very useful.", "Хотелось бы больше времени на обсуждение.", "The room was too warm.", "")
_NAMES = uuid.UUID("6f6d1bd6-54d0-4b6c-9d8e-6f1f0a52c7a1")


def scan_the_rest(rehearsal_id: int, *, actor: Actor, now: datetime) -> int:
    """Four of five of those nobody has scanned today come in at the venue; how many. Nobody comes twice."""
    with transaction():
        rehearsal = _locked(rehearsal_id, actor)
        key = doors.checkpoint_now(rehearsal, doors.checkpoints(rehearsal), now).key
        come = doors.arrivals(rehearsal).get(key, {})
        readings = [
            checkin.Reading(
                id=uuid.uuid5(_NAMES, f"{rehearsal_id}:{key}:{row.public_id}"),
                checkpoint=key,
                scanned_at=now - timedelta(seconds=_draw(rehearsal, row).randrange(30, 1200)),
                code=badge_code(row.badge),
                device=queries.DEVICE,
            )
            for row in queries.invented(rehearsal)
            if row.badge is not None and row.id not in come and _draw(rehearsal, row).random() < OF_THE_REST
        ]
        for first in range(0, len(readings), checkin.LARGEST_BATCH):
            checkin.receive_scans(rehearsal.id, readings[first : first + checkin.LARGEST_BATCH], actor=actor, now=now)
    return len(readings)


def answer_for_the_rest(rehearsal_id: int, *, actor: Actor, now: datetime) -> int:
    """Open the evaluation and the first session's form, and answer them for whoever has not; how many answers.

    Raises UserError where there is no form to answer.
    """
    with transaction():
        rehearsal = _locked(rehearsal_id, actor)
        feedback.create_forms(rehearsal.id, actor=actor, now=now)
        chosen = _forms(rehearsal)
        if not chosen:
            raise UserError(_("There is no form to answer: the agenda has no session with content."))
        people, given = queries.invented(rehearsal), 0
        for form in chosen:
            feedback.set_open(form.id, True, actor=actor, now=now)
            for row in people:
                if form.id in forms.answered(row.id) or _draw(rehearsal, row).random() > OF_THE_REST:
                    continue
                answers = _answers(form, _draw(rehearsal, row))
                told = row.language or rehearsal.languages[0]
                feedback.answer(form.id, answers, language=told, actor=feedback.participant(row.id), now=now)
                given += 1
    return given


def _locked(rehearsal_id: int, actor: Actor) -> Workshop:
    """The rehearsal, under its lock. Raises Denied; UserError for a workshop that is none."""
    if not policy.can_rehearse(actor, rehearsal_id):
        raise Denied(_("Only the organizers of this workshop may rehearse it."))
    rehearsal = seats.lock(rehearsal_id)
    if rehearsal.rehearsal_of is None:
        raise UserError(_("This is no rehearsal: nothing is invented at a real workshop."))
    return rehearsal


def _forms(rehearsal: Workshop) -> list[Form]:
    first = next((item.id for item in agenda.sessions(rehearsal.id) if item.substantive), None)
    return [form for form in forms.forms_of(rehearsal.id) if form.session_id in (None, first)]


def _answers(form: Form, draw: random.Random) -> Mapping[str, int | str | None]:
    return {
        question.key: draw.choice((3, 4, 4, 5, 5)) if question.kind == "rating" else draw.choice(COMMENTS)
        for question in form.questions
    }


def _draw(rehearsal: Workshop, row: Registration) -> random.Random:
    """The same throw of the dice for the same person each time."""
    return random.Random(f"{rehearsal.slug}:{row.person.email}")  # noqa: S311 - play, no secret
