"""Pages about participants, delegations and nominations; the public registration; the API."""

from eventapp.messages import readers as messages
from eventapp.registration.readers import Readers
from eventapp.registration.views import (
    cells,
    decisions,
    delegations,
    line,
    nominations,
    own_page,
    people,
    private,
    public,
    second_form,
    types,
)
from eventapp.registration.views.api import api
from eventapp.registration.views.blueprint import bp

__all__ = [
    "api",
    "bp",
    "cells",
    "decisions",
    "delegations",
    "line",
    "nominations",
    "own_page",
    "people",
    "private",
    "public",
    "second_form",
    "types",
]

messages.provide(Readers())
