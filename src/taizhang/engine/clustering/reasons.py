"""Why messages are in one group: words, places and people that they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.wording import bare, named

_WORDS: Final = 5
_LETTERS: Final = range(2, 9)
_LOOKED_AT: Final = 100
"""So many messages of a group speak for all of it."""
_PART: Final = 600
"""Letters of each that are looked at."""
_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """What the messages of a group share."""

    words: tuple[str, ...]
    """Turns of most of them, the most telling first."""
    places: tuple[str, ...]
    """Places and parties that more than one names, most named first."""
    writers: tuple[str, ...]
    """Who writes more than once: known people, most first."""


def reason(messages: Sequence[Message]) -> Reason:
    """What the messages have in common."""
    some = messages[:_LOOKED_AT]
    places: Counter[str] = Counter()
    for message in some:
        heading, text = message.parts
        places.update({whole for _name, whole in (*named(heading), *named(text))})
    often = Counter(message.requester for message in messages if message.requester)
    return Reason(
        words=_words(some),
        places=tuple(name for name, count in places.most_common(_WORDS) if count >= _SEVERAL),
        writers=tuple(name for name, count in often.most_common(_WORDS) if count >= _SEVERAL),
    )


def _words(messages: Sequence[Message]) -> tuple[str, ...]:
    """The longest turns that most messages have, each once."""
    found: Counter[str] = Counter()
    for message in messages:
        runs = bare("|".join(message.parts)[:_PART]).split("|")
        found.update(
            {run[at : at + n] for run in runs for n in _LETTERS for at in range(len(run) - n + 1)}
        )
    most = [word for word, count in found.items() if count > len(messages) / 2 and word.isalnum()]
    most.sort(key=lambda word: (-len(word) * found[word], word))
    kept: list[str] = []
    for word in most:
        if len(kept) == _WORDS:
            break
        if not any(word in other or _overlap(word, other) for other in kept):
            kept.append(word)
    return tuple(kept)


def _overlap(word: str, other: str) -> bool:
    """Whether two turns are parts of one longer turn: 小区停车 and 区停车难."""
    shorter = min(len(word), len(other))
    return any(
        word.endswith(other[:n]) or other.endswith(word[:n]) for n in range(_SEVERAL, shorter)
    )
