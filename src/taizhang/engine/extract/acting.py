"""Units by what they are to do: 由柳林镇负责, 责任单位：…, 镇卫生院要…, 区财政牵头.

Towns, streets, hospitals and offices end in words of everyday prose. One of them is a unit that
acts where a word of charge stands before it, a word of acting behind it, or another unit beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from taizhang.engine.extract.columns import cells_under
from taizhang.engine.extract.mentions import Mention
from taizhang.engine.extract.units import name_start
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.units import (
    ACTING_ENDINGS,
    CHARGES,
    DUTIES,
    LEADING,
    NO_ACTORS,
    WILL_ACT,
)
from taizhang.engine.patterns import compiled
from taizhang.engine.sought import Sought

_WHY: Final = "acts"
_END: Final = re.compile(
    rf"(?:{either(ACTING_ENDINGS)})(?![一-鿿]{{0,2}}(?:局|委|政府|办事处))"
    r"(?<!组(?=[织成建])|部(?=[门分长署])|会(?=[议上同商员])|所(?=[有在以需长])|处(?=[理置罚于长])|科(?=[技学长级]))"
    r"(?<!区(?=[域长内级直别])|市(?=[场长级直民区里]|政[^府协])|县(?=[长级域里直])|镇(?=[长级里])|乡(?=[长镇村亲]))"
    r"(?<!办(?=[理公事法好结学证成])|站(?=[长点位])|院(?=[长士内里])|校(?=[长园])|局(?=[面长部]))"
    r"(?<!委(?=[员派托会])|队(?=[伍长员])|股(?=[份东长])|社(?=[会保区]))"
)
_DUTY: Final = compiled(rf"(?:(?<=[、，。；：由请和\n])|^)[省市区县镇乡]?(?:{either(DUTIES)})")
_LEADS: Final = re.compile(rf"(?:{either(LEADING)})(?![人单])")
_WILL: Final = re.compile(rf"(?:{either(WILL_ACT)})")
# 镇财政所9月20日前拨付: who has a date has a task.
_BY_WHEN: Final = re.compile(
    r"(?:于|在)?(?:\d{1,2}月(?:\d{1,2}日|底|中旬|上旬|下旬)?|[本下]周[一-鿿]?|月底|年底|节)[之以]?前"
)
_NO_WILL: Final = re.compile(
    r"要求|要点|要素|要道|要么|应急|应用|应收|应聘|应邀|需求|将军|负责人和"
)
_CHARGED: Final = re.compile(rf"(?:{either(CHARGES)})$")
_BARE: Final = re.compile(
    rf"(?:由|请|责成)(?P<name>街道|镇|乡|社区|村|区|县|市)(?:里|上)?(?=(?:{either(LEADING)})(?![人单]))"
)
# 由园区建设运营公司负责: the zone's own company, told by whose it is and by its charge.
_WORKS: Final = re.compile(
    r"(?:由|请|责成|委托)(?P<name>(?:园区|开发区|高新区|经开区|新区|新城)[一-鿿]{2,8}?(?:公司|集团))(?!的)"
)
_COLUMN: Final = compiled(
    r"(?:第一)?(?:整改|实施|落实)?(?:责任|牵头|承办|办理|答复|回复|交办|负责|配合|主办|协办|督办|主管|主责|包保|实施|落实)(?:责任)?(?:单位|部门|主体)"
)
_LABEL: Final = Sought(rf"{_COLUMN.pattern}[：:为]\s?(?P<items>[^：:。\n（(]{{2,80}})")
_PIECE: Final = re.compile(r"[^、，,；;和\s]+")
_ITEM: Final = re.compile(rf"[一-鿿]{{1,14}}(?:{either(ACTING_ENDINGS)})")
_LONGEST: Final = 12
_BEFORE: Final = frozenset("，。、；：\n .．）)“")


def acting(text: str, known: Iterable[Mention]) -> Iterator[Mention]:
    """Every unit that its surroundings make one; `text` has the names of firms blanked out.

    `known` are the units that their endings tell.
    """
    known = tuple(known)
    yield from (Mention(*each.span("name"), each["name"], _WHY) for each in _BARE.finditer(text))
    yield from (Mention(*each.span("name"), each["name"], _WHY) for each in _WORKS.finditer(text))
    yield from _charged_cells(text)
    yield from _duties(text)
    places = list(_places(text))
    sure = {place for place in places if _acts(text, *place) or _headed(text, *place)}
    sides = {*sure, *((unit.start, unit.end) for unit in known)}
    for _round in range(2):
        starts, ends = {side[0] for side in sides}, {side[1] for side in sides}
        sure |= {place for place in places if _in_list(text, place, starts, ends)}
        sides |= sure
    yield from (Mention(start, end, text[start:end], _WHY) for start, end in sorted(sure))


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Runs that may name a unit that acts."""
    floor = 0
    for ending in _END.finditer(text):
        start = name_start(text, floor, ending.start())
        name = text[start : ending.end()]
        if len(name) <= _LONGEST and start < ending.start() and _may_act(name):
            yield start, ending.end()
            # 某镇村镇建设办: the body of a body, told by the whole of its name.
            whole = name_start(text, 0, ending.start()) if start == floor else start
            if whole < start and ending.end() - whole <= _LONGEST:
                yield whole, ending.end()
            floor = ending.end()


