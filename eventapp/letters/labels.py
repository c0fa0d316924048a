"""How letters are called, what placeholders mean, and why a template is refused."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from eventapp.core.i18n import LANGUAGES
from exports.letter_standard import INVITATION, VISA
from exports.word.letter_template import Refusal

KIND_LABELS = {INVITATION: _l("Letter of invitation"), VISA: _l("Visa support letter")}
PREFIXES = {INVITATION: "INV", VISA: "VISA"}
LETTER_LANGUAGES = tuple(LANGUAGES)

PLACEHOLDER_LABELS = {
    "number": _l("Number of the letter"),
    "date": _l("Date of the letter"),
    "organizers": _l("Names of the organizers, one per line"),
    "series": _l("Title of the series"),
    "workshop": _l("Title of the workshop"),
    "place": _l("City and country of the workshop"),
    "city": _l("City of the workshop"),
    "country": _l("Country of the workshop"),
    "dates": _l("Dates of the workshop"),
    "host": _l("Host of the workshop"),
    "reply_to": _l("E-mail address of the secretariat"),
    "salutation": _l("Salutation, with form of address and name"),
    "honorific": _l("Form of address"),
    "name": _l("Name of the participant"),
    "full_name": _l("Form of address and name"),
    "original_name": _l("Name in the original script"),
    "position": _l("Position"),
    "organization": _l("Organization"),
    "delegation": _l("Country or organization of the delegation"),
    "delegation_type": _l("Delegation type"),
    "passport_name": _l("Name as in the passport"),
    "passport_number": _l("Passport number"),
    "passport_country": _l("Country that issued the passport"),
    "passport_issued": _l("Passport issued on"),
    "passport_expires": _l("Passport valid until"),
    "birth_date": _l("Date of birth"),
    "birth_place": _l("Place of birth"),
    "nationality": _l("Nationality"),
}
LEFT_OUT_LABELS = {
    "text boxes": _l("text boxes"),
    "shapes": _l("shapes"),
    "charts and diagrams": _l("charts and diagrams"),
    "footnotes": _l("footnotes"),
    "formulas": _l("formulas"),
    "embedded objects": _l("embedded objects"),
    "comments": _l("comments"),
    "tracked changes": _l("tracked changes"),
    "columns of text": _l("text in several columns"),
    "form fields": _l("form fields"),
    "sections with a page of their own": _l("pages of another size within the letter"),
    "pictures that are no PNG, JPEG, GIF or WebP": _l("pictures that are no PNG, JPEG, GIF or WebP"),
    "pictures with text around them (set in the line instead)": _l(
        "pictures with text around them (they stand in line)"
    ),
}

_REFUSALS = {
    "no-word-file": _l("This is not a Word file (.docx)."),
    "unknown-placeholder": _l("There is no placeholder “%(what)s”."),
    "not-a-placeholder": _l("A template may hold placeholders and conditions on them, and nothing else."),
    "mistake": _l("A placeholder or a condition is not complete: %(what)s."),
    "macros": _l("This file holds macros. Save it as a Word document (.docx) without them."),
    "too-large": _l("This file is too large: a template may have 5 MB."),
    "outside": _l("This file loads something from elsewhere (%(what)s). Put it into the file itself."),
    "doctype": _l("This file holds declarations that Word does not write. Save it again with Word."),
    "not-filled": _l("The template could not be filled with the data of a sample person."),
}


def number_text(kind: str, number: int) -> str:
    """ "INV/012": the number of a letter as it is printed and spoken of."""
    return f"{PREFIXES[kind]}/{number:03}"


def refusal_text(refusal: Refusal) -> str:
    """Why a template is refused, in the language in force, with the place where it can be found."""
    where = refusal.where and _("It stands in the text “%(where)s”.", where=refusal.where)
    said = str(_REFUSALS[refusal.code]) % {"what": refusal.what.rstrip(".")}
    return f"{said} {where}".strip()
