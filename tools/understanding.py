"""How well nomination lists are understood, and how fast: `python -m tools.understanding`.

For the seven Almaty lists and for lists as unlike them as can be: how many cells are right, wrong, or asked about.
"""

import sys
import time
from datetime import UTC, datetime

from eventapp.core.actors import SYSTEM
from eventapp.registration import actions
from tests import factories
from tests.registration.sheets import almaty_truth, corpus
from tests.registration.sheets.files import xlsx
from tests.registration.sheets.measuring import Measure, measure
from tools.demo_site import demo_site

PEOPLE = 5_000
SEATS = 90
_ROW = "{:<28}{:>8}{:>8}{:>8}{:>10}\n"


def main() -> int:
    """Print the tables; the exit code is 1 if anything was understood wrongly without being asked about."""
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
            whole.right += one.right
            whole.asked += one.asked
            whole.wrong += one.wrong
        out.write(_row(title, whole) + "\n")
        wrong += len(whole.wrong)
    for what, seconds in _speed().items():
        out.write(f"{PEOPLE} people, {what}: {seconds:.1f} s\n")
    return 1 if wrong else 0


def _row(name: str, one: Measure) -> str:
    return _ROW.format(name, one.right, len(one.wrong), one.asked, f"{one.share:.1%}")


def _speed() -> dict[str, float]:
    """Seconds for looking at a long list, and for reading it in with a mail to each (most of them wait for a seat)."""
    with demo_site() as site, site.app.test_request_context():
        workshop = factories.a_workshop(capacity=SEATS)
        factories.a_delegation(factories.a_type(workshop, quota=None, approval="nomination"), seats=None)
        now, data = datetime.now(UTC), xlsx(_people())
        begun = time.perf_counter()
        draft = actions.preview_list(workshop.id, "kazakhstan.xlsx", data, actor=SYSTEM, now=now)
        looked = time.perf_counter()
        actions.apply_import(draft.id, workshop.id, actor=SYSTEM, now=now)
        return {"looking": looked - begun, "saving with mails": time.perf_counter() - looked}


def _people() -> list[list[object]]:
    head: list[object] = ["No.", "Family name", "First name", "Gender", "Position", "Organization", "E-mail"]
    return [
        head,
        *([n, f"Family{n}", "Ann", "F", "Expert", f"Office {n % 50}", f"p{n}@example.org"] for n in range(PEOPLE)),
    ]


if __name__ == "__main__":
    sys.exit(main())
