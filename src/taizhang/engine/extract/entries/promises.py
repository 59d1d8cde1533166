"""Promises: a body says what it is doing or will do, by itself or when asked."""

from __future__ import annotations

import re
from collections import deque
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.dates import time_set
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import FUTURE_OPENERS
from taizhang.engine.text.span import Span

SUBJECT_END: Final = (
    r"(?:[省市区县镇乡]里|区|县|市|镇|中心|局|委|会|办|厅|室|我们"
    r"|政协|人大|社区|公司|机关|园区|部门|政府|方面|集团|专班|组|街道|支队|大队)"
)
"""How the name of who acts ends."""

_FUTURE: Final = re.compile(
    rf"(?:^|(?<=[，。；：“]))(?P<who>[^，。；：“”]{{0,24}}?{SUBJECT_END})?(?:也|还|都|随后)?"
    rf"(?:将(?=(?:{either(FUTURE_OPENERS)}))|(?<=(?:表示|答复|承诺|透露|回应|介绍)[，：])将(?!近|来|军|要求|心)|正在(?!建|谋|进行的)|正围绕)"
)
_SOON: Final = re.compile(r"将|正[在围]")
_SPOKEN: Final = re.compile(r"(?:表示|答复|承诺|透露|说|指出|介绍|回应)[，：]?[“]?$")
_TAIL: Final = re.compile(r"[，；](?:并)?(?:希望|现场征求|欢迎|期待|勉励|表示感谢)")
SAID: Final = re.compile(r"(?:表示|答复|承诺|透露|指出|回应|介绍|获悉)[，：]?")
"""Verbs of saying before a promise."""
_OCCASION: Final = re.compile(r"针对|对|围绕|为|根据|结合|按照|在|以|通过")
OPENING: Final = re.compile(r"(?:此外|另外|同时|目前|下一步|接下来|会上|最后|其次|首先|现场)，")
"""Connectives before a task, no part of it."""


# 与供电部门对接，商定4月2日前换好阀门: what was agreed on the spot, by when.
_AGREED: Final = re.compile(r"(?:商定|约定|敲定|谈妥|议妥)了?，?")
_WITH: Final = re.compile(
    r"[^，。；]{0,16}?[与和同][^，。；]{2,16}(?:联系|对接|沟通|协商|商量|商议|会商|衔接)"
)
_PLANS: Final = re.compile(
    r"(?:表示|答复|承诺|透露|回应|介绍)[，：]“?(?P<who>[^，。；]{0,16}?)"
    r"已(?:经)?(?:着手|[与和同][^，。；]{2,16}(?:对接|联系|协商|沟通|达成))[^。；]{2,40}"
)


def agreed(scene: Scene, sentence: Span) -> Finding | None:
    """与某部门联系，商定4月2日前换好阀门."""
    text = scene.text
    found = _AGREED.search(text, sentence.start, sentence.end)
    if found is None or not time_set(text, found.end(), sentence.end):
        return None
    start = max(text.rfind(mark, sentence.start, found.start() - 1) for mark in "，；：") + 1
    start = max(start, sentence.start)
    with_whom = _WITH.fullmatch(text, start, found.start() - 1)
    first = start if with_whom else found.start()
    return Finding(LedgerKind.DIRECTIVE, first, sentence.end, "promise told", (found.group(),))


def begun(scene: Scene, sentence: Span) -> Finding | None:
    """…表示，某局已着手调整管网，3月5日起恢复供水: what is under way, with what comes of it."""
    text = scene.text
    under_way = text.find("已", sentence.start, sentence.end) >= 0
    found = _PLANS.search(text, sentence.start, sentence.end) if under_way else None
    if found is None or not time_set(text, found.start("who"), sentence.end):
        return None
    start = found.start("who")
    return Finding(LedgerKind.DIRECTIVE, start, sentence.end, "promise told", (found.group()[:2],))


def promised(scene: Scene, sentence: Span) -> Finding | None:
    """管委会正在…, 高新区将…, 负责人答复，将…."""
    text = scene.text
    if not _SOON.search(text, sentence.start, sentence.end):
        return None
    for future in _FUTURE.finditer(text, sentence.start, sentence.end):
        spoken = bool(_SPOKEN.search(text, sentence.start, future.start()))
        before = text[sentence.start : future.end()]
        said = re.search(r"(?:表示|答复|承诺|透露|回应)[，：]", before)
        if not (future["who"] or spoken or said):
            continue
        start = future.start() if spoken else _start(text, sentence.start, future.end())
        tail = _TAIL.search(text, future.end(), sentence.end)
        end = tail.start() if tail else sentence.end
        rule = "promise told" if spoken or said else "promise"
        return Finding(LedgerKind.DIRECTIVE, start, end, rule, (future.group(),))
    return None


def _start(text: str, start: int, future: int) -> int:
    """From the last verb of saying on, without connectives; else from the start of the sentence."""
    said = deque(SAID.finditer(text, start, future), maxlen=1)
    first = said[0].end() if said else start
    while first < future and text[first] in "，。；：“ \n":
        first += 1
    opening = OPENING.match(text, first, future)
    first = opening.end() if opening else first
    clause = max(text.rfind(mark, first, future) for mark in "，：；") + 1
    # Before the clause of the promise only its occasion belongs to it: 针对…, 在…基础上.
    return first if clause <= first or _OCCASION.match(text, first) else clause
