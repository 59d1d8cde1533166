"""Categories as people decided them before: words that tell the same matter again.

Only decisions of people teach, never the machine's own proposals, and one person's count only so
often: a slip does not become a rule, and nobody can drown the others out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final

_LEAST: Final = 2
"""Decisions that it takes to teach a word."""
_MOST_OF_ONE: Final = 3
"""Decisions of one person that count for one word and category."""
_SHARE: Final = 2 / 3
"""Of the decisions about a word, so many must agree."""
_LENGTHS: Final = (4, 3)
_NEVER: Final = MappingProxyType[str, datetime]({})
_OTHER: Final = frozenset({"", "other"})
# Runs of characters that are in any matter tell none apart.
_GENERIC: Final = re.compile(
    r"[^一-鿿]|[的了和与等在为是将对及并也就不]|企业|公司|单位|问题|反映|提出|希望|需要|解决|建议|存在|困难|协调|有限"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A category that a person confirmed for an appeal."""

    text: str
    claimed: str
    """The category that the machine proposed."""
    words: tuple[str, ...]
    """The words by which it did."""
    decided: str
    by: str
    number: int = 0
    """Names the decision: what it taught can be traced back to it."""
    at: datetime | None = None
    """When it was taken; needed only where something was forgotten."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A category with the words by which it is known."""

    category: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Lessons:
    """What was learned: words that decide, and runs of characters where no word did."""

    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    runs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sources: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """For each word and run the numbers of the decisions that agree with what it teaches."""

    def category(self, text: str, claimed: str, words: Iterable[str]) -> Taught | None:
        """What people would say; None when the proposal stands or nothing was learned of it.

        The proposal's own words come first: where people decided otherwise about every one of
        them that they decided about, so does this. Runs of characters speak only where the
        proposal knew nothing.
        """
        if claimed not in _OTHER:
            known = [word for word in words if word in self.words]
            said = {self.words[word] for word in known}
            return (
                Taught(said.pop(), tuple(known)) if len(said) == 1 and said != {claimed} else None
            )
        known = [run for run in _runs(text) if run in self.runs]
        votes = Counter(self.runs[run] for run in known)
        if not votes or len(votes) > 1:
            return None
        category = next(iter(votes))
        return Taught(category, (max(known, key=len),))


def learn(decisions: Iterable[Decision], forgotten: Mapping[str, datetime] = _NEVER) -> Lessons:
    """Which words decide, by what people confirmed.

    A word that was forgotten is learned anew, from the decisions taken after that moment.
    """
    words: _Votes = defaultdict(list)
    runs: _Votes = defaultdict(list)
    for decision in decisions:
        for word in dict.fromkeys(decision.words):
            if _counts(decision, forgotten.get(word)):
                words[word].append(decision)
        for run in set(_runs(decision.text)):
            if _counts(decision, forgotten.get(run)):
                runs[run].append(decision)
    by_word, by_run = _agreed(words), _agreed(runs)
    found = {
        run: category
        for run, category in by_run.items()
        if category not in _OTHER and any(one.claimed in _OTHER for one in runs[run])
    }
    sources = {run: _sources(runs[run], category) for run, category in found.items()}
    sources |= {word: _sources(words[word], category) for word, category in by_word.items()}
    return Lessons(words=by_word, runs=found, sources=sources)


_Votes = defaultdict[str, list[Decision]]


def _counts(decision: Decision, forgotten: datetime | None) -> bool:
    return forgotten is None or (decision.at is not None and decision.at > forgotten)


def _sources(decisions: Iterable[Decision], category: str) -> tuple[int, ...]:
    return tuple(one.number for one in decisions if one.decided == category)


def _agreed(votes: _Votes) -> dict[str, str]:
    agreed: dict[str, str] = {}
    for word, decisions in votes.items():
        said = Counter((one.decided, one.by) for one in decisions)
        limited: Counter[str] = Counter()
        for (category, _by), count in sorted(said.items()):
            limited[category] += min(count, _MOST_OF_ONE)
        category, most = max(limited.items(), key=lambda item: (item[1], item[0]))
        if most >= _LEAST and most >= _SHARE * limited.total():
            agreed[word] = category
    return agreed


def _runs(text: str) -> Iterator[str]:
    """Runs of four and three Chinese characters that are not in every matter, longest first."""
    plain = "".join(text.split())
    for length in _LENGTHS:
        for start in range(len(plain) - length + 1):
            run = plain[start : start + length]
            if not _GENERIC.search(run):
                yield run


def bare_title(title: str, units: Iterable[str]) -> str:
    """The title without the unit before it: 光伏专班召集人 of the unit 光伏专班 is 召集人."""
    shortest = 2
    before = [u for u in units if title.startswith(u) and len(title) - len(u) >= shortest]
    return title[len(max(before, key=len)) :] if before else title
