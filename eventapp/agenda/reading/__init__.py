"""A programme that comes as text: a typed line, a paste from Word or Excel, a CSV, a conference schedule."""
