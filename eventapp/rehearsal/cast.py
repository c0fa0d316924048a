"""Invented people for a rehearsal: names as they come in real life, addresses that can receive nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

NOWHERE = "rehearsal.invalid"
"""RFC 2606: no address in this domain can exist."""
SIZES = (30, 120)


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who does not exist. `original`: the name in its own script, "" where it is written in Latin anyway."""

    given: str
    family: str
    original: str
    sex: str
    language: str


LEADS = (
    Invented("Aigul", "Beisenbekova-Nurmukhamedova", "Бейсенбекова-Нурмухамедова Айгүл", "female", "ru"),
    Invented("Siobhán", "O’Connor", "", "female", "en"),
    Invented("Farhad", "Rahimi", "فرهاد رحیمی", "male", "en"),
    Invented("Нурлан", "Тестов", "Тестов Нурлан", "male", "ru"),
    Invented("Gulnora", "Qo‘chqorova", "Qo‘chqorova Gulnora", "female", "ru"),
    Invented("Jean-Baptiste", "d’Ormesson de La Rochefoucauld", "", "male", "en"),
    Invented("Maksym", "Shcherbyna", "Щербина Максим", "male", "ru"),
    Invented("Zahra", "Mohammadzadeh-Ghaderi", "زهرا محمدزاده قادری", "female", "en"),
    Invented("Øyvind", "Åsgård", "", "male", "en"),
    Invented("Ümit", "Çelikoğlu", "", "male", "en"),
    Invented("Gulbanu", "Abdyrakhmankyzy", "Абдырахман кызы Гүлбану", "female", "ru"),
    Invented("Ana María", "de los Ángeles Núñez", "", "female", "en"),
    Invented("Rustam", "Khudoyberganzoda", "Худойберганзода Рустам", "male", "ru"),
    Invented("Ли", "Ён", "Ли Ён", "other", "ru"),
    Invented("Wolfeschlegelsteinhausenberger", "Zwischenahnenbachtalbrückenauer", "", "male", "en"),
    Invented("Ogulgerek", "Annamyradowa", "Аннамырадова Огулгерек", "female", "ru"),
)
GIVEN = (
    ("Dana", "Дана", "female"),
    ("Timur", "Тимур", "male"),
    ("Asel", "Асель", "female"),
    ("Bakyt", "Бакыт", "male"),
    ("Madina", "Мадина", "female"),
    ("Sherzod", "Шерзод", "male"),
    ("Oksana", "Оксана", "female"),
    ("Ilyas", "Ильяс", "male"),
    ("Parvina", "Парвина", "female"),
    ("Yerlan", "Ерлан", "male"),
    ("Leyla", "Лейла", "female"),
)
FAMILY = (
    ("Probnyy", "Пробный"),
    ("Repetitsin", "Репетицин"),
    ("Vydumov", "Выдумов"),
    ("Primerenko", "Примеренко"),
    ("Obraztsov", "Образцов"),
    ("Uchebny", "Учебный"),
    ("Shablonov", "Шаблонов"),
    ("Testbekov", "Тестбеков"),
    ("Nebylitsa", "Небылица"),
    ("Zaglushkin", "Заглушкин"),
)
POSITIONS = (
    "Head of department",
    "Chief specialist, Department of International Cooperation and Environmental Policy",
    "Expert",
    "Начальник управления",
    "Deputy Director",
    "Lead engineer",
)
NEEDS = {2: ("halal", ""), 5: ("vegetarian", ""), 9: ("", "wheelchair access"), 12: ("nuts: allergy", "")}


def people() -> Iterator[Invented]:
    """Everybody there is, always in the same order: first the names that are hard to print, then plain ones."""
    yield from LEADS
    for (family, family_original), (given, given_original, sex) in product(FAMILY, GIVEN):
        yield Invented(given, family, f"{family_original} {given_original}", sex, "ru")


def facts(number: int, who: Invented) -> Mapping[str, Any]:
    """The facts of a registration (`registration.facts.FACTS`) of the person of this number, from 0."""
    dietary, access_needs = NEEDS.get(number, ("", ""))
    return {
        "latin_name": f"{who.given} {who.family}",
        "latin_given": who.given,
        "latin_family": who.family,
        "original_name": who.original,
        "sex": who.sex,
        "email": f"person-{number + 1}@{NOWHERE}",
        "position": POSITIONS[number % len(POSITIONS)],
        "language": who.language,
        "dietary": dietary,
        "access_needs": access_needs,
        "photo_consent": number % 7 != 3,
    }
