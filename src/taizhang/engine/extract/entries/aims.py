"""What a passage is for: tasks, problems or neither, by the words that announce it.

A heading (下一步工作, 存在问题) speaks for the paragraphs below it; a line that introduces
(现将有关事项通知如下：, 会议议定：, 现予以曝光：) for all that follows, until the closing lines
of the document (联系人, 附件, 出席).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from taizhang.engine.extract.reading import Reading, Role
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import PROBLEM_HEADINGS, REPORT_HEADINGS, TASK_HEADINGS
from taizhang.engine.patterns import compiled


class Aim(Enum):
    """What stands in a passage, as far as it is announced."""

    OPEN = auto()
    TASKS = auto()
    PROBLEMS = auto()


@dataclass(frozen=True, slots=True)
class Passage:
    """What a paragraph is for, and the words that say so."""

    aim: Aim = Aim.OPEN
    words: str = ""


_OPEN: Final = Passage()
_TASKS: Final = re.compile(rf"(?:{either(TASK_HEADINGS)})(?:[（(][^（）()]{{1,12}}[）)])?[。：:]?$")
_PROBLEMS: Final = re.compile(rf"(?:{either(PROBLEM_HEADINGS)})(?:清单|汇总|台账)?[。：:]?$")
_REPORTS: Final = re.compile(rf"(?:{either(REPORT_HEADINGS)})[。：:]?$")
# The last words of a paragraph that introduces what follows.
_ANNOUNCED: Final = compiled(
    r"(?:议定|确定|商定|形成|明确|决定|要求|部署|安排|交办|通知|意见|措施|事项|任务|纪要|分工)[^，。；：“”]{0,8}(?:如下|以下[^，。；：]{0,8})[：:。]$"
    r"|(?:会议|经研究|讨论)[^，。；：]{0,8}(?:议定|明确|决定|要求|强调)[^，。；：]{0,8}[：:]$"
    r"|(?:提出|作出|作了|做了?)[^，。；：]{0,8}(?:要求|部署|安排|意见)[：:]$"
    r"|制定(?:本|以下|如下|该)(?:方案|措施|意见|计划|要点|办法)[。：:]$"
)
_EXPOSED: Final = re.compile(
    r"(?:隐患|违法|违规|案例|问题突出|曝光|安全问题|主要问题|存在(?:的)?问题)[^，。；]{0,20}(?:如下|以下|公布|曝光|印发|通报)[^，。；]{0,6}[：:。]?$"
)
# 共检查…，发现问题9个。…具体情况如下：, 检查结果公示如下：
_CHECKED: Final = re.compile(
    r"(?:检查|抽查|暗访|督[察查]|巡查|夜查|排查|监测|发现)[^：\n]{0,110}?(?:情况|结果|问题|隐患|名单|单位)[^，。；：]{0,8}?"
    r"(?:如下|公示|公布|曝光|通报|反馈)[^，。；：]{0,6}[：:]\s*$|存在(?:以下|下列|如下)[^，。；：]{0,12}(?:问题|隐患)[：:]\s*$"
)
_ASKS: Final = re.compile(r"整改要求|工作要求|有关要求|任务|事项|诉求|困难|企业反映")
# 现将典型问题反馈如下，请认真组织整改，…: what is asked of the reader may follow.
_FED_BACK: Final = re.compile(
    r"(?:问题|隐患|违法|违规|案例|缺陷)[^，。；]{0,12}(?:反馈|通报|移交|交办|公布|曝光|通知|告知)[^，。；]{0,4}如下，请[^：:]{0,120}[：:。.]?\s*$"
)
_SECTION: Final = re.compile(r"\s*[（(][一二三四五六七八九十]{1,2}[）)]")
_BRACKETED: Final = re.compile(r"\s*【[^【】\n]{2,20}】\s*")
_TAIL: Final = 160
_CLOSING: Final = re.compile(
    r"\s*(?:联系人|联系电话|附件|附表|出席|列席|参加|请假|缺席|分送|抄送|报[：:]|送[：:]|发[：:]|来源|供稿|特此|备注|主持|记录)"
)
_LAST: Final = 60


def passages(reading: Reading) -> dict[int, Passage]:
    """For the start of each paragraph what it is for."""
    found: dict[int, Passage] = {}
    article, announced, here, chapter = "", _OPEN, _OPEN, _OPEN
    for paragraph in reading.paragraphs:
        text = reading.text[paragraph.start : paragraph.end]
        if paragraph.article.id != article:
            article, announced = paragraph.article.id, _OPEN
            here = chapter = announced
        if paragraph.role is not Role.BODY or _BRACKETED.fullmatch(text):
            # （一） below 二、存在问题 says where, its chapter says what for.
            here = _heading(text, chapter if _SECTION.match(text) else announced)
            chapter = chapter if _SECTION.match(text) else here
        elif _CLOSING.match(text):
            announced = here = chapter = _OPEN
        found[paragraph.start] = here
        said = _announcement(text) if paragraph.role is Role.BODY else None
        if said:
            announced = here = said
    return found


def _heading(text: str, announced: Passage) -> Passage:
    """What a heading says of the paragraphs below it; else what was announced above."""
    for pattern, aim in ((_TASKS, Aim.TASKS), (_PROBLEMS, Aim.PROBLEMS), (_REPORTS, Aim.OPEN)):
        said = pattern.search(text[-_LAST:].strip("【】 "))
        if said:
            return Passage(aim, said.group())
    return announced


def _announcement(text: str) -> Passage | None:
    last = text.rstrip()[-_LAST:]
    exposed = _EXPOSED.search(last) or _FED_BACK.search(text[-_TAIL:])
    if not exposed and last.endswith(("：", ":")) and not _ASKS.search(last):
        exposed = _CHECKED.search(text[-_TAIL:])
    if exposed:
        return Passage(Aim.PROBLEMS, exposed.group())
    said = _ANNOUNCED.search(last)
    return Passage(Aim.TASKS, said.group()) if said else None
