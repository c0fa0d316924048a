"""What stands in braces in a message: which words there are, how they are checked, how they are filled in.

`{name}` is replaced by a value, `{{` and `}}` are braces. A line whose placeholders are all empty is left out, so that
"The reason: {reason}" does not stand there without a reason. Values are inserted once, as they are: whatever a person
typed into a name is never read as a placeholder again.
"""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.core.outbox import LINK

LABELS: dict[str, Any] = {
    "name": _l("Name of the participant, as on the badge"),
    "honorific": _l("Honorific, such as Dr."),
    "position": _l("Position"),
    "delegation": _l("Delegation, in the reader's language"),
    "type": _l("Delegation type"),
    "state": _l("State of the registration"),
    "number": _l("Place on the waiting list"),
    "reason": _l("Why it was declined"),
    "missing": _l("What is still missing, one thing on a line"),
    "replaced_name": _l("Name of the person who is replaced"),
    "focal_name": _l("Name of the focal point"),
    "seats": _l("Seats of the delegation"),
    "free_seats": _l("Seats for which nobody is named yet"),
    "named": _l("How many are named so far"),
    "workshop": _l("Title of the workshop"),
    "dates": _l("Days of the workshop"),
    "place": _l("City"),
    "organizer": _l("Organizers of the workshop"),
    "deadline": _l("Until when, on the workshop's clock"),
    "link": _l("The private link of whoever receives the message"),
}

_HERE = "\N{NULL}"
"""Stands where the link goes while the rest of a line is filled; no text can hold it."""
_TOKEN = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}\n]*)\}|[{}]")


def used(text: str) -> set[str]:
    """The names that stand in braces in this text."""
    return {found["name"].strip() for found in _TOKEN.finditer(text) if found["name"] is not None}


def problems(text: str, known: Collection[str], required: Collection[str] = ()) -> list[str]:
    """What is wrong with a text, in words that name the place; empty if nothing is."""
    found = []
    for token in _TOKEN.finditer(text):
        if token[0] in ("{", "}"):
            found.append(_unpaired(text, token.start()))
        elif token["name"] is not None and token["name"].strip() not in known:
            found.append(_unknown(token["name"].strip(), known))
    absent = [name for name in required if name not in used(text)]
    found += [str(_("{%(name)s} is missing; without it the message is of no use.", name=name)) for name in absent]
    return list(dict.fromkeys(found))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with values for its placeholders; those without a value become empty, lone braces stay."""
    lines = [_line(line, values) for line in text.splitlines()]
    filled = "\n".join(line for line in lines if line is not None)
    return re.sub(r"\n{3,}", "\n\n", filled).strip("\n")


def _line(line: str, values: Mapping[str, str]) -> str | None:
    names = used(line)
    if names and not any(values.get(name) for name in names):
        return None
    filled = _TOKEN.sub(lambda token: _value(token, values), line)
    # the outbox looks for its own mark: one that a person typed is kept from it by a sign that nobody sees
    return filled.replace(LINK, LINK.replace("{", "{\u2060")).replace(_HERE, values.get("link", ""))


def _value(token: re.Match[str], values: Mapping[str, str]) -> str:
    if token["name"] is None:
        return token[0][0]
    name = token["name"].strip()
    return _HERE if name == "link" else values.get(name, "").replace(_HERE, "")


def _unpaired(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    start = max(text.rfind("\n", 0, at) + 1, at - 12)
    excerpt = text[start : at + 12].splitlines()[0]
    return str(
        _(
            "Line %(line)s: a brace without its partner at “%(text)s”. For a brace itself write it twice.",
            line=line,
            text=excerpt,
        )
    )


def _unknown(name: str, known: Collection[str]) -> str:
    near = get_close_matches(name.lower(), sorted(known), n=1, cutoff=0.5)
    if near:
        return str(_("{%(name)s} is not known here. Did you mean {%(near)s}?", name=name, near=near[0]))
    return str(
        _("{%(name)s} is not known here. Known are: %(known)s.", name=name, known=", ".join(f"{{{n}}}" for n in known))
    )
