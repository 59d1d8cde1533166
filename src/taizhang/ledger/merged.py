"""Entries that are worked on as another one: nobody whose matter it is may be forgotten by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.engine.lifecycle import State
from taizhang.ledger.errors import MergedWithoutReply, MergeIntoClosed
from taizhang.ledger.models import Entry
from taizhang.roster.fetching import rows_by

if TYPE_CHECKING:
    from taizhang.engine.lifecycle import Facts


def require_head_open(before: Facts, after: Facts) -> None:
    """Refuse to merge, or to undo an unmerging, into what nobody works on any more."""
    if not after.merged_into or after.merged_into == before.merged_into:
        return
    head = Entry.objects.filter(number=after.merged_into).values_list("state", flat=True).first()
    if head is None or not State(head).is_open:
        raise MergeIntoClosed(number=after.merged_into)


def require_replies(entry: Entry, before: Facts, after: Facts) -> None:
    """Refuse to end what others were merged into as long as one of them has no reply of its own."""
    if not _is_open(before) or _is_open(after):
        return
    merged = rows_by(Entry, "merged_into_id", [entry.pk])
    numbers = sorted(one.number for one in merged if one.answered_at is None)
    if numbers:
        raise MergedWithoutReply(count=len(numbers), where=numbers)


def _is_open(facts: Facts) -> bool:
    return facts.state is not None and facts.state.is_open
