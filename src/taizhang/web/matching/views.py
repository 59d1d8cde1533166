"""Lists of common problems, a new one, and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from taizhang.access import Permission, can
from taizhang.access.decorators import requires
from taizhang.access.problems import (
    allowed_acts,
    answerable_members,
    get_problem,
    visible_members,
    visible_problems,
)
from taizhang.engine.errors import TaizhangError
from taizhang.matching import queries, services
from taizhang.matching.codes import AnswerState, ProblemAct, ProblemState, Verdict
from taizhang.matching.signals import setting, signals_of, speaking
from taizhang.web.errors import add_refusal
from taizhang.web.errors import in_words as refused
from taizhang.web.matching.acts import BUTTONS
from taizhang.web.matching.candidates import late_url
from taizhang.web.matching.forms import OpenForm
from taizhang.web.matching.gaps import evidence_for
from taizhang.web.matching.plot import Plot, plotted
from taizhang.web.matching.sentences import timeline
from taizhang.web.matching.signals import Said, in_words
from taizhang.web.page import page
from taizhang.web.paging import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpResponse

    from taizhang.ledger.models import Entry, Requester
    from taizhang.matching.models import (
        CommonProblem,
        Decision,
        GroupAnswer,
        MemberAnswer,
        Membership,
    )
    from taizhang.roster.models import Person
    from taizhang.web.request import Request

_FIELDS: Final = {
    "too_few_members": "entries",
    "member_of_another": "entries",
    "already_member": "entries",
    "entry_merged": "entries",
    "owner_not_official": "owner",
    "not_a_lead_unit": "lead",
}
_IN_HEAD: Final = (
    ProblemAct.DRAFT_ANSWER,
    ProblemAct.PROGRESS,
    ProblemAct.REMEDY,
    ProblemAct.FINISH,
    ProblemAct.REOPEN,
)
_MORE: Final = (
    ProblemAct.LINK,
    ProblemAct.MERGE,
    ProblemAct.SPLIT,
    ProblemAct.HAND_OVER,
    ProblemAct.THEME,
    ProblemAct.POLICY_GAP,
    ProblemAct.TAKE_ANSWER_BACK,
)
LISTS: Final = ("dates", "duties", "tasks")
_SPEAKING: Final = 100
"""Of so many open problems it is asked which signals speak of them."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member with what it got of the group answer, and what its requesters said."""

    row: Membership
    share: MemberAnswer | None
    rated: list[Requester]
    waits: bool
    """Whether its own unit still has to look at the answer that stands."""


@requires(Permission.PROBLEM_VIEW)
@require_safe
def problems(request: Request) -> HttpResponse:
    """Those worked on first; each with how many share it."""
    rows = rows_of(request, visible_problems(request.person))
    members = queries.members_of(list(rows))
    context = {
        "page": rows,
        "rows": _rows(request, rows, members),
        "may_open": can(request.person, Permission.PROBLEM_MANAGE),
    }
    return page(request, "matching/problems.html", context)


def _rows(
    request: Request, rows: Iterable[CommonProblem], members: Mapping[int, list[Membership]]
) -> list[tuple[CommonProblem, queries.Figures, list[Said]]]:
    """Each problem with its figures and signals; nobody's name and no quote on a list."""
    against, found = setting(request.today), []
    for one in rows:
        own = members.get(one.pk, [])
        told = signals_of((row.entry for row in own), one.words, against) if one.is_open else ()
        found.append((one, queries.figures(own, request.today), in_words(told, ())))
    return found


