"""The decisions of people that teach: read out of the events, never out of proposals.

A category counts once an official put it down, or took up a matter that an enterprise reported
with it. A lead unit counts once the unit signed: what was returned teaches nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.lifecycle import Move, State
from taizhang.engine.teaching import Decision
from taizhang.ledger.models import Entry, Event, Requester
from taizhang.ledger.triage.codes import Target

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

MOST: Final = 50_000
"""The newest matters that are learnt from."""
_CHUNK: Final = 2_000
_NOT_TAKEN_UP: Final = (State.TRIAGE, State.DECLINED, State.WITHDRAWN)
_NOT_SIGNED: Final = (*_NOT_TAKEN_UP, State.ACCEPTED, State.DISPATCHED, State.RETURN_REQUESTED)
_MOVES: Final = {
    Target.CATEGORY: (Move.REGISTER, Move.ACCEPT, Move.AMEND),
    Target.LEAD: (Move.DISPATCH,),
}
_Row = tuple[int, str, str, str, str]


def said(title: str, text: str, parks: Iterable[str]) -> str:
    """A matter as it is learnt and judged: its park tells whose it is, too."""
    return "\n".join((title, text, *parks))


def decisions(target: Target) -> list[Decision]:
    """What people decided, of the newest matters."""
    rows = list(_rows(target))
    found: list[Decision] = []
    for first in range(0, len(rows), _CHUNK):
        found += _of(target, rows[first : first + _CHUNK])
    return found


def _rows(target: Target) -> Iterator[_Row]:
    """Key, number, title, text and label of each matter."""
    appeals = Entry.objects.filter(ledger__kind=LedgerKind.APPEAL).order_by("-pk")
    rows: QuerySet[Entry, Any]
    if target is Target.CATEGORY:
        rows = appeals.exclude(category="").exclude(state__in=_NOT_TAKEN_UP)
        yield from rows.values_list("pk", "number", "title", "text", "category")[:MOST]
        return
    rows = appeals.filter(lead__is_active=True).exclude(state__in=_NOT_SIGNED)
    yield from rows.values_list("pk", "number", "title", "text", "lead__code")[:MOST]


def _of(target: Target, rows: list[_Row]) -> Iterator[Decision]:
    keys = [row[0] for row in rows]
    parks = _parks(keys)
    histories = _histories(target, keys)
    for key, number, title, text, label in rows:
        last = _last(target, histories.get(key, []), label)
        if last is not None:
            by, at, overrode = last
            told = said(title, text, parks.get(key, ()))
            yield Decision(number, told, label, by, at, overrode)


def _parks(keys: list[int]) -> dict[int, list[str]]:
    """In which parks the enterprises of each matter are."""
    rows = Requester.objects.filter(entry__in=keys, enterprise__park__isnull=False)
    found: dict[int, list[str]] = {}
    for key, park in rows.order_by("pk").values_list("entry", "enterprise__park__name"):
        if park not in found.setdefault(key, []):
            found[key].append(park)
    return found


def _histories(target: Target, keys: list[int]) -> dict[int, list[tuple[Any, ...]]]:
    """The events of each matter that may decide: move, when, by whom, of a unit or not, body."""
    events = Event.objects.filter(entry__in=keys, move__in=_MOVES[target])
    events = events.order_by("entry_id", "version")
    told = events.values_list("entry_id", "move", "at", "by__code", "by__unit", "body")
    return {key: [row[1:] for row in some] for key, some in groupby(told, key=lambda row: row[0])}


def _last(
    target: Target, history: list[tuple[Any, ...]], label: str
) -> tuple[str, datetime, str] | None:
    """Who decided last for this label, when, and which label of somebody else that overrode."""
    stood, stood_by = "", ""
    found: tuple[str, datetime, str] | None = None
    for move, at, by, unit, body in history:
        given = json.loads(body).get(target.value)
        if unit is None:  # an enterprise says what it thinks, the system nothing
            stood = given or stood
            continue
        if move == Move.ACCEPT:
            given = stood if found is None else None
        if given is None or (found is not None and given == stood):
            continue
        overrode = stood if found is not None and stood_by != by else ""
        found = (by, at, overrode)
        stood, stood_by = given, by
    # A unit that took over another's matters leads what was dispatched to that one.
    return found if stood == label or target is Target.LEAD else None
