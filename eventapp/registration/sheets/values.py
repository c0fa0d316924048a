"""What single cells say: sex, yes or no, e-mail addresses, a language; None where it cannot be told."""

import re
from email.utils import parseaddr
from functools import lru_cache

from babel import Locale
from email_validator import EmailNotValidError, validate_email

from eventapp.core import names


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s+✓✔☑☒√☐]|_", " ", names.fold(text)).split())


def _set(*words: str) -> frozenset[str]:
    return frozenset(map(_words, words))


_FEMALE = _set(
    "f", "female", "woman", "w", "fem", "ms", "mrs", "miss", "mme", "madam", "ж", "жен", "женский", "женщина", "жена",
    "г жа", "госпожа", "аел", "зан", "аял", "әйел", "айел", "ayol", "زن", "خانم", "مونث", "занона",
)  # fmt: skip
_MALE = _set(
    "m", "male", "man", "mr", "masc", "м", "муж", "мужской", "мужчина", "г н", "господин", "эркак", "мард", "эркек",
    "ер", "еркек", "erkak", "مرد", "آقا", "اقا", "مذکر", "мардона",
)  # fmt: skip
_YES = _set(
    "yes", "y", "true", "1", "x", "v", "+", "✓", "✔", "☑", "☒", "√", "х", "да", "д", "нужна", "нужно", "требуется",
    "required", "needed", "бале", "ха", "ия", "ооба", "ha", "بله", "بلی", "speaker", "докладчик", "спикер", "хаа",
)  # fmt: skip
_NO = _set(
    "no", "n", "false", "0", "нет", "н", "не нужна", "не нужно", "не требуется", "not required", "not needed", "none",
    "не", "йук", "жок", "yoq", "خیر", "نه", "n a", "☐",
)  # fmt: skip
_NOTHING = _set("n/a", "na", "tbd", "tbc", "tba", "to be confirmed", "vacant", "уточняется", "вакансия", "вакантно")
_LANGUAGES = {
    "eng": "en",
    "рус": "ru",
    "rus": "ru",
    "англ": "en",
    "farsi": "fa",
    "dari": "fa",
    "дари": "fa",
    "казах": "kk",
}


def is_nothing(text: str) -> bool:
    """Whether a cell that is not blank says that there is nothing yet ("-", "n/a", "TBC", «уточняется»)."""
    return not any(map(str.isalnum, text)) or _words(text) in _NOTHING


def read_sex(text: str) -> str | None:
    """ "female" or "male", from a word, an abbreviation or a form of address in any of the usual languages."""
    word = _words(text)
    if word in _FEMALE:
        return "female"
    return "male" if word in _MALE else None


def read_yes_or_no(text: str) -> bool | None:
    """True for yes or a mark such as "x", False for no."""
    word = _words(text)
    mark = text.strip().lower()
    if word in _YES or mark in _YES:
        return True
    return False if word in _NO or mark in _NO or mark in ("-", "–", "—") else None


def read_emails(text: str) -> tuple[str, ...]:
    """The valid addresses in a text, in their normal form; empty if there is none. No name server is asked."""
    found = dict.fromkeys(_valid(part) for part in _email_parts(text))
    return tuple(address for address in found if address)


def _email_parts(text: str) -> list[str]:
    parts = re.split(r"[;,\s/]+(?=[^\s;,/]*@)|[;,]\s*", text)
    return [re.sub(r"(?i)^(?:mailto|e-?mail)\s*:\s*", "", part.strip()) for part in parts if part.strip()]


def _valid(text: str) -> str | None:
    address = parseaddr(text)[1] if "<" in text else text
    try:
        return validate_email(address.strip("<>()[].,;: "), check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def read_language(text: str) -> str | None:
    """The code of the first language that a text names, in English, Russian or as a code: "Russian" gives "ru"."""
    known = _language_names()
    for part in re.split(r"[,/;|+&]|\band\b|\bи\b", text):
        word = _words(re.sub(r"(?i)\b(?:language|язык)\b", "", part))
        if word:
            return known.get(word)
    return None


@lru_cache(maxsize=1)
def _language_names() -> dict[str, str]:
    known = dict(_LANGUAGES)
    for language in ("en", "ru", "fa", "tg", "kk", "ky", "uz", "tk"):
        for code, name in Locale(language).languages.items():
            if re.fullmatch("[a-z]{2,3}", code):
                known.setdefault(_words(name), code)
                known.setdefault(code, code)
    return known
