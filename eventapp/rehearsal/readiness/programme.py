"""The agenda, its forms, and texts in each of the workshop's languages."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from eventapp.agenda import queries as agenda
from eventapp.core.i18n import LANGUAGES, tr
from eventapp.core.texts import Texts
from eventapp.feedback import queries as feedback
from eventapp.messages import queries as messages
from eventapp.registration import queries as registrations
from eventapp.rehearsal.readiness.registry import Answer, Look, check, missing, ok, warn

GROUP = "programme"
NAMED = 3


@check("agenda", GROUP, _l("Agenda"), leads_to="agenda.timetable")
def programme(at: Look) -> Answer:
    sessions = agenda.sessions(at.workshop.id)
    if not sessions:
        return missing(_("The agenda is empty."))
    if not at.workshop.published and at.workshop.rehearsal_of is None:
        return warn(_("The workshop is not published: nobody but its team sees the programme."))
    return ok(ngettext("%(num)s session.", "%(num)s sessions.", len(sessions)))


@check("forms", GROUP, _l("Feedback forms"), leads_to="feedback.index")
def forms(at: Look) -> Answer:
    if without := feedback.sessions_without_form(at.workshop.id):
        return warn(ngettext("%(num)s session has no form.", "%(num)s sessions have no form.", len(without)))
    if not feedback.has_evaluation(at.workshop.id):
        return warn(_("There is no evaluation of the whole workshop."))
    return ok(_("Each session with content has a form, and there is an evaluation."))


@check("room-codes", GROUP, _l("Codes for the rooms"), leads_to="feedback.index")
def room_codes(at: Look) -> Answer:
    """The code on a room's screen is that of the session's form."""
    coded = {form.session_id for form in feedback.forms_of(at.workshop.id)}
    without = [tr(item.title) for item in agenda.sessions(at.workshop.id) if item.substantive and item.id not in coded]
    if without:
        return warn(_("No code to show in the room for: %(sessions)s.", sessions=_some(without)))
    return ok(_("Each session with content has a code to show in its room."))


@check("form-languages", GROUP, _l("Questions in every language"), leads_to="feedback.index")
def form_languages(at: Look) -> Answer:
    wanted = at.workshop.languages
    lacking = {
        tr(form.heading)
        for form in feedback.forms_of(at.workshop.id)
        if form.heading.missing(wanted) or any(question.text.missing(wanted) for question in form.questions)
    }
    if lacking:
        return warn(_("Not in every language: %(names)s.", names=_some(sorted(lacking))))
    return ok(_("Every question is there in %(languages)s.", languages=_names(wanted)))


@check("texts", GROUP, _l("Titles in every language"), leads_to="agenda.timetable")
def texts(at: Look) -> Answer:
    workshop = at.workshop
    titled: list[Texts] = [workshop.title, *(room.name for room in workshop.rooms)]
    titled += [kind.name for kind in registrations.delegation_types(workshop.id)]
    titled += [item.title for item in agenda.sessions(workshop.id)]
    lacking = [tr(text) for text in titled if text.missing(workshop.languages)]
    if lacking:
        return warn(_("Not in every language: %(names)s.", names=_some(lacking)))
    return ok(_("Titles, rooms and delegation types are there in %(languages)s.", languages=_names(workshop.languages)))


@check("messages", GROUP, _l("Words of messages in every language"), leads_to="messages.index")
def words(at: Look) -> Answer:
    lacking = [
        row.occasion
        for row in messages.templates(at.workshop.id).values()
        if row.subject.missing(at.workshop.languages) or row.body.missing(at.workshop.languages)
    ]
    if lacking:
        return warn(
            ngettext(
                "%(num)s message of your own is not in every language.",
                "%(num)s messages of your own are not in every language.",
                len(lacking),
            )
        )
    return ok(_("Nothing is lacking."))


def _some(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (_(" and %(n)s more", n=more) if more > 0 else "")


def _names(codes: Iterable[str]) -> str:
    return ", ".join(LANGUAGES.get(code, code) for code in codes)
