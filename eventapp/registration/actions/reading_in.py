"""Reading a list in, at once or in parts, each under the lock of the workshop's seats."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from eventapp.core import audit, outbox
from eventapp.core.actors import SYSTEM, Actor
from eventapp.core.db import session, transaction
from eventapp.core.errors import Invalid, UserError
from eventapp.core.timezones import local
from eventapp.fields import actions as answering
from eventapp.fields import queries as fields
from eventapp.fields import values
from eventapp.registration import codes, facts, mails, nominees, queries, seats, verdicts
from eventapp.registration.actions import imports
from eventapp.registration.actions.delegations import find_or_add_delegation
from eventapp.registration.actions.imports import Choice
from eventapp.registration.actions.registering import fill_blanks
from eventapp.registration.actions.states import fill_freed_seats, put
from eventapp.registration.matching import EarlierPeople
from eventapp.registration.models import Delegation, NominationImport, Person, Registration, State
from eventapp.registration.sheets.headings import KEPT_APART
from eventapp.registration.sheets.model import UnderstoodList
from eventapp.registration.verdicts import Judgement, Verdict
from eventapp.workshops.models import Workshop

MOST_MEANINGS = 200

Answers = Mapping[int, Mapping[str, str]]
"""{row: {key of a question: what the list says}}"""


def apply_import(
    import_id: int, workshop_id: int, *, withdraw: Collection[int] = (), actor: Actor, now: datetime
) -> NominationImport:
    """Read a draft in. Its verdicts are made anew under the lock, so that seats are exact whatever happened since.

    `withdraw`: the registrations, of those whom the list leaves out, that are taken back.
    """
    imports.allow(actor, workshop_id, Choice(), now)
    draft = imports.own_draft(workshop_id, import_id, actor)
    answers = answers_in(draft)
    with transaction():
        seats.lock(workshop_id)
        draft = imports.own_draft(workshop_id, import_id, actor)
        imports.check_waiting(draft)
        stored = draft.stored_as
        begin(draft, withdraw, now=now)
        read_part(draft, answers, most=None, actor=actor, now=now)
    imports.forget_file(stored)
    return draft


def begin(draft: NominationImport, withdraw: Collection[int], *, now: datetime) -> None:
    """From now on the list counts as read in, as far as it is; `read_part` does the rest."""
    draft.state, draft.applied_at = "applied", now
    left = {each["registration"] for each in draft.report.get("missing", [])}
    draft.report = {
        **draft.report,
        "lines": [],
        "missing": [],
        "withdraw": sorted(left & set(withdraw)),
        "added_delegations": [],
        "before": {"changes": {}, "withdrawn": {}, "heads": []},
        "left_to_read": len(draft.report["list"]["rows"]),
    }


def read_part(draft: NominationImport, answers: Answers, *, most: int | None, actor: Actor, now: datetime) -> int:
    """Read in the next `most` people (None: all) of a list that has begun; how many are left."""
    workshop = seats.lock(draft.workshop_id)
    found = nominees.list_from_json(draft.report["list"])
    report = draft.report
    done = len(found.rows) - report["left_to_read"]
    met = [line["registration"] for line in report["lines"] if line["registration"] is not None]
    judge = imports.judge_for(workshop, found, draft, Choice(**report["choice"]), met)
    judgement = judge.judge(found.rows[done:], report["withdraw"])
    part = judgement.verdicts[:most] if most else judgement.verdicts
    saver = _Saver(workshop, draft, actor, now)
    lines = verdicts.lines(UnderstoodList("", 0, found.columns, (), (), found.problems), part)
    saver.save(part, answers)
    left = len(judgement.verdicts) - len(part)
    _report(draft, lines, part, saver, left)
    if not left:
        _finish(draft, judgement, saver, actor, now)
    session.flush()
    return left


def answers_in(draft: NominationImport) -> Answers:
    """What the list answers to the workshop's own questions (passport and the like), read from the file once more."""
    columns = draft.report.get("list", {}).get("columns", [])
    if draft.state == "dropped" or not any(column["field"] in KEPT_APART and column.get("kept") for column in columns):
        return {}
    found = imports.read_again(draft)
    keys = fields.by_key(draft.workshop_id).keys()
    said = {row.row: nominees.answers_of(row, keys) for row in (found.rows if found else ())}
    return {row: given for row, given in said.items() if given}


def _report(
    draft: NominationImport, lines: list[verdicts.Line], part: Sequence[Verdict], saver: "_Saver", left: int
) -> None:
    by_row = {verdict.row.row: verdict for verdict in part}
    for line in lines:
        verdict = by_row[line["row"]]
        line["problems"] += verdict.refusals
        if verdict.registration is not None:
            line["registration"] = verdict.registration.id
    before = draft.report["before"]
    draft.report = {
        **draft.report,
        "lines": [*draft.report["lines"], *lines],
        "left_to_read": left,
        "added_delegations": [*draft.report["added_delegations"], *saver.added],
        "before": {
            "changes": {**before["changes"], **saver.changed},
            "withdrawn": {**before["withdrawn"], **saver.withdrawn},
            "heads": [*before["heads"], *saver.heads],
        },
    }


