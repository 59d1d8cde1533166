"""Messages taken apart for comparing: what is read of each alone, whatever the others say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import Any, Final

from taizhang.engine.clustering.grams import spelt
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.spread import HERE, Spread
from taizhang.engine.clustering.wording import bare, by_ending, names, without_names

_READ: Final = (
    "bare_headings",
    "bare_texts",
    "matter_headings",
    "matter_texts",
    "heads",
    "everything",
    "kinds",
)
"""What is kept of every message."""
_AT_ONCE: Final = 5_000


class Told:
    """Messages, their headings and what stands below; each reading is made when it is asked for."""

    def __init__(self, messages: Sequence[Message]) -> None:
        parts = [each.parts for each in messages]
        self.messages: Final = messages
        self.headings: Final = [head for head, _body in parts]
        self.texts: Final = [body for _head, body in parts]

    @cached_property
    def bare_headings(self) -> list[str]:
        """What the headings say, without set phrases."""
        return [spelt(bare(text)) for text in self.headings]

    @cached_property
    def bare_texts(self) -> list[str]:
        """What the texts say."""
        return [spelt(bare(text)) for text in self.texts]

    @cached_property
    def matter_headings(self) -> list[str]:
        """The headings without the names in them."""
        return [spelt(without_names(text)) for text in self.headings]

    @cached_property
    def matter_texts(self) -> list[str]:
        """The texts without the names in them."""
        return [spelt(without_names(text)) for text in self.texts]

    @cached_property
    def heads(self) -> list[frozenset[str]]:
        """The places and parties in each heading, and those given with the message."""
        given = (_given(message) for message in self.messages)
        return [names(text) | also for text, also in zip(self.headings, given, strict=True)]

    @cached_property
    def everything(self) -> list[frozenset[str]]:
        """The places and parties in all of each message."""
        return [head | names(text) for head, text in zip(self.heads, self.texts, strict=True)]

    @cached_property
    def kinds(self) -> list[dict[str, set[str]]]:
        """What each heading names, by the kind of place or party."""
        return [by_ending(text) for text in self.headings]


def told_of(messages: Sequence[Message], spread: Spread = HERE) -> Told:
    """The messages, read by whoever does it."""
    told = Told(messages)
    if spread is not HERE:
        edges = range(0, len(messages), _AT_ONCE)
        some = [messages[first : first + _AT_ONCE] for first in edges]
        read = spread.over(_readings, some, None)
        for place, name in enumerate(_READ):
            told.__dict__[name] = list(chain.from_iterable(each[place] for each in read))
    return told


def _readings(messages: Sequence[Message], _shared: None) -> list[list[Any]]:
    told = Told(messages)
    return [getattr(told, name) for name in _READ]


def _given(message: Message) -> frozenset[str]:
    return frozenset(f"={name}" for name in (message.enterprise, message.place) if name)
