"""What can be asked of common problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Count, Exists, OuterRef, Prefetch
from django.utils import timezone

from taizhang.engine.codes import Satisfaction
from taizhang.engine.lifecycle import State
from taizhang.ledger.models import Entry
from taizhang.matching.codes import AnswerState, Verdict
from taizhang.matching.models import (
    Candidate,
    CandidateEntry,
    CommonProblem,
    Decision,
    GroupAnswer,
    MemberAnswer,
    Membership,
    PolicyGap,
    ProblemEvent,
    Task,
    Theme,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

ANSWERED: Final = frozenset(
    {
        State.ANSWERED,
        State.CALLED_BACK,
        State.CLOSED,
        State.DECLINED,
        State.WITHDRAWN,
        State.MERGED,
    }
)
"""States in which an entry waits for no answer."""
_SATISFIED: Final = (Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED)
RECENT: Final = 30
"""Days that count as lately."""


def problems() -> QuerySet[CommonProblem]:
    """Every common problem: those worked on first, then the newest."""
    found = CommonProblem.objects.select_related("owner__unit", "lead")
    return found.order_by("-state", "-opened_at", "-id")


def memberships(problem: CommonProblem) -> QuerySet[Membership]:
    """Its members with what a list shows of them, in the order of their numbers."""
    rows = Membership.objects.filter(problem=problem, unlinked_at__isnull=True)
    rows = rows.select_related("entry__ledger", "entry__lead", "linked_by")
    return rows.prefetch_related("entry__requesters__enterprise__park").order_by("entry_id")


def members_of(some: Iterable[CommonProblem]) -> dict[int, list[Membership]]:
    """The members of several problems, by the problem's key: for lists that count them."""
    rows = Membership.objects.filter(problem__in=list(some), unlinked_at__isnull=True)
    found: dict[int, list[Membership]] = {}
    for row in rows.select_related("entry").prefetch_related("entry__requesters__enterprise__park"):
        found.setdefault(row.problem_id, []).append(row)
    return found


def membership_of(entry: Entry) -> Membership | None:
    """To which common problem an entry belongs now."""
    rows = Membership.objects.filter(entry=entry, unlinked_at__isnull=True)
    return rows.select_related("problem").first()


def unanswered(problem: CommonProblem) -> list[str]:
    """Numbers of the members that still wait for an answer."""
    rows = Membership.objects.filter(problem=problem, unlinked_at__isnull=True)
    rows = rows.exclude(entry__state__in=ANSWERED).order_by("entry_id")
    return list(rows.values_list("entry__number", flat=True))


def decision_on(problem: CommonProblem, entry: Entry) -> Decision | None:
    """The newest decision about the entry and the problem."""
    return Decision.objects.filter(problem=problem, entry=entry).last()


def decision_between(entry: Entry, other: Entry) -> Decision | None:
    """The newest decision about two entries."""
    first, second = sorted((entry.pk, other.pk))
    return Decision.objects.filter(entry=first, other=second).last()


def told_apart() -> QuerySet[Decision]:
    """What holds of the decisions that two entries are not the same, the newest first."""
    rows = Decision.objects.filter(other__isnull=False, verdict=Verdict.NOT_THE_SAME)
    return _holding(rows, about="other").select_related("entry", "other").order_by("-pk")


def decision_by_key(pk: int) -> Decision | None:
    """A decision about two entries."""
    return Decision.objects.filter(pk=pk, other__isnull=False).first()


def _holding(rows: QuerySet[Decision], about: str = "problem") -> QuerySet[Decision]:
    """Those after which nobody decided otherwise."""
    later = Decision.objects.filter(entry=OuterRef("entry"), **{about: OuterRef(about)})
    return rows.exclude(Exists(later.filter(pk__gt=OuterRef("pk"))))


def decisions_of(problem: CommonProblem) -> QuerySet[Decision]:
    """What people decided about it, the newest first."""
    return problem.decisions.select_related("entry").order_by("-id")


def standing_answer(problem: CommonProblem) -> GroupAnswer | None:
    """The group answer that is drafted or given."""
    return problem.answers.exclude(state=AnswerState.TAKEN_BACK).first()


def shares_of(problem: CommonProblem) -> dict[int, MemberAnswer]:
    """What each member got of the newest answer it got something of, by membership."""
    rows = MemberAnswer.objects.filter(answer__problem=problem).select_related("looked_by")
    return {one.membership_id: one for one in rows.order_by("id")}


def waits(membership: Membership) -> bool:
    """Whether a group answer stands that nobody looked at for this member yet."""
    problem = membership.problem
    if not problem.is_open:
        return False
    standing = problem.answers.exclude(state=AnswerState.TAKEN_BACK)
    return standing.exclude(shares__membership=membership).exists()


def told_of(entry: Entry) -> QuerySet[MemberAnswer]:
    """What the requesters of an entry were told besides their own answer; not what is void."""
    told = MemberAnswer.objects.filter(membership__entry=entry, event__isnull=True)
    return told.exclude(answer__state=AnswerState.TAKEN_BACK).order_by("id")


def events(problem: CommonProblem) -> QuerySet[ProblemEvent]:
    """Its history in order."""
    return problem.events.order_by("version")


def tasks(problem: CommonProblem) -> QuerySet[Task]:
    """The lines of its three lists, the next date first."""
    return problem.tasks.select_related("unit", "person", "done_by").order_by("due", "id")