def _finish(draft: NominationImport, judgement: Judgement, saver: "_Saver", actor: Actor, now: datetime) -> None:
    """Withdraw those whom nobody replaces, tell the history, remember what the columns mean, forget the rows."""
    workshop_id = draft.workshop_id
    gone = set(draft.report["withdraw"]) - {int(each) for each in draft.report["before"]["withdrawn"]}
    alone = [each.registration for each in judgement.left if each.registration.id in gone]
    for registration in alone:
        saver.withdraw(registration)
    if alone:
        fill_freed_seats(workshop_id, actor=SYSTEM, now=now)
    report = draft.report
    found = nominees.list_from_json(report["list"])
    skipped = verdicts.lines(UnderstoodList("", 0, (), (), found.skipped), ())
    lines = sorted([*report["lines"], *skipped], key=lambda line: int(line["row"]))
    kept = {key: value for key, value in report["list"].items() if key not in ("rows", "skipped", "problems")}
    kept["columns"] = [{**column, "sample": []} for column in kept["columns"]]
    withdrawn = {**report["before"]["withdrawn"], **saver.withdrawn}
    stays = [each for each in judgement.left if str(each.registration.id) not in withdrawn]
    draft.report = {
        **{key: value for key, value in report.items() if key not in ("left_to_read", "withdraw", "task")},
        "list": kept,
        "lines": lines,
        "through_at": now.isoformat(),
        "missing": verdicts.missing(stays),
        "before": {**report["before"], "withdrawn": withdrawn},
    }
    draft.stored_as = ""
    _remember(draft)
    if draft.delegation_id and (delegation := session.get(Delegation, draft.delegation_id)) is not None:
        mails.list_received(delegation, saver.workshop, now=now)
    numbers = {**verdicts.summary(lines), "withdrawn": len(withdrawn)}
    audit.record(
        actor,
        "registration.nominations_imported",
        now,
        workshop=workshop_id,
        subject=draft,
        filename=draft.filename,
        **numbers,
    )


def _remember(draft: NominationImport) -> None:
    """What a person said about columns, or accepted when asked, is known of the delegation's next list."""
    delegation = session.get(Delegation, draft.delegation_id) if draft.delegation_id else None
    said = {
        column["memory"]: column["choice"]
        for column in draft.report["list"]["columns"]
        if column["source"] == "hand" or column["asked"]
    }
    if delegation is None or not said:
        return
    meanings = {**delegation.column_meanings, **said}
    delegation.column_meanings = dict(list(meanings.items())[-MOST_MEANINGS:])


