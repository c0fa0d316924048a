"""Kinds of work that only tests know. What they do is a theme of the workshop for each item."""

from sqlalchemy import select

from eventapp.core.db import session
from eventapp.core.errors import UserError
from eventapp.core.texts import Texts
from eventapp.tasks.work import Work, kind
from eventapp.workshops.models import Theme


def write(work: Work, item: str) -> None:
    session.add(Theme(workshop_id=work.workshop_id, key=item, position=1, title=Texts(en=item)))


def written(workshop_id: int) -> list[str]:
    return sorted(session.scalars(select(Theme.key).where(Theme.workshop_id == workshop_id)))


@kind("test.write", title="Writing", leads_to=("workshops.settings", "To the set-up"))
def run(work: Work) -> None:
    for item in work.over(work.args["items"], batch=work.args.get("batch", 1), called=lambda item: f"item {item}"):
        write(work, item)
        if item in work.args.get("refused", ()):
            raise UserError("It does not want to.")
        if item in work.args.get("broken", ()):
            raise ZeroDivisionError
    if work.args.get("fails"):
        raise UserError(work.args["fails"])
    work.finish(result={"written": len(written(work.workshop_id))}, file=(b"all of them", "all.txt", "text/plain"))
