"""What an appeal is about, and the words that decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from taizhang.engine.codes import Category
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.subjects import (
    CATEGORY_WORDS,
    EFFECTS,
    LACKS_BEFORE,
    LACKS_BEHIND,
    NOT_MATTERS,
    OFFICES_OF,
    SETTLED,
)
from taizhang.engine.patterns import compiled
from taizhang.engine.records import record


@record
class Sorted:
    """A category with its words; None where nothing tells it."""

    category: Category | None
    words: tuple[str, ...]
    margin: int
    """How much stronger than the next category it is: 0 means a guess."""


def _weights() -> dict[str, dict[Category, int]]:
    """For each word what it tells of which category."""
    found: dict[str, dict[Category, int]] = {}
    for category, by_weight in CATEGORY_WORDS.items():
        for weight, some in by_weight.items():
            for word in some:
                found.setdefault(word, {}).setdefault(category, weight)
    return found


_WEIGHTS: Final = _weights()
_WORD: Final = re.compile(either(tuple(_WEIGHTS), NOT_MATTERS))
_CLAUSE: Final = re.compile(r"[^，。！？；：\n]+")
_END: Final = frozenset("。！？；\n")
# 想抵押贷款，银行不认: what it would be good for is no matter either.
_EFFECT: Final = compiled(
    rf"{either(EFFECTS)}|(?<=[，；])[就再]?想[^，。]{{1,12}}?(?:都|也|却|银行|，)"
)
_SETTLED: Final = re.compile(either(SETTLED))
_LACKS: Final = re.compile(rf"[^，。]{{0,3}}?(?:{either(LACKS_BEHIND)})")
_LACKING: Final = re.compile(rf"(?:{either(LACKS_BEFORE)})[^，。]{{0,3}}?$")
# 用电手续 is about the papers, 运费补贴 about the money: what comes last is the matter.
_HEAD: Final = re.compile(
    r"的?(?:手续|审批|许可|验收|备案|登记|批复|批文|补贴|补助|奖补|奖励|纠纷|贷款|人才|设备老)"
)
_NEAR: Final = 8
_WHOLE: Final = 4
"""What a word counts; what is beside the matter, its effect, or settled counts half."""
_BESIDE: Final = 1
"""What a word counts that stands in the answer."""
_MATTER: Final = 6
"""What a word counts that something is said to be wrong with, or that is asked for."""


@lru_cache(maxsize=1024)
def categorise(text: str, *, title: str = "", beside: str = "") -> Sorted:
    """Weigh the words of every category; the longest word at a place counts, and each word once.

    What something is said to be wrong with (没有…, …迟迟不批) counts half as much again; what
    came of it (导致, 被迫) and what is settled counts half; what stands `beside` it (the answer,
    the office) least. Its `title` names it. Ties go to the category whose first word stands first.
    """
    score: dict[Category, float] = {}
    first: dict[Category, int] = {}
    words: dict[Category, list[str]] = {}
    for place, word, share in _told(text, title, beside):
        for category, weight in _WEIGHTS[word].items():
            score[category] = score.get(category, 0) + share * weight
            first.setdefault(category, place)
            words.setdefault(category, []).append(word)
    for category, offices in OFFICES_OF.items() if beside else ():
        for office in offices:
            if office in beside and office not in words.get(category, ()):
                score[category] = score.get(category, 0) + _WHOLE
                first.setdefault(category, len(text) + len(title) + len(beside))
                words.setdefault(category, []).append(office)
    ranked = sorted(score, key=lambda each: (-score[each], first[each]))
    if not ranked:
        return Sorted(None, (), 0)
    best = ranked[0]
    second = score[ranked[1]] if len(ranked) > 1 else 0
    return Sorted(best, tuple(words[best]), int((score[best] - second) / _WHOLE))


def _told(text: str, title: str, beside: str) -> Iterator[tuple[int, str, float]]:
    """Each word once, where it stands first, and how much of its weight counts."""
    best: dict[str, tuple[int, float]] = {}
    for found in _WORD.finditer(title):
        best.setdefault(found.group(), (found.start(), _MATTER))
    for start, end, share in _clauses(text):
        for found in _WORD.finditer(text, start, end):
            counts = share
            if _HEAD.match(text, found.end()):
                counts = share / 2
            elif share == _WHOLE and _amiss(text, found.start(), found.end()):
                counts = _MATTER
            place, had = best.get(found.group(), (len(title) + found.start(), 0))
            best[found.group()] = (place, max(had, counts))
    for found in _WORD.finditer(beside):
        best.setdefault(found.group(), (len(title) + len(text) + found.start(), _BESIDE))
    for word, (place, share) in best.items():
        if word in _WEIGHTS:
            yield place, word, share


def _clauses(text: str) -> Iterator[tuple[int, int, float]]:
    """The clauses, and what their words count: effects last to the end of their sentence."""
    effect = False
    for clause in _CLAUSE.finditer(text):
        start, end = clause.span()
        if text[start - 1 : start] in _END:
            effect = False
        cue = _EFFECT.search(text, start, end)
        settled = _SETTLED.search(text, start, end)
        if cue and not effect and cue.start() > start:
            yield start, cue.start(), _WHOLE / 2 if settled else _WHOLE
            start = cue.start()
        effect = effect or cue is not None
        yield start, end, _WHOLE / 2 if effect or settled else _WHOLE


def _amiss(text: str, start: int, end: int) -> bool:
    """Whether something is said to be wrong with it, or it is asked for."""
    return bool(_LACKS.match(text, end) or _LACKING.search(text, max(0, start - _NEAR), start))
