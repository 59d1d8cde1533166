"""When people leave and units merge: what they have in common problems goes with all the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from taizhang.ledger import services as ledger
from taizhang.ledger.services.wording import person_said, plain, unit_said
from taizhang.matching import history
from taizhang.matching.codes import ProblemAct, ProblemState
from taizhang.matching.errors import StillHasProblems
from taizhang.matching.models import CommonProblem, Task
from taizhang.roster import services as roster

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.roster.models import Person, Unit
    from taizhang.roster.services import Origin


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What changed hands."""

    entries: int
    posts: int
    problems: int


def problems_of(person: Person) -> QuerySet[CommonProblem]:
    """The open common problems that a person owns or has a task of."""
    tasks = _open_tasks().filter(person=person)
    owned = Q(owner=person) | Q(pk__in=tasks.values("problem"))
    return CommonProblem.objects.filter(owned, state=ProblemState.OPEN).order_by("pk")


def problems_with(unit: Unit) -> QuerySet[CommonProblem]:
    """Those that a unit leads or has a task of."""
    tasks = _open_tasks().filter(unit=unit)
    led = Q(lead=unit) | Q(pk__in=tasks.values("problem"))
    return CommonProblem.objects.filter(led, state=ProblemState.OPEN).order_by("pk")


def _open_tasks() -> QuerySet[Task]:
    return Task.objects.filter(
        done_at__isnull=True, is_dropped=False, problem__state=ProblemState.OPEN
    )


@transaction.atomic
def hand_over_everything(
    old: Person,
    new: Person,
    *,
    by: Person,
    now: datetime,
    reason: str = "",
    origin: Origin | None = None,
) -> HandedOver:
    """All that the ledger's act of this name hands over, and the common problems; or nothing."""
    done = ledger.hand_over_everything(old, new, by=by, now=now, reason=reason, origin=origin)
    problems = _locked(problems_of(old))
    for problem in problems:
        tasks = list(_open_tasks().filter(problem=problem, person=old))
        for task in tasks:
            # A task of another unit stays with that unit, which names somebody of its own.
            task.person = new if new.unit_id == task.unit_id else None
            task.save(update_fields=["person"])
        owner = new if problem.owner_id == old.pk else problem.owner
        _moved(problem, tasks, owner=owner, lead=problem.lead, by=by, now=now, reason=reason)
    return HandedOver(done.entries, done.posts, len(problems))


@transaction.atomic
def merge_units(
    old: Unit,
    new: Unit,
    *,
    by: Person | None,
    now: datetime,
    reason: str = "",
    origin: Origin | None = None,
) -> HandedOver:
    """All that the ledger's act of this name moves, and the common problems and tasks of `old`.

    The problems first: the database lets no unit go that leads one.
    """
    problems = _locked(problems_with(old))
    doer = by or roster.system_person()
    for problem in problems:
        tasks = list(_open_tasks().filter(problem=problem, unit=old))
        for task in tasks:
            task.unit = new
            task.save(update_fields=["unit"])
        lead = new if problem.lead_id == old.pk else problem.lead
        _moved(problem, tasks, owner=problem.owner, lead=lead, by=doer, now=now, reason=reason)
    done = ledger.merge_units(old, new, by=by, now=now, reason=reason, origin=origin)
    return HandedOver(done.entries, done.posts, len(problems))


def leave(
    person: Person, *, by: Person | None, now: datetime, origin: Origin | None = None
) -> None:
    """Take a person off the roster who holds nothing any more, in common problems neither."""
    held = list(problems_of(person).values_list("number", flat=True))
    if held:
        raise StillHasProblems(person=person.name, count=len(held), where="、".join(held))
    ledger.leave(person, by=by, now=now, origin=origin)


def _locked(found: QuerySet[CommonProblem]) -> list[CommonProblem]:
    keys = list(found.values_list("pk", flat=True))
    rows = CommonProblem.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return list(rows.select_related("owner", "lead").order_by("pk"))


def _moved(
    problem: CommonProblem,
    tasks: Iterable[Task],
    *,
    owner: Person,
    lead: Unit,
    by: Person,
    now: datetime,
    reason: str,
) -> None:
    problem.owner, problem.lead = owner, lead
    said = {
        **person_said("owner", owner),
        **unit_said("lead", lead),
        "tasks": [task.text for task in tasks],
        "reason": plain(reason),
    }
    kept = {name: value for name, value in said.items() if value}
    history.add(problem, ProblemAct.HAND_OVER, by=by, now=now, said=kept)
