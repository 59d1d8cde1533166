"""The append-only history of a common problem, and the lock under which it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from taizhang.matching.codes import ProblemAct, ProblemState
from taizhang.matching.errors import ProblemChanged, ProblemFinished, ProblemNotFinished
from taizhang.matching.models import CommonProblem, ProblemEvent

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
        if _written(told) == _written(said):
            return
    newest = later[-1] if later else problem.events.latest("version")
    raise ProblemChanged(by=newest.by_name, at=newest.at)


def add(problem: CommonProblem, act: ProblemAct, *, by: Person, now: datetime, said: Said) -> None:
    """The newest line of its history; with it goes every column that the act changed."""
    problem.version += 1
    problem.save()
    ProblemEvent.objects.create(
        problem=problem,
        version=problem.version,
        act=act,
        at=now,
        by=by,
        by_name=by.name,
        by_unit=by.unit.name if by.unit else "",
        body=_written(said),
    )


def _written(said: Said) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
