"""The plan: an aim, measures, tasks with duty and date; what came of them; the remedy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from taizhang.ledger.errors import InChargeOfAnotherUnit
from taizhang.ledger.services.wording import person_said, plain, unit_said
from taizhang.matching import history
from taizhang.matching.codes import ProblemAct
from taizhang.matching.errors import NothingChanges, RemedyAhead, TaskOver
from taizhang.matching.models import CommonProblem, Measure, Task
from taizhang.matching.services.linking import needed
from taizhang.matching.services.opening import require_lead_unit

if TYPE_CHECKING:
    from taizhang.roster.models import Person, Unit

_LONGEST: Final = 200


@transaction.atomic
def plan(
    problem: CommonProblem,
    *,
    aim: str,
    measures: Sequence[str],
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> CommonProblem:
    """What is to be reached, and by which measures: all of them as they are to be."""
    texts = [text[:_LONGEST] for line in measures if (text := plain(line))]
    said = {"aim": needed(aim), "measures": texts}
    problem, again = history.taken_up(problem, ProblemAct.PLAN, by=by, seen=seen, said=said)
    if again:
        return problem
    stand = list(problem.measures.values_list("text", flat=True))
    if (problem.aim, stand) == (said["aim"], texts):
        raise NothingChanges
    problem.aim = str(said["aim"])
    problem.measures.all().delete()
    Measure.objects.bulk_create(
        Measure(problem=problem, position=place, text=text)
        for place, text in enumerate(texts, start=1)
    )
    history.add(problem, ProblemAct.PLAN, by=by, now=now, said=said)
    return problem


@transaction.atomic
def give_task(
    problem: CommonProblem,
    *,
    text: str,
    unit: Unit,
    due: date,
    by: Person,
    now: datetime,
    person: Person | None = None,
    seen: int | None = None,
) -> CommonProblem:
    """A line of the three lists: what, whose duty, by when."""
    said = {
        "task": needed(text)[:_LONGEST],
        "due": due.isoformat(),
        **unit_said("unit", unit),
        **person_said("person", person),
    }
    problem, again = history.taken_up(problem, ProblemAct.GIVE_TASK, by=by, seen=seen, said=said)
    if again:
        return problem
    require_lead_unit(unit)
    if person is not None and person.unit_id != unit.pk:
        raise InChargeOfAnotherUnit(person=person.name, unit=unit.name)
    Task.objects.create(
        problem=problem,
        text=said["task"],
        unit=unit,
        person=person,
        due=due,
        given_at=now,
        given_by=by,
    )
    history.add(problem, ProblemAct.GIVE_TASK, by=by, now=now, said=said)
    return problem


@transaction.atomic
def complete_task(
    task: Task, *, by: Person, now: datetime, note: str = "", seen: int | None = None
) -> CommonProblem:
    """It is done."""
    said = {"key": task.pk, "task": task.text, "note": plain(note)}
    problem, again = history.taken_up(
        task.problem, ProblemAct.COMPLETE_TASK, by=by, seen=seen, said=said
    )
    if again:
        return problem
    task = _owed(task)
    task.done_at, task.done_by, task.note = now, by, plain(note)
    task.save(update_fields=["done_at", "done_by", "note"])
    history.add(problem, ProblemAct.COMPLETE_TASK, by=by, now=now, said=said)
    return problem


@transaction.atomic
def drop_task(
    task: Task, *, reason: str, by: Person, now: datetime, seen: int | None = None
) -> CommonProblem:
    """It is not needed any more; it stays on the lists, struck out."""
    said = {"key": task.pk, "task": task.text, "reason": needed(reason)}
    problem, again = history.taken_up(
        task.problem, ProblemAct.DROP_TASK, by=by, seen=seen, said=said
    )
    if again:
        return problem
    task = _owed(task)
    task.is_dropped, task.note = True, str(said["reason"])
    task.save(update_fields=["is_dropped", "note"])
    history.add(problem, ProblemAct.DROP_TASK, by=by, now=now, said=said)
    return problem


def _owed(task: Task) -> Task:
    """The task as it is now: the problem's lock keeps it so."""
    task = Task.objects.get(pk=task.pk)
    if not task.is_open:
        raise TaskOver(task=task.text)
    return task


@transaction.atomic
def report_progress(
    problem: CommonProblem, *, text: str, by: Person, now: datetime, seen: int | None = None
) -> CommonProblem:
    """What was done so far."""
    said = {"text": needed(text)}
    problem, again = history.taken_up(problem, ProblemAct.PROGRESS, by=by, seen=seen, said=said)
    if not again:
        history.add(problem, ProblemAct.PROGRESS, by=by, now=now, said=said)
    return problem


@transaction.atomic
def put_in_force(
    problem: CommonProblem,
    *,
    remedy: str,
    on: date,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> CommonProblem:
    """Say since when the remedy works: what comes in afterwards is the measure of success."""
    said = {"remedy": needed(remedy), "on": on.isoformat()}
    problem, again = history.taken_up(problem, ProblemAct.REMEDY, by=by, seen=seen, said=said)
    if again:
        return problem
    if on > timezone.localdate(now):
        raise RemedyAhead
    if (problem.remedy, problem.remedy_on) == (said["remedy"], on):
        raise NothingChanges
    problem.remedy, problem.remedy_on = said["remedy"], on
    history.add(problem, ProblemAct.REMEDY, by=by, now=now, said=said)
    return problem
