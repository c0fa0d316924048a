"""`python -m eventapp` is the command `eventapp`."""

from eventapp.cli import main

main()
