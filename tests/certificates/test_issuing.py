"""By the rule, under numbers without gaps, the same again, anew, withdrawn, sent."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from eventapp.certificates import actions, queries
from eventapp.certificates.models import Certificate
from eventapp.core.actors import NOBODY
from eventapp.core.audit import AuditEntry
from eventapp.core.db import session, transaction
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.outbox import Message
from eventapp.registration.models import Registration
from tests import factories
from tests.certificates.conftest import AFTER, Scene


def issue(scene: Scene, registration: Registration, kind: str = "participation", **more: str) -> Certificate:
    return actions.issue(scene.workshop.id, registration.id, kind, actor=scene.organizer, now=AFTER, **more)


def passed(scene: Scene, registration: Registration, score: str = "92 %") -> None:
    actions.record_tests(
        scene.workshop.id, {registration.id: score}, scene.workshop.ends_on, actor=scene.organizer, now=AFTER
    )


def test_who_reaches_the_threshold_qualifies_and_the_base_is_kept(scene: Scene) -> None:
    standings = {each.registration.id: each for each in queries.standings(scene.workshop, "participation")}
    assert [standings[each.id].qualifies for each in (scene.aigul, scene.timur, scene.farid)] == [True, False, False]
    basis = issue(scene, scene.aigul).basis
    assert basis["days"] == ["2016-03-29", "2016-03-30", "2016-03-31"]
    assert basis["shares"] == {"2016-03-29": 1.0, "2016-03-30": 1.0, "2016-03-31": 1.0}
    assert "attendance was taken" in basis["rule"]


def test_an_exception_needs_a_reason_that_is_kept(scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        issue(scene, scene.timur, reason="  ")
    assert list(refused.value.fields) == ["reason"]
    row = issue(scene, scene.timur, reason="Called away by the ministry on the second day")
    assert (row.number, row.exception_reason) == (
        "ALMATY-2016/001",
        "Called away by the ministry on the second day",
    )
    assert row.basis["qualifies"] is False


def test_numbers_rise_without_gaps_over_both_kinds_and_the_same_again_is_the_same(scene: Scene) -> None:
    passed(scene, scene.aigul)
    first, again = issue(scene, scene.aigul), issue(scene, scene.aigul)
    with pytest.raises(Invalid):
        issue(scene, scene.timur)
    second = issue(scene, scene.aigul, "completion")
    third = issue(scene, scene.timur, reason="x")
    assert (first.id, [row.sequence for row in (first, second, third)]) == (again.id, [1, 2, 3])


def test_completion_is_for_who_passed_a_test_and_knows_no_exception_from_that(scene: Scene) -> None:
    with pytest.raises(UserError, match="has not passed the test"):
        issue(scene, scene.aigul, "completion", reason="please")
    passed(scene, scene.aigul)
    row = issue(scene, scene.aigul, "completion")
    assert row.basis["test"] == {"passed_on": "2016-03-31", "score": "92 %"}
    passed(scene, scene.timur)
    assert issue(scene, scene.timur, "completion", reason="Ill on day two").exception_reason == "Ill on day two"


def test_a_test_stays_recorded_while_a_certificate_rests_on_it(scene: Scene) -> None:
    passed(scene, scene.aigul)
    row = issue(scene, scene.aigul, "completion")
    told = {"actor": scene.organizer, "now": AFTER}
    with pytest.raises(UserError, match=row.number):
        actions.forget_test(scene.workshop.id, scene.aigul.id, **told)
    actions.withdraw(scene.workshop.id, row.id, "Wrong person", **told)
    actions.forget_test(scene.workshop.id, scene.aigul.id, **told)
    assert queries.tests_of(scene.workshop.id) == {}


def test_a_test_of_tomorrow_is_refused(scene: Scene) -> None:
    with pytest.raises(Invalid):
        actions.record_tests(
            scene.workshop.id, {scene.aigul.id: ""}, AFTER.date().replace(day=2), actor=scene.organizer, now=AFTER
        )


def test_nobody_who_is_not_confirmed_gets_one(scene: Scene) -> None:
    with transaction():
        scene.aigul.state = "cancelled"
    with pytest.raises(UserError, match="not confirmed"):
        issue(scene, scene.aigul, reason="x")


def test_only_organizers_and_only_within_the_workshop(scene: Scene) -> None:
    with pytest.raises(Denied):
        actions.issue(scene.workshop.id, scene.aigul.id, "participation", actor=NOBODY, now=AFTER)
    elsewhere = factories.a_registration(factories.a_delegation(factories.a_type(factories.a_workshop())))
    with pytest.raises(Missing):
        issue(scene, elsewhere)
    with pytest.raises(Missing):
        issue(scene, scene.aigul, "excellence")


def test_a_corrected_name_is_noticed_and_issued_anew(scene: Scene) -> None:
    old = issue(scene, scene.aigul)
    with transaction():
        scene.aigul.badge_name = "Aigul Osmonova-Sydykova"
    assert queries.standing(scene.workshop, scene.aigul, "participation").renamed
    new = actions.issue_anew(scene.workshop.id, old.id, actor=scene.organizer, now=AFTER)
    assert (new.sequence, new.facts["name"], new.exception_reason) == (2, "Aigul Osmonova-Sydykova", "")
    assert (old.replaced, old.withdrawn_at, old.facts["name"]) == (True, AFTER, "Aigul Osmonova")
    standing = queries.standing(scene.workshop, scene.aigul, "participation")
    assert (standing.certificate, standing.earlier, standing.renamed) == (new, (old,), False)


def test_withdrawing_needs_a_reason_and_happens_once(scene: Scene) -> None:
    row = issue(scene, scene.aigul)
    with pytest.raises(Invalid):
        actions.withdraw(scene.workshop.id, row.id, " ", actor=scene.organizer, now=AFTER)
    actions.withdraw(scene.workshop.id, row.id, "Issued by mistake", actor=scene.organizer, now=AFTER)
    with pytest.raises(UserError, match="withdrawn already"):
        actions.withdraw(scene.workshop.id, row.id, "again", actor=scene.organizer, now=AFTER)
    assert issue(scene, scene.aigul).number == "ALMATY-2016/002"


def test_sending_writes_to_who_has_an_address_with_their_private_link(scene: Scene) -> None:
    ids = [issue(scene, scene.aigul).id, issue(scene, scene.timur, reason="x").id]
    done = actions.send(scene.workshop.id, ids, actor=scene.organizer, now=AFTER)
    assert (done.sent, done.without_address) == (1, ["Timur ASANOV"])
    mail = session.scalars(select(Message)).one()
    assert (mail.recipient, mail.kind) == ("aigul@example.org", "certificates.ready")
    assert scene.aigul.link_token in (mail.link or "")
    assert [row.sent_at for row in queries.issued(scene.workshop.id)] == [AFTER, None]


def test_every_step_is_in_the_history(scene: Scene) -> None:
    row = issue(scene, scene.aigul)
    actions.withdraw(scene.workshop.id, row.id, "Mistake", actor=scene.organizer, now=AFTER)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.tag.like("certificates.%")).order_by(AuditEntry.id))
    assert [(entry.tag, entry.facts["number"]) for entry in entries] == [
        ("certificates.issued", row.number),
        ("certificates.withdrawn", row.number),
    ]


def test_ten_who_are_issued_one_at_once_get_ten_numbers_in_a_row(app: Flask, scene: Scene) -> None:
    home = scene.aigul.delegation
    ids = [factories.a_registration(home).id for _ in range(9)] + [scene.aigul.id]
    workshop_id, organizer, start = scene.workshop.id, scene.organizer, Barrier(len(ids))

    def work(registration_id: int) -> tuple[int, int]:
        with app.app_context():
            start.wait()
            rows = [
                actions.issue(workshop_id, registration_id, "participation", reason="x", actor=organizer, now=AFTER)
                for _ in range(2)
            ]
            found = (rows[0].sequence, rows[1].sequence)
            session.remove()
            return found

    with ThreadPoolExecutor(len(ids)) as pool:
        numbers = list(pool.map(work, ids))
    assert sorted(first for first, _again in numbers) == list(range(1, 11))
    assert all(first == again for first, again in numbers)
