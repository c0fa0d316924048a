"""How well nomination lists are understood, and how fast: `python -m tools.understanding`.

For the seven Almaty lists and for lists as unlike them as can be: how many cells are right, wrong, or asked about.
"""

import sys
import time

from tests.registration.sheets import almaty_truth, corpus
from tests.registration.sheets.measuring import Measure, measure

_ROW = "{:<28}{:>8}{:>8}{:>8}{:>10}\n"


def main() -> int:
    """Print the table; the exit code is 1 if anything was understood wrongly without being asked about."""
    out = sys.stdout
    out.write(_ROW.format("list", "right", "wrong", "asked", "share"))
    wrong = 0
    for title, samples in (("Almaty", almaty_truth.samples()), ("Others", corpus.samples())):
        whole = Measure()
        for sample in samples:
            one = measure(sample)
            out.write(_row(sample.name, one))
            for row, fact, said, got in one.wrong:
                out.write(f"    row {row}, {fact}: says {said!r}, read {got!r}\n")
            whole.right, whole.asked, whole.wrong = (
                whole.right + one.right,
                whole.asked + one.asked,
                [*whole.wrong, *one.wrong],
            )
        out.write(_row(title, whole) + "\n")
        wrong += len(whole.wrong)
    return 1 if wrong else 0


def _row(name: str, one: Measure) -> str:
    return _ROW.format(name, one.right, len(one.wrong), one.asked, f"{one.share:.1%}")


if __name__ == "__main__":
    sys.exit(main())
