"""Lists of who passed: whatever order and script they come in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from eventapp.certificates import results
from eventapp.certificates.results import Verdict
from eventapp.registration import queries as registrations
from tests import factories
from tests.certificates.conftest import Scene


def _read(scene: Scene, text: str, least: float | None = None) -> list[results.Line]:
    people = registrations.people(scene.workshop.id)
    return results.read(results.rows_of(text), people, least)


def test_names_in_any_script_and_addresses_are_found_with_their_scores(scene: Scene) -> None:
    text = "Name\tScore\nOsmonova Aigul\t92\nАсанов Тимур;78 %\n1, farid@example.org, 66,5\nНикто Никому 90 %"
    lines = _read(scene, text)
    assert [(line.verdict, line.registration_id, line.score) for line in lines] == [
        (Verdict.FOUND, scene.aigul.id, "92"),
        (Verdict.FOUND, scene.timur.id, "78 %"),
        (Verdict.FOUND, scene.farid.id, "66,5"),
        (Verdict.UNKNOWN, None, "90 %"),
    ]


def test_scores_below_the_bound_did_not_pass(scene: Scene) -> None:
    lines = _read(scene, "Aigul Osmonova\t92\nTimur Asanov\t59,5\nFarid Karimi", least=60)
    assert [line.verdict for line in lines] == [Verdict.FOUND, Verdict.FAILED, Verdict.FOUND]


def test_twins_are_to_be_chosen_and_only_among_themselves(scene: Scene) -> None:
    home = scene.aigul.delegation
    person = factories.a_person(scene.workshop, latin_name="Timur Asanov", original_name="Асанов Тимур")
    twin = factories.a_registration(home, person)
    lines = _read(scene, "Timur Asanov\t80\nTimur Asanov\t70")
    assert [line.verdict for line in lines] == [Verdict.CHOOSE, Verdict.CHOOSE]
    assert set(lines[0].candidates) == {scene.timur.id, twin.id}
    assert results.chosen(lines, {1: twin.id, 2: scene.aigul.id}) == {twin.id: "80"}


def test_who_stands_there_twice_counts_once(scene: Scene) -> None:
    lines = _read(scene, "Aigul Osmonova\t92\naigul@example.org\t40")
    assert [line.verdict for line in lines] == [Verdict.FOUND, Verdict.TWICE]
    assert results.chosen(lines, {}) == {scene.aigul.id: "92"}


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    lines = results.read(results.rows_of(text), [])
    assert all(line.verdict in (Verdict.UNKNOWN, Verdict.FAILED) and len(line.score) <= 40 for line in lines)
