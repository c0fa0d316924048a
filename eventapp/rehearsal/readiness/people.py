"""Who comes: decisions, names, badges, groups."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from eventapp.agenda import queries as agenda
from eventapp.badges import queries as badges
from eventapp.groups import queries as groups
from eventapp.registration import queries as registrations
from eventapp.registration.models import State
from eventapp.rehearsal.readiness.registry import Answer, Look, check, missing, ok, warn

GROUP = "people"


@check("confirmed", GROUP, _l("Participants confirmed"), leads_to="registration.people")
def confirmed(at: Look) -> Answer:
    states = registrations.counts_by_state(at.workshop.id)
    if not states[State.CONFIRMED]:
        return missing(_("Nobody is confirmed yet: a desk would let nobody in."))
    if waits := states[State.NOMINATED] + states[State.PENDING]:
        return warn(
            ngettext("%(num)s registration waits for a decision.", "%(num)s registrations wait for a decision.", waits)
        )
    return ok(_("%(n)s confirmed, nobody waits for a decision.", n=states[State.CONFIRMED]))


@check("badges-printed", GROUP, _l("Badges printed"), leads_to="badges.index")
def badges_printed(at: Look) -> Answer:
    if not registrations.counts_by_state(at.workshop.id)[State.CONFIRMED]:
        return missing(_("There is nobody to print a badge for."))
    if left := badges.counts(at.workshop.id).unprinted:
        text = ngettext("%(num)s badge is not printed.", "%(num)s badges are not printed.", left)
        return missing(text)
    return ok(_("All badges are printed."))


@check("names-approved", GROUP, _l("Names looked over by their owners"), leads_to="badges.index", unapproved="y")
def names_approved(at: Look) -> Answer:
    if left := badges.counts(at.workshop.id).unapproved:
        return warn(
            ngettext(
                "%(num)s participant has not approved the name on the badge.",
                "%(num)s participants have not approved the names on their badges.",
                left,
            )
        )
    return ok(_("Every name is approved."))


@check("badge-paper", GROUP, _l("Printer and paper"), leads_to="rehearsal.test_page")
def badge_paper(at: Look) -> Answer:
    """Nobody but the organizer can look: the page to print shows a ruler of 20 mm and two codes."""
    if badges.counts(at.workshop.id).unprinted == 0:
        return ok(_("Badges have been printed. The test page shows whether the printer scales them."))
    return warn(_("Print the test page: its ruler must measure 20 mm, and a phone must read its code."))


@check("heads", GROUP, _l("Heads of delegations"), leads_to="delegations.board")
def heads(at: Look) -> Answer:
    rows = registrations.confirmed(at.workshop.id)
    countries = {row.delegation_id for row in rows if row.delegation.country and not row.delegation.organization}
    headed = {row.delegation_id for row in rows if row.is_head}
    if without := len(countries - headed):
        return warn(
            ngettext(
                "%(num)s delegation has no head: the board cannot say when they arrive.",
                "%(num)s delegations have no head: the board cannot say when they arrive.",
                without,
            )
        )
    return ok(_("Each delegation of a country has a head.") if countries else _("No delegation of a country comes."))


@check("groups", GROUP, _l("Working groups"), leads_to="groups.index")
def working_groups(at: Look) -> Answer:
    if not any(item.type == "working-group" for item in agenda.sessions(at.workshop.id)):
        return ok(_("The agenda has no working groups."))
    placed = {number for members in groups.members(at.workshop.id).values() for number in members}
    if not placed:
        return warn(_("Nobody is assigned to a working group: everybody is let into each."))
    if left := sum(row.id not in placed for row in registrations.confirmed(at.workshop.id)):
        return warn(ngettext("%(num)s participant is in no group.", "%(num)s participants are in no group.", left))
    return ok(_("Everybody has a group."))
