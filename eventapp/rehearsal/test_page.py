"""The page that shows whether a printer prints true to size, with this workshop's colours."""

from flask_babel import gettext as _

from eventapp.core.config import FONTS
from eventapp.core.i18n import language, tr
from eventapp.registration import queries as registrations
from eventapp.workshops.models import Workshop
from exports import test_page

SAMPLE = "EVENTAPP TEST PAGE 2345672"
"""As long as a badge code, so that it makes a code of the same density; it stands for nobody."""


def draw(workshop: Workshop) -> bytes:
    """The page as PDF, in the language in force."""
    return test_page.page(
        _("Test page for the printer"),
        _("Lay a ruler on these lines. If they are shorter or longer, print again at actual size, not fitted."),
        (
            SAMPLE,
            _("Read this code with the camera of a phone that will stand at the door. A badge's code is no smaller."),
        ),
        [(kind.colour, tr(kind.name)) for kind in registrations.delegation_types(workshop.id)],
        FONTS,
        language=language(),
    )
