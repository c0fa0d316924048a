"""Letters for everybody, in the background: each issued in a step of its own, then all of them in one file."""

import zipfile
from io import BytesIO

from flask_babel import lazy_gettext as _l

from eventapp.core.actors import Actor, Role
from eventapp.core.db import session
from eventapp.fields.actions import record_look
from eventapp.fields.models import Group
from eventapp.letters import actions, queries, rendering
from eventapp.letters.labels import KIND_LABELS, LETTER_LANGUAGES
from eventapp.letters.models import Letter
from eventapp.registration import queries as registrations
from eventapp.registration.models import Registration
from eventapp.tasks.work import Work, kind
from eventapp.workshops.models import Workshop
from exports.letter_standard import VISA

KIND = "letters.all"
ZIP, PDF = "application/zip", "application/pdf"
OWN_LANGUAGE = "own"


@kind(KIND, title=_l("Letters for everybody"), leads_to=("letters.index", _l("To the letters")))
def issue_all(work: Work) -> None:
    """`args`: "kind", "language" ("own": each person's), "form" ("pdf", "docx", "one"), "again" (also who has one)."""
    wanted, language, again = work.args["kind"], work.args["language"], work.args["again"]
    actor = Actor(work.actor_label, user_id=work.user_id, roles=frozenset({(work.workshop_id, Role.ORGANIZER)}))
    everybody = [each.registration.id for each in queries.people(work.workshop_id, wanted, "en")]
    for registration_id in work.over(everybody, called=_name):
        tongue = language if language != OWN_LANGUAGE else language_of(session.get_one(Registration, registration_id))
        if again or queries.latest(registration_id, wanted, tongue) is None:
            issued = actions.issue(work.workshop_id, registration_id, wanted, tongue, actor=actor, now=work.now)
            work.keep(**{f"n{registration_id}": issued.id})
        elif there := queries.latest(registration_id, wanted, tongue):
            work.keep(**{f"n{registration_id}": there.id})
    work.alive()
    kept = work.cursor
    letters = [
        queries.letter(work.workshop_id, kept[f"n{each.registration.id}"])
        for each in queries.people(work.workshop_id, wanted, "en")
        if f"n{each.registration.id}" in kept
    ]
    if wanted == VISA and letters:
        ids = [letter.registration_id for letter in letters]
        record_look(work.workshop_id, ids, [Group.IDENTITY], how="letter", actor=actor, now=work.now)
    file = _file(letters, work.args["form"], language) if letters else None
    work.finish(result={"letters": len(letters)}, file=file)


def language_of(registration: Registration) -> str:
    """The language that a person is written to in: their own, that of the delegation, the workshop's first."""
    workshop = session.get_one(Workshop, registration.workshop_id)
    wishes = (registration.language, registration.delegation.language, *workshop.languages)
    return next((code for code in wishes if code in LETTER_LANGUAGES), LETTER_LANGUAGES[0])


def _name(registration_id: int) -> str:
    row = session.get(Registration, registration_id)
    return registrations.registration(row.workshop_id, row.id).person.list_name if row else str(registration_id)


def _file(letters: list[Letter], form: str, language: str) -> tuple[bytes, str, str]:
    """The letters in one PDF, or each as a file of its own in a ZIP archive."""
    what = letters[0].kind
    if form == "one":
        tongue = language if language != OWN_LANGUAGE else letters[0].language
        data = rendering.one_pdf([rendering.docx(each) for each in letters], tongue, str(KIND_LABELS[what]))
        return data, f"{what}.pdf", PDF
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for letter in letters:
            data = rendering.pdf(letter) if form == "pdf" else rendering.docx(letter)
            archive.writestr(rendering.filename(letter, form), data)
    return out.getvalue(), f"{what}-{form}.zip", ZIP
