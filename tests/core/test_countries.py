"""Countries by the names the United Nations uses, found by whatever a list calls them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventapp.core import countries


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("KG", "en", "Kyrgyzstan"),
        ("KG", "ru", "Кыргызстан"),
        ("IR", "en", "Iran (Islamic Republic of)"),
        ("IR", "ru", "Иран (Исламская Республика)"),
        ("TR", "en", "Türkiye"),
        ("MD", "ru", "Республика Молдова"),
        ("RU", "en", "Russian Federation"),
        ("AG", "en", "Antigua and Barbuda"),
        ("CI", "en", "Côte d'Ivoire"),
        ("FK", "ru", "Фолклендские острова"),
        ("KZ", "ru_RU", "Казахстан"),
        ("kz", "kk", "Қазақстан"),
        ("KZ", "xx", "Kazakhstan"),
        ("ZQ", "en", "ZQ"),
    ],
)
def test_name(code, language, name):
    assert countries.name(code, language) == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AFG", "AF"),
        ("tm", "TM"),
        ("Kyrgyz Republic", "KG"),
        ("Кыргызская Республика", "KG"),
        ("Киргизия", "KG"),
        ("Республика Казахстан", "KZ"),
        ("Republic of Kazakhstan", "KZ"),
        (" Таджикистан ", "TJ"),
        ("Тоҷикистон", "TJ"),
        ("O'zbekiston", "UZ"),
        ("Iran, Islamic Republic of", "IR"),
        ("Islamic Republic of Iran", "IR"),
        ("Исламская Республика Афганистан", "AF"),
        ("افغانستان", "AF"),
        ("Turkey", "TR"),
        ("TÜRKİYE", "TR"),
        ("U.S.A.", "US"),
        ("США", "US"),
        ("UK", "GB"),
        ("The Netherlands", "NL"),
        ("Cote d’Ivoire", "CI"),
        ("Trinidad & Tobago", "TT"),
        ("Republic of Korea", "KR"),
        ("Republic of China", "TW"),
        ("Republic of the Congo", "CG"),
        ("Democratic Republic of the Congo", "CD"),
        ("Dominican Republic", "DO"),
        ("Korea", None),
        ("European Union", None),
        ("Atlantis", None),
        ("", None),
        ("?", None),
    ],
)
def test_find(text, code):
    assert countries.find(text) == code


def test_every_country_is_found_by_its_own_names():
    lost = [
        (code, language)
        for code in countries.codes()
        for language in ("en", "ru")
        if countries.find(countries.name(code, language)) != code or countries.find(code) != code
    ]

    assert lost == []
    assert len(countries.codes()) == 250


def test_order_is_the_alphabet_of_the_language():
    signatories = ["TM", "TJ", "KZ", "KG", "AF"]

    assert sorted(signatories, key=countries.sort_key) == ["AF", "KZ", "KG", "TJ", "TM"]
    assert sorted(signatories, key=lambda code: countries.sort_key(code, "ru")) == ["AF", "KZ", "KG", "TJ", "TM"]
    assert [code for code, _name in countries.choices("en")[:3]] == ["AF", "AX", "AL"]
    assert countries.choices("ru")[0] == ("AU", "Австралия")


@given(st.text())
def test_no_text_breaks_the_search(text):
    assert countries.find(text) in {None, *countries.codes()}
