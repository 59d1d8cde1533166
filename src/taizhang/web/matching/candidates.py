"""What the nightly run proposes: looked at, opened, linked, or told apart for ever."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from taizhang.access.decorators import requires
from taizhang.access.permissions import Permission
from taizhang.access.scopes import visible_entries
from taizhang.engine.errors import TaizhangError
from taizhang.matching import queries, services
from taizhang.matching.codes import ProblemAct
from taizhang.matching.signals import setting, signals_of, writers
from taizhang.web import errors
from taizhang.web.matching.signals import Said, in_words
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.http import HttpResponse

    from taizhang.engine.clustering.signals import Setting
    from taizhang.ledger.models import Entry
    from taizhang.matching.models import Candidate, CommonProblem, Decision, Membership
    from taizhang.web.request import Request


_PAIRS: Final = 200
_ACTS: Final = 20
"""The newest decisions that are shown: a slip is seen soon."""


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal with the signals that speak for it, in words."""

    candidate: Candidate
    entries: list[Entry]
    counted: str
    signals: list[Said]
    open_url: str
    late_url: str
    """Where a finished problem is reopened and all of these linked, in one step."""


@dataclass(frozen=True, slots=True)
class Apart:
    """An entry and those from which somebody told it apart, in one act."""

    decision: Decision
    number: str
    others: list[str]


@requires(Permission.PROBLEM_MANAGE)
@require_safe
def candidates(request: Request) -> HttpResponse:
    """What most enterprises share comes first; then who writes again and again."""
    against, found = setting(request.today), list(queries.candidates())
    members = queries.members_of(one.problem for one in found if one.problem)
    context = {
        "cards": [
            _card(one, members.get(one.problem_id or 0, []), request.today, against)
            for one in found
        ],
        "writers": _writers(request),
        "apart": _told_apart(),
        "may_open": True,
    }
    return page(request, "matching/candidates.html", context)


def _writers(request: Request) -> list[Said]:
    seen = visible_entries(request.person)
    found = writers(seen, request.now)
    numbers = {quote.message for one in found for quote in one.quotes}
    rows = seen.filter(number__in=numbers).prefetch_related("requesters__enterprise")
    return in_words(found, list(rows))


def _card(candidate: Candidate, members: list[Membership], today: date, against: Setting) -> Card:
    """What may belong to a problem is counted with its members: it is one matter."""
    entries = [one.entry for one in candidate.proposed.all()]
    everybody = [*(one.entry for one in members), *entries]
    enterprises, lately = queries.counted_together(everybody, today)
    counted = gettext("{n} different enterprises, {lately} of them in the last {days} days")
    if members:
        counted = gettext(
            "With its members {n} different enterprises, {lately} of them in the last {days} days"
        )
    first = counted.format(n=enterprises, lately=lately, days=queries.RECENT)
    told = in_words(signals_of(everybody, candidate.words, against), everybody)
    said: dict[str, Any] = {
        "entry": [entry.number for entry in entries],
        "sentence": candidate.title,
        "category": candidate.category,
        "words": " ".join(candidate.words),
        "why": first,
    }
    address = f"{reverse('matching:new')}?{urlencode(said, doseq=True)}"
    return Card(candidate, entries, first, told, address, late_url(candidate.problem, entries))


def _told_apart() -> list[Apart]:
    """Of each act of telling apart: the entry that all its pairs share, and the others."""
    found = []
    rows = queries.told_apart()[:_PAIRS]
    for _act, some in groupby(rows, key=lambda one: (one.at, one.by_id, one.why)):
        pairs = list(some)
        shared = set.intersection(*({one.entry.number, one.other.number} for one in pairs))
        number = min(shared, default=pairs[0].entry.number)
        both = [(one.entry.number, one.other.number) for one in pairs]
        others = [one if other == number else other for one, other in both]
        found.append(Apart(pairs[-1], number, sorted(others)))
    return found[:_ACTS]


def late_url(problem: CommonProblem | None, entries: Iterable[Entry]) -> str:
    """The form that reopens a finished problem and links what came in since; else nothing."""
    if problem is None or problem.is_open:
        return ""
    address = reverse("matching:act", args=[problem.number, ProblemAct.REOPEN.value])
    return f"{address}?{urlencode({'entry': [one.number for one in entries]}, doseq=True)}"


@require_POST
@requires(Permission.PROBLEM_MANAGE)
def leave_open(request: Request, pk: int) -> HttpResponse:
    """Take a decision back by which an entry was told apart from others."""
    decision = queries.decision_by_key(pk)
    if decision is None:
        raise Http404
    try:
        services.leave_open(decision, by=request.person, now=request.now)
    except TaizhangError as refusal:
        messages.warning(request, str(errors.in_words(refusal)))
    else:
        messages.success(request, gettext("It is left open again; the nightly run may propose it."))
    return redirect("matching:candidates")


@require_POST
@requires(Permission.PROBLEM_MANAGE)
def apart(request: Request, pk: int) -> HttpResponse:
    """One of the proposed entries is not the same as the others: this binds for ever."""
    candidate = queries.candidate_by_key(pk)
    entries = [one.entry for one in candidate.proposed.all()] if candidate else []
    chosen = next((one for one in entries if one.number == request.POST.get("entry")), None)
    if candidate is None:
        raise Http404
    if chosen is None:
        messages.warning(request, gettext("It is not proposed here any more."))
        return redirect("matching:candidates")
    said = {"by": request.person, "now": request.now, "why": request.POST.get("why", "")}
    try:
        if candidate.problem is not None:
            services.decide_not_the_same(candidate.problem, chosen, **said)
        else:
            others = [one for one in entries if one.pk != chosen.pk]
            services.tell_apart(chosen, others, **said)
    except TaizhangError as refusal:
        messages.warning(request, str(errors.in_words(refusal)))
    else:
        words = gettext("{entry} is not proposed here again.").format(entry=chosen.number)
        messages.success(request, words)
    return redirect("matching:candidates")
