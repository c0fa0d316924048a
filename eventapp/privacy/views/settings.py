"""The set-up's page "Privacy": consent text, periods and what goes when, who looked at protected data."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from eventapp.core import web
from eventapp.core.access import ORGANIZER, access
from eventapp.core.errors import Invalid, Missing
from eventapp.core.forms import take_errors
from eventapp.fields.labels import GROUP_LABELS
from eventapp.privacy import actions, labels, queries, retention, standard
from eventapp.privacy.forms import ConsentForm, PeriodsForm
from eventapp.privacy.views.blueprint import bp
from eventapp.workshops.models import Workshop


@bp.get("/workshops/<slug>/settings/privacy/")
@access(ORGANIZER)
def settings(workshop: Workshop) -> str:
    return _page(workshop)


@bp.post("/workshops/<slug>/settings/privacy/consent")
@access(ORGANIZER)
def publish(workshop: Workshop) -> Response | tuple[str, int]:
    """Ask for consent to this text from now on."""
    form = ConsentForm()
    if form.validate_on_submit():
        try:
            row = actions.publish_consent(workshop.id, form.text.data, actor=web.actor(), now=web.now())
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(
                _("Version %(version)s stands. Participants agree to it from now on.", version=row.version), "success"
            )
            return redirect(url_for("privacy.settings", slug=workshop.slug), code=303)
    return _page(workshop, consent_form=form), 422


@bp.get("/workshops/<slug>/settings/privacy/consent/<int:version>")
@access(ORGANIZER)
def version(workshop: Workshop, version: int) -> str:
    """One version of the consent text, as it stood."""
    row = queries.consent_text(workshop.id, version)
    if row is None:
        raise Missing(_("There is no such version."))
    agreed = queries.agreed(workshop.id)[version]
    return render_template("privacy/version.html", workshop=workshop, row=row, agreed=agreed)


@bp.post("/workshops/<slug>/settings/privacy/periods")
@access(ORGANIZER)
def periods(workshop: Workshop) -> Response | tuple[str, int]:
    """How long each class of data is kept."""
    form = PeriodsForm(data=PeriodsForm.typed(workshop))
    if form.validate_on_submit():
        actions.set_periods(workshop.id, form.lengths(), actor=web.actor(), now=web.now())
        flash(_("Saved."), "success")
        return redirect(url_for("privacy.settings", slug=workshop.slug, _anchor="periods"), code=303)
    return _page(workshop, periods_form=form), 422


@bp.post("/workshops/<slug>/settings/privacy/purge")
@access(ORGANIZER)
def purge(workshop: Workshop) -> Response:
    """Remove at once what the nightly job would remove."""
    removed = actions.purge(workshop.id, actor=web.actor(), now=web.now()).total()
    flash(ngettext("%(num)s entry was removed.", "%(num)s entries were removed.", removed), "success")
    return redirect(url_for("privacy.settings", slug=workshop.slug, _anchor="periods"), code=303)


def _page(
    workshop: Workshop, *, consent_form: ConsentForm | None = None, periods_form: PeriodsForm | None = None
) -> str:
    versions = queries.consent_versions(workshop.id)
    looks = queries.looks(workshop.id)
    text = versions[0].text if versions else standard.consent_text(workshop)
    return render_template(
        "privacy/settings.html",
        workshop=workshop,
        versions=versions,
        agreed=queries.agreed(workshop.id),
        consent_form=consent_form or ConsentForm(formdata=None, data={"text": text}),
        periods_form=periods_form or PeriodsForm(formdata=None, data=PeriodsForm.typed(workshop)),
        plan=retention.plan(workshop, web.now()),
        since=retention.counted_from(workshop),
        sentence=labels.sentence,
        purges=[(entry, labels.purged(entry.facts)) for entry in queries.purges(workshop.id)],
        looks=looks,
        names=queries.names_of([entry.subject_id for entry in looks]),
        groups=GROUP_LABELS,
        requests=len(queries.open_requests(workshop.id)),
    )


for _view in (settings, publish, version, periods, purge):
    setattr(_view, "section", "workshops.settings")  # noqa: B010 - mypy knows no attributes of functions
