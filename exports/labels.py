"""Every caption a file shows.

The defaults are English and are the msgids: `Labels.translated(gettext)` gives the same set in another
language. Placeholders are named (`%(number)s`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Self


def N_(msgid: str) -> str:  # noqa: N802 - the name by which Babel finds messages to translate later
    """Mark a text for the message extractor; nothing else happens to it here."""
    return msgid


@dataclass(frozen=True, slots=True)
class Labels:
    # --- names of sheets (31 characters at most, without [ ] : * ? / \) -----------------------------
    sheet_overview: str = N_("Overview")
    sheet_participants: str = N_("Participants")
    sheet_by_type: str = N_("By type")
    sheet_by_country: str = N_("By country")
    sheet_by_sex: str = N_("By sex")
    sheet_agenda: str = N_("Agenda")
    sheet_attendance: str = N_("Attendance")
    sheet_attendance_long: str = N_("Attendance long")
    sheet_attendance_matrix: str = N_("Attendance matrix")
    sheet_indicators: str = N_("Indicators")
    sheet_feedback: str = N_("Feedback")
    sheet_feedback_charts: str = N_("Feedback charts")
    sheet_comments: str = N_("Feedback comments")
    sheet_notes: str = N_("Notes")
    sheet_quotes: str = N_("Quotes")
    sheet_recommendations: str = N_("Recommendations")
    sheet_codebook: str = N_("Codebook")
    sheet_codes: str = N_("Codes")

    # --- what is said everywhere -------------------------------------------------------------------
    yes: str = N_("yes")
    no: str = N_("no")
    total: str = N_("Total")
    share: str = N_("Share")
    demo: str = N_("Demo data")
    demo_explained: str = N_("Demo data: the scans and responses in this file are made up.")
    page_of: str = N_("Page %(page)s of %(pages)s")
    generated: str = N_("As of %(when)s (%(zone)s)")
    day: str = N_("Day %(number)s")

    # --- overview ----------------------------------------------------------------------------------
    evidence_workbook: str = N_("Evidence workbook")
    series: str = N_("Series")
    dates: str = N_("Dates")
    place: str = N_("Place")
    host: str = N_("Host")
    organizers: str = N_("Organizers")
    funders: str = N_("Funded by")
    languages: str = N_("Languages")
    attribution_rule: str = N_("Attribution")
    key_figure: str = N_("Key figure")
    value: str = N_("Value")
    how_counted: str = N_("How it was counted")

    # --- participants ------------------------------------------------------------------------------
    number: str = N_("No.")
    honorific: str = N_("Honorific")
    latin_name: str = N_("Name")
    original_name: str = N_("Name in original script")
    sex: str = N_("Sex")
    position: str = N_("Position")
    organization: str = N_("Organization")
    delegation: str = N_("Delegation")
    delegation_type: str = N_("Delegation type")
    country: str = N_("Country")
    state: str = N_("State of registration")
    is_head: str = N_("Head of delegation")
    days_present: str = N_("Days present")
    counted: str = N_("Counted as participant")
    email: str = N_("E-mail")
    phone: str = N_("Telephone")
    dietary: str = N_("Dietary needs")
    number_of_people: str = N_("Number of people")
    list_of_participants: str = N_("List of participants")
    provisional_list: str = N_("Provisional list of participants")
    position_and_organization: str = N_("Position and organization")
    participants_by_type: str = N_("Participants by delegation type and sex")
    participants_by_country: str = N_("Participants by country and sex")
    participants_by_sex: str = N_("Participants by sex")

    # --- agenda and attendance -----------------------------------------------------------------------
    programme: str = N_("Programme")
    badges: str = N_("Badges")
    no_photo: str = N_("No photographs, please")
    photograph: str = N_("Photograph")
    date: str = N_("Date")
    starts: str = N_("Starts")
    ends: str = N_("Ends")
    minutes: str = N_("Minutes")
    room: str = N_("Room")
    session_type: str = N_("Type")
    session: str = N_("Session")
    session_other: str = N_("Session in the other language")
    theme: str = N_("Theme")
    speakers: str = N_("Speakers")
    interpretation: str = N_("Interpretation")
    checkpoint: str = N_("Checkpoint")
    checkpoint_kind: str = N_("Kind of checkpoint")
    checkpoint_day: str = N_("day")
    checkpoint_session: str = N_("session")
    present: str = N_("Present")
    expected: str = N_("Expected")
    scanned_at: str = N_("First seen at")
    known_from: str = N_("Known from")
    registration_number: str = N_("Registration number")
    days_attended: str = N_("Days attended")
    sessions_attended: str = N_("Sessions attended")
    hours_attended: str = N_("Hours attended")
    least_share: str = N_("Least of a day")
    trained: str = N_("Trained")
    share_trained: str = N_("Trained of present")
    person_days: str = N_("Person-days")
    person_times: str = N_("Person-times")
    indicator_group: str = N_("By")
    indicator: str = N_("Group")
    participant_number: str = N_("Participant no.")

    # --- feedback ------------------------------------------------------------------------------------
    form: str = N_("Form")
    question: str = N_("Question")
    question_kind: str = N_("Kind of question")
    responses: str = N_("Responses")
    eligible: str = N_("Base")
    response_rate: str = N_("Response rate")
    mean: str = N_("Mean")
    scale: str = N_("Scale")
    scale_ends: str = N_("1 = %(low)s, 5 = %(high)s")
    remark: str = N_("Remark")
    suppressed: str = N_("Not shown: fewer than five responses")
    comment: str = N_("Comment")
    ratings_per_question: str = N_("Ratings given, from 1 (lowest) to 5 (highest)")
    mean_rating: str = N_("Mean rating, 1 to 5")

    # --- notes ---------------------------------------------------------------------------------------
    note_number: str = N_("Note no.")
    note_kind: str = N_("Kind")
    note_title: str = N_("Heading")
    text: str = N_("Text")
    attribution: str = N_("Attributed to")
    attribution_type: str = N_("Attributed to: delegation type")
    attribution_region: str = N_("Attributed to: region")
    attribution_organization: str = N_("Attributed to: organization")
    figures: str = N_("Figures")
    sensitive: str = N_("Sensitive")
    addressees: str = N_("Addressees")
    recommendation_number: str = N_("Recommendation no.")
    status: str = N_("Status")
    quote_opens: str = N_("“")
    quote_closes: str = N_("”")
    quote: str = N_("Quote")
    recommendation: str = N_("Recommendation")

    # --- code book: what a column means -----------------------------------------------------------------
    sheet: str = N_("Sheet")
    column: str = N_("Column")
    meaning: str = N_("Meaning")
    code: str = N_("Code")
    means_precedence: str = N_("Rank in the order of precedence; the same person has the same number on every sheet")
    means_latin_name: str = N_("As the person writes it in Latin letters")
    means_original_name: str = N_("As the person writes it in their own script")
    means_sex: str = N_("As stated on registration; not derived from the title")
    means_days_present: str = N_("Days on which the person was there, by scans and marks together")
    means_counted: str = N_("Interpreters take part but are not counted as participants")
    means_local_time: str = N_("In the workshop's time zone, %(zone)s")
    means_present: str = N_(
        "Different people who were at the checkpoint, by scans and marks together; the latest correction decides"
    )
    means_expected: str = N_("Confirmed participants who were to be there")
    means_registration_number: str = N_("By it a list that is read in finds the person again")
    means_hours_attended: str = N_("Length of the sessions attended, those at the same time counted once")
    means_least_share: str = N_("Of the day of which the person attended least")
    means_present_at_all: str = N_("Different people who were there at least once; each is counted once")
    means_share_trained: str = N_("Of the people present")
    means_person_times: str = N_("Sessions attended, added up over the people: who was at three counts three times")
    means_unsuppressed: str = N_(
        "Attendance is no response to a question, so small groups are shown as they are; figures of responses are "
        "not shown for fewer than five"
    )
    means_known_from: str = N_(
        "Scan: badge read at a desk; self: with the code on the room's screen; paper: signed on a sheet; list: another "
        "scanner's or somebody's list; marked together: by the organizers for many; correction: by hand, with a reason"
    )
    means_responses: str = N_("Answers to this question")
    means_eligible: str = N_("People who could have answered")
    means_mean: str = N_("Mean of the answers from 1 to 5; empty when fewer than five people answered")
    means_points: str = N_("How many answers gave this point of the scale")
    means_comment: str = N_("In random order, so that no comment can be tied to a person")
    means_note_number: str = N_("Stable number of the note; it never changes and is never used again")
    means_attribution: str = N_("The category of the speaker; persons are not named")
    means_sensitive: str = N_("Only for those with the right to see it; not in files that go out")

    # --- report draft ------------------------------------------------------------------------------------
    report_draft: str = N_("Report of the workshop")
    contents: str = N_("Contents")
    contents_hint: str = N_("Update this table in the word processor to get page numbers.")
    introduction: str = N_("Introduction")
    disclaimer: str = N_("Disclaimer")
    findings: str = N_("Findings")
    key_points: str = N_("Key points")
    practices: str = N_("Practices by country")
    questions_raised: str = N_("Questions raised")
    actions: str = N_("Actions agreed")
    other_points: str = N_("Other points")
    recommendations: str = N_("Recommendations")
    addressed_to: str = N_("Addressed to: %(addressees)s")
    participants: str = N_("Participants")
    evaluation: str = N_("Evaluation")
    evaluation_explained: str = N_(
        "Ratings run from 1 (lowest) to 5 (highest). Figures of fewer than five responses are not shown."
    )
    photographs: str = N_("Photographs")
    photographs_hint: str = N_("Put the photographs here, each with its caption and credit.")
    about_project: str = N_("About the project")
    funding: str = N_("Funding")

    # --- calendar ------------------------------------------------------------------------------------------
    with_interpretation: str = N_("With interpretation")

    @classmethod
    def translated(cls, gettext: Callable[[str], str]) -> Self:
        """The whole set through `gettext`, in the language that `gettext` speaks now."""
        return cls(**{item.name: gettext(str(item.default)) for item in fields(cls)})
