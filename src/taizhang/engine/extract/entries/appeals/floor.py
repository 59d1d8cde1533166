"""What firms say while they have the floor: each trouble told or thing asked for is one appeal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.extract.categories import categorise
from taizhang.engine.extract.entries.appeals.answers import answer_near, best_answers
from taizhang.engine.extract.entries.appeals.pieces import Piece
from taizhang.engine.extract.entries.appeals.sides import Voice
from taizhang.engine.extract.entries.appeals.speech import Turn, turns
from taizhang.engine.extract.entries.appeals.trouble import Trouble, weigh
from taizhang.engine.extract.entries.appeals.turns import ANSWERS, split
from taizhang.engine.extract.entries.defects import defects
from taizhang.engine.extract.entries.finding import SHORTEST, Finding, Scene, trimmed
from taizhang.engine.lexicon.voices import RAISING
from taizhang.engine.text.span import Span

# 就…谈了看法, 提出了意见建议: talk about talk.
_ABOUT_TALK: Final = re.compile(
    r"谈了|畅谈|交流了?|(?:提出|提)了?(?:许多|不少|很多|宝贵)?(?:的)?(?:意见|建议|看法|想法|问题)|作了?(?:发言|汇报|介绍)|意见建议|(?:困难|问题|情况)[、及和与][^，。]{0,12}(?:建议|情况|打算)$|需要(?:政府)?(?:协调|解决|帮助)的(?:事项|问题)"
)
_SETTLED: Final = re.compile(
    r"既有.{2,24}也有|处罚|通报|问责|约谈|弄虚作假|(?<!存在安全)(?<!一定的安全)(?<!一定安全)隐患|捐|整改|违法|感谢|致谢|锦旗"
)
# 两大烦恼, 三个问题: what is told is named behind it.
_COUNTED: Final = re.compile(
    r"(?:[一二两三四五六七八九十几多\d]{1,3}|一些|不少|许多)[大个件点条项]?(?:方面的?|实实在在的|小小的?)?[一-鿿]{2,4}"
)
_CLAUSE: Final = re.compile(r"[^，；]+")
# What was done about it, told in one breath with the trouble.
_DONE: Final = re.compile(
    r"(?:已|目前已|现已|后来?)?(?:对此|经[^，。]{2,16}(?:协调|努力|对接)|立即|马上|第一时间|这一条|此事|会[后上])"
)
# …，商务局通过安排实习、…: what was done is the answer, from who did it on.
_ACTED: Final = re.compile(r"安排|协调|组织|联系|召集")
_TASK: Final = re.compile(r"要|各|务必|必须|应|会议|下一步|接下来")
_SEMICOLON: Final = re.compile("；")
# 某公司的诉求是解决子女入学: what stands behind it is asked for.
_ITS_WISH: Final = ("的诉求", "的需求", "的心愿", "的期盼")
_ENOUGH: Final = 2
_CARRIED_ON: Final = 3
# …停不进去。”摆摊的某某说: who said it is no part of what was said.
_BEHIND_QUOTE: Final = re.compile(r"”[^“”。！？]{2,24}(?:说|道|介绍|表示|坦言|感叹|解释)(?=。?$)")
_SUBJECT: Final = 6
"""So short is what names a subject and tells nothing (最发愁的是电)."""
_CLOSE: Final = 2
"""So many sentences apart a firm may tell the same matter again."""


def from_speech(scene: Scene) -> Iterator[Finding]:
    """The appeals in what firms say, each with the answer that follows it."""
    for told in turns(scene):
        pieces = _once(scene, [p for index in range(len(told)) for p in _told(scene, told, index)])
        best_answers(scene, told, pieces)
        yield from (piece.finding for piece in pieces)


def _told(scene: Scene, told: list[Turn], index: int) -> Iterator[Piece]:
    """The matters of one turn of a firm."""
    if told[index].side.voice is Voice.FIRM and (told[index].word or index):
        yield from _said(scene, told, index)


def _said(scene: Scene, told: list[Turn], index: int) -> Iterator[Piece]:
    turn, text = told[index], scene.text
    answer = answer_near(scene, told, index)
    needed = _ENOUGH if turn.word or _opened_empty(told, index) else _CARRIED_ON
    last = _told_until(text, turn)
    behind = _BEHIND_QUOTE.search(text, turn.start, last)
    last = behind.start() if behind else last
    for start, end in _apart(text, turn.start, last):
        span = trimmed(text, start, end)
        said = text[span.start : span.end]
        trouble = weigh(said)
        raised = _brought_up(scene, turn, span)
        value = trouble.value + (1 if answer and turn.word else 0) + (_ENOUGH if raised else 0)
        if (
            len(said) < SHORTEST
            or value < needed
            or not (raised or _concrete(trouble, turn, answered=answer is not None))
        ):
            continue
        if (
            _ABOUT_TALK.search(said)
            or _SETTLED.search(said)
            or _COUNTED.fullmatch(said)
            or (not turn.word and _TASK.match(said))
        ):
            continue
        piece = Piece(
            span.start, span.end, index, value,
            "told by a firm" if turn.word else "carried on", (turn.word, *trouble.words),
            firms=turn.side.firms, added=start > turn.start + 1 or _one_of_many(told, index),
        )  # fmt: skip
        if last < turn.end and end == last:
            piece.reply = (last, turn.end)
        elif answer:
            begin = answer.subject if _ACTED.match(answer.word) else answer.start
            piece.reply, piece.unit = (begin, answer.end), answer.side.unit
        yield piece


def _apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The matters set apart by markers, and by ； where each side tells trouble of another kind."""
    for first, last in split(text, start, end):
        begin = first
        for mark in _SEMICOLON.finditer(text, first, last):
            one, other = text[begin : mark.start()], text[mark.end() : last]
            if weigh(one).hard and weigh(other).hard and _other_matter(one, other):
                yield begin, mark.start()
                begin = mark.end()
        yield begin, last


