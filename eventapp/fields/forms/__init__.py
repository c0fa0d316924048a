"""Forms: the one that participants fill in, made of the workshop's questions, and those that make the questions."""

from eventapp.fields.forms.answers import FieldsForm, answers_form
from eventapp.fields.forms.defining import DeadlineForm, FieldForm, StandardForm

__all__ = ["DeadlineForm", "FieldForm", "FieldsForm", "StandardForm", "answers_form"]