def task_of(problem: CommonProblem, pk: int) -> Task | None:
    """A line of its lists."""
    return tasks(problem).filter(pk=pk).first()


def themes(year: int) -> QuerySet[Theme]:
    """The themes of a year."""
    return Theme.objects.filter(year=year).select_related("problem__lead", "chosen_by")


def themes_of(problem: CommonProblem) -> QuerySet[Theme]:
    """The months of which it is the theme."""
    return problem.themes.order_by("year", "month")


def policy_gap_of(problem: CommonProblem) -> PolicyGap | None:
    """The policy gap that it shows, if somebody noted one."""
    return PolicyGap.objects.filter(problem=problem).first()


def policy_gaps(problems: QuerySet[CommonProblem]) -> QuerySet[PolicyGap]:
    """The gaps that these problems show, the newest first."""
    rows = PolicyGap.objects.filter(problem__in=problems.order_by().values("pk"))
    return rows.select_related("problem__lead", "noted_by").order_by("-noted_at", "-pk")


@dataclass(frozen=True, slots=True)
class Figures:
    """How many share a problem; each a count of something that can be listed."""

    entries: int
    enterprises: int
    lately: int
    """Different enterprises that came in the last thirty days."""
    unanswered: int
    rated: int
    satisfied: int


def figures(rows: Iterable[Membership], today: date) -> Figures:
    """Count the members: different enterprises, not messages."""
    entries = [row.entry for row in rows]
    enterprises, lately = counted_together(entries, today)
    said = [
        one.satisfaction for entry in entries for one in entry.requesters.all() if one.satisfaction
    ]
    return Figures(
        entries=len(entries),
        enterprises=enterprises,
        lately=lately,
        unanswered=sum(State(entry.state) not in ANSWERED for entry in entries),
        rated=len(said),
        satisfied=sum(one in _SATISFIED for one in said),
    )


@dataclass(frozen=True, slots=True)
class Week:
    """What came in during one week."""

    starts_on: date
    arrivals: int
    is_after: bool
    """Whether the remedy was in force when it began."""
    undecided: int = 0
    """What else came in that may be of it; nobody decided yet."""


def arrivals(
    members: Iterable[Entry], today: date, remedy_on: date | None, undecided: Iterable[Entry] = ()
) -> list[Week]:
    """Members by the week in which they were registered, the quiet weeks too, up to today.

    With a remedy the weeks are counted from its day, so that none is of both sides.
    """
    days, open_days = ([_day(one) for one in some] for some in (members, undecided))
    if not days:
        return []
    earliest = min((*days, *open_days))
    anchor = remedy_on or earliest - timedelta(days=earliest.weekday())
    first, last = ((day - anchor).days // 7 for day in (min(earliest, anchor), today))
    places = range(max(last - first + 1, 1))

    def counted(some: Iterable[date]) -> Counter[int]:
        found = ((day - anchor).days // 7 - first for day in some)
        return Counter(min(place, places[-1]) for place in found)

    came, perhaps = counted(days), counted(open_days)
    return [
        Week(
            anchor + timedelta(days=7 * (first + place)),
            came[place],
            remedy_on is not None and first + place >= 0,
            perhaps[place],
        )
        for place in places
    ]


def _day(entry: Entry) -> date:
    return timezone.localdate(entry.registered_at)


def undecided(problem: CommonProblem) -> list[Entry]:
    """What the newest run proposes to the problem and nobody linked or told apart since."""
    proposed = CandidateEntry.objects.filter(candidate__problem=problem, candidate__is_current=True)
    linked = Membership.objects.filter(unlinked_at__isnull=True)
    apart = _holding(Decision.objects.filter(problem=problem, verdict=Verdict.NOT_THE_SAME))
    rows = Entry.objects.filter(pk__in=proposed.values("entry"))
    rows = rows.exclude(pk__in=linked.values("entry")).exclude(pk__in=apart.values("entry"))
    return list(rows.prefetch_related("requesters__enterprise").order_by("pk"))


def candidates() -> QuerySet[Candidate]:
    """What the newest run proposes, what most enterprises share first."""
    rows = Candidate.objects.filter(is_current=True).select_related("problem")
    entries = CandidateEntry.objects.select_related("entry")
    entries = entries.prefetch_related("entry__requesters__enterprise__park")
    rows = rows.annotate(size=Count("proposed")).order_by("-size", "first_found_at", "id")
    return rows.prefetch_related(Prefetch("proposed", entries))


def candidate_by_key(pk: int) -> Candidate | None:
    """One of what is proposed."""
    return candidates().filter(pk=pk).first()


def counted_together(entries: Iterable[Entry], today: date) -> tuple[int, int]:
    """How many different enterprises ask, and how many of them lately."""
    since = today - timedelta(days=RECENT)
    names: set[str] = set()
    lately: set[str] = set()
    for entry in entries:
        keys = requester_keys(entry)
        names |= keys
        if timezone.localdate(entry.registered_at) > since:
            lately |= keys
    return len(names), len(lately)


def requester_keys(entry: Entry) -> set[str]:
    """Whose matter it is: enterprises by code, others by name."""
    rows = entry.requesters.all()
    return {one.enterprise.code if one.enterprise else one.name for one in rows}
