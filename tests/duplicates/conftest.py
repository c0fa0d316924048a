"""A workshop with its organizer, and the rows of the whole database."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from eventapp.core.actors import Actor, Role
from eventapp.core.db import Base, session
from eventapp.workshops.models import Workshop
from tests import factories


@pytest.fixture
def workshop(app) -> Workshop:
    return factories.a_workshop()


@pytest.fixture
def organizer(workshop) -> Actor:
    return Actor("organizer", roles=frozenset({(workshop.id, Role.ORGANIZER)}))


@pytest.fixture
def everything() -> Callable[[], dict[str, list[Any]]]:
    """Every row of every table but the history of the merge itself."""

    def rows() -> dict[str, list[Any]]:
        session.rollback()
        session.expire_all()
        found = {}
        for table in Base.metadata.sorted_tables:
            if table.name == "person_merge":
                continue
            query = select(table).order_by(*table.primary_key.columns)
            if table.name == "audit_entry":
                query = query.where(table.c.tag.not_like("duplicates.%"))
            found[table.name] = [tuple(row) for row in session.execute(query)]
        return found

    return rows
