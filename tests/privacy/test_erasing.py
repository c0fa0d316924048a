"""Nothing of an erased person is left anywhere, everybody else's data is, and an old backup forgets them again."""

import pytest
from sqlalchemy import func, select

from eventapp.checkin.models import Scan
from eventapp.core import backup, tokens
from eventapp.core.actors import SYSTEM, Actor, Role
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, UserError
from eventapp.core.outbox import Message
from eventapp.duplicates.models import PersonMerge
from eventapp.privacy import actions
from eventapp.privacy.models import Erasure
from eventapp.registration.models import NominationImport, Person, Registration, State
from eventapp.registration.queries import by_link
from tests import factories
from tests.factories import SECRET
from tests.privacy.traces import AFTER, FACTS, left, well_known


@pytest.fixture
def uploads(settings):
    for path in settings.uploads.iterdir():
        path.unlink()
    (settings.data_dir / "erased.jsonl").unlink(missing_ok=True)
    return settings.uploads


@pytest.fixture
def known(delegation, uploads):
    return well_known(delegation)


def test_the_search_itself_finds_the_traces(known, uploads):
    tables = {line.split(":")[0] for line in left(uploads)}
    assert {"person", "message", "audit_entry", "nomination_import", "note", "task", "letter", "speaker"} <= tables
    assert len(left(uploads)) > 20


def test_nothing_is_left_of_an_erased_person(known, uploads):
    erasure = actions.erase(known.person_id, actor=SYSTEM, now=AFTER)
    assert left(uploads) == []
    person = session.get_one(Person, known.person_id)
    assert (person.latin_name, erasure.pseudonym, person.erased_at) == ("Erased person 1", "Erased person 1", AFTER)
    assert (person.sex, person.country) == ("female", "KZ")  # for the counts
    assert session.get_one(Registration, known.id).state == State.CONFIRMED
    assert session.scalar(select(func.count()).select_from(Scan)) == 1
    tags = session.scalars(select(AuditEntry.tag).where(AuditEntry.subject == "person")).all()
    assert tags == ["privacy.erased"]
    assert known.badge is None


def test_not_a_byte_of_them_is_left_in_the_data_folder(known, settings):
    actions.erase(known.person_id, actor=SYSTEM, now=AFTER)
    session.remove()
    files = [path for path in settings.data_dir.rglob("*") if path.is_file() and "template" not in path.name]
    held = b"".join(path.read_bytes() for path in files).lower()
    assert held
    for trace in ("Zarina Tursunzoda", FACTS["email"], "N12345678", "old.address"):
        assert trace.lower().encode() not in held, trace


def test_the_parts_of_the_name_go_where_they_stand_side_by_side(known, uploads):
    actions.erase(known.person_id, actor=SYSTEM, now=AFTER)
    report = session.scalar(select(NominationImport.report))
    assert report["lines"][1]["verdict"] == "duplicate"
    assert "zarina" not in str(report).casefold()
    merge = session.scalars(select(PersonMerge)).one()
    assert (merge.before["changes"], merge.undone_at) == ([], AFTER)  # it cannot be undone any more


def test_the_link_and_the_badge_stop_working(known, client):
    link, badge = known.link_token, tokens.derived(SECRET, "badge", known.badges[0].serial)
    assert client.get(f"/r/{link}").status_code == 200
    actions.erase(known.person_id, actor=SYSTEM, now=AFTER)
    assert client.get(f"/r/{link}").status_code == 404
    assert by_link(link) is None
    assert badge
    assert session.get_one(Registration, known.id).badges[0].revoked_at == AFTER


def test_a_mail_that_waits_is_not_sent_any_more(known):
    actions.erase(known.person_id, actor=SYSTEM, now=AFTER)
    assert session.scalars(select(Message.recipient)).all() == ["focal@example.tj"]


def test_what_others_share_stays_theirs(known, delegation, workshop, uploads):
    namesake = factories.a_person(workshop, **{**FACTS, "latin_family": "", "latin_given": ""})
    other = factories.a_registration(delegation, namesake)
    with transaction():
        session.add(
            Message(
                id=other.public_id, registration_id=other.id, workshop_id=workshop.id, kind="x",
                recipient=FACTS["email"], recipient_name=FACTS["latin_name"], subject="S", body="B", created_at=AFTER,
            )
        )  # fmt: skip
    actions.erase(known.person_id, actor=SYSTEM, now=AFTER)
    namesake = session.get_one(Person, namesake.id)
    assert (namesake.latin_name, namesake.email, namesake.phone) == (
        FACTS["latin_name"],
        FACTS["email"],
        FACTS["phone"],
    )
    theirs = session.get_one(Message, other.public_id)
    assert (theirs.recipient, theirs.recipient_name) == (FACTS["email"], FACTS["latin_name"])
    assert by_link(other.link_token) is not None


def test_who_is_expected_must_cancel_first_and_others_free_their_place(delegation, workshop):
    confirmed = factories.a_registration(delegation)
    nominated = factories.a_registration(delegation, state="nominated")
    with pytest.raises(UserError, match="Cancel the registration first"):
        actions.erase(confirmed.person_id, actor=SYSTEM, now=factories.NOW)
    actions.erase(nominated.person_id, actor=SYSTEM, now=factories.NOW)
    assert session.get_one(Registration, nominated.id).state == State.CANCELLED
    with pytest.raises(UserError, match="erased already"):
        actions.erase(nominated.person_id, actor=SYSTEM, now=factories.NOW)


def test_only_an_organizer_of_all_the_workshops_may(known, workshop):
    elsewhere = factories.a_workshop(series_id=workshop.series_id)
    there = factories.a_delegation(factories.a_type(elsewhere))
    factories.a_registration(there, session.get_one(Person, known.person_id), state="cancelled")
    half = Actor("half", roles=frozenset({(workshop.id, Role.ORGANIZER)}))
    with pytest.raises(Denied):
        actions.erase(known.person_id, actor=half, now=AFTER)
    both = Actor("both", roles=frozenset({(workshop.id, Role.ORGANIZER), (elsewhere.id, Role.ORGANIZER)}))
    assert actions.erase(known.person_id, actor=both, now=AFTER).erased_by == "both"


@pytest.mark.parametrize("database_lost", [False, True], ids=["same database", "new database"])
def test_a_restored_backup_forgets_again(known, delegation, uploads, settings, tmp_path, database_lost):
    other = factories.a_registration(delegation)
    backup.write(tmp_path / "before.zip", settings, factories.NOW)
    actions.erase(known.person_id, actor=SYSTEM, now=AFTER)
    if database_lost:
        with transaction() as current:
            for table in reversed(backup.tables()):
                current.execute(table.delete())
    backup.restore(tmp_path / "before.zip", settings)
    assert left(uploads) == []
    assert session.scalars(select(Erasure.pseudonym)).all() == ["Erased person 1"]
    assert session.get_one(Person, other.person_id).erased_at is None
    assert by_link(other.link_token) is not None


def test_the_list_of_the_erased_of_another_installation_erases_nobody(known, uploads, settings, tmp_path):
    line = '{"person_id": %d, "public_ids": ["00000000-0000-0000-0000-000000000000"], "pseudonym": "Erased person 9", '
    rest = '"erased_at": "2016-05-01T00:00:00+00:00", "erased_by": "x"}\n'
    (settings.data_dir / "erased.jsonl").write_text(line % known.person_id + rest)
    backup.write(tmp_path / "b.zip", settings, factories.NOW)
    backup.restore(tmp_path / "b.zip", settings)
    assert session.scalars(select(Person.erased_at)).all() == [None]
