"""Sentences and clauses of a paragraph, as half-open spans of its text.

A stop inside quotation marks or brackets does not end a sentence: what somebody said stays in
one piece with who said it. Marks that are never closed are ignored, so that one lost quotation
mark cannot swallow the rest of a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from taizhang.engine.text.span import Span

PAIRS: Final = dict(zip("“‘（(《「『【", "”’）)》」』】", strict=True))
CLOSERS: Final = frozenset(PAIRS.values())

_STOPS: Final = frozenset("。！？…\n")
_CLAUSE_STOPS: Final = _STOPS | frozenset("；;")
_LATIN_STOPS: Final = frozenset("!?")
_BRACKETS: Final = re.compile(f"[{re.escape(''.join(sorted(CLOSERS.union(PAIRS))))}]")
_SPEAKING: Final = re.compile(
    r"[^，。！？；：“”]{1,30}?(?:说道?|表示|介绍道?|告诉记者|坦言|称|感慨道?|指出|强调|认为)[，。：]",
)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The stops of a kind of split, compiled: most characters of a text are none of them."""

    stops: frozenset[str]
    pattern: re.Pattern[str]
    """A mark that opens a quotation; or a run of stops (？！, ……) and of marks that close."""


def _marks(stops: frozenset[str]) -> _Marks:
    every = re.escape("".join(sorted(stops | _LATIN_STOPS)))
    opening, closing = (re.escape("".join(sorted(some))) for some in (PAIRS, CLOSERS))
    pattern = f"[{every}{opening}](?:(?<![{opening}])[{every}]*+[{closing}]*+)?"
    return _Marks(stops, re.compile(pattern))


_SENTENCE: Final = _marks(_STOPS)
_CLAUSE: Final = _marks(_CLAUSE_STOPS)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text`: they end at 。！？ …… and at line breaks."""
    return _split(text, _SENTENCE)


def clauses(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, cut at ； too: what carries a task of its own in a list."""
    return _split(text, _CLAUSE)


def closings(text: str) -> dict[int, int]:
    """Where each opening mark is closed; marks without a partner are left out."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for mark in _BRACKETS.finditer(text):
        place, letter = mark.start(), mark.group()
        if letter in PAIRS:
            waiting.append(place)
        else:
            # Look at the innermost few only: real prose nests two or three deep, and the limit
            # keeps a run of unclosed marks linear.
            for depth in range(len(waiting) - 1, max(-1, len(waiting) - 5), -1):
                if PAIRS[text[waiting[depth]]] == letter:
                    found[waiting[depth]] = place
                    del waiting[depth:]
                    break
    return found


def _split(text: str, marks: _Marks) -> tuple[Span, ...]:
    closed_at = closings(text)
    found: list[Span] = []
    start = place = 0
    while mark := marks.pattern.search(text, place):
        place = mark.start()
        if place in closed_at:
            place = _after_quotation(text, place, closed_at[place])
            ends = text[place - 1] in CLOSERS and text[place - 2] in marks.stops
            if ends and not _SPEAKING.match(text, place):
                start = _keep(found, text, start, place)
        elif text[place] not in PAIRS and _is_stop(text, place):
            place = mark.end()
            start = _keep(found, text, start, place)
        else:
            place += 1
    _keep(found, text, start, len(text))
    return tuple(found)


def _after_quotation(text: str, start: int, end: int) -> int:
    """Behind the quotation; a line break inside it shows that the marks do not belong together."""
    line_end = text.find("\n", start, end)
    return end + 1 if line_end < 0 else line_end


def _is_stop(text: str, place: int) -> bool:
    """Whether the mark ends a sentence: ! and ? inside an address or a code do not."""
    if text[place] in _LATIN_STOPS:
        following = text[place + 1 : place + 2]
        return not (following.isascii() and following.isalnum())
    return True


def _keep(found: list[Span], text: str, start: int, end: int) -> int:
    """Add `[start, end)` without the white space around it; where the next one starts."""
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        first = start + len(piece) - len(piece.lstrip())
        found.append(Span(first, first + len(bare)))
    return end
