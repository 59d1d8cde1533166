"""Orders: what somebody asks of somebody named in the same clause (要求商铺及时整改)."""

from __future__ import annotations

import re
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.extract.entries.weighing import concrete
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import ACTION, MANNERS, TASK_VERBS
from taizhang.engine.patterns import compiled
from taizhang.engine.text.span import Span

_ORDER: Final = compiled(
    r"(?:要(?<![的照按关]要)求|责令|督促|叮嘱|嘱咐|提醒)(?:相关|涉事|上述|有关|被检查|被查)?(?:责任|工厂)?"
    r"(?:企业|其|该[公企单厂店][司业位]?|场所|商户|商家|业主|工厂|单位|部门|工程|项目|施工方|(?:主要)?负责人员?|责任人|我[省市区县镇乡]|[一-鿿]{1,8}?(?:局|委|办|镇|街道|中心|大队|社区|村委会)(?:会同[^，。；]{2,10})?|[各全][一-鿿（）()、]{1,10}?)"
    rf"(?:主要)?(?:负责人|责任人)?[^，。；]{{0,16}}?(?:整改(?!通知)"
    r"|整顿|停产|停业|停止|清理|拆除|更换|恢复|重视|查漏补缺|发力|规范|配合|强化|增强"
    rf"|{either(ACTION, TASK_VERBS)})"
)
# 要求商铺及时整改, 要求在一周内…: whoever it is said to, how and by when makes it an order.
_TOLD_TO: Final = compiled(
    r"(?P<verb>(?<![的照按关作体])要求|责令|督促|叮嘱|嘱咐|提醒|指示|希望|寄语|让(?=[^，。；]{0,12}(?:工作人员|部门|单位|负责人|同志|干部|专班)))(?![，：的])"
    r"(?!政府|[市区县省](?:里|委|政府|能|级)|上级|能|相关部门|有关部门|领导)"
    rf"[^，。；：]{{0,16}}?(?:{either(MANNERS)}|立刻|当场|限期|当天|当日|连夜|今天|明天|本周|下周|节前|汛前|按时|按照|要(?!求|素|点)|务必|必须|不要|不得|严禁|[在于][^，。；]{{1,10}}[内前]|[\d一二三四五六七八九十两半]{{1,3}}个?(?:工作日|小时|天|日|周|月)(?:之)?内|加强|落实|做好|整改(?!通知))"
)
# 责令全面停工整改, 限3日内整改: nobody is named, the place is known.
_BARE: Final = re.compile(
    r"责令[^，。；：]{0,20}?(?:停工|停产|停业|停止|暂停|整改|改正|整顿|拆除|关闭|撤出)(?!通知|决定|[^，。；]{0,8}书)[^。；]*|(?<!确保)(?<!确保问题)(?<!确保隐患)限(?:期|\d{1,3}(?:日|天|个工作日|小时)内)(?:整改|改正|拆除|完成)(?!通知|决定|[^，。；]{0,8}书)[^。；]*"
)
# 督促整改97处, 已责令整改: a figure, or what was done at another time.
_COUNTED: Final = re.compile(
    r"(?:整改|清理|拆除|改正|查封|关停|停产|落实|完成|办理|解决)(?:了|隐患|问题)*\d{1,6}(?:处|家|个|项|起|条|件|次)"
)
_PAST: Final = re.compile(
    r"(?:上月|此前|去年|曾|上周|前期|多次|两次|再次)[^，。；]{0,6}(?:已)?被?$"
)
# 区卫健委要督促各医院…: whose task it is stands before it.
_CHARGED: Final = compiled(
    r"(?:^|(?<=[，：]))[^，。；：的]{1,16}(?:[局委办厅镇乡]|中心|街道|大队|部门|单位|管委会|政府)都?要(?!求)[^。；：]*$"
)
_FINE: Final = re.compile(r"，(?:并)?(?:对[^，。；]{1,16})?处[^，。；]{0,14}罚款")
_VERBS: Final = re.compile(r"让|要求|责令|督促|叮嘱|嘱咐|提醒|指示|希望|寄语")
# 按照有关要求, 响应…号召, 进行部署: a noun, nobody asks.
_NOUNS: Final = ("要求", "部署", "号召", "决定", "指示", "明确")
_NOUN_AFTER: Final = compiled(
    r"(?:(?:按照|根据|依照|对照|落实|贯彻|符合|遵循|结合|围绕|达到|响应|进行)[^，。；：]{0,24}(?<![上中时])"
    r"|的|有关|相关|各级|工作|具体|重要|动员|安排)$"
)
_BACK: Final = 30
CLAUSE: Final = re.compile(r"[^，。；：]+[，。；：]?")
"""A clause with the mark behind it."""
# 各部门要…, 相关单位应…: said to many, it is a task whoever says it.
_TO_ALL: Final = re.compile(
    r"(?:各(?!方面|类|种|项)|全[区市县镇乡]|有关|相关)[^，。；的]{1,14}?(?:一定|都|也)?(?<![需主重必只摘纪概简首])(?:要(?!求|素|点)|务必|必须)(?=[一-鿿])"
)
# What it opens with: most sentences hold none.
_MANY: Final = re.compile(r"各|全[区市县镇乡]|有关|相关")
_NOTICE: Final = compiled(r"(?:^|，)\s*请(?:你|各|贵|将|按|于|抓|严|认|在)")
_AGREED: Final = re.compile(r"(?:会议)?(?:原则(?:上)?)?同意(?!的|意见)")


