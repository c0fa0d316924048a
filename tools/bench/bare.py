"""An HTTP server that only keeps what it is sent: one insert and commit by the same driver, for gunicorn.

`BENCH_DATABASE`: as EVENTAPP_DATABASE_URL. The table must be there.
"""

import json
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

from tools.bench.floors import connect

_kept = threading.local()


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Keep the first event; answer its id."""
    body = json.loads(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
    if not hasattr(_kept, "insert"):
        _kept.insert = connect(os.environ["BENCH_DATABASE"])[0]
    _kept.insert(json.dumps(body["events"][0]))
    data = json.dumps({"results": [{"id": body["events"][0]["id"], "status": "stored"}]}).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(data)))])
    return [data]
