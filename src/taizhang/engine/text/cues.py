"""What the first words of a block say: does an article begin here, or does one go on?"""

from __future__ import annotations

import re
from typing import Final

from taizhang.engine.patterns import compiled
from taizhang.engine.text.bylines import dateline
from taizhang.engine.text.marks import NEVER_FIRST, balance

DATELINE: Final = 4
"""本报讯: an article begins, whatever else is said."""
DATED: Final = 2
"""A date in the first words: an article very likely begins."""
MIDDLE: Final = -5
"""The first character cannot begin a sentence."""

_MONTH_DAY: Final = compiled(r"(?:\d{1,2}\s?月\s?)?\d{1,2}\s?日(?!前|内|起|底|至|均)")
_LATELY: Final = re.compile(
    r"(?:近日|日前|今天|今日|昨天|昨日|连日来|近年来|今年以来|为了?|[一-龥]{2,8}(?:近日|日前|今天))"
)
_GOES_ON: Final = re.compile(
    r"会上|会后|会前|会议(?:还|还?[指强要认听传审研部]|首先|最后|由)|座谈会上|随后|此外|同时|另外|当[天日晚]|据了解|据悉|据介绍|"
    r"其中|目前|下一步|接下来|最后|期间|[一-龥]{2,6}结束后|活动(?:中|现场|期间)|调研(?:中|期间|结束)|检查(?:中|组|人员)|与会|参会|现场|"
    r"针对|截至|未来|上述|该[一-龥]|他|她|在[^，。]{0,12}(?:中|时|期间|过程中|之后|后)，|"
    r"[一-龥]{2,3}(?:指出|强调|表示|要求|认为|说|介绍|一行|先后|还|首先|叮嘱|在[^，。]{0,8}(?:指出|强调|要求))|"
    r"[二三四五六七八九十]+[是要、]"
)
_SPEAKER: Final = re.compile(
    r"(?P<name>[一-龥]{2,3}?)(?:首先|还|又|同时)?(?:指出|强调|表示|要求|认为|说|介绍|叮嘱|一行)"
)
_TITLE: Final = (
    r"(?:书记|主任|市长|区长|县长|镇长|乡长|局长|部长|厅长|省长|院长|主席|秘书长|组长|处长|科长|所长|站长|"
    r"董事长|经理|总裁|负责人|委员|代表|党组成员)"
)
_NOBODY: Final = frozenset(("会议", "大会", "通知", "意见", "会上", "报告", "文件", "他还", "她还"))
_INTRODUCED: Final = re.compile(
    rf"{_TITLE}(?P<name>[^\W\d_a-zA-Z等参出主带陪及和与][一-龥]{{1,2}}?)"
    r"(?=[，。、；]|出席|主持|带[领队]|来到|深入|前往|指出|强调|表示|要求|介绍|调研|参加|说|到|在|先后|一行|主)"
)


def freshness(text: str) -> int:
    """How surely an article begins with `text`: from `DATELINE` down to `MIDDLE`."""
    if text[0] in NEVER_FIRST or balance(text)[0]:
        return MIDDLE
    if dateline(text)[0]:
        return DATELINE
    score = 0
    if _MONTH_DAY.search(text, 0, 18):
        score += DATED
    elif _MONTH_DAY.search(text, 0, 80):
        score += 1
    if _LATELY.match(text):
        score += 1
    if _GOES_ON.match(text):
        score -= 3
    return score


def speaker(text: str) -> str | None:
    """Who goes on speaking where a text begins with a bare name: 赵云峰强调."""
    found = _SPEAKER.match(text)
    return None if found is None or found["name"] in _NOBODY else found["name"]


def introduced(text: str) -> frozenset[str]:
    """Names that are given with a title: 管委会主任赵云峰."""
    return frozenset(found["name"] for found in _INTRODUCED.finditer(text))
