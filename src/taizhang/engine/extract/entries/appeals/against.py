"""Problems that a turn of phrase names as such: 针对…问题, 为解决…难题, 对…等问题提出了意见."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.categories import categorise
from taizhang.engine.extract.entries.appeals.replies import FIRM, bare, reply_to, says_something
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.matters import PROBLEM_NOUNS, RAISE
from taizhang.engine.text.span import Span

_RAISE: Final = either(RAISE)
_NOUN: Final = either(PROBLEM_NOUNS)

# Each of the next four patterns holds one of these.
_ANY_NOUN: Final = re.compile(either(PROBLEM_NOUNS, ("问题", "需求", "难题", "诉求", "建议")))
# 针对甲公司、乙公司反映的某某问题，<answer>
_AGAINST: Final = re.compile(
    rf"(?:针对|对于|关于|对)(?P<what>[^。；：\n]{{2,80}}?(?:{_RAISE})的?(?P<matter>[^。；：\n]{{2,40}}?)(?:这一)?(?:{_NOUN}|建议))(?:，|$)"
)
# 对甲处道路建设缓慢、办证慢等问题提出了意见和建议
_ON: Final = re.compile(
    rf"(?:就|对|围绕|针对)(?P<what>(?P<matter>[^。；：，\n]{{4,80}}?)等(?:方面)?(?:的)?(?:{_NOUN}))"
    r"(?=(?:纷纷|积极|分别)?提出(?:了)?(?:宝贵|诚恳)?(?:的)?(?:意见|建议|诉求))"
)
# 针对职工停车难这一问题，<answer>: no verb of raising, but a difficulty.
_AGAINST_TROUBLE: Final = re.compile(
    rf"针对(?P<what>(?P<matter>[^。；：，\n]{{2,40}}?(?:难|缺|不足|贵|慢|差|少|紧张|短缺))(?:的|这一|等)?(?:{_NOUN}))，"
)
# 为了解决工厂用气贵问题，<answer>
_TO_SOLVE: Final = re.compile(
    rf"(?:为了?|着力|帮助企业)解决(?P<what>(?P<matter>[^。；：，\n]{{2,30}}?)(?:{_NOUN}))，"
)
# …多数企业缺中试场地这一共性问题
_SHARED: Final = re.compile(
    r"(?:(?:得知|了解到|反映|发现|掌握到|提出)，?)(?P<what>[^。；：\n]{6,100}?(?:共性|普遍性?|共同)(?:的)?(?:问题|需求|难题|诉求))"
)


def named(scene: Scene, sentence: Span) -> Iterator[Finding]:
    """The problem that a sentence names as such, with everything behind it as the answer."""
    text = scene.text
    if not _ANY_NOUN.search(text, sentence.start, sentence.end):
        return
    for pattern, rule in (
        (_ON, "against"),
        (_AGAINST, "against"),
        (_AGAINST_TROUBLE, "against"),
        (_TO_SOLVE, "to solve"),
        (_SHARED, "shared"),
    ):
        for found in pattern.finditer(text, sentence.start, sentence.end):
            matter = found["matter"] if "matter" in pattern.groupindex else found["what"]
            if not says_something(matter) or not _concerns_firms(scene, found, rule):
                continue
            start = _own_start(text, found.start("what"), found.end("what"))
            yield Finding(
                LedgerKind.APPEAL,
                start,
                found.end("what"),
                rule,
                (text[found.start() : found.start("what")], found["what"][-2:]),
                reply=_rest(scene, found.end("what"), sentence),
            )
            return


def _own_start(text: str, start: int, end: int) -> int:
    """The problem starts behind an inner 针对 or 反映 that only leads to it."""
    inner = text.rfind("针对", start, end)
    return inner + 2 if inner >= 0 else start


def _concerns_firms(scene: Scene, found: re.Match[str], rule: str) -> bool:
    start, end = found.start("what"), found.end("what")
    if found.re is _ON:
        told = scene.reading.sentence_at(start).start
        return bool(weigh(found["what"]).hard and re.search(FIRM, scene.text[told:start]))
    named = any(True for _ in scene.within(start, end, "enterprise"))
    spoken = bool(re.search(FIRM, found["what"]))
    if rule == "to solve":
        return spoken and categorise(found["what"]).category is not None
    return named or spoken


def _rest(scene: Scene, start: int, sentence: Span) -> tuple[int, int] | None:
    """Behind 针对…问题， everything in the sentence is the answer, whatever its verbs."""
    first, last = bare(scene.text, start, sentence.end)
    return (first, last) if first < last else reply_to(scene, start, sentence)
