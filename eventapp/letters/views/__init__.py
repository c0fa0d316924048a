"""Pages of this feature."""

from eventapp.letters.views import pages, private, templates
from eventapp.letters.views.blueprint import bp
from eventapp.registration import private_sections

private_sections.add(private.section)

__all__ = ["bp", "pages", "private", "templates"]
