"""Puts the application together: the only module that knows every feature."""

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import LoginManager, current_user
from flask_migrate import Migrate
from flask_smorest import Api
from sqlalchemy import event
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from eventapp.accounts import queries as accounts
from eventapp.accounts.actions import touch_session
from eventapp.accounts.models import UserSession
from eventapp.checkin.queries import desk_actor
from eventapp.core import health, i18n, lan_page, outbox, queue, web
from eventapp.core.access import PUBLIC, access, check_declarations, declared
from eventapp.core.actors import Actor
from eventapp.core.config import MAX_REQUEST_BYTES, Settings, read_settings
from eventapp.core.db import db, in_transaction, tune_sqlite
from eventapp.registration.labels import state_label
from eventapp.tasks import queries as tasks
from eventapp.workshops import marks
from eventapp.workshops import queries as workshops
from eventapp.workshops.facts import period
from exports.typesetting import mark_pages_with

FEATURES = (
    "accounts",
    "workshops",
    "fields",
    "messages",
    "tasks",
    "agenda",
    "registration",
    "groups",
    "speakers",
    "programme",
    "badges",
    "checkin",
    "attendance",
    "feedback",
    "notes",
    "letters",
    "logistics",
    "mailings",
    "certificates",
    "planning",
    "reports",
    "delegations",
    "duplicates",
    "privacy",
    "rehearsal",
)
ROOT = Path(__file__).parent
STATIC = ROOT / "static"
MIGRATIONS = ROOT.parent / "migrations"

API_SPEC = {
    "info": {
        "description": "For devices and scripts. A token is for one workshop and one scope; it is made on the team "
        "page or with `eventapp token add`."
    },
    "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    "security": [{"token": []}],
}

outbox.keep_in(workshops.is_rehearsal)
mark_pages_with(marks.on_pages)
migrate = Migrate(directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)


class WorkshopGate:
    """What core needs of the features above it."""

    def workshop(self, slug: str) -> web.WorkshopLike | None:
        return workshops.by_slug(slug)

    def token_actor(self, token: str, now: datetime) -> tuple[Actor, int, str] | None:
        """A paired desk's token, whose scope is "desk" (desks ask most often), else an account's."""
        return desk_actor(token, now) or accounts.token_actor(token, now)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of a workshop's navigation."""

    label: Any
    url: str
    icon: str
    active: bool


NAVIGATION = (
    ("reports.dashboard", _l("Overview"), "home"),
    ("agenda.timetable", _l("Agenda"), "calendar"),
    ("registration.people", _l("Participants"), "users"),
    ("delegations.board", _l("Delegations"), "flag"),
    ("registration.nominations", _l("Nominations"), "upload"),
    ("fields.index", _l("Answers"), "table"),
    ("logistics.index", _l("Logistics"), "bed"),
    ("mailings.index", _l("Messages"), "mail"),
    ("letters.index", _l("Letters"), "file"),
    ("badges.index", _l("Badges"), "badge"),
    ("checkin.index", _l("Check-in"), "scan"),
    ("attendance.index", _l("Attendance"), "check"),
    ("certificates.index", _l("Certificates"), "award"),
    ("feedback.index", _l("Feedback"), "chart"),
    ("notes.index", _l("Notes"), "note"),
    ("reports.exports", _l("Report and exports"), "download"),
    ("workshops.settings", _l("Set-up"), "settings"),
    ("accounts.team", _l("Team"), "key"),
)


def create_app(settings: Settings | None = None) -> Flask:
    """The application, ready to serve. Raises Misconfigured if a setting or an endpoint is not in order."""
    settings = settings or read_settings()
    app = Flask("eventapp", root_path=str(ROOT), static_folder=str(STATIC))
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=2000,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        SESSION_COOKIE_NAME="__Host-eventapp" if settings.secure else "eventapp",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        API_TITLE="eventapp",
        API_VERSION="v1",
        OPENAPI_VERSION="3.0.3",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS=API_SPEC,
        PROPAGATE_EXCEPTIONS=None,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    _database(app)
    i18n.init_app(app)
    _sign_in(app)
    web.init_app(app, WorkshopGate())
    app.register_blueprint(health.bp)
    app.register_blueprint(lan_page.bp)
    _features(app)
    web.handle_errors(app)
    _templates(app)
    check_declarations(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=0)  # type: ignore[method-assign]
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(STATIC), prefix="static/", immutable_file_test=_hashed, autorefresh=False
    )
    return app


