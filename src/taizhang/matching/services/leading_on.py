"""What a common problem leads to: the theme of a month, a gap in the policies."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from taizhang.matching import history
from taizhang.matching.codes import ProblemAct
from taizhang.matching.errors import GapNoted, MonthTaken, MonthUnknown
from taizhang.matching.models import CommonProblem, PolicyGap, Theme
from taizhang.matching.queries import memberships
from taizhang.matching.services.linking import needed

if TYPE_CHECKING:
    from taizhang.roster.models import Person

_MONTHS: Final = range(1, 13)
_YEARS: Final = range(2000, 2100)


@transaction.atomic
def choose_theme(
    problem: CommonProblem,
    *,
    year: int,
    month: int,
    why: str,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> Theme:
    """Make it the theme of a month; `why` are the signals that speak for it."""
    reason = needed(why)
    said = {"year": year, "month": month, "why": reason}
    problem, again = history.taken_up(problem, ProblemAct.THEME, by=by, seen=seen, said=said)
    taken = Theme.objects.filter(year=year, month=month).select_related("problem").first()
    if again and taken is not None:
        return taken
    if month not in _MONTHS or year not in _YEARS:
        raise MonthUnknown
    if taken is not None:
        raise MonthTaken(year=year, month=f"{month:02d}", number=taken.problem.number)
    theme = Theme.objects.create(
        problem=problem, year=year, month=month, why=reason, chosen_at=now, chosen_by=by
    )
    history.add(problem, ProblemAct.THEME, by=by, now=now, said=said)
    return theme


@transaction.atomic
def drop_theme(theme: Theme, *, by: Person, now: datetime) -> CommonProblem:
    """Leave the month free again; the problem's history keeps that it was chosen."""
    said = {"year": theme.year, "month": theme.month}
    problem = CommonProblem.objects.select_for_update().get(pk=theme.problem_id)
    if Theme.objects.filter(pk=theme.pk).delete()[0]:
        history.add(problem, ProblemAct.DROP_THEME, by=by, now=now, said=said)
    return problem


@transaction.atomic
def note_policy_gap(
    problem: CommonProblem, *, sentence: str, by: Person, now: datetime, seen: int | None = None
) -> PolicyGap:
    """Say what no policy says, with the members' own words as evidence."""
    said = {"sentence": needed(sentence)[:200]}
    act = ProblemAct.POLICY_GAP
    problem, again = history.taken_up(problem, act, by=by, seen=seen, said=said)
    noted = PolicyGap.objects.filter(problem=problem).first()
    if again and noted is not None:
        return noted
    if noted is not None:
        raise GapNoted(number=problem.number)
    evidence = [
        {"entry": one.entry.number, "words": one.entry.text[:200]} for one in memberships(problem)
    ]
    gap = PolicyGap.objects.create(
        problem=problem, sentence=said["sentence"], evidence=evidence, noted_at=now, noted_by=by
    )
    history.add(problem, act, by=by, now=now, said=said)
    return gap
