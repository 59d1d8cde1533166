"""Entries as messages: what the engine compares, groups and counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from taizhang.engine.clustering.messages import Message
from taizhang.engine.lexicon.industries import industry
from taizhang.matching.queries import requester_keys

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry


def message_of(entry: Entry) -> Message:
    """Without its enterprise: what another one says is what is looked for here."""
    keys = sorted(requester_keys(entry))
    return Message(
        id=entry.number,
        title=entry.title,
        text=entry.text,
        requester=keys[0] if keys else "",
        time=timezone.localtime(entry.registered_at).isoformat(),
        category=entry.category,
    )


def of_enterprises(entries: Iterable[Entry]) -> Iterator[Message]:
    """What each entry says, once for each enterprise or person that asks."""
    for entry in entries:
        told = message_of(entry)
        for one in entry.requesters.all():
            firm = one.enterprise
            yield replace(
                told,
                requester=firm.code if firm else one.name,
                enterprise=firm.code if firm else one.name,
                industry=industry(firm.industry) if firm else "",
                park=firm.park.name if firm and firm.park else "",
                size=firm.size if firm else "",
            )
