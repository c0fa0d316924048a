"""What single cells say: sex, yes or no, e-mail addresses, languages, form of address; None where it cannot be told."""

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
_FUNDED = _set(
    "funded", "sponsored", "fully funded", "organizer", "organizers", "organiser", "organisers", "финансируется",
    "за счет организаторов", "за счет организатора", "за счет принимающей стороны", "принимающая сторона",
)  # fmt: skip
_SELF_FUNDED = _set(
    "self", "self funded", "selffunded", "own", "own expense", "own funds", "at own expense", "self financed",
    "за свой счет", "за собственный счет", "за счет направляющей стороны", "самофинансирование", "self paid",
)  # fmt: skip
_ALTERNATE = _set("alternate", "alternates", "alt", "reserve", "substitute", "резерв", "резервный", "запасной", "запас")
_PRINCIPAL = _set("principal", "main", "primary", "titular", "member", "основной", "основная", "основной состав")
_HEAD = re.compile(r"\bhead of (?:the )?delegation\b|\bhod\b|\bглав\w* делегации\b|\bруководител\w* делегации\b")
_HONORIFIC_WORDS = _set(
    "mr", "mrs", "ms", "miss", "mme", "mx", "dr", "prof", "professor", "doctor", "eng", "h e", "amb", "ambassador",
    "col", "colonel", "gen", "general", "maj", "major", "lt", "capt", "sir", "madam",
    "г н", "г жа", "господин", "госпожа", "др", "проф", "профессор", "полковник", "генерал", "майор", "подполковник",
    "آقای", "اقای", "خانم", "جناب", "محترم", "محترمه", "دکتر", "داکتر", "انجنیر", "پوهاند",
)  # fmt: skip
_NO_NEED = _set(
    "no restrictions",
    "no special requirements",
    "no special needs",
    "нет ограничений",
    "без ограничений",
    "any",
    "любое",
)
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


def is_no_need(text: str) -> bool:
    """Whether somebody says that they need nothing in particular."""
    return _words(text) in _NO or _words(text) in _NO_NEED


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


def read_languages(text: str) -> tuple[str, ...] | None:
    """The codes of the languages that a text names, in English, Russian or as codes; None if one is not known.

    "Russian, English" gives ("ru", "en"). What stands in brackets, such as a level, is passed over.
    """
    known = _language_names()
    found: dict[str, None] = {}
    for part in re.split(r"[,/;|+&\n]|\band\b|\bи\b", re.sub(r"\([^)]*\)", " ", text)):
        word = _words(re.sub(r"(?i)\b(?:language|язык|speaking|fluent|native|свободно|родной)\b", "", part))
        if not word:
            continue
        if word not in known:
            return None
        found[known[word]] = None
    return tuple(found) or None


def read_funding(text: str) -> str | None:
    """ "funded" or "self-funded"."""
    word = _words(text)
    if word in _FUNDED or word in _YES:
        return "funded"
    return "self-funded" if word in _SELF_FUNDED or word in _NO else None


def read_alternate(text: str) -> bool | None:
    """Whether somebody is an alternate: yes or no, or the words for either."""
    word = _words(text)
    if word in _ALTERNATE or word in _PRINCIPAL:
        return word in _ALTERNATE
    return read_yes_or_no(text)


def says_head(text: str) -> bool:
    """Whether a text calls somebody head of delegation."""
    return bool(_HEAD.search(_words(text)))


def take_honorific(text: str) -> tuple[str, str]:
    """(form of address, the rest) of a name: "Mr. Ali Karimov" gives ("Mr.", "Ali Karimov"); ("", name) without one.

    A word is one only where at least one other word is left for the name.
    """
    words = text.split()
    count = 0
    while count < len(words) - 1 and is_honorific(words[count]):
        count += 1
    if count:
        return " ".join(words[:count]), " ".join(words[count:])
    behind = re.fullmatch(r"(.+?)[\s,]*\(([^()]{1,20})\)", text)
    if behind and is_honorific(behind[2]):
        return behind[2], behind[1]
    return "", text


def is_honorific(word: str) -> bool:
    """Whether a word is a form of address or a title that stands before names."""
    return _words(word.replace("-", " ")) in _HONORIFIC_WORDS


@lru_cache(maxsize=1)
def _language_names() -> dict[str, str]:
    known = dict(_LANGUAGES)
    for language in ("en", "ru", "fa", "tg", "kk", "ky", "uz", "tk"):
        for code, name in Locale(language).languages.items():
            if re.fullmatch("[a-z]{2,3}", code):
                known.setdefault(_words(name), code)
                known.setdefault(code, code)
    return known
