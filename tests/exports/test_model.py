from dataclasses import replace
from datetime import datetime

import pytest

from exports.model import Crosstab, QuestionSummary
from tests.exports import workshop_sample


def test_a_question_with_four_responses_shows_no_figure():
    with pytest.raises(ValueError, match="fewer than 5"):
        QuestionSummary("Useful?", "rating", "Rating", 4, counts=(0, 0, 1, 1, 2), mean=4.25)


def test_comments_of_four_people_are_not_shown_either():
    with pytest.raises(ValueError, match="fewer than 5"):
        QuestionSummary("What next?", "text", "Open question", 4, comments=("More time",))


def test_a_question_marked_as_suppressed_shows_no_figure_however_many_answered():
    with pytest.raises(ValueError, match="fewer than 5"):
        QuestionSummary("Useful?", "rating", "Rating", 6, mean=4.0, suppressed=True)


def test_counts_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="do not add up to 6"):
        QuestionSummary("Useful?", "rating", "Rating", 6, counts=(1, 1, 1, 1, 1), mean=3.0)


def test_a_table_of_the_wrong_shape_is_refused():
    with pytest.raises(ValueError, match="not 1 x 2"):
        Crosstab("Sex", ("Female",), ("a", "b"), ((1,),))


def test_instants_without_a_zone_are_refused():
    naive = datetime(2016, 3, 29, 9)  # noqa: DTZ001 - what is to be refused
    with pytest.raises(ValueError, match="time zone"):
        replace(workshop_sample.agenda()[0], starts_at=naive)
    with pytest.raises(ValueError, match="time zone"):
        workshop_sample.report(generated_at=naive)


def test_sensitive_notes_are_left_out_unless_asked_for(report):
    assert [note.number for note in report.notes if note not in report.shown_notes(sensitive=False)] == [9]
    assert report.shown_notes(sensitive=True) == report.notes
