"""Nomination lists as they come: bytes of a spreadsheet in, an understood list out (see ``reading.read_list``)."""
