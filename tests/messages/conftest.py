from contextlib import ExitStack
from dataclasses import replace

import pytest

from eventapp.core import mail_server, outbox
from eventapp.core.actors import Actor, Role
from eventapp.core.db import transaction
from eventapp.core.outbox import Message
from eventapp.workshops.models import Workshop
from tests import factories
from tests.factories import NOW
from tests.messages.servers import Postbox, serving


@pytest.fixture
def workshop(app) -> Workshop:
    return factories.a_workshop()


@pytest.fixture
def organizer(workshop) -> Actor:
    return Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


@pytest.fixture
def postbox(app, settings, monkeypatch):
    """postbox(refuses=…, after_data=…, waits=…): mail goes to such a server from now on."""
    with ExitStack() as running:

        def serve(**behaviour) -> Postbox:
            box = Postbox(**behaviour)
            url = running.enter_context(serving(box))
            monkeypatch.setitem(app.config, "SETTINGS", replace(settings, mail_url=url))
            return box

        yield serve
        mail_server.hang_up()


@pytest.fixture
def post(workshop):
    """post(address, **facts): a message of the workshop in the outbox."""

    def posted(address: str, **facts) -> Message:
        given = {"subject": "Hello", "body": "See {link}", "link": "http://localhost/r/SECRET", "now": NOW, **facts}
        with transaction():
            return outbox.post("test", address, workshop=workshop.id, **given)

    return posted
