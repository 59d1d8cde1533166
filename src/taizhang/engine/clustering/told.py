"""Messages taken apart for comparing: what is read of each alone, whatever the others say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from taizhang.engine.clustering.grams import Counts, counts, spelt
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.wording import bare, names, without_names

AT_ONCE: Final = 5_000
"""So many messages are read at once: of their texts no more are kept."""


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


@dataclass(frozen=True, slots=True)
class Named:
    """The names in messages: of each message places in a list of all names."""

    names: list[str]
    ends: NDArray[np.int64]
    """Where each message's begin, and at last where the last end."""
    found: NDArray[np.int32]


def names_of(found: Sequence[frozenset[str]]) -> Named:
    """The names of messages, each once."""
    known: dict[str, int] = {}
    places = [known.setdefault(name, len(known)) for some in found for name in sorted(some)]
    ends = np.cumsum([0, *map(len, found)])
    return Named(list(known), ends, np.array(places, dtype=np.int32))


def whole_of(parts: Sequence[Named], known: dict[str, int]) -> Named:
    """The names of all parts; `known` numbers them and learns those that are new."""
    found, ends = [np.zeros(0, dtype=np.int32)], [np.zeros(1, dtype=np.int64)]
    for part in parts:
        place = [known.setdefault(name, len(known)) for name in part.names]
        found.append(np.array(place, dtype=np.int32)[part.found])
        ends.append(ends[-1][-1] + part.ends[1:])
    return Named(list(known), np.concatenate(ends), np.concatenate(found))


def said_in(messages: Sequence[Message], _shared: None) -> tuple[Counts, list[str], Named, Named]:
    """What is read of messages: grams, headings, names in these and names in all."""
    told = Told(messages)
    grams = counts(told.bare_headings, told.bare_texts)
    return grams, told.headings, names_of(told.heads), names_of(told.everything)


def matters_in(messages: Sequence[Message], _shared: None) -> Counts:
    """What is read of messages where names are left out."""
    told = Told(messages)
    return counts(told.matter_headings, told.matter_texts)


def _given(message: Message) -> frozenset[str]:
    return frozenset(f"={name}" for name in (message.enterprise, message.place) if name)