def _may_act(name: str) -> bool:
    return not _NO_ACTOR.search(name)


_NO_ACTOR: Final = compiled(
    rf"^(?:[地县]级|[各全本该这那每两几其我你他某大小老新多一二三四五六七八九十\d的是有不]|有关|相关|所有|部分|属地|广大|"
    rf"当地|附近|周边)|(?:{either(NO_ACTORS)})$"
)


def _charged(text: str, start: int) -> bool:
    """Whether a word of charge stands right before it."""
    return _CHARGED.search(text, max(0, start - 4), start) is not None


def _acts(text: str, start: int, end: int) -> bool:
    charged = _charged(text, start)
    clean = charged or start == 0 or text[start - 1] in _BEFORE
    if not clean:
        return False
    will = _WILL.match(text, end) and not _NO_WILL.match(text, end)
    return bool(_LEADS.match(text, end) or _BY_WHEN.match(text, end) or will) or (
        charged and not text.startswith(("的", "、"), end)
    )


def _headed(text: str, start: int, end: int) -> bool:
    """城建科科长, 供电所所长: a body with the one at its head, of the same name."""
    letter = "主" if text[end - 1] in "办室心" else text[end - 1]
    head = text.startswith((f"{letter}长", f"副{letter}长"), end) or (
        letter == "主" and text.startswith(("主任", "副主任"), end)
    )
    return head and (start == 0 or text[start - 1] in _BEFORE or _charged(text, start))


def _in_list(text: str, place: tuple[int, int], starts: set[int], ends: set[int]) -> bool:
    """Whether a unit stands beside it, joined by 、 or 和."""
    start, end = place
    before = text[start - 1 : start] in {"、", "和"} and start - 1 in ends
    return before or (text[end : end + 1] in {"、", "和"} and end + 1 in starts)


def _duties(text: str) -> Iterator[Mention]:
    """区财政牵头, 由城管负责: what a body does stands for the body."""
    for duty in _DUTY.finditer(text):
        if _LEADS.match(text, duty.end()):
            yield Mention(*duty.span(), duty.group(), _WHY)


def _charged_cells(text: str) -> Iterator[Mention]:
    """The units in a column of units, or behind such a label."""
    spans = [*cells_under(text, _COLUMN), *(each.span("items") for each in _LABEL.finditer(text))]
    for start, end in spans:
        for piece in _PIECE.finditer(text, start, end):
            # 某村所在的某乡: the unit stands behind what tells where it is.
            name = piece.group().rpartition("的")[2]
            if _ITEM.fullmatch(name) and _may_act(name):
                yield Mention(piece.end() - len(name), piece.end(), name, _WHY)
