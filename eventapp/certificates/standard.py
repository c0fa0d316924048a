"""Our words for certificates, in each language, and the placeholders they are written with."""

from typing import Any

from flask_babel import lazy_gettext as _l

from eventapp.certificates.models import Kind

PLACEHOLDERS: dict[str, Any] = {
    "workshop": _l("Title of the workshop"),
    "series": _l("Title of the series"),
    "place": _l("City and country"),
    "dates": _l("Days of the workshop"),
    "attended": _l("Days and hours attended"),
    "days": _l("Days attended"),
    "hours": _l("Hours attended, where attendance was taken at sessions"),
    "delegation": _l("Delegation, in the language of the text"),
    "position": _l("Position"),
    "organization": _l("Ministry, department or office"),
    "organizers": _l("Organizers of the workshop"),
    "funders": _l("Funders of the workshop"),
    "took_part": _l("“took part”, by sex in Russian"),
    "passed": _l("“passed”, by sex in Russian"),
    "completed": _l("“completed”, by sex in Russian"),
    "passed_on": _l("Day of the test"),
    "score": _l("Result of the test"),
}
"""{placeholder: what it stands for}."""

_BOTH = {
    "en": {
        "lead": "This is to certify that",
        "line": "{delegation}",
        "title": "{workshop}",
        "foot": "Organized by {organizers}\nFunded by {funders}",
    },
    "ru": {
        "lead": "Настоящим подтверждается, что",
        "line": "{delegation}",
        "title": "{workshop}",
        "foot": "Организаторы: {organizers}\nПри финансовой поддержке: {funders}",
    },
}
_OF_KIND = {
    Kind.PARTICIPATION: {
        "en": {
            "heading": "Certificate of participation",
            "body": "{took_part} in the workshop",
            "detail": "{place}, {dates}\nAttendance: {attended}",
        },
        "ru": {
            "heading": "Сертификат участника",
            "body": "{took_part} участие в семинаре",
            "detail": "{place}, {dates}\nПосещено: {attended}",
        },
    },
    Kind.COMPLETION: {
        "en": {
            "heading": "Certificate of completion",
            "body": "{completed} the workshop and {passed} its test",
            "detail": "{place}, {dates}\nResult of the test: {score}\nAttendance: {attended}",
        },
        "ru": {
            "heading": "Сертификат о прохождении обучения",
            "body": "{completed} обучение на семинаре и {passed} итоговый тест",
            "detail": "{place}, {dates}\nРезультат теста: {score}\nПосещено: {attended}",
        },
    },
}
_FIXED = {
    "en": {"number": "No.", "issued": "Issued on {date}", "check": "Check that this certificate is genuine:"},
    "ru": {"number": "№", "issued": "Выдан {date}", "check": "Проверить подлинность сертификата:"},
}
_BY_SEX = {
    "en": {"took_part": ("took part",) * 3, "passed": ("passed",) * 3, "completed": ("completed",) * 3},
    "ru": {
        "took_part": ("приняла", "принял", "принял(а)"),
        "passed": ("сдала", "сдал", "сдал(а)"),
        "completed": ("завершила", "завершил", "завершил(а)"),
    },
}


def words(kind: str, language: str) -> dict[str, str]:
    """{part: text with placeholders} of a kind, for each of exports.certificate.TEXTS; English where there are none."""
    known = language if language in _BOTH else "en"
    return {**_BOTH[known], **_OF_KIND[Kind(kind)][known]}


def fixed(language: str) -> dict[str, str]:
    """The words that nobody changes: number, issued (with {date}), check."""
    return dict(_FIXED.get(language, _FIXED["en"]))


def by_sex(sex: str, language: str) -> dict[str, str]:
    """The verbs that Russian inflects; with both endings where the sex is not known."""
    forms = _BY_SEX.get(language, _BY_SEX["en"])
    place = {"female": 0, "male": 1}.get(sex, 2)
    return {name: form[place] for name, form in forms.items()}
