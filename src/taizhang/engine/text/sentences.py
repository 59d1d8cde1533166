"""Sentences and clauses of a paragraph, as half-open spans of its text.

A stop inside quotation marks or brackets does not end a sentence: what somebody said stays in
one piece with who said it. Marks that are never closed are ignored, so that one lost quotation
mark cannot swallow the rest of a paragraph.
"""

from __future__ import annotations

import re
from typing import Final

from taizhang.engine.text.span import Span

PAIRS: Final = dict(zip("“‘（(《「『【", "”’）)》」』】", strict=True))
CLOSERS: Final = frozenset(PAIRS.values())

_STOPS: Final = frozenset("。！？…\n")
_CLAUSE_STOPS: Final = _STOPS | frozenset("；;")
_LATIN_STOPS: Final = frozenset("!?")
_SPEAKING: Final = re.compile(
    r"[^，。！？；：“”]{1,30}?(?:说道?|表示|介绍道?|告诉记者|坦言|称|感慨道?|指出|强调|认为)[，。：]",
)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text`: they end at 。！？ …… and at line breaks."""
    return _split(text, _STOPS)


def clauses(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, cut at ； too: what carries a task of its own in a list."""
    return _split(text, _CLAUSE_STOPS)


def closings(text: str) -> dict[int, int]:
    """Where each opening mark is closed; marks without a partner are left out."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for place, letter in enumerate(text):
        if letter in PAIRS:
            waiting.append(place)
        elif letter in CLOSERS:
            # Look at the innermost few only: real prose nests two or three deep, and the limit
            # keeps a run of unclosed marks linear.
            for depth in range(len(waiting) - 1, max(-1, len(waiting) - 5), -1):
                if PAIRS[text[waiting[depth]]] == letter:
                    found[waiting[depth]] = place
                    del waiting[depth:]
                    break
    return found


def _split(text: str, stops: frozenset[str]) -> tuple[Span, ...]:
    closed_at = closings(text)
    found: list[Span] = []
    start = place = 0
    while place < len(text):
        if place in closed_at:
            place = _after_quotation(text, place, closed_at[place])
            ends = text[place - 1] in CLOSERS and text[place - 2] in stops
            if ends and not _SPEAKING.match(text, place):
                start = _keep(found, text, start, place)
        elif _is_stop(text, place, stops):
            place = _after_stop(text, place, stops)
            start = _keep(found, text, start, place)
        else:
            place += 1
    _keep(found, text, start, len(text))
    return tuple(found)


def _after_quotation(text: str, start: int, end: int) -> int:
    """Behind the quotation; a line break inside it shows that the marks do not belong together."""
    line_end = text.find("\n", start, end)
    return end + 1 if line_end < 0 else line_end


def _is_stop(text: str, place: int, stops: frozenset[str]) -> bool:
    letter = text[place]
    if letter in _LATIN_STOPS:
        following = text[place + 1 : place + 2]
        return not (following.isascii() and following.isalnum())
    return letter in stops


def _after_stop(text: str, place: int, stops: frozenset[str]) -> int:
    """Behind a run of stops (？！, ……) and the marks that close right after it."""
    place += 1
    while place < len(text) and (text[place] in stops or text[place] in _LATIN_STOPS):
        place += 1
    while place < len(text) and text[place] in CLOSERS:
        place += 1
    return place


def _keep(found: list[Span], text: str, start: int, end: int) -> int:
    """Add `[start, end)` without the white space around it; where the next one starts."""
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        first = start + len(piece) - len(piece.lstrip())
        found.append(Span(first, first + len(bare)))
    return end
