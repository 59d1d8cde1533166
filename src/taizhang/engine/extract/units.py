"""Public bodies and parks: by the ending of the name, cut where the context before it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.extract.mentions import (
    Mention,
    hidden,
    segment_start,
    strip_leads,
    without_overlaps,
)
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import VERBS
from taizhang.engine.lexicon.firms import TRADES
from taizhang.engine.lexicon.places import CITIES, PROVINCES
from taizhang.engine.lexicon.units import (
    BEFORE_PARKS,
    BUREAUX,
    DUTIES,
    GENERIC_PARKS,
    NOT_CENTRES,
    PARK_ENDINGS,
    UNIT_ENDINGS,
    WITH_AND,
)
from taizhang.engine.patterns import compiled
from taizhang.engine.sought import Sought

LONGEST: Final = 18
_LONGEST_WHOLE: Final = 60
"""No body is named with so many of its parts; what is longer is a run of endings."""

# The usual endings; 中心 must not open 中心城区, 局 not 局面, 政府 not 政府采购; 中心 and 局 may
# be followed by the name's own party group, which is another ending further on.
_ENDING: Final = re.compile(
    rf"(?:{either(UNIT_ENDINGS)})(?<![布格结开全大当僵]局)(?<!(?:能|歌|舞|大|餐|展|影)厅)(?<!周[一二三四五六日天末]局)(?<!联合会(?=[办商审诊签谈]))(?!支行|城区|城市|环节|任务|工作会|内容|面|部[^门]|采购|法院|主义|长(?:期|远))"
)
# 市委, 区委; 教委, 住建委; 金融办: one character that is a word of its own only after these.
_COMMITTEE: Final = Sought(
    rf"[省市区县州]委(?![员托派会])(?:(?:{either(BUREAUX)})部|第[一二三四五六七八九十]{{1,6}}[一-鿿]{{0,4}}组|办)?"
    rf"|(?:{either(DUTIES)})(?:委|办)(?![员托派理法结好公事会证妥学案])"
    rf"|(?:{either(BUREAUX)}|环境保护)部(?![门分])"
    rf"|(?:{either(DUTIES)})部门"
    r"|[省市区县镇]政府办(?![公事理学证好])"
)

_PARK: Final = re.compile(rf"(?:{either(PARK_ENDINGS)})")
# What is done to a park, or by whom: 政府全面提升园区, 聚焦某某产业园.
_BEFORE_PARK: Final = re.compile(either(tuple({*BEFORE_PARKS, *VERBS} - {*TRADES})))

# A part of the body whose name stands right before it: 某局|交管支队, 某办|综合组.
_PART: Final = re.compile(r"(?:分局|支队|大队|中队|总队|中心|派出所|办公室|组|站|所|科|处|室)$")
_OWN_LEVEL: Final = re.compile(r"[省市区县镇乡]")

# What never stands inside a name of a unit; 和 and 与 do in a few fixed phrases only.
_NEVER: Final = compiled(
    r"当即|对接|叫来|喊来|找来|请来|拨通|建成|叮嘱|嘱咐|嘱托|责成|委托|指派|提请|提醒|指示|敦促|指定|通知|恳请|商请|转交|转给|移交|发挥|加快|赋予|积极|充分|真正|争取|扩建|改建|接下来|辖内|研究(?!院|所|室)|移送|抄送|抄报|报请|(?:据|经|求)(?=[省市区县])|一行|赴|来到|走进|凡|属于|期盼|沟通|指导(?!组)|贯彻|我们|他(?=代)|她(?=代)|代表(?!大会|处|团)|[年个位]|(?<=\d)家|[这本上下每]周[一二三四五六日天末]?|希望|部分|省(?=市[委政])|召集|会同|联合|安排|组织(?!部)|协调|召集|表示|围绕|督促|责令|建议|要求|听取|带领|出席|召开|配合|牵头|成立"
    r"|联系(?=[省市区县])|落实(?!办)|用$|享受|同意|自觉|给予|立即|马上|连夜|当天|临时|派出(?!所)"
    r"|其他|获悉|承办|依托|支持|响应|当地|及时|动员|传达|提交|近期|来自|未来|打造|布局|已经|分赴|深入|常务|中共|相关|有关"
    r"|[·•‧的了着把被让给请从是由在到向对以将各该要并等其且有至与及就率跟兼日报送（）()\d]|为(?!民)|谋划|服务提升"
)

# 和 inside a name: neither end of it is cut there.
_WITHIN: Final = compiled(
    "|".join(f"(?<={p[:at]}){p[at:]}" for p in WITH_AND if (at := p.find("和")))
)
# 市农业和园林局: what a body of one level does, in two words; the second has no level of its own.
_TWO_DUTIES: Final = re.compile(
    rf"和(?=(?:{either(DUTIES)}){{1,2}}[局厅委])"
    rf"(?:{'|'.join(f'(?<=[省市区县]{duty}和)' for duty in DUTIES if len(duty) > 1)})"
)
_PLACED: Final = re.compile(
    rf"(?:[省市区县镇乡州旗民级盟道合里国央亚]|{either(PROVINCES, CITIES)})$"
)
"""How what stands before 政府 ends where it is one."""
_NO_PLACE: Final = re.compile(rf"第|会议|讨论|地方$|数字$|新$|享受|再造|坚持|{either(VERBS)}")
# 建设区域金融中心: what is to be built, no body.
_AIMED_AT: Final = re.compile(r"建设|打造|构建|建成|形成|创建")


def units(text: str, firms: tuple[Mention, ...] = ()) -> tuple[Mention, ...]:
    """Every mention of a public body, outside the names of firms."""
    text = hidden(text, firms)
    return without_overlaps([*_by_ending(text, _ENDING), *_by_ending(text, _COMMITTEE)])


def parks(text: str, firms: tuple[Mention, ...] = ()) -> tuple[Mention, ...]:
    """Every mention of a park or zone by its own name."""
    return tuple(_parks(hidden(text, firms)))


def _by_ending(text: str, ending: re.Pattern[str] | Sought) -> Iterator[Mention]:
    whole = floor = 0
    for found in ending.finditer(text):
        start = name_start(text, floor, found.start())
        name = text[start : found.end()]
        body = text[start : found.start()]
        part = 0 < floor == start and _PART.search(name) and not _OWN_LEVEL.match(name)
        part = part and found.end() - whole <= _LONGEST_WHOLE
        if part or (text[start - 1 : start] != "各" and _is_unit(name, body, found.group())):
            if part:
                start, name = whole, text[whole : found.end()]
            yield Mention(start, found.end(), name, "ending of a unit's name")
            whole, floor = start, found.end()


def name_start(text: str, floor: int, end: int) -> int:
    """Where the name before the ending that starts at `end` starts."""
    start = segment_start(text, end, max(floor, end - LONGEST))
    # From the right: names are full of neither cuts nor 和.
    joint = text.rfind("和", start, end)
    while joint >= 0 and (_WITHIN.match(text, joint) or _TWO_DUTIES.match(text, joint)):
        joint = text.rfind("和", start, joint)
    start = max(start, joint + 1)
    for cut in _NEVER.finditer(text, start, end):
        start = cut.end()
    skipped = strip_leads(text[start:end])
    return start + skipped


def _is_unit(name: str, body: str, ending: str) -> bool:
    if ending == "中心":
        named = len(body) >= 2 and not body.endswith(NOT_CENTRES)  # noqa: PLR2004
        return named and not _AIMED_AT.match(body)
    if ending in {"局", "厅"}:
        return len(body) >= 2 or body in {"省", "市", "区", "县"}  # noqa: PLR2004
    if ending in {"委员会", "办公室", "组", "工会", "协会", "商会", "法院"}:
        return len(body) >= 1
    if ending == "政府":
        return bool(_PLACED.search(body)) or (2 <= len(body) <= 4 and not _NO_PLACE.search(body))  # noqa: PLR2004
    if ending in {"管委会", "党工委", "安委会", "工委", "纪工委", "领导小组", "人民政府"}:
        return True
    return len(name) >= 3  # noqa: PLR2004 - 市委, 人社办: two characters are too common


def _parks(text: str) -> Iterator[Mention]:
    floor = 0
    for found in _PARK.finditer(text):
        start = name_start(text, floor, found.start())
        for verb in _BEFORE_PARK.finditer(text, start, found.start()):
            start = verb.end()
        body = text[start : found.start()]
        floor = found.end()
        if 2 <= len(body) <= 10 and body not in GENERIC_PARKS:  # noqa: PLR2004
            yield Mention(start, found.end(), text[start : found.end()], "ending of a park's name")