class _Saver:
    """Saves what the verdicts say, in their order, in as few statements as can be."""

    def __init__(self, workshop: Workshop, draft: NominationImport, actor: Actor, now: datetime) -> None:
        self.workshop, self.draft, self.actor, self.now = workshop, draft, actor, now
        self.added: list[int] = []
        self.changed: dict[str, dict[str, list[Any]]] = {}
        self.withdrawn: dict[str, dict[str, Any]] = {}
        self.heads: list[int] = []
        self._earlier: EarlierPeople | None = None
        self._ranks = _last_ranks(workshop.id)
        self._waiting = seats.next_waitlist_number(workshop.id)

    def save(self, made: Sequence[Verdict], answers: Answers) -> None:
        """Save them, with what they answered, and write to the newcomers."""
        came: list[tuple[Registration, Verdict]] = []
        with session.no_autoflush:
            for verdict in made:
                if verdict.registration is not None:
                    self._change(verdict)
                elif verdict.verdict in ("new", "replaced", "waitlisted"):
                    came.append((self._add(verdict), verdict))
        session.flush()
        for registration, verdict in came:
            self._tell(registration, verdict)
        session.flush()
        with outbox.together(), queries.places_known(self.workshop.id):
            for registration, verdict in came:
                mails.nominated(registration, self.workshop, now=self.now)
                if verdict.replaces is not None:
                    mails.replaced(verdict.replaces, self.workshop, now=self.now)
        for verdict in made:
            if (said := answers.get(verdict.row.row)) and verdict.registration is not None:
                self._answer(verdict, said)

    def withdraw(self, registration: Registration) -> None:
        """Take back somebody whom the list leaves out."""
        before = State(registration.state)
        self.withdrawn[str(registration.id)] = {
            "state": before,
            "waitlist_number": registration.waitlist_number,
            "is_head": registration.is_head,
            "at": self.now.isoformat(),
        }
        put(registration, State.CANCELLED, actor=self.actor, now=self.now)
        told = {"state": [before, State.CANCELLED], "filename": self.draft.filename}
        self._record("registration.state_changed", registration, told)

    def _change(self, verdict: Verdict) -> None:
        registration = verdict.registration
        assert registration is not None
        if verdict.changes:
            changes = facts.write(registration, verdict.changes)
            self.changed[str(registration.id)] = changes
            self._record("registration.changed", registration, changes)
        if verdict.makes_head:
            registration.is_head = True
            self.heads.append(registration.id)
            self._record("registration.head_named", registration, {})

    def _add(self, verdict: Verdict) -> Registration:
        delegation = self._delegation(verdict)
        if self._earlier is None:
            self._earlier = EarlierPeople(self.workshop)
        person = self._earlier.take(verdict.said, delegation)
        said = fill_blanks(person, verdict.said) if person is not None else verdict.said
        serial, link_hash = codes.new_link()
        self._ranks[delegation.id] += 1
        registration = Registration(
            public_id=uuid.uuid4(),
            workshop_id=self.workshop.id,
            person=person or Person(series_id=self.workshop.series_id),
            type=delegation.type,
            delegation=delegation,
            rank=self._ranks[delegation.id],
            source="import",
            link_serial=serial,
            link_hash=link_hash,
            import_id=self.draft.id,
            is_head=verdict.makes_head,
            created_at=self.now,
            state_changed_at=self.now,
        )
        number = None
        if verdict.replaces is not None:
            number = self._take_place_of(registration, verdict.replaces)
        if verdict.verdict == "waitlisted":
            registration.state, registration.waitlist_number = State.WAITLISTED, number or self._waiting
            self._waiting += number is None
        else:
            registration.state = State.NOMINATED
        session.add(registration)
        facts.fill(registration, said)
        if registration.state == State.WAITLISTED and delegation.seats is not None:
            registration.alternate = True  # behind the delegation's own seats
        verdict.registration = registration
        return registration

    def _take_place_of(self, registration: Registration, before: Registration) -> int | None:
        """The one before is withdrawn; their rank, and their number in the line, pass on."""
        registration.rank, number = before.rank, before.waitlist_number
        registration.replaces_id = before.id
        self.withdraw(before)
        return number

    def _tell(self, registration: Registration, verdict: Verdict) -> None:
        told: dict[str, Any] = {"filename": self.draft.filename}
        if verdict.makes_head:
            told["is_head"] = [False, True]
        self._record("registration.nominated", registration, told)
        if verdict.replaces is not None:
            self._record("registration.replaced", verdict.replaces, {"by": registration.person.badge_name})

    def _answer(self, verdict: Verdict, said: Mapping[str, str]) -> None:
        """Keep the answers to what the type is asked and has not been answered; what cannot be used is told."""
        registration = verdict.registration
        assert registration is not None
        known = fields.given([registration.id]).get(registration.id, {})
        asked = {field.key: field for field in fields.asked(self.workshop.id, registration.type_id)}
        today: dt.date = local(self.now, self.workshop.timezone).date()
        typed = {}
        for key, text in said.items():
            if key not in asked or key in known:
                continue
            try:
                typed[key] = values.read(asked[key], text, zone=self.workshop.timezone, today=today)
            except Invalid as error:
                why = {"field": key, "why": error.message}
                verdict.refusals.append({"column": "", "reason": "answer_refused", "facts": why})
        if typed:
            answering.answer(
                registration.id, self.workshop.id, registration.type_id, None, typed, by=self.actor, now=self.now
            )

    def _delegation(self, verdict: Verdict) -> Delegation:
        target = verdict.target
        assert target is not None
        if target.delegation is not None:
            return target.delegation
        known = set(session.scalars(select(Delegation.id).where(Delegation.type_id == target.type.id)))
        found = find_or_add_delegation(target.type, target.country, target.organization, actor=self.actor, now=self.now)
        if found.id not in known:
            self.added.append(found.id)
        return found

    def _record(self, tag: str, registration: Registration, told: Mapping[str, Any]) -> None:
        audit.record(self.actor, tag, self.now, workshop=self.workshop.id, subject=registration, **told)


def _last_ranks(workshop_id: int) -> Counter[int]:
    last = (
        select(Registration.delegation_id, func.max(Registration.rank))
        .where(Registration.workshop_id == workshop_id)
        .group_by(Registration.delegation_id)
    )
    return Counter(dict(session.execute(last).all()))


def check_begun(draft: NominationImport) -> None:
    """Raises UserError for a list that is not being read in."""
    if draft.state != "applied" or "left_to_read" not in draft.report or draft.report.get("undone_at"):
        raise UserError(_("This list is no longer being read in."))
