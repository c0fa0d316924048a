"""Routes x roles. `access.txt` is the reviewed file: a new route without a line there fails the test."""

import re
from pathlib import Path

import pytest

from eventapp.core.access import declared
from eventapp.core.actors import Role
from tests import factories
from tests.people import CAST, a_user, sign_in

REVIEWED = Path(__file__).with_name("access.txt")
VALUES = {"int": "999999", "uuid": "00000000-0000-0000-0000-000000000000"}


def routes(app) -> list[str]:
    """One line per route: methods, address, who may."""
    lines = set()
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        lines.add(f"{methods:<9} {rule.rule}  {declared(app, rule.endpoint)}")
    return sorted(lines, key=lambda line: (line.split(maxsplit=1)[1], line))


def test_every_route_has_been_reviewed(migrated_app):
    assert routes(migrated_app) == REVIEWED.read_text().splitlines()


def address(rule, workshop) -> str:
    """A route's address at `workshop`, with ids that do not exist."""
    path = rule.rule.replace("<slug>", workshop.slug)
    path = re.sub(r"<any\((\w+)[^)]*\):\w+>", r"\1", path)
    return re.sub(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", lambda m: VALUES.get(m.group(1) or "", "nothing"), path)


@pytest.mark.parametrize("who", [*CAST, "nobody", "organizer-elsewhere"])
def test_each_route_admits_exactly_whom_it_declares(app, who):
    workshop, elsewhere = factories.a_workshop(), factories.a_workshop()
    browser = app.test_client()
    user = None
    if who == "organizer-elsewhere":
        user = a_user("organizer", elsewhere)
    elif who != "nobody":
        user = a_user(who, workshop)
    wrong = []
    for rule in app.url_map.iter_rules():
        permission = declared(app, rule.endpoint)
        if permission.kind == "public" or rule.endpoint == "accounts.sign_out":
            continue
        actor = user.actor() if user else None
        allowed = actor is not None and (
            permission.kind == "signed-in"
            or actor.administrator
            or (permission.kind == "organizers" and actor.organizes())
            or (permission.kind == "organizers" and any(role == Role.ORGANIZER for _id, role in actor.roles))
            or (permission.kind == "workshop" and actor.has(workshop.id, *permission.roles))
        )
        if user is not None:
            sign_in(browser, user)
        method = "GET" if "GET" in rule.methods else "POST"
        answer = browser.open(address(rule, workshop), method=method)
        refused = answer.status_code in (401, 403) or (answer.location or "").startswith("/sign-in")
        if refused == allowed or answer.status_code >= 500:
            wrong.append(f"{who}: {method} {rule.rule} answered {answer.status_code}")
    assert wrong == []
