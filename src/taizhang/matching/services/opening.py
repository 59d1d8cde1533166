"""A common problem begins, changes hands, ends, and begins anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from taizhang.ledger.services.wording import person_said, plain, unit_said
from taizhang.matching import history
from taizhang.matching.codes import ProblemAct, ProblemState
from taizhang.matching.errors import (
    MembersUnanswered,
    NotALeadUnit,
    NothingChanges,
    OwnerNotOfficial,
    TooFewMembers,
)
from taizhang.matching.models import CommonProblem, ProblemNumbering
from taizhang.matching.queries import memberships, unanswered
from taizhang.matching.services.linking import joined, link, needed
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person, Unit

_FEWEST: Final = 2


@transaction.atomic
def open_problem(
    *,
    sentence: str,
    owner: Person,
    lead: Unit,
    entries: Sequence[Entry],
    why: str,
    by: Person,
    now: datetime,
    category: str = "",
    words: Sequence[str] = (),
) -> CommonProblem:
    """Make an object of what several entries share; each of them stays a matter of its own."""
    chosen = list({entry.pk: entry for entry in entries}.values())
    if len(chosen) < _FEWEST:
        raise TooFewMembers
    _require_fit(owner, lead)
    problem = CommonProblem(
        number=_next_number(now),
        sentence=needed(sentence),
        category=category,
        words=[text for word in words if (text := plain(word))],
        owner=owner,
        lead=lead,
        opened_at=now,
        opened_by=by,
    )
    problem.save(force_insert=True)
    said = {
        "sentence": problem.sentence,
        "entries": [entry.number for entry in chosen],
        "why": needed(why),
        **person_said("owner", owner),
        **unit_said("lead", lead),
    }
    for entry in chosen:
        joined(problem, entry, by=by, now=now, why=needed(why))
    history.add(problem, ProblemAct.OPEN, by=by, now=now, said=said)
    return problem


@transaction.atomic
def hand_over(
    problem: CommonProblem,
    *,
    owner: Person,
    lead: Unit,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> CommonProblem:
    """Another owner or another lead unit."""
    said = {**person_said("owner", owner), **unit_said("lead", lead)}
    problem, again = history.taken_up(problem, ProblemAct.HAND_OVER, by=by, seen=seen, said=said)
    if again:
        return problem
    _require_fit(owner, lead)
    if (problem.owner_id, problem.lead_id) == (owner.pk, lead.pk):
        raise NothingChanges
    problem.owner, problem.lead = owner, lead
    history.add(problem, ProblemAct.HAND_OVER, by=by, now=now, said=said)
    return problem


@transaction.atomic
def finish(
    problem: CommonProblem, *, result: str, by: Person, now: datetime, seen: int | None = None
) -> CommonProblem:
    """End the work on it; nobody may be left without an answer."""
    said = {"result": needed(result)}
    problem, again = history.taken_up(problem, ProblemAct.FINISH, by=by, seen=seen, said=said)
    if again:
        return problem
    left = unanswered(problem)
    if left:
        raise MembersUnanswered(count=len(left), where="、".join(left))
    problem.state, problem.result = ProblemState.FINISHED, said["result"]
    problem.finished_at, problem.finished_by = now, by
    history.add(problem, ProblemAct.FINISH, by=by, now=now, said=said)
    return problem


@transaction.atomic
def reopen(
    problem: CommonProblem, *, reason: str, by: Person, now: datetime, seen: int | None = None
) -> CommonProblem:
    """It was not solved after all. Its members stay as they are: closed ones stay closed.

    Where its owner or its lead unit is no longer here, whoever reopens it takes it, with their
    unit.
    """
    said: dict[str, str] = {"reason": needed(reason)}
    problem, again = history.taken_up(
        problem, ProblemAct.REOPEN, by=by, seen=seen, said=said, state=ProblemState.FINISHED
    )
    if again:
        return problem
    if not problem.owner.is_active:
        problem.owner = by
        said |= person_said("owner", by)
    if not problem.lead.is_active and by.unit is not None:
        require_lead_unit(by.unit)
        problem.lead = by.unit
        said |= unit_said("lead", by.unit)
    problem.state, problem.result = ProblemState.OPEN, ""
    problem.finished_at, problem.finished_by = None, None
    history.add(problem, ProblemAct.REOPEN, by=by, now=now, said=said)
    return problem


@transaction.atomic
def reopen_with(
    problem: CommonProblem,
    *,
    reason: str,
    entries: Sequence[Entry],
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> CommonProblem:
    """It goes on because more of the same came in, which belongs to it from now on; or nothing.

    What is its member already stays so: a second click changes nothing.
    """
    problem = reopen(problem, reason=reason, by=by, now=now, seen=seen)
    members = set(memberships(problem).values_list("entry_id", flat=True))
    for entry in entries:
        if entry.pk not in members:
            problem = link(problem, entry, why=reason, by=by, now=now)
    return problem


def _require_fit(owner: Person, lead: Unit) -> None:
    if not owner.is_active or owner.unit_id is None:
        raise OwnerNotOfficial(person=owner.name)
    require_lead_unit(lead)


def require_lead_unit(unit: Unit) -> None:
    """Refuse a unit that takes no work."""
    if not roster.lead_units().filter(pk=unit.pk).exists():
        raise NotALeadUnit(unit=unit.name)


def _next_number(now: datetime) -> str:
    year = timezone.localdate(now).year
    ProblemNumbering.objects.get_or_create(year=year)
    numbering = ProblemNumbering.objects.select_for_update().get(year=year)
    numbering.last += 1
    numbering.save(update_fields=["last"])
    return f"GX-{year}-{numbering.last:04d}"
