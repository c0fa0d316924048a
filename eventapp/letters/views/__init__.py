"""Pages of this feature."""

from eventapp.letters.views import pages, person, private, templates
from eventapp.letters.views.blueprint import bp
from eventapp.registration import people_pages, private_sections

private_sections.add(private.section)
people_pages.add_section(person.section)

__all__ = ["bp", "pages", "person", "private", "templates"]
