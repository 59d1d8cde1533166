"""What the nightly run proposes: looked at, opened, linked, or told apart for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from taizhang.access.decorators import requires
from taizhang.access.permissions import Permission
from taizhang.engine.errors import TaizhangError
from taizhang.matching import queries, services
from taizhang.web.errors import in_words
from taizhang.web.page import page

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from taizhang.ledger.models import Entry
    from taizhang.matching.models import Candidate
    from taizhang.web.request import Request

_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal with the signals that speak for it, in words."""

    candidate: Candidate
    entries: list[Entry]
    signals: list[str]
    open_url: str


@requires(Permission.PROBLEM_MANAGE)
@require_safe
def candidates(request: Request) -> HttpResponse:
    """What most enterprises share comes first."""
    cards = [_card(one, request.today) for one in queries.candidates()]
    return page(request, "matching/candidates.html", {"cards": cards, "may_open": True})


def _card(candidate: Candidate, today: date) -> Card:
    entries = [one.entry for one in candidate.proposed.all()]
    enterprises, lately = queries.counted_together(entries, today)
    signals = [
        gettext("{n} different enterprises, {lately} of them in the last {days} days").format(
            n=enterprises, lately=lately, days=queries.RECENT
        )
    ]
    days = sorted(timezone.localdate(entry.registered_at) for entry in entries)
    if days and days[0] > today - _WEEK:
        signals.append(gettext("new this week"))
    parks = {
        one.enterprise.park_id
        for entry in entries
        for one in entry.requesters.all()
        if one.enterprise and one.enterprise.park_id
    }
    if len(parks) > 1:
        signals.append(gettext("from {n} parks").format(n=len(parks)))
    said: dict[str, Any] = {
        "entry": [entry.number for entry in entries],
        "sentence": candidate.title,
        "category": candidate.category,
        "words": " ".join(candidate.words),
        "why": signals[0],
    }
    return Card(
        candidate, entries, signals, f"{reverse('matching:new')}?{urlencode(said, doseq=True)}"
    )


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
        messages.warning(request, str(in_words(refusal)))
    else:
        words = gettext("{entry} is not proposed here again.").format(entry=chosen.number)
        messages.success(request, words)
    return redirect("matching:candidates")
