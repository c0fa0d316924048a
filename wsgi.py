"""What a WSGI server loads."""

from eventapp.app import create_app

app = create_app()
