"""Renderers: dataclasses in, bytes out. Nothing here knows the application, its database or the web."""
