"""Common problems: different enterprises with the same need or the same cause, wherever they are.

A group never holds two enterprises' matters, and need not: what enterprises have in common is not
the words they use but what they need. So each message is read for its need (`lexicon/needs`), and
enterprises with the same one are brought together over all groups. Another place is no objection
here; another need in the same category is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from taizhang.engine.clustering.kinds import Finding, Ground, Kind
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.quotes import quotes
from taizhang.engine.clustering.wording import plain
from taizhang.engine.extract.categories import categorise
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.needs import CAUSES, NEEDS
from taizhang.engine.lexicon.subjects import NOT_MATTERS


def _(message: str) -> str:
    """Mark a message for translation; the engine itself speaks no language."""
    return message


LEAST: Final = 3
"""So many enterprises make a need a common problem."""
_TITLE: Final = 2
"""How often a word of the heading counts."""
_MOST_WORDS: Final = 8

SAME_NEED: Final = _("{count} enterprises have the same need: {name}.")
SAME_CAUSE: Final = _("{count} enterprises suffer from the same cause: {name}.")
THEIR_WORDS: Final = _("Their words for it: {words}.")
PARKS: Final = _("It is not tied to one place: {parks}.")


@dataclass(frozen=True, slots=True)
class Need:
    """What a message needs, by name, and the words that say so."""

    category: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A need or a cause that several enterprises share, their messages the earliest first."""

    category: str
    """The category of the need; empty for a cause, which goes across them."""
    name: str
    messages: tuple[Message, ...]
    words: tuple[str, ...]
    """What they call it, the most used first."""

    @property
    def id(self) -> str:
        """Its identity: it stays the same whoever joins or leaves."""
        return f"{self.category or 'cause'}:{self.name}"

    @property
    def enterprises(self) -> tuple[str, ...]:
        """Who has it, the earliest first."""
        return tuple(dict.fromkeys(message.enterprise for message in self.messages))

    @property
    def finding(self) -> Finding:
        """What it is, with its reasons and quotes."""
        fields: dict[str, str | int] = {"count": len(self.enterprises), "name": self.name}
        grounds = [
            Ground(SAME_NEED if self.category else SAME_CAUSE, fields),
            Ground(THEIR_WORDS, {"words": "、".join(self.words)}),
        ]
        parks = sorted({message.park or message.place for message in self.messages} - {""})
        if len(parks) > 1:
            grounds.append(Ground(PARKS, {"parks": "、".join(parks)}))
        return Finding(
            kind=Kind.COMMON_PROBLEM,
            grounds=tuple(grounds),
            parties=self.enterprises,
            is_serial=False,
            first=self.messages[0].time,
            last=self.messages[-1].time,
            quotes=quotes(self.messages, self.words),
        )


def common_problems(messages: Iterable[Message], least: int = LEAST) -> tuple[Problem, ...]:
    """What at least so many enterprises have in common, what most have first.

    Messages without an enterprise are no enterprise's; one that writes often counts once.
    """
    ordered = sorted(
        (each for each in messages if each.enterprise), key=lambda each: (each.moment, each.id)
    )
    by_need: dict[tuple[str, str], list[tuple[Message, Need]]] = defaultdict(list)
    for message in ordered:
        for found in (need(message), *causes(message)):
            if found:
                by_need[found.category, found.name].append((message, found))
    problems = [_problem(members) for members in by_need.values()]
    kept = [each for each in problems if len(each.enterprises) >= least]
    kept = [each for each in kept if each.category or not _is_need_alone(each)]
    return tuple(sorted(kept, key=lambda each: (-len(each.enterprises), each.id)))


def need(message: Message) -> Need | None:
    """What a message needs; None where no known word says it."""
    return _need(message.title, message.text, message.category)


def causes(message: Message) -> tuple[Need, ...]:
    """What the message says its trouble comes from."""
    return _causes(message.title, message.text)


@lru_cache(maxsize=4096)
def _need(title: str, text: str, category: str) -> Need | None:
    heading, body = plain(title), plain(text)
    if category not in _NEEDS:
        found = categorise(body, title=heading).category
        category = found.value if found else ""
    return _loudest(_NEEDS[category], category, heading, body) if category in _NEEDS else None


@lru_cache(maxsize=4096)
def _causes(title: str, text: str) -> tuple[Need, ...]:
    heard = _heard(_CAUSES, plain(title), plain(text))
    return tuple(Need("", name, tuple(dict.fromkeys(heard[name]))) for name in sorted(heard))


def _loudest(names: _Names, category: str, heading: str, body: str) -> Need | None:
    """The need with most letters of its words; of several the one that is heard first."""
    heard = _heard(names, heading, body)
    if not heard:
        return None
    name = max(heard, key=lambda each: sum(map(len, heard[each])))
    return Need(category, name, tuple(dict.fromkeys(heard[name])))


def _heard(names: _Names, heading: str, body: str) -> dict[str, list[str]]:
    """For each name the words for it; those of the heading twice."""
    heard: dict[str, list[str]] = {}
    for word in (*_TITLE * tuple(names.words(heading)), *names.words(body)):
        for name in names.called[word]:
            heard.setdefault(name, []).append(word)
    return heard


class _Names:
    """Names by the words for them."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self.called: dict[str, list[str]] = {}
        for name, some in names.items():
            for word in some:
                self.called.setdefault(word, []).append(name)
        self._pattern = re.compile(either(tuple(self.called), NOT_MATTERS))

    def words(self, text: str) -> Iterator[str]:
        """The known words of a text, at each place the longest."""
        found = (each.group() for each in self._pattern.finditer(text))
        return (word for word in found if word in self.called)


_NEEDS: Final = {category.value: _Names(names) for category, names in NEEDS.items()}
_CAUSES: Final = _Names(CAUSES)


def _problem(members: Sequence[tuple[Message, Need]]) -> Problem:
    often = Counter(word for _message, found in members for word in found.words)
    _first, need_ = members[0]
    words = sorted(often, key=lambda word: (-often[word], word))[:_MOST_WORDS]
    return Problem(need_.category, need_.name, tuple(each for each, _n in members), tuple(words))


def _is_need_alone(problem: Problem) -> bool:
    """Whether a cause is behind one need only: then the need itself says it."""
    found = (need(message) for message in problem.messages)
    return len({(each.category, each.name) for each in found if each}) <= 1
