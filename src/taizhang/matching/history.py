"""The history of a common problem, append-only and chained, and the lock under which it is written.

The events of all problems numbered in a year are one chain, each hashed on top of the one before,
in the form and by the algorithm of the ledgers' own (`ledger.chain`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from taizhang.ledger import chain
from taizhang.matching.codes import ProblemAct, ProblemState
from taizhang.matching.errors import ProblemChanged, ProblemFinished, ProblemNotFinished
from taizhang.matching.models import CommonProblem, ProblemEvent, ProblemNumbering

if TYPE_CHECKING:
    from taizhang.roster.models import Person

Said = Mapping[str, Any]


def taken_up(
    problem: CommonProblem,
    act: ProblemAct,
    *,
    by: Person,
    seen: int | None,
    said: Said,
    state: ProblemState = ProblemState.OPEN,
) -> tuple[CommonProblem, bool]:
    """The problem under its lock, and whether this very act was done before (a double click).

    `seen` is the version that a form was made from; any other stale form is refused.
    """
    problem = CommonProblem.objects.select_for_update().get(pk=problem.pk)
    if seen is not None and seen != problem.version:
        _refuse_stale(problem, seen, act, by, said)
        return problem, True
    if problem.state != state:
        refusal = ProblemFinished if state is ProblemState.OPEN else ProblemNotFinished
        raise refusal(number=problem.number)
    return problem, False


def _refuse_stale(
    problem: CommonProblem, seen: int, act: ProblemAct, by: Person, said: Said
) -> None:
    later = list(problem.events.filter(version__gt=seen).order_by("version"))
    if later and later[0].act == act and later[0].by_id == by.pk:
        told = {key: later[0].payload.get(key) for key in said}
        if chain.canonical(told) == chain.canonical(said):
            return
    newest = later[-1] if later else problem.events.latest("version")
    raise ProblemChanged(by=newest.by_name, at=newest.at)


def add(problem: CommonProblem, act: ProblemAct, *, by: Person, now: datetime, said: Said) -> None:
    """The newest line of its history; with it goes every column that the act changed."""
    problem.version += 1
    problem.save()
    book = ProblemNumbering.objects.select_for_update().get(year=problem.year)
    event = ProblemEvent(
        problem=problem,
        version=problem.version,
        act=act,
        at=now,
        by=by,
        by_name=by.name,
        by_unit=by.unit.name if by.unit else "",
        body=chain.canonical(said),
        book=book,
        sequence=book.events + 1,
        previous=book.head,
    )
    event.hash = chain.digest(
        sealed(event, number=problem.number, by=by.code), sm3=settings.EVENT_HASH == "sm3"
    )
    event.save(force_insert=True)
    book.events, book.head = event.sequence, event.hash
    book.save(update_fields=["events", "head"])


def sealed(event: ProblemEvent, *, number: str, by: str) -> str:
    """All that an event says, and the hash of the one before, in the one form that is hashed."""
    return chain.sealed(
        ledger=book_name(number),
        sequence=event.sequence,
        entry=number,
        version=event.version,
        move=event.act,
        at=event.at,
        by=by,
        by_name=event.by_name,
        by_unit=event.by_unit,
        by_unit_code="",
        body=event.body,
        previous=event.previous,
    )


def book_name(number: str) -> str:
    """How the chain is called that a problem is in: GX-2026."""
    return number.rpartition("-")[0]
