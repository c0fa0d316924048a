"""Long work with participants: reading a long nomination list in."""

from flask_babel import lazy_gettext as _l

from eventapp.core.actors import Actor, Role
from eventapp.registration import queries, verdicts
from eventapp.registration.actions import imports, long_lists, reading_in, states
from eventapp.registration.actions.undo import one_decision
from eventapp.registration.models import State
from eventapp.tasks.work import Work, kind

PART = 50
"""How many are decided about in one transaction, which also makes one part of what can be taken back."""


@kind(long_lists.KIND, title=_l("Reading in a list"), leads_to=("registration.nomination", _l("To the list")))
def read_in(work: Work) -> None:
    """Part by part; what was read in stays read in when it is cancelled, and can be undone."""
    number, where = work.args["import"], work.workshop_id
    draft = queries.draft(where, number)
    answers = reading_in.answers_in(draft)
    actor = Actor(work.actor_label, user_id=work.user_id, roles=frozenset({(where, Role.ORGANIZER)}))
    people = len(draft.report["list"].get("rows", ()))
    if draft.state == "draft":
        with work.step():
            work.keep(stored=draft.stored_as)
    for _part in work.over(range(-(-people // long_lists.PART))):
        long_lists.read_part(number, where, work.args["withdraw"], answers, actor=actor, now=work.now)
    imports.forget_file(work.cursor.get("stored", ""))
    told = verdicts.summary(queries.draft(where, number).report["lines"])
    work.finish(result={**told, "address": {"import_id": number}})


@kind(
    "registration.decide", title=_l("Deciding about many people"), leads_to=("registration.people", _l("To the list"))
)
def decide(work: Work) -> None:
    """One decision about very many people; about whom it cannot be taken is told, with the reason."""
    where, state, ids = work.workshop_id, State(work.args["state"]), work.args["ids"]
    actor = Actor(work.actor_label, user_id=work.user_id, roles=frozenset({(where, Role.ORGANIZER)}))
    for part in work.over(range(-(-len(ids) // PART))):
        now, some = work.now, ids[part * PART : (part + 1) * PART]
        done, refused = states.decide_many(some, where, state, work.args["reason"], actor=actor, now=now)
        for refusal in refused:
            work.problem(refusal.name, refusal.reason)
        entry = queries.last_decision(where, work.user_id, now)
        kept = work.cursor
        parts = [*kept.get("parts", []), *([entry] if entry else [])]
        work.keep(done=kept.get("done", 0) + done, parts=parts)
    with work.step():
        kept = work.cursor
        if "undo" not in kept:
            entry = one_decision(where, state, kept.get("parts", []), actor=actor, now=work.now)
            work.keep(undo=entry)
    kept = work.cursor
    work.finish(result={"done": kept.get("done", 0), "address": {"undo": kept["undo"]} if kept["undo"] else {}})
