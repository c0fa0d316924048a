"""A participant's own letters, reached by the private link. GET changes nothing; a button issues a letter once."""

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from eventapp.core import web
from eventapp.core.access import PUBLIC, access
from eventapp.core.errors import Missing, UserError
from eventapp.letters import actions, labels, policy, queries, rendering
from eventapp.letters.views.blueprint import bp
from eventapp.letters.views.pages import answer
from eventapp.registration.models import Registration
from eventapp.registration.private_link import own_registration, owner
from eventapp.registration.private_sections import PrivateLink, PrivateSection
from exports.letter_standard import KINDS


def section(registration: Registration, token: str) -> PrivateSection | None:
    """The letters on the private page, for who is due one."""
    due = [kind for kind in KINDS if policy.is_due(registration, kind)]
    if not due:
        return None
    links = tuple(
        PrivateLink(
            str(labels.KIND_LABELS[kind]),
            url_for("letters.own", token=token, _anchor=kind),
            done=queries.latest(registration.id, kind) is not None,
        )
        for kind in due
    )
    return PrivateSection(_("Letters"), _("Official letters as PDF, in English or Russian."), links)


@bp.get("/r/<token>/letters/")
@access(PUBLIC)
def own(token: str) -> str:
    """What letters there are, and a button for those that are not issued yet."""
    registration = own_registration(token)
    due = [kind for kind in KINDS if policy.is_due(registration, kind)]
    letters = {
        kind: {code: queries.latest(registration.id, kind, code) for code in labels.LETTER_LANGUAGES} for kind in due
    }
    return render_template(
        "letters/own.html", workshop=g.workshop, token=token, registration=registration, letters=letters, labels=labels
    )


@bp.post("/r/<token>/letters/<kind>")
@access(PUBLIC)
def make_own(token: str, kind: str) -> BaseResponse:
    """Issue the letter in one language, unless there is one."""
    registration = own_registration(token)
    language = request.form.get("language", "")
    if kind not in KINDS or language not in labels.LETTER_LANGUAGES:
        raise Missing(_("There is no such kind of letter."))
    try:
        actions.issue(
            registration.workshop_id,
            registration.id,
            kind,
            language,
            actor=owner(registration),
            now=web.now(),
        )
        flash(_("Your letter is ready."), "success")
    except UserError as error:
        flash(error.message, "danger")
    return redirect(url_for("letters.own", token=token, _anchor=kind), code=303)


@bp.get("/r/<token>/letters/<kind>.pdf")
@access(PUBLIC)
def own_file(token: str, kind: str) -> Response:
    """One's letter, once it is issued; ?language= where there are several."""
    registration = own_registration(token)
    wanted = request.args.get("language")
    letter = queries.latest(registration.id, kind, wanted) if kind in KINDS else None
    if letter is None or not policy.is_due(registration, kind):
        raise Missing(_("There is no such letter."))
    return answer(rendering.pdf(letter), rendering.filename(letter, "pdf"))
