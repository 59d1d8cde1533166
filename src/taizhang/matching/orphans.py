"""No orphan among common problems either: what of them nobody answers for, beside the ledger's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.db.models import Q

from taizhang.engine.codes import Labelled
from taizhang.ledger import orphans as ledger
from taizhang.ledger.orphans import Breach, has_left
from taizhang.matching.codes import ProblemState
from taizhang.matching.models import CommonProblem, Task

if TYPE_CHECKING:
    from taizhang.roster.models import Person, Unit


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Gap(Labelled):
    """What is missing or wrong in a common problem."""

    OWNER_LEFT = "owner_left", _("Open common problems whose owner is no longer here")
    LEAD_GONE = "problem_lead_gone", _("Open common problems of units that are no longer at work")
    TASK = "task", _("Open tasks of common problems with people or units that are gone")


class Place(Labelled):
    """Of what it is missing."""

    PROBLEM = "problem", _("Common problem")


def breaches() -> Iterator[Breach]:
    """Those of the ledger and the roster, then those of common problems: two queries more."""
    yield from ledger.breaches()
    yield from _of_problems()
    yield from _of_tasks()


def by_gap(found: Iterable[Breach]) -> dict[Labelled, list[Breach]]:
    """The breaches by what is missing, those of common problems last; each in its order."""
    grouped: dict[Labelled, list[Breach]] = {}
    for breach in found:
        grouped.setdefault(breach.what, []).append(breach)
    return {gap: grouped[gap] for gap in (*ledger.Gap, *Gap) if gap in grouped}


def _of_problems() -> Iterator[Breach]:
    suspect = _is_gone("owner") | Q(lead__is_active=False)
    rows = CommonProblem.objects.filter(suspect, state=ProblemState.OPEN).order_by("number")
    for one in rows.select_related("owner__unit", "lead"):
        if has_left(one.owner):
            yield _breach(Gap.OWNER_LEFT, one, one.owner)
        if not one.lead.is_active:
            yield _breach(Gap.LEAD_GONE, one, one.lead)


def _of_tasks() -> Iterator[Breach]:
    suspect = _is_gone("person") | Q(unit__is_active=False)
    rows = Task.objects.filter(suspect, problem__state=ProblemState.OPEN)
    rows = rows.filter(done_at__isnull=True, is_dropped=False).order_by("problem__number", "id")
    for one in rows.select_related("problem", "person__unit", "unit"):
        person = one.person
        whom = person if person is not None and has_left(person) else one.unit
        yield Breach(Gap.TASK, Place.PROBLEM, one.problem.number, one.text, whom.name)


def _is_gone(name: str) -> Q:
    return Q((f"{name}__is_active", False)) | Q((f"{name}__unit__is_active", False))


def _breach(what: Gap, problem: CommonProblem, whom: Person | Unit) -> Breach:
    return Breach(what, Place.PROBLEM, problem.number, problem.sentence, whom.name)
