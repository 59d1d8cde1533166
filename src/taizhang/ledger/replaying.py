"""The facts of an entry out of its events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.engine.lifecycle import NOTHING, Facts, Happening, Move, fold

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry, Event


def happened(event: Event) -> Happening:
    """What an event says, without its place in the chain."""
    return Happening(Move(event.move), event.at, event.by.code, event.by_unit_code, event.payload)


def facts_at(entry: Entry, version: int) -> Facts:
    """What was true of `entry` after its first `version` events."""
    facts = NOTHING
    events = entry.events.filter(version__lte=version).select_related("by").order_by("version")
    for event in events:
        facts = fold(facts, happened(event))
    return facts
