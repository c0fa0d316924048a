"""The desk app speaks: every word that its scripts and its page ask for is there, in each language, and none beside."""

import re
from pathlib import Path

from eventapp.checkin.views.app_texts import every_text
from eventapp.core.i18n import LANGUAGES
from tests.checkin.javascript import SOURCES

PAGE = Path(__file__).parents[2] / "eventapp" / "templates" / "checkin" / "desk_app.html"
MADE = ("tab-", "sex-", "new-")
"""Beginnings of keys that are put together from parts."""


def asked():
    scripts = "".join(path.read_text() for path in SOURCES.glob("*.js"))
    keys = set(re.findall(r"\bt\(\s*\"([a-z-]+)\"", scripts))
    return scripts, keys | set(re.findall(r"data-t(?:-label|-hint)?=\"([a-z-]+)\"", PAGE.read_text()))


def test_every_word_is_there_in_each_language(app):
    _scripts, keys = asked()
    texts = every_text()
    assert set(texts) == set(LANGUAGES)
    assert {language: keys - set(words) for language, words in texts.items()} == {name: set() for name in LANGUAGES}


def test_no_word_is_kept_that_nobody_asks_for(app):
    scripts, keys = asked()
    outcomes = {key for key in every_text()["en"] if " " in key} | {"admitted", "already", "revoked", "left"}
    spare = set(every_text()["en"]) - keys - outcomes
    assert {key for key in spare if f'"{key}"' not in scripts and not key.startswith(MADE)} == set()


def test_the_page_is_the_same_for_everybody(app):
    """A worker keeps it: nobody's name and no token may be in it."""
    first, second = app.test_client().get("/desk/"), app.test_client().get("/desk/", headers={"Accept-Language": "ru"})
    assert first.data == second.data
    assert b"csrf" not in first.data
    assert first.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in first.headers
    assert "camera=(self)" in first.headers["Permissions-Policy"]
    assert "'wasm-unsafe-eval'" in first.headers["Content-Security-Policy"]


def test_the_worker_keeps_all_that_the_page_asks_for(app):
    client = app.test_client()
    worker, page = client.get("/desk/worker.js"), client.get("/desk/").text
    assert worker.mimetype == "text/javascript"
    kept = set(re.findall(r"/static/app/[\w.-]+", worker.text))
    assert set(re.findall(r"/static/app/[\w.-]+", page)) <= kept
    assert sum(path.endswith(".wasm") for path in kept) == 1
    assert all((Path(app.static_folder) / path.removeprefix("/static/")).exists() for path in kept)
    manifest = client.get("/desk/app.webmanifest").json
    assert (manifest["scope"], manifest["start_url"], manifest["display"]) == ("/desk/", "/desk/", "standalone")
    assert {icon["src"] for icon in manifest["icons"]} <= kept
