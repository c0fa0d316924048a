"""Blank badges: printed with a number, a band and a code, numbered on, printed again while they are nobody's."""

from datetime import timedelta

import pypdfium2
import pytest

from eventapp.badges import queries
from eventapp.badges.actions import give_spare, print_spares, print_spares_again
from eventapp.badges.queries import SpareCount
from eventapp.core.actors import Actor, Role
from eventapp.core.errors import Denied, Invalid, Missing, UserError
from eventapp.core.tokens import fingerprint
from tests import factories
from tests.badges.reading import codes_on
from tests.people import browser_of

NOW = factories.NOW + timedelta(days=1)


@pytest.fixture
def kinds(workshop):
    return [factories.a_type(workshop, name={"en": name}) for name in ("Expert", "Interpreter")]


def pages(pdf):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_each_has_a_number_its_category_and_a_code_of_nobody(workshop, desk, kinds):
    expert, interpreter = kinds
    printed = print_spares(workshop.id, {interpreter.id: 1, expert.id: 2}, actor=desk, now=NOW)

    spares = queries.spares(workshop.id)
    assert [(spare.number, spare.type_id) for spare in spares] == [(1, expert.id), (2, expert.id), (3, interpreter.id)]
    assert sorted(map(fingerprint, codes_on(printed.pdf))) == sorted(spare.code_hash for spare in spares)
    (text,) = pages(printed.pdf)
    assert [text.count(word) for word in ("No. 1", "No. 3", "Expert", "Interpreter")] == [1, 1, 2, 1]
    assert (printed.number, printed.pile) == (3, 1)


def test_later_ones_are_numbered_on(workshop, desk, kinds):
    for _time in range(2):
        print_spares(workshop.id, {kinds[0].id: 2}, actor=desk, now=NOW)
    assert [spare.number for spare in queries.spares(workshop.id)] == [1, 2, 3, 4]
    assert queries.spare_counts(workshop.id) == {kinds[0].id: SpareCount(printed=4, left=4)}


def test_printed_again_are_those_that_nobody_has(workshop, delegation, desk, kinds):
    print_spares(workshop.id, {kinds[0].id: 2}, actor=desk, now=NOW)
    given, left = queries.spares(workshop.id)
    give_spare(workshop.id, given.code_hash, factories.a_registration(delegation).id, actor=desk, now=NOW)

    again = print_spares_again(workshop.id, 1, actor=desk, now=NOW)

    assert [fingerprint(code) for code in codes_on(again.pdf)] == [left.code_hash]
    give_spare(workshop.id, left.code_hash, factories.a_registration(delegation).id, actor=desk, now=NOW)
    with pytest.raises(UserError, match="were given"):
        print_spares_again(workshop.id, 1, actor=desk, now=NOW)


@pytest.mark.parametrize("number", [0, -1, 201])
def test_none_and_too_many_are_refused(workshop, desk, kinds, number):
    with pytest.raises(Invalid):
        print_spares(workshop.id, {kinds[0].id: number}, actor=desk, now=NOW)
    assert queries.runs(workshop.id) == []


def test_types_of_other_workshops_and_strangers_are_refused(workshop, desk, kinds):
    elsewhere = factories.a_type(factories.a_workshop())
    with pytest.raises(Missing):
        print_spares(workshop.id, {elsewhere.id: 1}, actor=desk, now=NOW)
    reader = Actor("x", roles=frozenset({(workshop.id, Role.RAPPORTEUR)}))
    with pytest.raises(Denied):
        print_spares(workshop.id, {kinds[0].id: 1}, actor=reader, now=NOW)


def test_from_the_page(app, workshop, kinds):
    browser = browser_of(app, "check-in", workshop)
    address = f"/workshops/{workshop.slug}/badges/"
    answer = browser.post(f"{address}spares", data={f"type-{kinds[0].id}": "2", f"type-{kinds[1].id}": ""})
    assert (answer.mimetype, len(codes_on(answer.data))) == ("application/pdf", 2)
    assert "2 of 2 printed are left" in browser.get(address).get_data(as_text=True)
    assert len(codes_on(browser.post(f"{address}piles/1/print").data)) == 2
    for wrong in ("many", "-1", "1.5"):
        assert browser.post(f"{address}spares", data={f"type-{kinds[0].id}": wrong}).status_code == 422
