"""The command group `eventapp export`; each feature adds what it can write."""

import click


@click.group()
def export() -> None:
    """Write a file: programme, participants, workbook, notes, report."""
