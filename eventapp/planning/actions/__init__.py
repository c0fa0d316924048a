"""What is done with whole workshops: read from a file, created, copied, changed, and what is taken out of them."""

from eventapp.planning.actions.changing import change_workshop
from eventapp.planning.actions.copying import copy_workshop
from eventapp.planning.actions.creating import create_workshop
from eventapp.planning.actions.entering import enter_speakers
from eventapp.planning.actions.importing import import_workshop
from eventapp.planning.actions.removing import remove_part

__all__ = ["change_workshop", "copy_workshop", "create_workshop", "enter_speakers", "import_workshop", "remove_part"]
