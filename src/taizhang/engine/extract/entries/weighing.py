"""What speaks for a clause being a task, and what against it: weighed, with the words kept.

The narrow rules of `directives` know turns of phrase. What they leave is weighed here by its
kind: who speaks and how, whether it says must or will, opens with the verb of a task, names who
is to do it and by when; against that whether it tells what is done, praises, or describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from taizhang.engine.extract.dates import time_set
from taizhang.engine.extract.entries.finding import Scene
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import ACTION, DONE, MANNERS, PRAISE, TASK_VERBS
from taizhang.engine.lexicon.people import TITLE_ENDINGS
from taizhang.engine.patterns import compiled
from taizhang.engine.records import record
from taizhang.engine.text.span import Span

ENOUGH: Final = 3
"""From this weight on a clause is a task."""
BOTH: Final = 2
"""Who and when: without any context it takes both."""
PLENTY: Final = 5
"""From this weight on it is one for sure."""

_HARD: Final = re.compile(
    r"要求|强调|指出|部署|叮嘱|嘱咐|明确|提出|议定|决定|指示|责成|号召|讲话|安排|任务|打算|措施|计划"
    r"|通知|交办|交代|纪要|事项|要点|方案|意见|分工|承诺|答应|保证|下一?步|重点工作"
)
_ACTS: Final = either(tuple({*ACTION, *TASK_VERBS}))
_VERB: Final = rf"(?:(?:{either(MANNERS)})地?，?){{0,3}}(?:{_ACTS})"
_OPENS: Final = compiled(rf"(?:同时，|并|更|继续|[既又还也]?要)?{_VERB}")
_MODAL: Final = re.compile(
    r"请(?!示|求|假|教|客|愿|缨|问|您|大家|广大|市民|关注|点击|扫|注意|读者|来)|(?:[^，。；]{0,20}?(?<![需重必只摘纪概简首想])(?<!(?<!业)主))(?:要(?!求|素|点|害|闻|么|是|件|道|领|看到|认识到|指出|说明)|务必|必须|应当|须(?!知)|不得(?=[一-鿿]{2})|不准|一律|严禁)"
)
_WHO: Final = re.compile(
    r"[^，。；]{0,12}?(?:各(?!方面|类|种|项)|全[区市县镇乡体]|有关|相关|我们|部门|单位|乡镇|街道|企业)"
)
_LATER: Final = re.compile(
    r"在?(?:下一?步|下一?阶段|接下来|今后|后续)[^。；]{0,30}?(?:将|要(?!求)|继续)"
)
# 每月25日前报送进度, 于10日前书面报我局: nothing else is said so.
_DUE_IN: Final = re.compile(
    r"[^。；]{0,40}?(?:每[日周旬月季年]|半[月年]|[日月周]?前|[日周月]内|之日起)[^。；]{0,30}?(?:(?<!汇)报送|上报|报(?=[我至送本][局办区县市镇委处所]|[省市区县镇乡局委办安整专])|反馈(?!会))"
)
# 对屡查屡犯的，一律…; 对逾期未改的，由…: what is done with whoever does so.
_THOSE: Final = re.compile(
    r"[^。；]{0,4}?(?:对|凡(?:是)?)[^。；]{2,50}?的，(?:[^，。；]{0,12}?(?:由|将|要|一律|依法|予以|从严|坚决|取消|约谈|移送))"
)
TELLS: Final = compiled(
    r"多次|(?<![为没])了(?!解(?![答决])|结|然|如|望)|已(?!有的)|曾|截至|以来|近年|去年|取得|共(?:检查|走访|发现|完成|排查)"
    r"|(?:建成|投产|投用|竣工|通车)后[将可]?|就(?:协调|拨付|解决|办结|批复|对接)|进入[^，。；]{0,12}阶段|是[^，。；]{1,30}(?:体现|举措|途径|基础|关键|桥梁|纽带|要求|的$)|目的是|这是|(?<!单)位于|旨在|会议(?:听取|传达|学习|通报|由)|参加|出席|陪同|主持|先后|预计|[召举][开行][^，。；]{0,6}[，。]"
)
# 去年已经走访过的企业: told of a thing, not by the clause.
_TOLD_OF: Final = re.compile(r"(?:已经?|去年|曾)[^，。；]{1,14}的(?=[一-鿿])")
_FOR: Final = re.compile(rf"(?:{either(PRAISE, DONE)})")
# 5月3日，某局组织…开展联合检查: what news open with has been done.
_NEWS: Final = re.compile(
    r"(?:本报讯)?(?:(?:20\d\d年)?\d{1,2}月\d{1,2}日|近日|日前|昨日|连日来|[本上]周[一二三四五六日]?)(?:[上下]午|晚上?|清晨)?，"
    r"[^，。；将要拟]{2,30}?(?:组织|会同|联合|开展|举行|举办|启动|召开|来到|赴)"
)
_PART: Final = re.compile(r"[^，。；：]+")
_TITLED: Final = compiled(
    rf"(?:(?:有关|相关|主要)?(?:{either(TITLE_ENDINGS)})|表示|介绍|说|认为|汇报|通报了|获|是|位于|召开|举行|举办的)"
)
# Behind the name of a unit: what it is to do, without a word that something is so or done.
_WORKS: Final = re.compile(
    rf"(?:（[^（）]{{1,12}}）)?(?:[、和与及][^，。；：]{{2,20}}?)?[^，。；：的了已曾是有]{{0,12}}?(?:要(?!求)|将|会同|牵头|负责(?!人)|[对把按](?!此)|{_ACTS})"
    # 某局逐段清淤，…: whatever it is, up to the end of the clause nothing says that it is so.
    r"|[^，。；：、的了已曾是有在获为]{3,24}(?=[，。；]|$)"
)
_ALL_WORK: Final = re.compile(
    rf"(?:各(?!方面|类|种|项|方)|全[区市县镇乡](?!域)|有关|相关)[^，。；的了已]{{1,16}}?(?:要(?!求)|将|[对把](?!此)|{_ACTS})"
)
# 一要突出重点。: what an item is called whose tasks follow; as a task of its own the list has it.
_ITEM_TITLE: Final = re.compile(r"[一二三四五六七八九十]{1,2}(?:要|是)[^，。；：]{2,10}")
_ALL_OPENS: Final = frozenset("各全有相")
"""What it begins with."""
_BY: Final = compiled(
    rf"(?<![自经来])由(?!于|此|原|过去)[^，。；：的了]{{2,20}}?(?:{_ACTS}|负责|牵头|会同|接管|统一|先行|主办|承办)"
)
_FIRST: Final = 4
"""Who is to do it is told in one of the first clauses."""


@record
class Weight:
    """How much speaks for a task, and the words that do."""

    value: int
    words: tuple[str, ...]


def weigh(clause: str, context: str, concrete: tuple[str, ...] = ()) -> Weight:
    """The weight of a clause said in a context (the verb of saying, or the heading's word).

    `concrete` are the words by which it names who is to act and by when, two points each.
    """
    if not concrete and _ITEM_TITLE.fullmatch(clause.rstrip("。；")):
        return Weight(0, ())
    opening = [part.group() for part in islice(_PART.finditer(clause), 3)]
    acts = [found for part in opening if (found := _OPENS.match(part))]
    modal = next((found for part in opening if (found := _MODAL.match(part))), None)
    asked = [
        (modal, 2),
        (_LATER.match(clause) or _DUE_IN.match(clause) or _THOSE.match(clause), 3),
    ]
    asked += [(found, 1) for found in acts[:2]]
    if not concrete and not any(found for found, _points in asked):
        return Weight(0, ())
    if not context and opens_news(clause):
        return Weight(0, ())
    if not context and len(concrete) < BOTH and not any(found for found, _p in asked[:2]):
        return Weight(0, ())  # news tells all day long who does what
    told = [(_HARD.search(context), 2), *asked, (_WHO.match(clause), 1)]
    plain = _TOLD_OF.sub("", clause)
    against = 3 * (bool(TELLS.search(plain)) + bool(_FOR.search(plain)))
    spoken = 1 if context and not _HARD.search(context) else 0
    value = sum(points for found, points in told if found) + 2 * len(concrete) + spoken - against
    said = tuple(found.group()[-12:] for found, _points in told if found)
    return Weight(value, (*said, *concrete))


def opens_news(clause: str) -> bool:
    """Whether it tells what was done on a day, as news open."""
    return bool(_NEWS.match(clause))


def concrete(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    """Who is to act and by when, in the words of `[start, end)`: at most one of each."""
    who = next(_who(scene, start, end), "")
    when = time_set(scene.text, start, end)
    return tuple(word for word in (who, when) if word)


def _who(scene: Scene, start: int, end: int) -> Iterator[str]:
    text = scene.text
    may_by = text.find("由", start, end) >= 0
    for number, part in enumerate(_PART.finditer(text, start, end)):
        if number >= _FIRST:
            return
        first = part.start() + (text[part.start()] in "由请并")
        named = next(scene.within(first, part.end(), "unit", "enterprise"), None)
        charged = first > part.start() and text[named[0].end] != "的" if named else False
        if named and named[0].start == first and (charged or works(text, named[0].end)):
            yield named[0].name
        may_all = text[part.start()] in _ALL_OPENS
        everybody = _ALL_WORK.match(text, part.start(), part.end()) if may_all else None
        by = _BY.search(text, part.start(), part.end()) if may_by else None
        if everybody or by:
            yield (everybody or by).group()[:12]  # type: ignore[union-attr]  # one of them is


def works(text: str, place: int) -> bool:
    """Whether the unit named before `place` is to do something."""
    return not _TITLED.match(text, place) and bool(_WORKS.match(text, place))


def front(scene: Scene, start: int, end: int) -> int:
    """Where the task starts: past the clauses that only tell how things are."""
    text = scene.text
    parts = [Span(*part.span()) for part in _PART.finditer(text, start, end)]
    first = next((n for n, part in enumerate(parts) if bears(scene, part)), 0)
    while first and topic(text, parts[first - 1]):
        first -= 1
    return parts[first].start if first else start


def bears(scene: Scene, part: Span) -> bool:
    """Whether a clause says by itself that something is to be done."""
    text = scene.text
    piece = text[part.start : part.end]
    if TELLS.search(_TOLD_OF.sub("", piece)):
        return False
    return bool(_MODAL.match(piece) or _OPENS.match(piece) or concrete(scene, part.start, part.end))


def topic(text: str, part: Span) -> bool:
    """Whether a clause names what the task is about: 定不下来的，… · 对涉及规划的，…."""
    piece = text[part.start : part.end]
    return piece.startswith(("对", "针对", "围绕", "关于", "以上", "上述", "凡")) or piece.endswith(
        ("的", "问题", "事项", "难题")
    )
