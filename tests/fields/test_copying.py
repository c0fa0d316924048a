"""A copy of a workshop asks what its source asks, and knows nothing of who answered."""

from datetime import date

from eventapp.core.actors import SYSTEM
from eventapp.fields import actions, queries, standard
from eventapp.planning.actions import copy_workshop
from eventapp.planning.facts import NewWorkshop
from eventapp.registration import queries as registrations
from tests.people import NOW


def test_what_is_asked_goes_along_to_the_types_of_the_copy(workshop, organizer, kind, registration, ask, say):
    actions.add_standard(workshop.id, standard.SETS["travel"].keys, type_ids=[kind.id], actor=organizer, now=NOW)
    gone = ask("text", "No longer asked")
    actions.retire(workshop.id, gone.id, actor=organizer, now=NOW)
    say(registration, arrival_flight="KC 131")
    facts = NewWorkshop(
        title=workshop.title,
        city="Bishkek",
        country="KG",
        starts_on=date(2017, 5, 2),
        ends_on=date(2017, 5, 4),
        timezone="Asia/Bishkek",
    )
    copy = copy_workshop(workshop.id, facts, actor=SYSTEM, now=NOW)
    [other] = registrations.delegation_types(copy.id)
    fields = queries.asked(copy.id, other.id)
    assert [field.key for field in fields] == list(standard.SETS["travel"].keys)
    assert {tuple(field.type_ids) for field in fields} == {(other.id,)}
    nights = queries.by_key(copy.id)["hotel_from"]
    assert (nights.condition, nights.required) == ({"key": "hotel_wish", "any": ["yes"]}, True)
    assert sum(queries.counts(copy.id).values()) == 0
