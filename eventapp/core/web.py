"""What every request meets: the actor, the clock, permissions, headers, errors, languages."""

import json
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    has_request_context,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as browser_session
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, SecurityError, ServiceUnavailable
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as BaseResponse

from eventapp.core.access import PUBLIC, Access, access, declared
from eventapp.core.actors import NOBODY, Actor
from eventapp.core.config import Settings
from eventapp.core.db import session
from eventapp.core.errors import Denied, Invalid, Missing, Revoked, UserError
from eventapp.core.i18n import LANGUAGES

csrf = CSRFProtect()
bp = Blueprint("web", __name__)

CSP = (
    "default-src 'self'; script-src 'self'{wasm}; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
SECRET_FIELDS = {"csrf_token", "password", "current_password", "new_password"}


class WorkshopLike(Protocol):
    """What the gate needs to know of a workshop."""

    id: int
    slug: str


class Gate(Protocol):
    """What the app wires in so that core need not know the features above it."""

    def workshop(self, slug: str) -> WorkshopLike | None: ...
    def token_actor(self, token: str, now: datetime) -> tuple[Actor, int, str] | None: ...


def now() -> datetime:
    """This request's instant, in UTC; the same throughout the request."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    moment: datetime = g.now
    return moment


def actor() -> Actor:
    """Who makes this request."""
    if "actor" not in g:
        g.actor = current_user.actor() if current_user.is_authenticated else NOBODY
    who: Actor = g.actor
    return who


def gate() -> Gate:
    """The features' answers to core's questions, wired in by the app."""
    value: Gate = current_app.extensions["gate"]
    return value


def settings() -> Settings:
    value: Settings = current_app.config["SETTINGS"]
    return value


def absolute(endpoint: str, **values: Any) -> str:
    """An address for mails and QR codes, built from EVENTAPP_BASE_URL and never from the request's host."""
    path = current_app.url_map.bind("", url_scheme="http").build(endpoint, values)
    return settings().base_url + path


def asked_by() -> str | None:
    """Scheme, host and port by which the browser asked, as a base URL; None outside of a request."""
    return request.host_url.rstrip("/") if has_request_context() else None


def own_path(target: str | None, fallback: str) -> str:
    """`target` if it is a path of this application, else `fallback` (no open redirect)."""
    if not target or not target.startswith("/") or target[1:2] in ("/", "\\") or not target.isprintable():
        return fallback
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return fallback
    try:
        current_app.url_map.bind("").match(parts.path, method="GET")
    except RequestRedirect:
        return target
    except (NotFound, MethodNotAllowed):
        return fallback
    return target


def is_htmx() -> bool:
    return request.headers.get("HX-Request") == "true"


def wants_json() -> bool:
    return request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json"


@bp.post("/language")
@access(PUBLIC)
def language() -> BaseResponse:
    """Switch the language of the pages; stays with the browser."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        browser_session["language"] = chosen
    return redirect(own_path(request.form.get("next"), "/"))


def init_app(app: Flask, wired: Gate) -> None:
    """Wire the gate and the headers into the app."""
    csrf.init_app(app)
    app.register_blueprint(bp)
    app.extensions["gate"] = wired
    app.before_request(_enforce)
    app.after_request(_headers)


def handle_errors(app: Flask) -> None:
    """Our error pages and answers; wired last, since the API library brings handlers of its own."""
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(UserError, _user_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_busy)


def _enforce() -> BaseResponse | None:
    if request.endpoint is None or request.endpoint not in current_app.view_functions:
        return None
    rule = declared(current_app, request.endpoint)
    if rule.kind == "public" and "slug" not in (request.view_args or {}):
        return None
    return _admit(rule)


def _admit(rule: Access) -> BaseResponse | None:
    values = dict(request.view_args or {})
    workshop = gate().workshop(values.pop("slug")) if "slug" in values else None
    if "slug" in (request.view_args or {}):
        if workshop is None:
            raise Missing(_("There is no such workshop."))
        g.workshop = workshop
        request.view_args = {"workshop": workshop, **values}
    if rule.kind == "public":
        return None
    if rule.scopes and (header := request.headers.get("Authorization", "")).startswith("Bearer "):
        _admit_token(rule, workshop, header.removeprefix("Bearer ").strip())
        return None
    if not current_user.is_authenticated:
        if wants_json() or is_htmx():  # a sign-in page has no place inside another page
            abort(401)
        here = request.full_path.rstrip("?") if request.method == "GET" else ""
        return redirect(url_for("accounts.sign_in", next=here or None))
    _refuse_others(rule, workshop, actor())
    if rule.scopes and request.method not in ("GET", "HEAD"):
        csrf.protect()
    return None


def _refuse_others(rule: Access, workshop: WorkshopLike | None, who: Actor) -> None:
    """Raise Denied unless the actor is among those the rule admits."""
    if rule.kind == "administrator" and not who.administrator:
        raise Denied(_("Only administrators may do this."))
    if rule.kind == "organizers" and not who.organizes():
        raise Denied(_("Only administrators and organizers may do this."))
    if rule.kind == "workshop" and (workshop is None or not who.has(workshop.id, *rule.roles)):
        raise Denied(_("Your role at this workshop does not include this page."))


def _admit_token(rule: Access, workshop: WorkshopLike | None, token: str) -> None:
    found = gate().token_actor(token, now())
    if found is None:
        raise Revoked(_("This token is not valid any more, or never was."))
    who, workshop_id, scope = found
    if workshop is None or workshop.id != workshop_id:
        raise Missing(_("There is no such workshop."))
    if scope not in rule.scopes:
        raise Denied(_("This token's scope does not include this request."))
    g.actor = who


def _headers(response: Response) -> Response:
    wasm = " 'wasm-unsafe-eval'" if getattr(g, "needs_wasm", False) else ""
    camera = "(self)" if wasm else "()"
    response.headers.setdefault("Content-Security-Policy", CSP.format(wasm=wasm))
    response.headers.setdefault("Permissions-Policy", f"camera={camera}, microphone=(), geolocation=()")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = (
        "no-referrer" if request.path.startswith(("/r/", "/f/", "/d/", "/here/", "/c/")) else "same-origin"
    )
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if settings().secure and settings().lan is None:  # there, the same host serves phones without a certificate too
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.vary.add("Cookie")
    return response


def _expired(error: CSRFError) -> tuple[str | Response, int]:
    """What was typed is given back in a form that can be sent again, but only to the page it came from."""
    if wants_json() or request.is_json:
        return _json_error("expired", _("The page has expired; load it again."), 400), 400
    same_site = (
        urlsplit(request.headers.get("Origin") or request.referrer or "").hostname
        == urlsplit(request.host_url).hostname
    )
    fields = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if same_site and not any(name.endswith(secret) for secret in SECRET_FIELDS)
    ]
    page = render_template("_layout/expired.html", fields=fields, same_site=same_site, files=list(request.files))
    return page, 400


def _user_error(error: UserError) -> tuple[str | Response, int]:
    if wants_json() or request.is_json:
        return _json_error(type(error).__name__.lower(), error.message, error.status), error.status
    if is_htmx():
        response = make_response(render_template("_layout/htmx_error.html", message=error.message), error.status)
        if error.status != Invalid.status:  # only that one is swapped into the page; the others are said in a toast
            response.headers["HX-Trigger"] = json.dumps({"toast": {"message": error.message, "category": "danger"}})
        return response, error.status
    return render_template("_layout/error.html", code=error.status, message=error.message), error.status


def _database_busy(error: OperationalError) -> tuple[str | Response, int] | HTTPException:
    """The database is locked for too long, or away. Nothing was saved."""
    current_app.logger.error("the database did not answer", exc_info=error)
    session.rollback()
    return _http_error(ServiceUnavailable())


def _http_error(error: HTTPException) -> tuple[str | Response, int] | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    if isinstance(error, SecurityError):  # without a trusted host no address can be built, so no page either
        return "This host is not served here.", code
    messages = {
        400: _("The request could not be understood."),
        401: _("Sign in first, or send a valid token."),
        403: _("You may not see this page."),
        404: _("There is no page at this address."),
        405: _("That cannot be done at this address."),
        413: _("That is more than the server accepts (10 MB for a file)."),
        422: _("What was sent cannot be used."),
        429: _("Too many tries. Wait a little, then try again."),
        503: _("The server is busy. Try again in a moment."),
    }
    message = messages.get(code, _("Something went wrong on our side. What was saved before is safe."))
    if wants_json() or request.is_json:
        details = getattr(error, "data", {}).get("messages") if hasattr(error, "data") else None
        response = _json_error(str(code), message, code, details)
        response.status_code = code
        return response, code
    return render_template("_layout/error.html", code=code, message=message), code


def _json_error(kind: str, message: str, status: int, details: object = None) -> Response:
    body = {"error": kind, "message": message}
    return jsonify({**body, "details": details} if details else body)
