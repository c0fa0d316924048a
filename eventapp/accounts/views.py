"""Signing in and out, the own account, the team of a workshop, the users of the installation."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask import session as browser_session
from flask_babel import gettext as _
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from eventapp.accounts import actions, forms, queries
from eventapp.accounts.models import UserSession
from eventapp.core import web
from eventapp.core.access import ADMINISTRATOR, ORGANIZER, PUBLIC, SIGNED_IN, access
from eventapp.core.actors import Role
from eventapp.core.errors import Denied, Invalid, UserError
from eventapp.core.forms import take_errors
from eventapp.core.web import WorkshopLike

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in", methods=["GET", "POST"])
@access(PUBLIC)
def sign_in() -> Response | str | tuple[str, int]:
    """By password, or by a link that comes with the mail."""
    if current_user.is_authenticated and request.method == "GET":
        return redirect(url_for("workshops.index"))
    form = forms.PasswordSignInForm(next=request.args.get("next", ""))
    status = 200
    if form.validate_on_submit():
        try:
            started = actions.sign_in_by_password(
                form.email.data, form.password.data, _address(), request.user_agent.string, now=web.now()
            )
        except (Denied, actions.TooManyTries) as error:
            take_errors(form, {"password": error.message})
            status = error.status
        else:
            return _enter(started, form.next.data)
    return render_template(
        "accounts/sign_in.html",
        form=form,
        link_form=forms.LinkForm(formdata=None, prefix="link-", next=form.next.data),
    ), status


@bp.post("/sign-in/link")
@access(PUBLIC)
def send_link() -> Response | str:
    """Always the same answer, whether or not somebody has this address."""
    form = forms.LinkForm(prefix="link-")
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=forms.PasswordSignInForm(formdata=None), link_form=form)
    browser_session["next"] = form.next.data

    def url_of(token: str) -> str:
        return web.absolute("accounts.open_link", token=token)

    actions.send_link(form.email.data, _address(), url_of, actor=web.actor(), now=web.now())
    return render_template("accounts/link_sent.html", email=form.email.data)


@bp.route("/sign-in/link/<token>", methods=["GET", "POST"])
@access(PUBLIC)
def open_link(token: str) -> Response | str:
    """A page with one button: mail scanners follow links, so opening it alone signs nobody in."""
    if request.method == "GET":
        return render_template("accounts/open_link.html", valid=queries.link_by_token(token, web.now()) is not None)
    started = actions.sign_in_by_link(token, _address(), request.user_agent.string, now=web.now())
    return _enter(started, browser_session.pop("next", None))


@bp.post("/sign-out")
@access(SIGNED_IN)
def sign_out() -> Response:
    actions.sign_out(current_user.id)
    logout_user()
    browser_session.clear()
    return redirect(url_for("workshops.home"))


@bp.route("/account", methods=["GET", "POST"])
@access(SIGNED_IN)
def account() -> Response | str:
    """Name, language, roles, password, signed-in browsers."""
    user = current_user.user
    form = forms.AccountForm(obj=user)
    if form.validate_on_submit():
        actions.change_account(
            user.id, name=form.name.data, language=form.language.data, actor=web.actor(), now=web.now()
        )
        browser_session.pop("language", None)
        flash(_("Saved."), "success")
        return redirect(url_for("accounts.account"))
    return _account_page(form, forms.NewPasswordForm(formdata=None))


@bp.post("/account/password")
@access(SIGNED_IN)
def password() -> Response | str:
    form = forms.NewPasswordForm()
    if not form.validate_on_submit():
        return _account_page(forms.AccountForm(formdata=None, obj=current_user.user), form)
    actions.set_password(
        current_user.user_id, form.new_password.data, keep=current_user.id, actor=web.actor(), now=web.now()
    )
    flash(_("The new password is set. Other browsers have been signed out."), "success")
    return redirect(url_for("accounts.account"))


@bp.post("/account/sessions/end")
@access(SIGNED_IN)
def end_sessions() -> Response:
    actions.end_sessions(current_user.user_id, keep=current_user.id, actor=web.actor(), now=web.now())
    flash(_("You are signed out everywhere else."), "success")
    return redirect(url_for("accounts.account"))


@bp.route("/workshops/<slug>/team", methods=["GET", "POST"])
@access(ORGANIZER)
def team(workshop: WorkshopLike) -> Response | str:
    """Who works at this workshop, and which devices and scripts may."""
    form = forms.MemberForm()
    if form.validate_on_submit():
        try:
            actions.add_user(
                form.email.data,
                name=form.name.data,
                role=Role(form.role.data),
                workshop_id=workshop.id,
                actor=web.actor(),
                now=web.now(),
            )
        except Invalid as error:
            take_errors(form, error.fields)
        else:
            flash(_("%(email)s is on the team.", email=form.email.data), "success")
            return redirect(url_for("accounts.team", slug=workshop.slug))
    return _team_page(workshop, form, forms.TokenForm(formdata=None))


@bp.post("/workshops/<slug>/team/<int:user_id>/remove")
@access(ORGANIZER)
def remove_member(workshop: WorkshopLike, user_id: int) -> Response:
    role = request.form.get("role", "")
    if role not in list(Role) or queries.user(user_id) is None:
        abort(404)
    actions.take_role(user_id, Role(role), workshop.id, actor=web.actor(), now=web.now())
    flash(_("The role has been taken away."), "success")
    return redirect(url_for("accounts.team", slug=workshop.slug))


@bp.post("/workshops/<slug>/team/tokens")
@access(ORGANIZER)
def add_token(workshop: WorkshopLike) -> Response | str:
    form = forms.TokenForm()
    token = None
    if form.validate_on_submit():
        token = actions.add_token(workshop.id, form.scope.data, form.label.data, actor=web.actor(), now=web.now())
        form = forms.TokenForm(formdata=None)
    return _team_page(workshop, forms.MemberForm(formdata=None), form, token)


@bp.post("/workshops/<slug>/team/tokens/<int:token_id>/revoke")
@access(ORGANIZER)
def revoke_token(workshop: WorkshopLike, token_id: int) -> Response:
    actions.revoke_token(token_id, workshop.id, actor=web.actor(), now=web.now())
    flash(_("The token no longer works."), "success")
    return redirect(url_for("accounts.team", slug=workshop.slug))


@bp.route("/users", methods=["GET", "POST"])
@access(ADMINISTRATOR)
def users() -> Response | str:
    """Everybody who can sign in."""
    form = forms.UserForm()
    if form.validate_on_submit():
        try:
            actions.add_user(
                form.email.data,
                name=form.name.data,
                role=Role(form.role.data) if form.role.data else None,
                actor=web.actor(),
                now=web.now(),
            )
        except UserError as error:
            take_errors(form, getattr(error, "fields", {}) or {"email": error.message})
        else:
            flash(_("%(email)s can sign in now, by a link sent to that address.", email=form.email.data), "success")
            return redirect(url_for("accounts.users"))
    return render_template("accounts/users.html", form=form, users=queries.users(), role_labels=forms.ROLE_LABELS)


@bp.post("/users/<int:user_id>/active")
@access(ADMINISTRATOR)
def set_active(user_id: int) -> Response:
    if queries.user(user_id) is None:
        abort(404)
    actions.set_active(user_id, request.form.get("active") == "yes", actor=web.actor(), now=web.now())
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.users"))


def _enter(started: UserSession, target: str | None) -> Response:
    browser_session.clear()  # a new session on sign-in, so that a planted one is worth nothing
    login_user(started)
    return redirect(web.own_path(target, url_for("workshops.index")))


def _account_page(form: forms.AccountForm, password_form: forms.NewPasswordForm) -> str:
    return render_template(
        "accounts/account.html",
        form=form,
        password_form=password_form,
        user=current_user.user,
        sessions=queries.sessions_of(current_user.user_id, web.now()),
        role_labels=forms.ROLE_LABELS,
    )


def _team_page(
    workshop: WorkshopLike, form: forms.MemberForm, token_form: forms.TokenForm, token: str | None = None
) -> str:
    return render_template(
        "accounts/team.html",
        workshop=workshop,
        form=form,
        token_form=token_form,
        token=token,
        team=queries.team(workshop.id),
        tokens=queries.api_tokens(workshop.id),
        role_labels=forms.ROLE_LABELS,
        scope_labels=forms.SCOPE_LABELS,
    )


def _address() -> str:
    return request.remote_addr or ""
