"""Why a file was refused, a row skipped or a cell left empty: a code for programs, a sentence for people.

The sentences are message ids: the caller translates ``MESSAGES[code]`` and fills in the facts with ``%``.
"""

from exports.labels import N_

MESSAGES: dict[str, str] = {
    # the file
    "empty": N_("The file is empty."),
    "too_big": N_("The file has %(megabytes)s MB; at most %(most)s MB can be read."),
    "not_a_workbook": N_("This is not a workbook that can be read. Save the list as .xlsx, .xls, .ods or .csv."),
    "damaged": N_("The file is damaged and cannot be read. Open it, save it again and send the new file."),
    "encrypted": N_("The file is protected by a password. Remove the password and send it again."),
    "macros": N_("The file contains macros. Save the list as .xlsx without macros and send it again."),
    "external_links": N_("The file takes values from other files. Replace them by their values and send it again."),
    "too_many_parts": N_("The file has %(parts)s parts inside; at most %(most)s can be read."),
    "unpacks_too_big": N_(
        "The file unpacks to more than can be read. Copy the list into a new workbook and send that."
    ),
    "too_many_rows": N_("The list reaches down to row %(row)s; at most %(most)s people can be read from one file."),
    "too_many_columns": N_("The list reaches out to column %(column)s; at most %(most)s columns can be read."),
    "too_costly": N_(
        "The file takes too much time or memory to read. Copy the list into a new workbook and send that."
    ),
    "no_headings": N_("No row with headings was found, so it is unclear which column holds the names."),
    "no_name_column": N_("None of the columns is said to hold names."),
    # rows
    "key": N_("The key of the delegation."),
    "below": N_("Text below the list."),
    "above_headings": N_("Text above the headings."),
    "repeated_headings": N_("The headings are repeated here."),
    "total": N_("A line of totals."),
    "section": N_("A line that divides the list."),
    "no_name": N_("There is no name in this row."),
    "duplicate": N_("The same person stands in row %(first_row)s already."),
    # cells
    "unknown_country": N_("“%(value)s” is not known as a country."),
    "bad_email": N_("“%(value)s” is not a valid e-mail address."),
    "several_emails": N_("There are several e-mail addresses in “%(value)s”; the first was taken."),
    "unknown_sex": N_("“%(value)s” says neither female nor male."),
    "not_yes_or_no": N_("“%(value)s” says neither yes nor no."),
    "unknown_language": N_("“%(value)s” is not known as a language."),
    "bad_phone": N_("“%(value)s” has no telephone number in it."),
    "too_long": N_("This text is too long: %(length)s characters, at most %(most)s can be kept."),
    "unknown_date": N_("“%(value)s” is not understood as a date."),
    "unknown_funding": N_("“%(value)s” does not say who pays."),
    "which_language": N_("“%(value)s” does not say into which language."),
    "formula": N_("There is a formula without a value here; put in the value itself."),
    "please_check": N_("“%(value)s” holds several things; please check how it was divided."),
    "mixed_scripts": N_("A word in “%(value)s” mixes letters of two alphabets; please check the spelling."),
}


class SheetRefused(Exception):
    """The whole file cannot be read. ``reason_code`` is a key of :data:`MESSAGES`, ``facts`` fill its placeholders."""

    def __init__(self, reason_code: str, **facts: str | int) -> None:
        self.reason_code = reason_code
        self.facts = facts
        super().__init__(MESSAGES[reason_code] % facts)

    @property
    def message(self) -> str:
        """The untranslated message id."""
        return MESSAGES[self.reason_code]
