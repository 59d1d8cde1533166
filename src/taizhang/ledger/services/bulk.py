"""One act on many entries: each its own act and event, all that can be, the others by name.

Nothing is all-or-nothing here: an entry that somebody else changed meanwhile keeps nobody waiting.
Sent twice it is answered twice and done once, as each act carries the version that was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from taizhang.engine.errors import TaizhangError
from taizhang.ledger.services.reminding import Reminded

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry, Event

Act = Callable[["Entry", int], "Entry | Reminded"]
"""Does it to an entry of which a version was seen; raises a refusal."""


@dataclass(frozen=True, slots=True)
class Picked:
    """An entry of a selection, and which version of it the person saw."""

    entry: Entry
    seen: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act came to on one entry: what it says, or why not."""

    entry: Entry
    """As it was before."""
    seen: int
    event: Event | None = None
    reminded: tuple[str, ...] = ()
    """Names of those who were reminded: that is no event of the entry."""
    refusal: TaizhangError | None = None


def preview(picked: Iterable[Picked], act: Act) -> list[Outcome]:
    """What `act` would do to each: done and taken back, so that the rules speak themselves."""
    return [_outcome(one, act, keep=False) for one in picked]


def in_bulk(picked: Iterable[Picked], act: Act) -> list[Outcome]:
    """Do `act` to each, every one in a transaction of its own."""
    return [_outcome(one, act, keep=True) for one in picked]


def _outcome(one: Picked, act: Act, *, keep: bool) -> Outcome:
    try:
        with transaction.atomic():
            done = act(one.entry, one.seen)
            if isinstance(done, Reminded):
                outcome = Outcome(one.entry, one.seen, reminded=done.people)
            else:
                event = done.events.get(version=one.seen + 1)
                outcome = Outcome(one.entry, one.seen, event=event)
            transaction.set_rollback(not keep)
    except TaizhangError as refusal:
        return Outcome(one.entry, one.seen, refusal=refusal)
    return outcome