def is_noun(text: str, start: int, demand: re.Match[str]) -> bool:
    """Whether the word of demand is what others ask: 按照上级要求，…, 响应号召，…."""
    if demand.group().endswith("：") or not demand.group().startswith(_NOUNS):
        return False
    return bool(_NOUN_AFTER.search(text[max(start, demand.start() - _BACK) : demand.start()]))


def ordered(scene: Scene, sentence: Span) -> Finding | None:
    """要求企业…整改, 责令其停产: what an inspection orders the inspected to do."""
    if _COUNTED.search(scene.text, sentence.start, sentence.end):
        return None
    found = _ORDER.search(scene.text, sentence.start, sentence.end)
    if found:
        words = (found.group(),)
        end = _before_fine(scene.text, found.start(), sentence.end)
        charged = _CHARGED.search(scene.text[sentence.start : found.start()])
        start = sentence.start + charged.start() if charged else found.start()
        return Finding(LedgerKind.DIRECTIVE, start, end, "ordered", words)
    said = _VERBS.search(scene.text, sentence.start, sentence.end)
    told = _TOLD_TO.search(scene.text, said.start(), sentence.end) if said else None
    if told and _PAST.search(scene.text, max(sentence.start, told.start() - 12), told.start()):
        return None
    if told is None or is_noun(scene.text, sentence.start, told):
        return _bare(scene.text, sentence)
    if told["verb"] in {"希望", "寄语"} and any(
        True for _ in scene.within(sentence.start, told.start(), "enterprise")
    ):
        return None  # a firm hopes for something: no order
    rule = "ordered" if told["verb"] in {"要求", "责令", "督促"} else "wished"
    return Finding(LedgerKind.DIRECTIVE, told.start(), sentence.end, rule, (told.group(),))


def _bare(text: str, sentence: Span) -> Finding | None:
    """An order without the one it is given to, up to the fine."""
    start, end = sentence.start, sentence.end
    may_be = text.find("责令", start, end) >= 0 or text.find("限", start, end) >= 0
    found = _BARE.search(text, start, end) if may_be else None
    if found is None or _PAST.search(text, max(start, found.start() - 12), found.start()):
        return None
    end = _before_fine(text, found.start(), end)
    return Finding(LedgerKind.DIRECTIVE, found.start(), end, "ordered", (found.group()[:12],))


def _before_fine(text: str, start: int, end: int) -> int:
    fine = _FINE.search(text, start, end)
    return fine.start() if fine else end


def to_all(scene: Scene, sentence: Span) -> Finding | None:
    """各乡镇要…: without a word of demand before it."""
    text = scene.text
    if not _MANY.search(text, sentence.start, sentence.end):
        return None
    for clause in CLAUSE.finditer(text, sentence.start, sentence.end):
        task = _TO_ALL.match(text, clause.start(), clause.end())
        if task:
            words = (task.group(),)
            return Finding(LedgerKind.DIRECTIVE, clause.start(), sentence.end, "said to all", words)
    return None


def noticed(scene: Scene, sentence: Span) -> Finding | None:
    """请你市…: a notice asks the one it is addressed to."""
    text = scene.text
    if "”" in text[sentence.start : sentence.end][-2:]:
        return None
    asks = text.find("请", sentence.start, sentence.end) >= 0
    found = _NOTICE.search(text[sentence.start : sentence.end]) if asks else None
    if found is None:
        return None
    return Finding(LedgerKind.DIRECTIVE, sentence.start, sentence.end, "notice", ("请",))


def decided(scene: Scene, sentence: Span) -> Finding | None:
    """会议同意…，由某局…: a decision that sets somebody to work."""
    text = scene.text
    found = _AGREED.match(text, sentence.start, sentence.end)
    if found is None or not concrete(scene, found.end(), sentence.end):
        return None
    return Finding(LedgerKind.DIRECTIVE, sentence.start, sentence.end, "demand", (found.group(),))
