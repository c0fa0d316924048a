"""Pages of people's data; what privacy adds to the rooms below."""

from eventapp.privacy import consent, labels, nightly, restoring
from eventapp.privacy.views import own, people, settings
from eventapp.privacy.views.blueprint import bp
from eventapp.registration import people_pages, private_sections
from eventapp.registration.consent import provide
from eventapp.registration.labels import HISTORY_LABELS

__all__ = ["bp", "nightly", "own", "people", "restoring", "settings"]

HISTORY_LABELS.update(labels.HISTORY)
provide(consent.current)
private_sections.add(own.section)
people_pages.add_section(people.section)
