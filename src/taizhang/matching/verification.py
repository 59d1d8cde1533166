"""Do the histories of common problems still add up, link by link?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from taizhang.ledger import chain
from taizhang.ledger.verification import (
    HASH_WRONG,
    HEAD_DIFFERS,
    HISTORY_GAP,
    LINK_BROKEN,
    ROW_DIFFERS,
    ROW_WITHOUT_EVENTS,
    SEQUENCE_GAP,
    Misfit,
)
from taizhang.matching.codes import ProblemAct, ProblemState
from taizhang.matching.history import book_name, sealed
from taizhang.matching.models import CommonProblem, ProblemEvent, ProblemNumbering

_CHUNK: Final = 1_000
_SAID: Final = {
    ProblemAct.OPEN: ("sentence", "owner", "lead"),
    ProblemAct.HAND_OVER: ("owner", "lead"),
    ProblemAct.REOPEN: ("owner", "lead"),
    ProblemAct.PLAN: ("aim",),
    ProblemAct.REMEDY: ("remedy",),
    ProblemAct.FINISH: ("result",),
    ProblemAct.MERGE: ("result",),
}
"""What an act says that the row keeps under the same name."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, and the first thing that does not fit."""

    events: int
    problems: int
    misfit: Misfit | None


@dataclass(slots=True)
class _Sum:
    """What the events of one problem add up to."""

    version: int = 0
    newest: int = 0
    """The sequence of its newest event."""
    facts: dict[str, Any] = field(default_factory=dict)

    def add(self, event: ProblemEvent) -> None:
        said = json.loads(event.body)
        self.version, self.newest = event.version, event.sequence
        kept = _SAID.get(ProblemAct(event.act), ())
        self.facts |= {name: said[name] for name in kept if name in said}
        if event.act == ProblemAct.REMEDY:
            self.facts["remedy_on"] = said["on"]
        if event.act in {ProblemAct.OPEN, ProblemAct.REOPEN}:
            self.facts |= {"state": ProblemState.OPEN, "result": ""}
        if event.act in {ProblemAct.FINISH, ProblemAct.MERGE}:
            self.facts["state"] = ProblemState.FINISHED


def verify() -> Checked:
    """Walk the chain of each year, then hold every problem against what its events come to."""
    sums: dict[int, _Sum] = {}
    misfits: list[Misfit] = []
    for book in ProblemNumbering.objects.order_by("year"):
        misfits += _walked(book, sums)
    problems = 0
    for problem in CommonProblem.objects.select_related("owner", "lead").order_by("pk"):
        problems += 1
        misfits += _compared(problem, sums.get(problem.pk))
    return Checked(sum(one.version for one in sums.values()), problems, next(iter(misfits), None))


def _walked(book: ProblemNumbering, sums: dict[int, _Sum]) -> Iterator[Misfit]:
    """The first link of a chain that does not fit; what fits is added up."""
    sequence, head = 0, ""
    rows = ProblemEvent.objects.filter(book=book).order_by("sequence")
    for event in rows.select_related("problem", "by").iterator(_CHUNK):
        own, number = sums.setdefault(event.problem_id, _Sum()), event.problem.number
        said = sealed(event, number=number, by=event.by.code)
        what = ""
        if event.sequence != sequence + 1:
            what = SEQUENCE_GAP
        elif event.previous != head:
            what = LINK_BROKEN
        elif chain.digest(said, sm3=event.hash.startswith(chain.SM3)) != event.hash:
            what = HASH_WRONG
        elif event.version != own.version + 1:
            what = HISTORY_GAP
        if what:
            yield Misfit(book_name(number), number, event.sequence, what)
            return
        own.add(event)
        sequence, head = event.sequence, event.hash
    if (book.events, book.head) != (sequence, head):
        yield Misfit(f"GX-{book.year}", "", sequence, HEAD_DIFFERS)


def _compared(problem: CommonProblem, own: _Sum | None) -> Iterator[Misfit]:
    book = book_name(problem.number)
    if own is None or own.version != problem.version:
        newest = own.newest if own else 0
        yield Misfit(book, problem.number, newest, ROW_WITHOUT_EVENTS)
        return
    row = {
        "sentence": problem.sentence,
        "owner": problem.owner.code,
        "lead": problem.lead.code,
        "state": problem.state,
        "aim": problem.aim,
        "remedy": problem.remedy,
        "remedy_on": problem.remedy_on.isoformat() if problem.remedy_on else "",
        "result": problem.result,
    }
    columns = tuple(name for name, value in row.items() if own.facts.get(name, "") != value)
    if columns:
        yield Misfit(book, problem.number, own.newest, ROW_DIFFERS, columns)
