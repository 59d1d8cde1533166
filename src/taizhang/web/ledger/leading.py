"""要我定的、在变坏的: a leader's screen, made for the phone; one tap decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from taizhang.access.acts import may_ever, permission_of
from taizhang.access.decorators import requires
from taizhang.access.get import get_entry
from taizhang.access.permissions import Permission, can
from taizhang.access.scopes import sees_all, visible_entries
from taizhang.engine.codes import Role
from taizhang.engine.errors import TaizhangError
from taizhang.engine.lifecycle import Level, Move
from taizhang.ledger import services
from taizhang.ledger.queries import leading as queries
from taizhang.web.errors import in_words
from taizhang.web.ledger.sentences import reason_of
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from taizhang.ledger.models import Entry
    from taizhang.web.request import Request

MOST: Final = 10
"""Rows of one part; the rest is a link away."""


class Row(NamedTuple):
    """One entry, why it is here, and what can be done to it now."""

    entry: Entry
    why: str
    may_grant: bool = False
    acts: Sequence[tuple[str, str]] = ()
    """Labels and addresses of acts that need a word."""


@require_safe
@requires(Permission.ENTRY_DECIDE_EXTENSION)
def leading(request: Request) -> HttpResponse:
    """What waits for me, what was raised to me, what is red in my units."""
    mine, today = _mine(request), request.today
    own = mine if Role.OFFICE in request.person.roles else _led(request)
    extensions = queries.asking_for_time(visible_entries(request.person), request.person)
    parts = queries.co_units_asking(visible_entries(request.person), request.person)
    returns = queries.asking_to_return(own)
    raised = queries.raised(mine)
    red = queries.red(mine, today)
    counts = {
        "extensions": extensions.count(),
        "parts": parts.count(),
        "returns": returns.count(),
        "raised": raised.count(),
        "red": red.count(),
    }
    context: dict[str, Any] = {
        "today": today,
        "extensions": _rows(request, extensions[:MOST], Move.REFUSE_EXTENSION, decides=True),
        "parts": _rows(
            request,
            parts[:MOST],
            Move.GRANT_CO_EXTENSION,
            Move.REFUSE_CO_EXTENSION,
            decides=True,
        ),
        "returns": _rows(request, returns[:MOST], Move.REFUSE_RETURN, Move.DISPATCH),
        "raised": _rows(request, raised[:MOST], Move.ESCALATE),
        "red": _rows(request, red[:MOST], Move.ESCALATE),
        "units": queries.red_by_unit(mine, today),
        "counts": counts,
        "decides_returns": can(request.person, permission_of[Move.REFUSE_RETURN]),
        "to_decide": counts["extensions"] + counts["parts"] + counts["returns"],
    }
    return page(request, "ledger/leading.html", context)


@require_POST
@requires(Permission.ENTRY_DECIDE_EXTENSION)
def grant(request: Request, number: str) -> HttpResponse:
    """One tap: the date that was asked for. It can be undone for a day, as any such act."""
    entry = get_entry(request.person, number, Permission.ENTRY_DECIDE_EXTENSION)
    seen = request.POST.get("seen", "")
    try:
        services.grant_extension(
            entry,
            by=request.person,
            now=request.now,
            seen=int(seen) if seen.isdecimal() else 0,
        )
    except TaizhangError as refusal:
        messages.error(request, f"{entry.number}: {in_words(refusal)}")
    else:
        done = gettext("{number}: granted. It can be undone for a day.")
        messages.success(request, done.format(number=entry.number))
    return redirect("ledger:leading")


def _mine(request: Request) -> QuerySet[Entry]:
    """What the person leads; who sees all looks after all."""
    return visible_entries(request.person) if sees_all(request.person) else _led(request)


def _led(request: Request) -> QuerySet[Entry]:
    """What the units have that the person leads: there a leader decides, elsewhere others do."""
    return visible_entries(request.person).filter(lead__leader=request.person)


def _rows(
    request: Request, entries: QuerySet[Entry], *moves: Move, decides: bool = False
) -> list[Row]:
    """`decides`: the rows are what waits for this person's word on more time."""
    shown = list(entries)
    asked = queries.last_asked(shown)
    why = {key: reason_of(event) for key, event in asked.items()}
    return [
        Row(entry, why.get(entry.pk, ""), decides, _acts(request, entry, moves, decides=decides))
        for entry in shown
    ]


def _acts(
    request: Request, entry: Entry, moves: Sequence[Move], *, decides: bool
) -> list[tuple[str, str]]:
    """The part says which state it is, so only whose act it is is asked: no query for a row."""
    return [
        (gettext(move.label), reverse("ledger:act", args=[entry.number, move.value]))
        for move in moves
        if decides or (_is_left(move, entry) and may_ever(request.person, entry, move))
    ]


def _is_left(move: Move, entry: Entry) -> bool:
    """Nothing is raised above the head of the zone."""
    return move is not Move.ESCALATE or entry.level != Level.ZONE
