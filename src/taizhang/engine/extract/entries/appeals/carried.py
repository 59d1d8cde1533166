"""What opens no turn of its own: a firm's words that quote an office, or come back to the firm."""

from __future__ import annotations

import re
from typing import Final

from taizhang.engine.extract.entries.appeals.sides import FIRM_GROUP, Side, Voice, firms_in
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.finding import Scene

_RAISED: Final = re.compile(r"反映|提出|反馈|诉苦|吐槽|抱怨|发愁|犯愁|求助|恳请|坦言|希望")
_REPORTED: Final = frozenset({"说", "称", "讲", "解释"})
_IN_OFFICE: Final = re.compile(r"[^成增]长|主任|书记|负责人|干部|同志|[一-鿿]工")
_OWN_FIRM: Final = re.compile(r"(?:目前|现在|眼下|当前)?(?:企业|公司|厂里|我们)(?!家|代表|负责人)")
# 希望政府…: what a firm may wish; 希望企业… says somebody else.
_WISHES_OF_FIRMS: Final = re.compile(
    r"[^，。；]{2,8}?(?!企业|公司)[^，。；]{0,40}?(?:政府|部门|园区|管委会|[市区县镇省]里|上级|有关|帮|能|尽快|尽早|解决|支持|协调|增加|加大|减免|开通|延长|增设|给予|出台|早日|协助)"
)
_SOME: Final = re.compile(r"[一某这]家")
_VISITS: Final = re.compile(r"走访|来到|走进|前往|深入|调研|看望|回访|拜访|赴|到(?![位期])")
_CLAUSE: Final = re.compile(r"[^，。；：！？“”\n]+")


def quotes_office(before: Side, raised: str, side: Side, word: str, clause: str) -> bool:
    """某公司反映，供电公司说还要等: what an office said is part of what the firm complains of."""
    complains = before.voice is Voice.FIRM and bool(_RAISED.match(raised))
    office = side.voice is Voice.OFFICIAL and word in _REPORTED
    return complains and office and not _IN_OFFICE.search(clause)


def same_firm(scene: Scene, before: Side, side: Side, clause: re.Match[str]) -> bool:
    """某某在发言中谈到，企业最关心的是…: the firm of the one who speaks, not another."""
    if before.voice is not Voice.FIRM or side.voice is not Voice.FIRM:
        return False
    own = bool(before.firms) and _OWN_FIRM.match(clause.group()) is not None
    return own and not firms_in(scene, clause.start(), clause.end())


def same_group(subject: Side, side: Side) -> bool:
    """公司招工难，缺工人: whether both are firms or their people, none of them named."""
    return subject.voice is side.voice is Voice.FIRM and not (subject.firms or side.firms)


def wishes(scene: Scene, start: int, end: int) -> bool:
    """Whether a wish without a speaker of its own is one that firms have."""
    told = scene.text[start:end]
    return (
        bool(_WISHES_OF_FIRMS.match(told))
        and not FIRM_GROUP.match(told, 2)
        and not firms_in(scene, start, start + 12)
    )


def come_to(scene: Scene, learnt: int) -> tuple[str, ...]:
    """某局走访某公司，了解到…: the firms that the sentence went to before."""
    opened = scene.reading.sentence_at(learnt).start
    visit = _VISITS.search(scene.text, opened, learnt)
    return firms_in(scene, visit.end(), learnt) if visit else ()


def complained_from(scene: Scene, start: int, wish: int) -> int:
    """某公司招不到人，希望…: where the trouble that leads to the wish starts, else the wish."""
    for clause in _CLAUSE.finditer(scene.text, start, wish):
        if weigh(clause.group()).hard:
            firms = scene.within(clause.start(), clause.end(), "enterprise")
            return next((place.start for place, _firm in firms), clause.start())
    return wish


def of_firms(scene: Scene, start: int, end: int) -> bool:
    """Whether what was learnt is about a firm: 得知企业缺料."""
    told = scene.text[start:end]
    # What is told of 一家企业 begins with it: that is left to the rules for told troubles.
    if not (FIRM_GROUP.search(told) or firms_in(scene, start, end)):
        return bool(weigh(told).hard) and bool(come_to(scene, start))
    return not _SOME.search(scene.text, scene.reading.sentence_at(start).start, start)
