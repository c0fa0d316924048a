"""What people say about badges: which, how they are printed, how they look."""

from eventapp.badges.forms.design import SAMPLES, DesignForm
from eventapp.badges.forms.printing import ChoiceForm, PlatesForm, PrintForm, SignsForm, SparesForm

__all__ = ["SAMPLES", "ChoiceForm", "DesignForm", "PlatesForm", "PrintForm", "SignsForm", "SparesForm"]
