"""The desk app: a page that is installed once, starts without a network, and holds nobody's data in itself.

Page, worker and manifest are the same for everybody and public; what a desk may see it asks for with its token.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from flask import Response, current_app, g, jsonify, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from eventapp.checkin.views.app_texts import every_text
from eventapp.checkin.views.pages import bp
from eventapp.core import countries, names
from eventapp.core.access import PUBLIC, access
from eventapp.core.i18n import LANGUAGES

WORKER = "desk-worker.js"
NEEDED = ("app.css", "desk.js", "theme.js", "favicon.svg", "desk-192.png", "desk-512.png")
"""Files of the build that the page asks for by name; fonts and the decoder are found by their kind."""
KINDS = (".woff2", ".wasm")
GROUND, ACCENT = "#faf9f7", "#0d5c6b"


def _page() -> str:
    return render_template(
        "checkin/desk_app.html",
        texts=every_text(),
        folding=names.folding_tables(),
        languages=LANGUAGES,
        countries=sorted(countries.codes()),
    )


def _built() -> dict[str, str]:
    static = Path(current_app.static_folder or "")
    manifest: dict[str, str] = json.loads((static / "manifest.json").read_text())
    return manifest


def _kept(response: Response) -> Response:
    """Asked for anew each time, so that a new version is noticed; the worker keeps its own copy."""
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/desk/")
@access(PUBLIC)
def desk_app() -> Response:
    """The page. It never names a workshop or a person."""
    g.needs_wasm = True
    return _kept(current_app.make_response(_page()))


@bp.get("/desk/app.webmanifest")
@access(PUBLIC)
def desk_manifest() -> Response:
    """What makes the page installable."""
    built = _built()
    icons: list[dict[str, Any]] = [
        {"src": url_for("static", filename=built[f"desk-{size}.png"]), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    with force_locale("en"):
        name = _("Check-in desk")
    answer = jsonify(
        id="/desk/",
        name=name,
        short_name=name,
        start_url="/desk/",
        scope="/desk/",
        display="standalone",
        background_color=GROUND,
        theme_color=ACCENT,
        icons=[*icons, {**icons[1], "purpose": "maskable"}],
    )
    answer.mimetype = "application/manifest+json"
    return _kept(answer)


@bp.get("/desk/worker.js")
@access(PUBLIC)
def desk_worker() -> Response:
    """The service worker, told which files this build consists of."""
    built = _built()
    files = [path for name, path in built.items() if name in NEEDED or name.endswith(KINDS)]
    source = (Path(current_app.static_folder or "") / built[WORKER]).read_text()
    version = hashlib.sha256("\n".join([_page(), source, *files]).encode()).hexdigest()[:16]
    build = {
        "version": version,
        "page": url_for(".desk_app"),
        "manifest": url_for(".desk_manifest"),
        "files": [url_for("static", filename=path) for path in sorted(files)],
    }
    return _kept(Response(f"self.BUILD = {json.dumps(build)};\n{source}", mimetype="text/javascript"))
