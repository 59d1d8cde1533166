"""Troubles that a text tells of a firm, and what was done about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from taizhang.engine.extract.entries.appeals.pieces import Piece
from taizhang.engine.extract.entries.appeals.sides import Voice, firms_before, firms_in
from taizhang.engine.extract.entries.appeals.speech import Turn, turns
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.finding import Cover, Finding, Scene
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.voices import HELPING

_CLAUSE: Final = re.compile(r"[^，。；“”]+")
_HELP: Final = re.compile(either(HELPING))
_FIRM: Final = re.compile(
    r"企业|公司|厂|车间|仓库|生产线|超市|卖场|商场|商户|员工|女工|职工|工人|用工|订单|产品|原料|店"
)
_SEMICOLON: Final = re.compile("；")
_BUT: Final = re.compile(r"可(?!以|能|是否)|但|却|然而|不过|谁知|偏偏")
_WHY: Final = re.compile(r"因|由于|受")
# Inspections and general talk tell defects and shortcomings, no appeals.
_OTHER: Final = re.compile(
    r"也(?:有|面临|遇到)[^，。]{0,4}(?:同样|类似|相同|这样)的|听取|汇报|询问|隐患|检查|执法|违法|整改|处罚|罚款|督察|事故|同比|会议|以来|全市|全县|全区|各级|各部门|群众|居民|村民|捐|承建|工期|施工单位"
)
_WISHED: Final = re.compile(r"希望|想(?!方|象)|需要|急需|期盼|盼")
# What is done or asked of somebody is no trouble told.
_NO_TROUBLE: Final = re.compile(
    r"解决|破解|化解|缓解|帮助|^(?:请|要(?!么)|由|各|将|把)|^[^，。；]{2,14}将[对把继进按]|实行"
)
# 一、关于某某问题。: a title, no trouble told.
_TITLE: Final = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{0,2}[）)、.．]?\s*关于[^，。；]{2,40}。?"
)
_ENOUGH: Final = 2
_NEAR: Final = 4
"""So many sentences on, less one, an answer may stand."""


def told(scene: Scene, cover: Cover) -> Iterator[Finding]:
    """The troubles of firms that sentences without a speaker tell, and that were answered."""
    for article in turns(scene):
        for index, turn in enumerate(article):
            asks = turn.quoted and turn.side.voice is Voice.OFFICIAL
            if not turn.word and not asks and cover.free(turn.start, turn.end):
                for piece in _stories(scene, article, index):
                    yield piece.finding


def _stories(scene: Scene, told: list[Turn], index: int) -> list[Piece]:
    """甲因…，某局…；乙因…，某局…: each part that has its answer is a story of its own."""
    turn, text = told[index], scene.text
    ends = [turn.start + stop.start() for stop in _SEMICOLON.finditer(text[turn.start : turn.end])]
    if ends and not _OTHER.search(text, turn.start, turn.end):
        places = zip([turn.start, *(end + 1 for end in ends)], [*ends, turn.end], strict=True)
        parts = [replace(turn, start=start, end=end) for start, end in places]
        found = [piece for part in parts for piece in story(scene, [*told[:index], part], index)]
        if len(found) > 1:
            return found
    return list(story(scene, told, index))


def story(scene: Scene, told: list[Turn], index: int) -> Iterator[Piece]:
    """A sentence that tells a firm's trouble, answered in itself or in the next ones."""
    turn, text = told[index], scene.text
    sentence = text[turn.start : turn.end]
    if _OTHER.search(sentence) or _TITLE.fullmatch(sentence):
        return
    firms = firms_in(scene, turn.start, turn.end)
    if not firms and not _FIRM.search(sentence):
        return
    clauses = [(turn.start + c.start(), turn.start + c.end()) for c in _CLAUSE.finditer(sentence)]
    troubled, helped = _roles(text, clauses)
    if not troubled:
        return
    firms = firms or turn.side.firms or firms_before(scene, turn.start)
    if not firms and not helped:
        return
    answer = (clauses[helped][0], turn.end) if helped else _next(told, index)
    if answer is None:
        return
    start, end = _opening(text, clauses, troubled[0]), clauses[troubled[-1]][1]
    trouble = weigh(text[start:end])
    if trouble.value >= _ENOUGH and trouble.hard:
        yield Piece(
            start, end, index, trouble.value, "told of a firm", trouble.words, reply=answer,
            unit=_unit(told, index) if not helped else "", firms=firms,
        )  # fmt: skip


def _roles(text: str, clauses: list[tuple[int, int]]) -> tuple[list[int], int]:
    """The clauses that tell the trouble, and the first behind them that tells of help (or 0)."""
    troubled: list[int] = []
    for number, (start, end) in enumerate(clauses):
        told = text[start:end]
        trouble = weigh(told)
        if troubled and _HELP.search(told) and trouble.value < _ENOUGH and not _WISHED.search(told):
            return troubled, number
        if trouble.value > 0 and not _NO_TROUBLE.search(told) and (trouble.hard or trouble.asks):
            troubled.append(number)
    return troubled, 0


def _opening(text: str, clauses: list[tuple[int, int]], first: int) -> int:
    """From the first troubled clause, or from the one before that it turns against or rests on."""
    start, end = clauses[first]
    before = clauses[first - 1] if first else None
    if first > 1 and _names_only(text, clauses[0]):
        # 某某公司，老厂区…，想…: all that is told behind the name.
        return clauses[1][0]
    leans = _BUT.match(text, start, end) or (before and _WHY.match(text, *before))
    return before[0] if before and leans else start


def _names_only(text: str, clause: tuple[int, int]) -> bool:
    """Whether the clause is nothing but the name of a registered firm and what leads to it."""
    return text[slice(*clause)].endswith(("有限公司", "有限责任公司", "合作社"))


def _next(told: list[Turn], index: int) -> tuple[int, int] | None:
    """What somebody in charge says or does soon after."""
    for turn in told[index + 1 : index + _NEAR]:
        if turn.side.voice is Voice.OFFICIAL and turn.word:
            return turn.start, turn.end
    return None


def _unit(told: list[Turn], index: int) -> str:
    return next(
        (
            t.side.unit
            for t in told[index + 1 : index + _NEAR]
            if t.side.voice is Voice.OFFICIAL and t.word
        ),
        "",
    )
