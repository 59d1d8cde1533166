"""Two common problems become one, or one becomes two; each keeps its number and its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from taizhang.matching import history
from taizhang.matching.codes import ProblemAct, ProblemState
from taizhang.matching.errors import ProblemFinished, SameProblem, TooFewMembers
from taizhang.matching.models import CommonProblem
from taizhang.matching.queries import memberships
from taizhang.matching.services.linking import joined, needed, parted
from taizhang.matching.services.opening import open_problem

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person, Unit


@transaction.atomic
def merge_into(
    problem: CommonProblem,
    into: CommonProblem,
    *,
    why: str,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> CommonProblem:
    """Work on both as one: members and open tasks go over, what was said and done stays here.

    Entries are not merged: each stays a matter of its own, with its own answer and rating.
    """
    said = {"into": into.number, "why": needed(why)}
    both = CommonProblem.objects.select_for_update().filter(pk__in=(problem.pk, into.pk))
    list(both.order_by("pk").values_list("pk"))  # always in one order: nobody waits in a ring
    problem, again = history.taken_up(problem, ProblemAct.MERGE, by=by, seen=seen, said=said)
    if again:
        return problem
    into.refresh_from_db()
    if into.pk == problem.pk:
        raise SameProblem(number=into.number)
    if not into.is_open:
        raise ProblemFinished(number=into.number)
    entries = [one.entry for one in memberships(problem)]
    for entry in entries:
        parted(problem, entry, by=by, now=now, why=said["why"])
        joined(into, entry, by=by, now=now, why=said["why"])
    owed = problem.tasks.filter(done_at__isnull=True, is_dropped=False)
    tasks = list(owed.values_list("text", flat=True))
    owed.update(problem=into)
    numbers = [entry.number for entry in entries]
    problem.state, problem.result = ProblemState.FINISHED, f"{into.number}：{said['why']}"
    problem.finished_at, problem.finished_by = now, by
    told = {**said, "entries": numbers, "result": problem.result}
    history.add(problem, ProblemAct.MERGE, by=by, now=now, said=told)
    taken = {"source": problem.number, "why": said["why"], "entries": numbers, "tasks": tasks}
    history.add(into, ProblemAct.TAKE_IN, by=by, now=now, said=taken)
    return problem


@transaction.atomic
def split_off(
    problem: CommonProblem,
    entries: Sequence[Entry],
    *,
    sentence: str,
    owner: Person,
    lead: Unit,
    why: str,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> CommonProblem:
    """Some of its members are a problem of their own; this one goes on with the others."""
    numbers = sorted(entry.number for entry in entries)
    reason, title = needed(why), needed(sentence)
    said = {"entries": numbers, "sentence": title, "why": reason}
    problem, again = history.taken_up(problem, ProblemAct.SPLIT, by=by, seen=seen, said=said)
    if again:
        return problem
    for entry in entries:
        parted(problem, entry, by=by, now=now, why=reason)
    if not memberships(problem).exists():
        raise TooFewMembers
    made = open_problem(
        sentence=title,
        owner=owner,
        lead=lead,
        entries=entries,
        why=reason,
        category=problem.category,
        by=by,
        now=now,
    )
    history.add(problem, ProblemAct.SPLIT, by=by, now=now, said={**said, "into": made.number})
    return problem
