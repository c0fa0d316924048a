"""Passport and bank data can be read from neither the whole database nor the uploads, and nothing else tells them."""

from eventapp.core import backup, vault
from eventapp.core.actors import Actor
from eventapp.core.db import session, transaction
from eventapp.fields import actions as fields
from eventapp.fields import queries
from eventapp.fields.models import Group
from eventapp.fields.uploads import Upload
from tests import factories
from tests.factories import NOW

SECRETS = {"passport_number": "N98765432", "passport_name": "PASSPORTNAME ONLY", "bank_account": "KZ86125KZT5004100100"}
FILE = b"%PDF-1.7 a picture of passport N98765432 %%EOF"


def everything(settings) -> bytes:
    """Each byte of the data folder (SQLite with its log included), and each row of each table."""
    session.rollback()
    rows = b"".join(line for table in backup.tables() for line in backup._lines(table))
    files = b"".join(path.read_bytes() for path in settings.data_dir.rglob("*") if path.is_file())
    return rows + files


def test_nothing_of_it_can_be_read_without_the_secret_key(delegation, settings, app):
    registration = factories.a_registration(delegation)
    workshop_id, owner = delegation.workshop_id, Actor("participant", registration_id=registration.id)
    added = fields.add_standard(workshop_id, [*SECRETS, "passport_copy"], actor=Actor("s", administrator=True), now=NOW)
    assert len(added) == 4
    values = {**SECRETS, "passport_copy": Upload(FILE, "N98765432.pdf", "application/pdf")}
    with transaction():
        fields.answer(registration.id, workshop_id, delegation.type_id, "confirmed", values, by=owner, now=NOW)
    answers = queries.values([registration.id], [Group.IDENTITY, Group.MONEY])[registration.id]
    assert {key: answers[key].value for key in SECRETS} == SECRETS
    found = everything(settings)
    for secret in (*SECRETS.values(), "N98765432.pdf"):
        assert secret.encode() not in found, secret
        assert secret.casefold().encode() not in found.lower(), secret
    assert FILE[9:] not in found
    assert vault._key(settings.secret_key) not in found