def _hashed(path: str, url: str) -> bool:
    """Files with a content hash in their name may be kept for ever."""
    return "/static/app/" in url


def _database(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db)
    with app.app_context():
        tune_sqlite(db.engine)
    bell = queue.bell(app.config["SETTINGS"].queue_url)

    @event.listens_for(db.session, "after_commit")
    def ring(current: Any) -> None:
        for path in current.info.pop("files_to_remove", ()):
            path.unlink(missing_ok=True)
        if current.info.pop("rings", False):
            bell.ring()

    @event.listens_for(db.session, "after_rollback")
    def keep_files(current: Any) -> None:
        current.info.pop("files_to_remove", None)


def _sign_in(app: Flask) -> None:
    manager = LoginManager(app)

    @manager.user_loader
    def load(token: str) -> UserSession | None:
        return accounts.session_by_token(token, web.now())

    @app.after_request
    def touch(response: Any) -> Any:
        if "_login_user" in g and current_user.is_authenticated and response.status_code < 400:
            touch_session(current_user.id, current_user.seen_at, now=web.now())
        return response


def _features(app: Flask) -> None:
    api = Api(app)
    for endpoint in [name for name in app.view_functions if name.startswith("api-docs.")]:
        app.view_functions[endpoint] = _open_to_all(app.view_functions[endpoint])
    app.view_functions["static"] = _open_to_all(app.view_functions["static"])
    for feature in FEATURES:
        for part in ("models", "session_check", "work"):  # tables, checks and kinds of work are known once imported
            if (ROOT / feature / f"{part}.py").exists():
                importlib.import_module(f"eventapp.{feature}.{part}")
        views = importlib.import_module(f"eventapp.{feature}.views")
        app.register_blueprint(views.bp)
        if hasattr(views, "api"):
            api.register_blueprint(views.api, url_prefix="/api/v1")
            web.csrf.exempt(views.api)


def _open_to_all(view: Callable[..., Any]) -> Callable[..., Any]:
    """A library's view, declared public."""

    @wraps(view)
    def opened(**values: Any) -> Any:
        return view(**values)

    return access(PUBLIC)(opened)


@cache
def _manifest() -> dict[str, str]:
    path = STATIC / "manifest.json"
    if not path.exists():
        raise FileNotFoundError("The front-end assets are not built; run `make install`.")
    manifest: dict[str, str] = json.loads(path.read_text())
    return manifest


def asset(name: str) -> str:
    """The address of a built asset, such as "app.css"."""
    return url_for("static", filename=_manifest()[name])


def workshop_nav(workshop: web.WorkshopLike) -> list[NavItem]:
    """The pages of a workshop that the person who asks may open."""
    who, active = web.actor(), _active_entry()
    return [
        NavItem(label, url_for(endpoint, slug=workshop.slug), icon, endpoint == active)
        for endpoint, label, icon in NAVIGATION
        if who.has(workshop.id, *declared(current_app, endpoint).roles)
    ]


def _active_entry() -> str:
    """The entry that this page belongs to: the one its view names, itself, or the first of its feature; "" if none."""
    here = request.endpoint or ""
    endpoints = [endpoint for endpoint, _label, _icon in NAVIGATION]
    if section := getattr(current_app.view_functions.get(here), "section", None):
        return str(section)
    if here in endpoints:
        return here
    feature = here.split(".", maxsplit=1)[0]
    return next((endpoint for endpoint in endpoints if endpoint.startswith(f"{feature}.")), "")


def workshop_title(workshop_id: int) -> str:
    """The title of a workshop in the language in force."""
    found = workshops.by_id(workshop_id)
    return i18n.tr(found.title) if found else ""


def _templates(app: Flask) -> None:
    app.jinja_env.globals.update(
        asset=asset,
        workshop_nav=workshop_nav,
        workshop_title=workshop_title,
        days_in_words=period,
        unfinished_work=tasks.unfinished,
        state_label=state_label,
        actor=web.actor,
    )


@event.listens_for(db.session, "after_flush")
def _written_inside_an_action(current: Any, context: Any) -> None:
    """A change that no action made is a bug; better an error page than half a change."""
    if not in_transaction():
        raise RuntimeError("something was written outside of a transaction")
