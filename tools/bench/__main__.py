"""Measure everything once and print it: lines for people, the last one as JSON."""

import argparse
import json

from tools.bench import doors, pages


def main() -> None:
    """About three minutes; `--short`: a fraction of it, to see that it works."""
    asked = argparse.ArgumentParser(prog="tools.bench", description=main.__doc__)
    asked.add_argument("--short", action="store_true")
    asked.add_argument("--only", choices=("pages", "sqlite", "postgresql"), action="append")
    told = asked.parse_args()
    wanted = told.only or ["pages", "sqlite", "postgresql"]
    found = []
    for part in wanted:
        measured = pages.figures(short=told.short) if part == "pages" else doors.figures(part, short=told.short)
        for figure in measured:
            print(figure.line(), flush=True)
        found += measured
    print(json.dumps({figure.name: round(figure.ratio or figure.ours, 2) for figure in found}))


if __name__ == "__main__":
    main()
