from types import SimpleNamespace

import pytest

from eventapp.core.actors import Actor, Role
from eventapp.core.db import session, transaction
from eventapp.workshops.models import Partner
from tests import factories


@pytest.fixture
def scene(app):
    """A workshop with an organizer's name, a type with visa support, and Aigul who needs it and Timur who does not."""
    workshop = factories.a_workshop(reply_to="secretariat@example.org", host="Ministry of Foreign Affairs")
    with transaction():
        session.add(Partner(workshop_id=workshop.id, position=1, role="organizer", name="Regional Centre"))
    kind = factories.a_type(workshop, visa_support=True)
    delegation = factories.a_delegation(kind, country="KG")
    aigul = factories.a_registration(
        delegation,
        factories.a_person(workshop, latin_name="Aigul Osmonova", latin_family="Osmonova", honorific="Ms."),
        position="Head of unit",
        visa_support=True,
    )
    timur = factories.a_registration(
        delegation,
        factories.a_person(
            workshop, latin_name="Timur Asanov", latin_family="Asanov", latin_given="Timur",
            original_name="Асанов Тимур", sex="male", honorific="",
        ),
    )  # fmt: skip
    roles = {role: Actor(role, roles=frozenset({(workshop.id, role)})) for role in Role}
    return SimpleNamespace(workshop=workshop, kind=kind, delegation=delegation, aigul=aigul, timur=timur, roles=roles)
