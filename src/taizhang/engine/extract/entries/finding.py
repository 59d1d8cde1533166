"""What the rules for entries hand on, and what they look at."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, TypeVar

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.aims import Passage, passages
from taizhang.engine.extract.mentions import Mention
from taizhang.engine.extract.organisations import Organisation
from taizhang.engine.extract.people import Person
from taizhang.engine.extract.reading import Reading
from taizhang.engine.extract.structure import Assignment
from taizhang.engine.records import record
from taizhang.engine.text.span import Span

_T = TypeVar("_T")

# What may stand at either end of a quote without belonging to it.
_EDGES = "，。；：、！ \n\t　★☆●◆■▲"

_Written = tuple[int, int, int]
"""Where a name is written: start, end, and whose it is."""

SHORTEST: Final = 3
"""Characters; no entry has fewer, and no rule need look at a sentence that has."""


@dataclass(frozen=True)
class Scene:
    """The reading with the names found in it."""

    reading: Reading
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...] = ()
    assignments: tuple[Assignment, ...] = ()

    @cached_property
    def text(self) -> str:
        """The reading's text; rules ask for it at every turn."""
        return self.reading.text

    @cached_property
    def places(self) -> tuple[tuple[Mention, Organisation], ...]:
        """Every mention of an organisation, in order of place."""
        pairs = [(m, o) for o in self.organisations for m in o.mentions]
        return tuple(sorted(pairs, key=lambda pair: (pair[0].start, -pair[0].end)))

    def passage_at(self, place: int) -> Passage:
        """What the paragraph at `place` is for."""
        return self._passages[self.reading.paragraph_at(place).start]

    @cached_property
    def _passages(self) -> dict[int, Passage]:
        return passages(self.reading)

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention, _organisation in self.places]

    @cached_property
    def firms_of(self) -> dict[str, Counter[str]]:
        """For each article its enterprises, and how often each is mentioned."""
        found: dict[str, Counter[str]] = {}
        for mention, organisation in self.places:
            if organisation.kind == "enterprise":
                article = self.reading.paragraph_at(mention.start).article.id
                found.setdefault(article, Counter())[organisation.name] += 1
        return found

    def within(self, start: int, end: int, *kinds: str) -> Iterator[tuple[Mention, Organisation]]:
        """The mentions inside `[start, end)` of organisations of these kinds (all without any)."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        # Most passages that rules ask about name nobody.
        return iter(
            [
                pair
                for pair in (self.places[first:last] if last > first else ())
                if pair[0].end <= end and (not kinds or pair[1].kind in kinds)
            ]
        )

    def spelt(self, start: int, end: int) -> Iterator[tuple[int, Organisation]]:
        """The enterprises any of whose names is written in `[start, end)`, as they are listed.

        Each with where in it one of its names stands first. Other than for `within` a name need
        not be a mention there: a rule of mentions may have left that place to another name.
        """
        found = _first_in(self._spelt, start, end)
        return ((found[number] - start, self.organisations[number]) for number in sorted(found))

    @cached_property
    def spelt_starts(self) -> tuple[int, ...]:
        """Where the names of enterprises are written."""
        return tuple(start for start, _end, _number in self._spelt)

    @cached_property
    def _spelt(self) -> list[_Written]:
        firms = ((n, o) for n, o in enumerate(self.organisations) if o.kind == "enterprise")
        return _written(self.text, ((name, n) for n, firm in firms for name in firm.names))

    def people_in(self, start: int, end: int) -> list[Person]:
        """The people whose names are written in `[start, end)`, as they are listed."""
        return [self.people[number] for number in sorted(_first_in(self._called, start, end))]

    @cached_property
    def called_starts(self) -> tuple[int, ...]:
        """Where the names of people are written."""
        return tuple(start for start, _end, _number in self._called)

    @cached_property
    def _called(self) -> list[_Written]:
        return _written(self.text, ((person.name, n) for n, person in enumerate(self.people)))

    def once(self, rule: Callable[[Scene], _T]) -> _T:
        """What a rule makes of the scene, worked out for the first that asks."""
        if rule not in self._made:
            self._made[rule] = rule(self)
        made: _T = self._made[rule]
        return made

    @cached_property
    def _made(self) -> dict[Callable[[Scene], Any], Any]:
        return {}


@record
class Finding:
    """An entry as a rule found it: places in the reading's text."""

    ledger: LedgerKind
    start: int
    end: int
    rule: str
    """The name of the rule: a key of `confidence.TRUST`."""
    words: tuple[str, ...] = ()
    """The words that made the rule speak."""
    reply: tuple[int, int] | None = None
    due_words: str = ""
    """A deadline that stands outside the quote (督办期限：…)."""
    lead: str = ""
    """A unit that the structure of the text makes the lead (columns, salutation)."""
    co_units: tuple[str, ...] = ()
    about: str = ""
    """The enterprise whose section it stands in."""
    firms: tuple[str, ...] = ()
    """The enterprises that speak."""


class Cover:
    """The characters of the text that a rule has taken already."""

    def __init__(self, size: int) -> None:
        self._mask = bytearray(size)

    def take(self, start: int, end: int) -> None:
        """Nothing else is to be found here."""
        self._mask[start:end] = b"\1" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether no part of it is taken."""
        return self._mask.find(1, start, end) < 0

    def taken_up_to(self, start: int, end: int) -> int:
        """Where the last taken part of `[start, end)` ends."""
        return self._mask.rfind(1, start, end) + 1

    def add(self, other: Cover) -> None:
        """Take what the other has taken."""
        both = int.from_bytes(self._mask) | int.from_bytes(other._mask)
        self._mask = bytearray(both.to_bytes(len(self._mask)))


def _written(text: str, names: Iterable[tuple[str, int]]) -> list[_Written]:
    """Every place where one of the names is written, also those that overlap."""
    return sorted(
        (place, place + len(name), number)
        for name, number in names
        for place in _places(text, name)
    )


def _places(text: str, name: str) -> Iterator[int]:
    place = text.find(name)
    while place >= 0:
        yield place
        place = text.find(name, place + 1)


def _first_in(written: list[_Written], start: int, end: int) -> dict[int, int]:
    """The numbers of the names that are written in `[start, end)`, each with its first place."""
    found: dict[int, int] = {}
    for index in range(bisect_left(written, (start,)), len(written)):
        place, stop, number = written[index]
        if place >= end:
            break
        if stop <= end:
            found.setdefault(number, place)
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """`[start, end)` without marks and blanks at its ends."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    if text[start : start + 1] == "“" and "”" not in text[start:end]:
        start += 1
    bare = end - len(text[start:end]) + len(text[start:end].rstrip("…"))
    if text[bare - 1 : bare] == "”" and "“" not in text[start:bare]:
        return trimmed(text, start, bare - 1)
    return Span(start, end)


def moved(finding: Finding, text: str) -> Finding | None:
    """The finding with its edges trimmed; none when nothing is left."""
    span = trimmed(text, finding.start, finding.end)
    if len(span) < SHORTEST:
        return None
    if (span.start, span.end) == (finding.start, finding.end):
        return finding
    return replace(finding, start=span.start, end=span.end)
