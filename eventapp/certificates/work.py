"""Certificates for everybody who qualifies, in the background: issued, sent if wished, and all in one PDF."""

from typing import Any

from flask_babel import lazy_gettext as _l

from eventapp.certificates import actions, queries, rendering
from eventapp.core.actors import Actor, Role
from eventapp.core.db import session
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration
from eventapp.tasks.work import Work, kind
from eventapp.workshops.models import Workshop

KIND = "certificates.issue"
BATCH = 20


@kind(KIND, title=_l("Certificates"), leads_to=("certificates.index", _l("To the certificates")))
def issue_all(work: Work) -> None:
    """`args`: "kind", "people" (registration ids, None: all who qualify), "anew" (where the name changed), "send"."""
    actor = Actor(work.actor_label, user_id=work.user_id, roles=frozenset({(work.workshop_id, Role.ORGANIZER)}))
    for registration_id in work.over(_people(work), batch=BATCH, called=_name):
        row = queries.valid_of(registration_id, work.args["kind"])
        if row is not None and work.args.get("anew"):
            row = actions.issue_anew(work.workshop_id, row.id, actor=actor, now=work.now)
        row = row or actions.issue(work.workshop_id, registration_id, work.args["kind"], actor=actor, now=work.now)
        if work.args.get("send") and row.sent_at is None:
            actions.send(work.workshop_id, [row.id], actor=actor, now=work.now)
        work.keep(**{f"n{registration_id}": row.id})
    work.alive()
    rows = queries.some(work.workshop_id, set(work.cursor.values()))
    work.finish(result={"certificates": len(rows)}, file=_file(rows, work) if rows else None)


def _people(work: Work) -> list[int]:
    """Whom it is about, in order of precedence, so that the numbers follow it."""
    workshop = session.get_one(Workshop, work.workshop_id)
    wanted = work.args.get("people")
    standings = queries.standings(workshop, work.args["kind"])
    if work.args.get("anew"):
        return [each.registration.id for each in standings if each.renamed]
    if wanted is None:
        return [each.registration.id for each in standings if each.to_issue]
    return [each.registration.id for each in standings if each.registration.id in wanted]


def _name(registration_id: int) -> str:
    row = session.get(Registration, registration_id)
    return registrations.registration(row.workshop_id, row.id).person.list_name if row else str(registration_id)


def _file(rows: list[Any], work: Work) -> tuple[bytes, str, str]:
    workshop = session.get_one(Workshop, work.workshop_id)
    return rendering.pdf(rows, workshop), f"certificates-{work.args['kind']}.pdf", "application/pdf"