def _other_matter(one: str, other: str) -> bool:
    about = {categorise(one).category, categorise(other).category}
    return len(about) > 1 and None not in about


def _told_until(text: str, turn: Turn) -> int:
    """Where, inside the turn, somebody is told to do something about it."""
    for clause in _CLAUSE.finditer(text, turn.start, turn.end):
        begin = clause.start()
        opened = text.count("“", turn.start, begin) > text.count("”", turn.start, begin)
        done = _DONE.match(clause.group()) or ANSWERS.search(clause.group())
        if done and not opened and begin > turn.start:
            return begin - 1
    return turn.end


def _concrete(trouble: Trouble, turn: Turn, *, answered: bool) -> bool:
    """A difficulty or a request; hints alone only where they were raised and answered."""
    if turn.word == "“" and trouble.comforts:
        return False
    if trouble.hard or trouble.asks:
        return True
    return bool(trouble.strains) and answered and turn.word.startswith(RAISING)


def _brought_up(scene: Scene, turn: Turn, said: Span) -> bool:
    """Whether a firm that is named raises what is broken (反映道路积水) or says what it wishes."""
    if not turn.side.firms:
        return False
    broken = turn.word.startswith(RAISING) and defects(scene.text, said.start, said.end)
    return bool(broken) or turn.word.startswith(_ITS_WISH)


def _one_of_many(told: list[Turn], index: int) -> bool:
    """“…”“…” and then who said them: each quotation has a matter of its own."""
    return told[index].word == told[index - 1].word == "“"


def _opened_empty(told: list[Turn], index: int) -> bool:
    """最发愁的是电。…: the turn before gave the floor and named but the subject."""
    before = told[index - 1]
    return bool(before.word) and before.end - before.start <= _SUBJECT


def _once(scene: Scene, pieces: list[Piece]) -> list[Piece]:
    """A matter told twice in a row by the same firm is one: the fuller telling stays."""
    kept: list[Piece] = []
    for piece in pieces:
        if kept and not piece.added and _same(scene, kept[-1], piece):
            if (piece.value, piece.end - piece.start) > (
                kept[-1].value,
                kept[-1].end - kept[-1].start,
            ):
                kept[-1] = piece
            continue
        kept.append(piece)
    return kept


def _same(scene: Scene, one: Piece, other: Piece) -> bool:
    reading = scene.reading
    near = other.index - one.index <= _CLOSE and reading.paragraph_at(
        one.start
    ) == reading.paragraph_at(other.start)
    about = {categorise(scene.text[p.start : p.end]).category for p in (one, other)}
    return near and one.firms == other.firms and (len(about - {None}) < 2)  # noqa: PLR2004
