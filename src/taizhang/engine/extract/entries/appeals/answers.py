"""Which answer belongs to which problem: the next one told, else one on the same matter."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from taizhang.engine.extract.categories import categorise
from taizhang.engine.extract.entries.appeals.pieces import Piece
from taizhang.engine.extract.entries.appeals.sides import Voice
from taizhang.engine.extract.entries.appeals.speech import Turn
from taizhang.engine.extract.entries.finding import Scene, trimmed

_NEAR: Final = 4
"""So many sentences behind a problem its answer may stand."""
_CLAUSE: Final = re.compile(r"[^；。]+")
# 各部门要主动服务…: what is said to everybody answers no problem before it.
_TO_ALL: Final = re.compile(r"(?:各|有关|相关|全[区市县])[^，。；]{0,10}(?:部门|单位|街道|镇)都?要")
_FILLER: Final = frozenset(
    [
        "企业",
        "公司",
        "问题",
        "我们",
        "政府",
        "解决",
        "没有",
        "一个",
        "目前",
        "现在",
        "已经",
        "需要",
        "希望",
        "方面",
        "进行",
        "负责",
        "工作",
        "有关",
        "相关",
    ]
)
_ENOUGH: Final = 3


def answer_near(scene: Scene, told: list[Turn], index: int) -> Turn | None:
    """The next turn of somebody in charge before another firm speaks."""
    for turn in told[index + 1 : index + 1 + _NEAR]:
        if turn.side.voice is Voice.FIRM and turn.word:
            return None
        if turn.side.voice is Voice.OFFICIAL and turn.word:
            return None if _TO_ALL.match(scene.text, turn.start, turn.end) else turn
    return None


def best_answers(scene: Scene, told: list[Turn], pieces: list[Piece]) -> None:
    """Give the problems that nobody answered at once what is said on them further down."""
    open_ones = [piece for piece in pieces if piece.reply is None]
    clauses = [
        (turn, turn.start + c.start(), turn.start + c.end())
        for turn in told
        if turn.side.voice is Voice.OFFICIAL
        for c in _CLAUSE.finditer(scene.text[turn.start : turn.end])
    ]
    for piece in open_ones:
        later = [
            (_fit(scene, piece, start, end), -start, end, turn)
            for turn, start, end in clauses
            if start > piece.end
        ]
        best = max(later, key=lambda each: each[:2], default=None)
        if best and best[0] >= _ENOUGH:
            span = trimmed(scene.text, -best[1], best[2])
            piece.reply, piece.unit = (span.start, span.end), best[3].side.unit


def fitting(scene: Scene, piece: Piece, places: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The passage that speaks most of the problem; none where no passage does enough."""
    best = max(places, key=lambda place: (_fit(scene, piece, *place), -place[0]), default=None)
    return best if best and _fit(scene, piece, *best) >= _ENOUGH else None


def _fit(scene: Scene, piece: Piece, start: int, end: int) -> int:
    """How much an answer speaks of a problem: its firm, its words, its category."""
    problem, answer = scene.text[piece.start : piece.end], scene.text[start:end]
    names = scene.once(_names)
    named = 3 if any(name in answer for firm in piece.firms for name in names.get(firm, ())) else 0
    shared = _pairs(problem) & _pairs(answer)
    about = categorise(problem).category
    same = 2 if about and about == categorise(answer).category else 0
    return named + len(shared) + same


def _names(scene: Scene) -> dict[str, set[str]]:
    """What each organisation is called, by its name: a text may have two of one name."""
    names: dict[str, set[str]] = {}
    for each in scene.organisations:
        names.setdefault(each.name, set()).update(each.names)
    return names


@lru_cache(maxsize=1024)
def _pairs(text: str) -> frozenset[str]:
    """The pairs of characters that a passage is made of."""
    runs = re.findall(r"[一-鿿]+", text)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1)) - _FILLER
