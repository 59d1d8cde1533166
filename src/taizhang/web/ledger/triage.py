"""Triage: what is proposed for a matter that waits in the office, taken or put right by one key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from taizhang.access.acts import may_ever
from taizhang.access.decorators import requires
from taizhang.access.get import get_entry
from taizhang.access.permissions import Permission, can
from taizhang.access.scopes import visible_entries
from taizhang.engine.codes import Category
from taizhang.engine.errors import TaizhangError
from taizhang.engine.lifecycle import Move
from taizhang.engine.urgency import Urgency
from taizhang.ledger import queries as ledger
from taizhang.ledger import services
from taizhang.ledger.triage import queries
from taizhang.ledger.triage.codes import Ground, Target
from taizhang.roster import queries as roster
from taizhang.web import wording
from taizhang.web.errors import in_words
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.http import HttpResponse

    from taizhang.ledger.models import Entry
    from taizhang.ledger.triage.models import Learnt
    from taizhang.ledger.triage.opinions import Thought
    from taizhang.roster.models import Person
    from taizhang.web.request import Request

_UNIT_KEYS: Final = "123"
_CATEGORY_KEYS: Final = "789"
_ATTEMPTS: Final = 8
"""Of the newest attempts to learn so many are shown."""


class Choice(NamedTuple):
    """Something to choose by one key instead of what is proposed."""

    key: str
    code: str
    name: str


def settles(person: Person, entry: Entry) -> bool:
    """Whether the person decides all that triage decides, and there is something to decide."""
    moves = (Move.ACCEPT, Move.AMEND, Move.DISPATCH)
    return entry.state in queries.WAITING and all(may_ever(person, entry, one) for one in moves)


def card(request: Request, entry: Entry) -> dict[str, Any]:
    """What the card of proposals shows, with the reasons in words."""
    judged = _judged(request)
    seen = visible_entries(request.person)
    found = queries.proposed(entry, seen, now=request.now, judged=judged)
    category = found.category
    is_other = category.is_known and category.label != entry.category
    instead = (each for each in category.others if each != entry.category)
    return {
        "proposed": found,
        "category": category.label if is_other else "",
        "category_why": _why(category) if category.is_known else "",
        "categories": _choices(_CATEGORY_KEYS, ((each, _category(each)) for each in instead)),
        "lead_why": _lead_why(found),
        "units": _choices(_UNIT_KEYS, ((unit.code, str(unit)) for unit in found.others)),
        "cannot_wait": found.pressed.urgency is not Urgency.ORDINARY,
        "urgency": gettext(found.pressed.urgency.label),
        "is_judged": judged is not None,
    }


def _judged(request: Request) -> Urgency | None:
    """How urgent the person says that it is; the words said otherwise."""
    asked = request.GET.get("haste", "")
    return Urgency(asked) if asked in (Urgency.PRESSING, Urgency.ORDINARY) else None


def _choices(keys: str, found: Iterable[tuple[str, str]]) -> list[Choice]:
    return [Choice(key, code, name) for key, (code, name) in zip(keys, found, strict=False)]


def _category(code: str) -> str:
    return wording.label(code, "category")


def _why(thought: Thought) -> str:
    """On what it rests: how many of a hundred such are right, and the words."""
    said = [gettext(thought.ground.label)]
    if thought.sure is not None:
        share = round(100 * thought.sure)
        said.append(gettext("{n} of 100 such are right").format(n=share))
    if thought.words and thought.ground is not Ground.UNKNOWN:
        said.append("、".join(thought.words))
    return " · ".join(said)


def _lead_why(found: queries.Proposed) -> str:
    if found.unit:
        return _why(found.lead)
    if found.lead.is_known:
        return gettext("it has just come back from the unit that seemed right")
    return gettext("neither decisions nor duties name one clearly")


@require_safe
@requires(Permission.ENTRY_TRIAGE)
def triage(request: Request) -> HttpResponse:
    """One waiting matter after the other, the oldest first."""
    rows = queries.waiting(visible_entries(request.person))
    found = rows.filter(number=request.GET.get("at", "")).first() or rows.first()
    context: dict[str, Any] = {"left": rows.count(), "today": request.today}
    if found is not None:
        entry = ledger.in_full(found)
        context |= {"entry": entry, "requesters": list(entry.requesters.all())}
        context["skip"] = queries.next_waiting(rows, entry)
        if settles(request.person, entry):
            context["triage"] = card(request, entry)
    return page(request, "ledger/triage.html", context)


@require_POST
@requires(Permission.ENTRY_TRIAGE)
def settle(request: Request, number: str) -> HttpResponse:
    """Take what is proposed, or one thing instead; then the next, or the entry again."""
    entry = get_entry(request.person, number, Permission.ENTRY_DISPATCH)
    said, in_queue = request.POST, "queue" in request.POST
    wanted, code, seen = (said.get(name, "") for name in ("lead", "category", "seen"))
    lead = roster.lead_units().filter(code=wanted).first() if wanted else None
    if (wanted and lead is None) or not settles(request.person, entry):
        messages.warning(request, gettext("This cannot be done as the entry stands now."))
        return redirect("ledger:entry", number)
    try:
        services.settle(
            entry,
            category=code if code in set(Category) else "",
            lead=lead,
            due=_day(said.get("due", "")),
            by=request.person,
            now=request.now,
            seen=int(seen) if seen.isdecimal() else None,
        )
    except TaizhangError as refusal:
        messages.warning(request, str(in_words(refusal)))
        return redirect("ledger:entry", number)
    if lead is None:
        messages.success(request, gettext("{entry} is put right.").format(entry=number))
        at = f"{reverse('ledger:triage')}?{urlencode({'at': number})}"
        return redirect(at if in_queue else reverse("ledger:entry", args=[number]))
    words = gettext("{entry} is dispatched to {unit}.").format(entry=number, unit=lead)
    messages.success(request, words)
    return redirect("ledger:triage") if in_queue else redirect("ledger:entry", number)


def _day(said: str) -> date | None:
    try:
        return parse_date(said)
    except ValueError:
        return None


@require_safe
@requires(Permission.ENTRY_TRIAGE, Permission.AUDIT_VIEW)
def learnt(request: Request) -> HttpResponse:
    """How good the proposals are on the last decisions, and who taught how much.

    The audit administrator sees it too, as figures: who turns what others decided is no matter of
    the office alone.
    """
    parts = [_learnt(target) for target in Target]
    context = {"parts": parts, "may_open": can(request.person, Permission.ENTRY_TRIAGE)}
    return page(request, "ledger/learnt.html", context)


def _learnt(target: Target) -> dict[str, Any]:
    attempts = list(queries.attempts(target)[:_ATTEMPTS])
    used = queries.in_use(target)
    shown = next(iter(attempts), None)
    names = _names(target)
    scores = _scores(shown, used) if shown else []
    return {
        "name": gettext(target.label),
        "used": used,
        "shown": shown,
        "rows": [{**one, "name": names.get(one["label"], one["label"])} for one in scores],
        "decisions": sum(one["decisions"] for one in scores),
        "known": sum(one["known"] for one in scores),
        "right": sum(one["right"] for one in scores),
        "teachers": [_teacher(one, names) for one in shown.teachers] if shown else [],
        "attempts": attempts,
    }


def _scores(newest: Learnt, used: Learnt | None) -> list[dict[str, Any]]:
    """Of what proposals come from now, on the newest decisions that it had not seen."""
    if newest.is_in_use:
        return list(newest.scores)
    return list(newest.scores_before or (used.scores if used else []))


def _names(target: Target) -> dict[str, str]:
    if target is Target.CATEGORY:
        return {each.value: wording.label(each) for each in Category}
    return dict(roster.units().values_list("code", "name"))


def _teacher(said: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    counted = round(said["counted"])
    held = [_held(one, names) for one in said.get("held", ())]
    return {**said, "counted": counted, "is_limited": counted < said["decisions"], "held": held}


def _held(said: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What counts less, in words; `turned` as “from → to” with its count."""
    turned = []
    for old, new, count in said["turned"]:
        kinds = [names.get(one, one) for one in (old, new) if one]
        turned.append((" → ".join(kinds), count))
    day = parse_date(said["day"]) if said["day"] else None
    return {**said, "day": day, "counted": round(said["counted"]), "turned": turned}
