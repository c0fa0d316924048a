"""A real server on the test's database and a real Chromium. Every test fails on a script error, a policy
violation or a request to another host, whatever else it checks."""

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from werkzeug.serving import make_server

from eventapp.accounts.models import User
from eventapp.accounts.queries import user_by_email
from eventapp.core import backup
from eventapp.core.actors import Role
from eventapp.core.db import session, transaction
from eventapp.demo import load
from eventapp.workshops import queries as workshops
from tests.databases import Store
from tests.people import session_token

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = Path(__file__).parents[2] / "eventapp" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "Debian's chromium is not installed: tools/debian-packages test"
    browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
    yield browser
    browser.close()


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The application served on a free port of this machine; its address."""
    app.config["WTF_CSRF_ENABLED"] = True
    running = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    thread.join()
    running.server_close()


class Visitor:
    """One person's browser. `faults` collects what must never happen."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.faults: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        self.page.on("request", self._request)

    def _console(self, message) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _request(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"foreign request: {request.url}")

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def sign_in(self, user: User) -> "Visitor":
        """Signed in as this user, by a session row and the cookie that names it."""
        cookie = session_token(user)
        self.context.add_cookies([{"name": "eventapp", "value": cookie, "url": self.address}])
        return self

    def axe(self) -> list[str]:
        """Violations that axe-core finds on the page as it is, of any level."""
        self.page.wait_for_load_state()  # the words that a test waited for may stand there before the rest
        self.page.evaluate(AXE.read_text())
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"{self.page.url}: {rule['id']} {json.dumps([node['html'][:160] for node in rule['nodes']][:3])}"
            for rule in found["violations"]
        ]

    def too_wide(self) -> bool:
        """Whether the page scrolls sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@pytest.fixture
def visit(chromium: Browser, server: str) -> Iterator:
    """visit(phone=False, language="en", dark=False) -> Visitor, a new person's browser."""
    visitors: list[Visitor] = []

    def make(*, phone: bool = False, language: str = "en", dark: bool = False) -> Visitor:
        context = chromium.new_context(
            viewport=PHONE if phone else DESKTOP,
            locale=language,
            color_scheme="dark" if dark else "light",
            has_touch=phone,
        )
        context.set_default_timeout(10_000)
        visitors.append(Visitor(context, server))
        return visitors[-1]

    yield make
    faults = [fault for visitor in visitors for fault in visitor.faults]
    for visitor in visitors:
        visitor.context.close()
    assert faults == []


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo as `eventapp demo` loads it; `private`: the path of a delegate's own page."""

    private: str

    def user(self, language: str) -> User:
        """The demo's administrator, who reads pages in this language."""
        user = user_by_email(load.USERS[Role.ADMINISTRATOR][0])
        assert user is not None
        with transaction():
            user.language = language
        return user


@pytest.fixture(scope="session")
def demo_rows(migrated_app: Flask, store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, loaded once for the run and kept as a backup, from which each test gets its copy."""
    archive = tmp_path_factory.mktemp("demo") / "demo.zip"
    store.reset(migrated_app)
    with migrated_app.app_context():
        load.load(datetime.now(UTC))
        backup.write(archive, migrated_app.config["SETTINGS"], datetime.now(UTC))
        session.remove()
    return archive


@pytest.fixture
def demo(demo_rows: Path, app: Flask, server: str) -> Demo:
    backup.restore(demo_rows, app.config["SETTINGS"])
    workshop = workshops.by_slug("almaty-2016")
    assert workshop is not None
    return Demo(urlsplit(load.delegate_link(workshop)).path)
