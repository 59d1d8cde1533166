"""Quotes that carry a finding: the sentence of a message that says most of it, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.wording import LONGEST

_SENTENCE: Final = re.compile(r"[^。！？!?；\n]+[。！？!?；]?")
SEVERAL: Final = 5
"""So many quotes are enough to see it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A part of a message: `text[start:end]` of it, or of its title, is `said`."""

    message: str
    start: int
    end: int
    said: str
    of_title: bool = False


def quote(message: Message, words: Iterable[str]) -> Quote:
    """The sentence with most of the words, of several the first; the title if none has any."""
    sought = tuple(words)
    text = message.text[:LONGEST]
    best, most = None, 0
    for found in _SENTENCE.finditer(text):
        count = sum(word in found.group() for word in sought)
        if count > most:
            best, most = found, count
    if best is None and message.title:
        return Quote(message.id, 0, len(message.title), message.title, of_title=True)
    best = best or _SENTENCE.search(text)
    if best is None:
        return Quote(message.id, 0, 0, "")
    start = best.start() + len(best.group()) - len(best.group().lstrip())
    end = start + len(best.group().strip())
    return Quote(message.id, start, end, message.text[start:end])


def quotes(messages: Sequence[Message], words: Iterable[str]) -> tuple[Quote, ...]:
    """A quote of each party, the earliest of each first; no more than are needed to see it."""
    sought = tuple(words)
    found: list[Quote] = []
    seen: set[str] = set()
    for message in messages:
        if (message.party or message.id) not in seen and len(found) < SEVERAL:
            seen.add(message.party or message.id)
            found.append(quote(message, sought))
    return tuple(found)
