"""What speaks for a clause being a task, and what against it: weighed, with the words kept.

The narrow rules of `directives` know turns of phrase. What they leave is weighed here by its
kind: who speaks and how, whether it says must or will, opens with the verb of a task, names who
is to do it; against that whether it tells what is done, praises, or describes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import ACTION, DONE, MANNERS, PRAISE, TASK_VERBS

ENOUGH: Final = 3
"""From this weight on a clause is a task."""
PLENTY: Final = 5
"""From this weight on it is one for sure."""

_HARD: Final = re.compile(
    r"要求|强调|指出|部署|叮嘱|嘱咐|明确|提出|议定|决定|指示|责成|号召|讲话|安排|任务|打算|措施|计划"
)
_VERB: Final = rf"(?:(?:{either(MANNERS)})地?，?){{0,3}}(?:{either(tuple({*ACTION, *TASK_VERBS}))})"
_OPENS: Final = re.compile(rf"(?:同时，|并|更|继续|[既又还也]?要)?{_VERB}")
_MODAL: Final = re.compile(
    r"(?:[^，。；]{0,20}?(?<![需主重必只摘纪概简首想]))(?:要(?!求|素|点|害|闻|么|是|件|道|领)|务必|必须|应当|须(?!知))"
)
_WHO: Final = re.compile(
    r"[^，。；]{0,12}?(?:各(?!方面|类|种|项)|全[区市县镇乡体]|有关|相关|我们|部门|单位|乡镇|街道|企业)"
)
_LATER: Final = re.compile(
    r"(?:下一?步|下一?阶段|接下来|今后|后续)[^。；]{0,30}?(?:将|要(?!求)|继续)"
)
_TELLS: Final = re.compile(
    r"(?<!为)了(?!解(?![答决])|结|然|如|望)|已(?!有的)|曾|截至|以来|近年|去年|取得|共(?:检查|走访|发现|完成|排查)"
    r"|是[^，。；]{1,30}(?:体现|举措|途径|基础|关键|桥梁|纽带|要求|的$)|目的是|这是|位于|旨在|会议(?:听取|传达|学习|通报|由)|参加|出席|陪同|主持"
)
_FOR: Final = re.compile(rf"(?:{either(PRAISE, DONE)})")
_PART: Final = re.compile(r"[^，。；：]+")


@dataclass(frozen=True, slots=True)
class Weight:
    """How much speaks for a task, and the words that do."""

    value: int
    words: tuple[str, ...]


def weigh(clause: str, context: str) -> Weight:
    """The weight of a clause said in a context (the verb of saying, or the heading's word)."""
    opening = [part.group() for part in _PART.finditer(clause)][:3]
    acts = [found for part in opening if (found := _OPENS.match(part))]
    asked = [(_MODAL.match(clause), 2), (_LATER.match(clause), 3)]
    asked += [(found, 1) for found in acts[:2]]
    if not any(found for found, _points in asked):
        return Weight(0, ())
    told = [(_HARD.search(context), 2), *asked, (_WHO.match(clause), 1)]
    against = 3 * (bool(_TELLS.search(clause)) + bool(_FOR.search(clause)))
    spoken = 1 if context and not _HARD.search(context) else 0
    value = sum(points for found, points in told if found) + spoken - against
    return Weight(value, tuple(found.group()[-12:] for found, _points in told if found))
