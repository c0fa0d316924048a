import pytest

from eventapp.core.actors import Actor, Role
from eventapp.core.texts import Texts
from eventapp.mailings import actions
from eventapp.mailings.actions import Facts
from eventapp.mailings.models import Mailing
from eventapp.workshops.models import Workshop
from tests import factories
from tests.factories import NOW


@pytest.fixture
def workshop(app) -> Workshop:
    return factories.a_workshop()


@pytest.fixture
def organizer(workshop) -> Actor:
    return Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


@pytest.fixture
def delegation(workshop):
    return factories.a_delegation(factories.a_type(workshop))


@pytest.fixture
def comes(workshop, delegation):
    """comes("Ann", email, language="ru", state=…): a participant."""

    def add(name: str, email: str = "", **facts):
        person = factories.a_person(workshop, latin_name=name, latin_family="", latin_given="", email=email)
        return factories.a_registration(facts.pop("to", delegation), person, **facts)

    return add


@pytest.fixture
def write(workshop, organizer):
    """write(recipients, **facts): a mailing, kept as a draft."""

    def kept(recipients=None, **facts) -> Mailing:
        given = {
            "occasion": "",
            "audience": "participants",
            "recipients": recipients or {"filter": {}},
            "subject": Texts(en="Bus", ru="Автобус"),
            "body": Texts(en="Dear {name}\n{link}", ru="Здравствуйте, {name}\n{link}"),
            **facts,
        }
        return actions.write(workshop.id, Facts(**given), actor=organizer, now=NOW)

    return kept
