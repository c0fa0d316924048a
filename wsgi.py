"""What a WSGI server loads."""

import gc

from eventapp.app import create_app

app = create_app()
gc.collect()
gc.freeze()  # what is loaded now stays: the collector need not look at it again with every long list
