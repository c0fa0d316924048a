"""Entering the invented people, a few at a time."""

from flask_babel import lazy_gettext as _l

from eventapp.core.actors import Actor, Role
from eventapp.rehearsal import actions, queries
from eventapp.tasks.work import Work, kind

AT_ONCE = 5


@kind(queries.PEOPLE, title=_l("Invented people"), leads_to=("rehearsal.index", _l("To the rehearsal")))
def enter_people(work: Work) -> None:
    """Each is entered once, however often the work begins again."""
    wanted = actions.people_wanted(work.workshop_id, work.args["people"])
    actor = Actor(work.actor_label, user_id=work.user_id, roles=frozenset({(work.workshop_id, Role.ORGANIZER)}))
    for one in work.over(wanted, batch=AT_ONCE, called=lambda one: str(one[0] + 1)):
        actions.enter(work.workshop_id, one, actor=actor, now=work.now)
    work.finish(result={"people": len(wanted)})
