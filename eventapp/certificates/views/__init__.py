"""Pages of this feature."""

from eventapp.attendance import remarks
from eventapp.certificates import queries
from eventapp.certificates.views import check, pages, person, private, signatories, template, tests
from eventapp.certificates.views.blueprint import bp
from eventapp.registration import people_pages, private_sections

remarks.register(queries.beside_trained)
private_sections.add(private.section)
people_pages.add_section(person.section)

__all__ = ["bp", "check", "pages", "person", "private", "signatories", "template", "tests"]
