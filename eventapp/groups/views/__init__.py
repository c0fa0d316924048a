"""Pages of this feature."""

from eventapp.groups.views import pages, private, spreading
from eventapp.groups.views.blueprint import bp
from eventapp.registration import private_sections

private_sections.add(private.section)

__all__ = ["bp", "pages", "private", "spreading"]
