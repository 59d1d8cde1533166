"""What stands behind a problem that is told: whether it is one, and where its answer is."""

from __future__ import annotations

import re
from typing import Final

from taizhang.engine.extract.entries.finding import Scene
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.matters import EMPTY_MATTERS, HELP
from taizhang.engine.patterns import compiled
from taizhang.engine.text.span import Span

FIRM: Final = r"(?:企业|公司|厂|集团|商户|员工|职工)"
"""Words for enterprises and their people."""
HELP_TOLD: Final = compiled(rf"(?:{either(HELP)})|负责(?!人)")
_WISH: Final = re.compile(r"期盼|盼望|希望政府|我们也")
# …，希望帮助招聘: what the firm itself asks for is no answer to it.
WISHED: Final = re.compile(
    r"[，；]?(?:也|还|并|因此|因而|故|为此|现|特|故此|迫切|恳切|急切|非常|很)?"
    r"(?:希望|盼|恳请|恳求|请求|期待|期望|渴望|呼吁|申请|建议|请(?=政府|有关|相关|上级|园区|[市区县省镇])|想(?=请|让)|求(?=助))"
)

# 提出三点建议, 许多宝贵意见: how many there are says nothing of them.
_HOW_MANY: Final = re.compile(
    r"[一二两三四五六七八九十几多\d]{1,3}[点条个项件]|许多|很多|不少|若干|宝贵|合理化|建设性|好"
)


def says_something(matter: str) -> bool:
    """Whether more is left than "the problems that were raised"."""
    rest = _HOW_MANY.sub("", matter)
    for word in EMPTY_MATTERS:
        rest = rest.replace(word, "")
    return len(rest) >= 2  # noqa: PLR2004 - two characters name a matter


def reply_to(scene: Scene, start: int, sentence: Span) -> tuple[int, int] | None:
    """The rest of the sentence, or the next one in the paragraph, when it tells help."""
    text = scene.text
    end = sentence.end
    if _WISH.search(text, start, end) or WISHED.match(text, start, end):
        return None
    if re.search(r"[^，。；\s]", text[start:end]) and HELP_TOLD.search(text, start, end):
        return bare(text, start, end)
    paragraph = scene.reading.paragraph_at(start)
    stop = text.find("。", end, paragraph.end)
    if end < paragraph.end and stop > 0 and HELP_TOLD.search(text, end, stop):
        return bare(text, end, stop)
    return None


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The place without marks and blanks at its ends."""
    while start < end and text[start] in "，。；：、 ":
        start += 1
    while start < end and text[end - 1] in "，。；：、 ":
        end -= 1
    return start, end
