"""What makes a note acceptable, whoever hands it in."""

from flask_babel import gettext as _

from eventapp.core import countries
from eventapp.core.forms import LONGEST_LINE, LONGEST_TEXT
from eventapp.notes.attribution import ANY_PARTICIPANT
from eventapp.notes.facts import Known, NoteFacts
from eventapp.notes.models import NoteKind

LONGEST_REGION = 120


def errors(facts: NoteFacts, known: Known) -> dict[str, str]:
    """Field to message of everything that is wrong; empty when all is well."""
    return _lengths(facts) | _choices(facts, known) | _attribution(facts, known)


def _lengths(facts: NoteFacts) -> dict[str, str]:
    found = {}
    if not facts.text:
        found["text"] = _("Write down what was said.")
    most = {"text": LONGEST_TEXT, "title": LONGEST_LINE, "region": LONGEST_REGION, "organization": LONGEST_LINE}
    for name, longest in most.items():
        if len(getattr(facts, name)) > longest:
            found[name] = _("At most %(most)s characters.", most=longest)
    if any(len(addressee) > LONGEST_LINE for addressee in facts.addressees):
        found["addressees"] = _("At most %(most)s characters for each.", most=LONGEST_LINE)
    return found


def _choices(facts: NoteFacts, known: Known) -> dict[str, str]:
    found = {}
    if facts.kind not in list(NoteKind):
        found["kind"] = _("“%(value)s” is not a kind of note.", value=facts.kind)
    if facts.session and facts.session not in known.sessions:
        found["session"] = _("“%(value)s” is not a session of this workshop.", value=facts.session)
    if facts.theme and facts.theme not in known.themes:
        found["theme"] = _("“%(value)s” is not a theme of this workshop.", value=facts.theme)
    if facts.country and facts.country not in countries.codes():
        found["country"] = _("“%(value)s” is not known as a country.", value=facts.country)
    if facts.recommendation_number is not None and not 1 <= facts.recommendation_number <= 9999:
        found["recommendation_number"] = _("A number from 1 to 9999.")
    return found


def _attribution(facts: NoteFacts, known: Known) -> dict[str, str]:
    found = {}
    if facts.said_by and facts.said_by != ANY_PARTICIPANT and facts.said_by not in known.types:
        found["said_by"] = _("“%(value)s” is not a category that may be quoted.", value=facts.said_by)
    if facts.kind == NoteKind.QUOTE and not facts.said_by:
        found["said_by"] = _("A quote needs an attribution: choose the category of who said it.")
    if facts.said_by in ("", ANY_PARTICIPANT):
        message = _("This belongs to a delegation type; choose one in “Attributed to”.")
        found |= {name: message for name in ("region", "organization") if getattr(facts, name)}
    return found
