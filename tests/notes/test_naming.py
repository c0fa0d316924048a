"""Names of participants in a text."""

import pytest

from eventapp.notes.naming import names_in
from tests import factories


@pytest.fixture
def people(app):
    workshop = factories.a_workshop()
    return [
        factories.a_person(
            workshop,
            latin_name="Lola Rakhimova",
            latin_family="Rakhimova",
            latin_given="Lola",
            original_name="Лола Рахимова",
            original_family="Рахимова",
            original_given="Лола",
        ),
        factories.a_person(
            workshop, latin_name="John Young", latin_family="Young", latin_given="John", original_name=""
        ),
        factories.a_person(
            workshop, latin_name="Ahmad Shah", latin_family="", latin_given="", original_name="احمد شاه"
        ),
        factories.a_person(
            workshop, latin_name="Жанар Қасымова", latin_family="", latin_given="", original_name="Жанар Қасымова"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ms Rakhimova said that prevention comes first.", ["Lola RAKHIMOVA"]),
        ("RAKHIMOVA: prevention comes first", ["Lola RAKHIMOVA"]),
        ("Рахимова сказала, что главное — профилактика.", ["Lola RAKHIMOVA"]),
        ("По мнению Рахимовой, главное — профилактика.", ["Lola RAKHIMOVA"]),
        ("According to Mr Young, it works.", ["John YOUNG"]),
        ("It works with young people and youngsters.", []),
        ("The Rakhimovas of this world", []),
        ("Ahmad Shah agreed.", ["Ahmad Shah"]),
        ("Ahmad agreed.", []),
        ("به گفتهٔ احمد شاه", ["Ahmad Shah"]),
        ("Zhanar Qasymova and Жанар Касымова", ["Жанар Қасымова"]),
        ("Mr Young and Ms Rakhimova disagreed.", ["Lola RAKHIMOVA", "John YOUNG"]),
        ("Nobody in particular said this.", []),
        ("", []),
    ],
)
def test_names_are_found_as_whole_words_in_any_script(people, text, found):
    assert names_in(text, people) == found
