"""Starting a rehearsal, playing the rest of the people, wiping all of it."""

from eventapp.rehearsal.actions.playing import answer_for_the_rest, scan_the_rest
from eventapp.rehearsal.actions.starting import enter, people_wanted, start
from eventapp.rehearsal.actions.wiping import Wiped, wipe

__all__ = ["Wiped", "answer_for_the_rest", "enter", "people_wanted", "scan_the_rest", "start", "wipe"]
