"""What the rules for entries hand on, and what they look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.mentions import Mention
from taizhang.engine.extract.organisations import Organisation
from taizhang.engine.extract.people import Person
from taizhang.engine.extract.reading import Reading
from taizhang.engine.text.span import Span

# What may stand at either end of a quote without belonging to it.
_EDGES = "，。；：、！ \n\t　"


@dataclass(frozen=True)
class Scene:
    """The reading with the names found in it."""

    reading: Reading
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...] = ()

    @property
    def text(self) -> str:
        """The reading's text."""
        return self.reading.text

    @cached_property
    def places(self) -> tuple[tuple[Mention, Organisation], ...]:
        """Every mention of an organisation, in order of place."""
        pairs = [(m, o) for o in self.organisations for m in o.mentions]
        return tuple(sorted(pairs, key=lambda pair: (pair[0].start, -pair[0].end)))

    def within(self, start: int, end: int, *kinds: str) -> Iterator[tuple[Mention, Organisation]]:
        """The mentions inside `[start, end)` of organisations of these kinds (all without any)."""
        for mention, organisation in self.places:
            inside = start <= mention.start and mention.end <= end
            if inside and (not kinds or organisation.kind in kinds):
                yield mention, organisation


@dataclass(frozen=True, slots=True)
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

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the two have a character in common."""
        return self.start < end and start < self.end


@dataclass(slots=True)
class Cover:
    """Passages of the text that a rule has taken already."""

    taken: list[tuple[int, int]] = field(default_factory=list)

    def take(self, start: int, end: int) -> None:
        """Nothing else is to be found here."""
        self.taken.append((start, end))

    def free(self, start: int, end: int) -> bool:
        """Whether no part of it is taken."""
        return not any(a < end and start < b for a, b in self.taken)


def trimmed(text: str, start: int, end: int) -> Span:
    """`[start, end)` without marks and blanks at its ends."""
    while start < end and text[start] in _EDGES:
        start += 1
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    return Span(start, end)


def moved(finding: Finding, text: str) -> Finding | None:
    """The finding with its edges trimmed; none when nothing is left."""
    span = trimmed(text, finding.start, finding.end)
    return replace(finding, start=span.start, end=span.end) if span.end - span.start > 3 else None  # noqa: PLR2004
