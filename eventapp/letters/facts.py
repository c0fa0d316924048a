"""What a letter says of a person: a text for each placeholder, in the language of the letter."""

from collections.abc import Mapping
from datetime import date

from flask_babel import force_locale

from eventapp.core.i18n import day
from eventapp.fields import queries as fields
from eventapp.fields import values
from eventapp.fields.models import Group
from eventapp.registration.labels import delegation_label
from eventapp.registration.models import Registration
from eventapp.workshops.facts import workshop_facts
from eventapp.workshops.models import Workshop
from exports.letter_standard import PASSPORT, PLACEHOLDERS

NEEDED = ("passport_name", "passport_number")
"""Without these a visa support letter says nothing, where the workshop asks for them."""

_SALUTATIONS = {
    "en": {"": "Dear {name},", "excellency": "Excellency,"},
    "ru": {
        "": "Уважаемые дамы и господа!",
        "female": "Уважаемая г-жа {name}!",
        "male": "Уважаемый г-н {name}!",
        "excellency": "Ваше Превосходительство!",
    },
}
_FORMS = {"en": {"female": "Ms.", "male": "Mr."}, "ru": {"female": "г-жа", "male": "г-н"}}
_EXCELLENCY = ("h.e", "he", "h.e.", "excellency", "his excellency", "her excellency", "е.п.", "е. п.", "ambassador")
_RUSSIAN_FORMS = {
    "mr": "г-н",
    "ms": "г-жа",
    "mrs": "г-жа",
    "miss": "г-жа",
    "dr": "д-р",
    "prof": "проф.",
    "h.e": "Е.П.",
}


def plain_facts(
    workshop: Workshop, registration: Registration, number: str, dated: date, language: str
) -> dict[str, str]:
    """The texts that are not protected."""
    person = registration.person
    with force_locale(language):
        facts = workshop_facts(workshop)
        name = _name(registration, language)
        form = _form_of_address(registration, language)
        return {
            "number": number,
            "date": _date(dated, language),
            "organizers": "\n".join(each.name for each in facts.organizers),
            "series": facts.series_title,
            "workshop": facts.title,
            "place": facts.place,
            "city": facts.city,
            "country": facts.country,
            "dates": f"{facts.dates} г." if language == "ru" else facts.dates,
            "host": facts.host,
            "reply_to": workshop.reply_to,
            "salutation": _salutation(registration, form, name, language),
            "honorific": form,
            "name": name,
            "full_name": f"{form} {name}".strip(),
            "original_name": person.original_name if person.original_name != name else "",
            "position": registration.position,
            "organization": registration.organization,
            "delegation": delegation_label(registration.delegation, language),
            "delegation_type": registration.type.name.pick(language, workshop.languages),
        }


def passport_facts(workshop: Workshop, registration_id: int, language: str) -> dict[str, str]:
    """The protected texts, opened: whoever asks for them records it."""
    answers = fields.values([registration_id], [Group.IDENTITY]).get(registration_id, {})
    with force_locale(language):
        return {
            key: values.shown(answers[key].field, answers[key].value, workshop.timezone) if key in answers else ""
            for key in PASSPORT
        }


def missing(workshop: Workshop, registration: Registration, passport: Mapping[str, str]) -> list[str]:
    """What a visa support letter cannot do without and the person has not told, of what is asked of their type."""
    asked = {field.key for field in fields.asked(workshop.id, registration.type_id)}
    return [key for key in NEEDED if key in asked and not passport.get(key)]


def sample(kind: str, language: str) -> dict[str, str]:
    """A person who does not exist, for trying a template out: long texts, and all that can be there."""
    return {name: _SAMPLE.get(name, name) for name in PLACEHOLDERS[kind]} | {"date": _date(date(2026, 3, 29), language)}


_SAMPLE = {
    "number": "INV/001",
    "organizers": "United Nations Regional Centre for Preventive Diplomacy\nMinistry of Foreign Affairs",
    "reply_to": "secretariat@example.org",
    "salutation": "Dear Ms. Aigul OSMONOVA,",
    "honorific": "Ms.",
    "name": "Aigul OSMONOVA",
    "full_name": "Ms. Aigul OSMONOVA",
    "original_name": "Осмонова Айгуль Бакытовна",
    "position": "Head of the Department for International Cooperation",
    "organization": "State Customs Service under the Ministry of Finance",
    "passport_number": "AC1234567",
}


def _name(registration: Registration, language: str) -> str:
    """In Latin letters; in a Russian letter as in Cyrillic, where the person writes it so."""
    person = registration.person
    in_cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in person.original_name)
    return person.original_name if language == "ru" and in_cyrillic else person.list_name


def _form_of_address(registration: Registration, language: str) -> str:
    """As the person gave it, in Russian by its usual counterpart; else by sex; else none."""
    given = registration.person.honorific.strip()
    if given and language == "ru":
        return _RUSSIAN_FORMS.get(given.casefold().rstrip("."), given)
    return given or _FORMS[language].get(registration.person.sex, "")


def _salutation(registration: Registration, form: str, name: str, language: str) -> str:
    words = _SALUTATIONS[language]
    if registration.person.honorific.strip().casefold().rstrip(".") in _EXCELLENCY:
        return words["excellency"]
    if language == "en":
        return words[""].format(name=f"{form} {name}".strip())
    return words.get(registration.person.sex, words[""]).format(name=name)


def _date(dated: date, language: str) -> str:
    with force_locale(language):
        return f"{day(dated, 'd MMMM y')} г." if language == "ru" else day(dated, "d MMMM y")