@requires(Permission.PROBLEM_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """The form of a new one; entries and words may come with the address."""
    first = {
        "entries": request.GET.getlist("entry"),
        **{name: request.GET.get(name, "") for name in ("sentence", "why", "category", "words")},
    }
    form = OpenForm(request.POST or None, person=request.person, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_problem(**form.cleaned_data, by=request.person, now=request.now)
        except TaizhangError as refusal:
            add_refusal(form, refusal, _FIELDS.get(refusal.code))
        else:
            said = gettext("The common problem {number} is opened.").format(number=made.number)
            messages.success(request, said)
            return redirect("matching:problem", made.number)
    status = 422 if form.is_bound else 200
    return page(request, "matching/new.html", {"form": form}, status=status)


@requires(Permission.PROBLEM_VIEW)
@require_safe
def problem(request: Request, code: str) -> HttpResponse:
    """One of them, as look and use ask for it: sentence, plot, members, words, plan, history."""
    found = get_problem(request.person, code)
    everybody = list(queries.memberships(found))
    seen = list(visible_members(request.person, found))
    undecided = queries.undecided(found)
    shares = queries.shares_of(found)
    allowed = allowed_acts(request.person, found)
    answer = queries.standing_answer(found)
    is_mine = ProblemAct.GIVE_ANSWER in allowed
    may_give = is_mine and bool(_waiting(request.person, found, answer, shares))
    if answer is None or answer.state != AnswerState.GIVEN:
        allowed -= {ProblemAct.TAKE_ANSWER_BACK}
    else:
        allowed -= {ProblemAct.DRAFT_ANSWER}
    context = {
        "problem": found,
        "today": request.today,
        "figures": queries.figures(everybody, request.today),
        "recent": queries.RECENT,
        "plot": _plot(request, found, everybody, undecided),
        "undecided": len(undecided),
        "late_url": late_url(found, undecided),
        "may_open": can(request.person, Permission.PROBLEM_MANAGE),
        "signals": _signals(request, found, everybody, seen),
        "members": [_member(one, shares.get(one.pk), answer) for one in seen],
        "unseen": len(everybody) - len(seen),
        "answer": answer,
        "may_give": may_give,
        "may_link": ProblemAct.LINK in allowed,
        "head": _buttons(_IN_HEAD, allowed),
        "more": _buttons(_MORE, allowed),
        "planning": _buttons((ProblemAct.PLAN, ProblemAct.GIVE_TASK), allowed),
        "may_complete": ProblemAct.COMPLETE_TASK in allowed,
        **_lists(request, found),
        "decisions": _decided(found, may_undo=ProblemAct.BELONGS_HERE in allowed),
        "themes": list(queries.themes_of(found)),
        **_gap(request, found),
        "days": timeline(queries.events(found)),
    }
    return page(request, "matching/problem.html", context)


def _member(row: Membership, share: MemberAnswer | None, answer: GroupAnswer | None) -> Member:
    rated = [one for one in row.entry.requesters.all() if one.satisfaction]
    waits = answer is not None and (share is None or share.answer_id != answer.pk)
    return Member(row, share, rated, waits=waits)


def _waiting(
    person: Person,
    found: CommonProblem,
    answer: GroupAnswer | None,
    shares: Mapping[int, MemberAnswer],
) -> list[Membership]:
    """The person's own members that got nothing of this answer yet."""
    if answer is None:
        return []
    mine = answerable_members(person, found)
    return [one for one in mine if _member(one, shares.get(one.pk), answer).waits]


def _decided(found: CommonProblem, *, may_undo: bool) -> list[tuple[Decision, bool]]:
    """What people decided, and whether it can be taken back: what holds, and parts an entry."""
    told: list[tuple[Decision, bool]] = []
    newest: set[int] = set()
    for one in queries.decisions_of(found):
        holds = one.entry_id not in newest
        newest.add(one.entry_id)
        told.append((one, may_undo and holds and one.verdict == Verdict.NOT_THE_SAME))
    return told


def _plot(
    request: Request, found: CommonProblem, members: list[Membership], undecided: list[Entry]
) -> Plot | None:
    """What came in, against before; what nobody decided yet stands apart."""
    entries = (one.entry for one in members)
    weeks = queries.arrivals(entries, request.today, found.remedy_on, undecided)
    return plotted(weeks, request.today)


def _signals(
    request: Request, found: CommonProblem, everybody: list[Membership], seen: list[Membership]
) -> list[Said]:
    """Counted over all members; names and quotes of those that the person sees."""
    entries = (one.entry for one in everybody)
    told = signals_of(entries, found.words, setting(request.today))
    return in_words(told, [one.entry for one in seen])


def _gap(request: Request, found: CommonProblem) -> dict[str, Any]:
    """What no policy says, with those words of evidence that the person may read."""
    gap = queries.policy_gap_of(found)
    if gap is None:
        return {"gap": None}
    shown = evidence_for(request.person, gap)
    return {"gap": gap, "evidence": shown, "evidence_unseen": len(gap.evidence) - len(shown)}


def _buttons(acts: tuple[ProblemAct, ...], allowed: frozenset[ProblemAct]) -> list[tuple[str, Any]]:
    return [(act.value, BUTTONS[act]) for act in acts if act in allowed]


def _lists(request: Request, found: CommonProblem) -> dict[str, Any]:
    """The same lines in the order of one of the three lists."""
    wanted = request.GET.get("list", "")
    wanted = wanted if wanted in LISTS else LISTS[0]
    tasks = list(queries.tasks(found))
    if wanted == "duties":
        tasks.sort(key=lambda task: (task.unit.code, task.due))
    elif wanted == "tasks":
        tasks.sort(key=lambda task: (not task.is_open, task.pk))
    return {"tasks": tasks, "list": wanted}


@requires(Permission.ENTRY_HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, code: str) -> HttpResponse:
    """Look at each of one's own members, then give them the group answer: some, or all at once."""
    found = get_problem(request.person, code, Permission.ENTRY_HANDLE)
    standing = queries.standing_answer(found)
    if standing is None or not found.is_open:
        messages.warning(request, gettext("There is no group answer to give now."))
        return redirect("matching:problem", code)
    shares = queries.shares_of(found)
    waiting = _waiting(request.person, found, standing, shares)
    context: dict[str, Any] = {
        "problem": found,
        "answer": standing,
        "waiting": [(one, request.POST.get(f"text-{one.pk}", "")) for one in waiting],
        "ticked": set(request.POST.getlist("member")),
        "answered": queries.ANSWERED,
    }
    if request.method != "POST":
        return page(request, "matching/answer.html", context)
    seen = request.POST.get("seen", "")
    try:
        shared = services.give_answer(
            found,
            _looked(request, found),
            by=request.person,
            now=request.now,
            seen=int(seen) if seen.isdecimal() else None,
        )
    except TaizhangError as refusal:
        context["refusal"] = refused(refusal)
        return page(request, "matching/answer.html", context, status=409)
    _tell(request, shared)
    return redirect("matching:problem", code)


def _looked(request: Request, found: CommonProblem) -> list[services.Looked]:
    """The members that were ticked, all of them with the one button; never another unit's."""
    wanted = set(request.POST.getlist("member"))
    everybody = "all" in request.POST
    looked = []
    for one in answerable_members(request.person, found):
        version = request.POST.get(f"seen-{one.pk}", "")
        if version.isdecimal() and (everybody or str(one.pk) in wanted):
            text = request.POST.get(f"text-{one.pk}", "")
            looked.append(services.Looked(one, int(version), text))
    return looked


def _tell(request: Request, shared: list[services.Shared]) -> None:
    done = [one for one in shared if one.share is not None]
    if done:
        words = ngettext(
            "The group answer reached {n} member.",
            "The group answer reached {n} members.",
            len(done),
        )
        messages.success(request, words.format(n=len(done)))
    for one in shared:
        if one.refusal is not None:
            said = f"{one.membership.entry.number}: {refused(one.refusal)}"
            messages.warning(request, said)


@requires(Permission.PROBLEM_VIEW)
@require_safe
def themes(request: Request) -> HttpResponse:
    """A year's themes, month by month."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == len("2026") else request.today.year
    chosen = {theme.month: theme for theme in queries.themes(year)}
    mine = set(visible_problems(request.person).values_list("pk", flat=True))
    may_open = can(request.person, Permission.PROBLEM_MANAGE)
    context = {
        "speaking": _speaking(request) if may_open else [],
        "year": year,
        "years": (year - 1, year, year + 1),
        "months": [(month, chosen.get(month)) for month in range(1, 13)],
        "mine": mine,
        "may_open": may_open,
    }
    return page(request, "matching/themes.html", context)


def _speaking(request: Request) -> list[tuple[CommonProblem, list[Said], str]]:
    """Open problems that are no theme yet and of which a signal speaks, with the form to choose."""
    free = visible_problems(request.person).filter(state=ProblemState.OPEN, themes=None)
    found = []
    for one in speaking(free[:_SPEAKING], request.today):
        told = in_words(one.signals, ())
        why = "\n".join(each.in_a_line for each in told)
        address = reverse("matching:act", args=[one.problem.number, ProblemAct.THEME.value])
        found.append((one.problem, told, f"{address}?{urlencode({'why': why})}"))
    return found
