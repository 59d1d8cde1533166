"""Verbs that give somebody the floor, and where they are none."""

from __future__ import annotations

import re
from typing import Final

from taizhang.engine.extract.entries.appeals.heard import TROUBLES
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.voices import ANSWERING, RAISING, SAYING, WISHING
from taizhang.engine.patterns import compiled

VERB: Final = compiled(
    rf"(?:{either(RAISING, SAYING, ANSWERING)})(?:道(?!路)|了|说|到|的是|出)?"
    r"|提了?出?(?:一|两|三|几)?[个点]?(?:小小的?|小)?(?:请求|要求|建议|诉求|愿望|心愿|希望|难题)(?=——|，|：)"
    rf"|的(?:{either(TROUBLES)})"
    r"(?:则|却|还|就|主要)?(?:是|出在|在于|集中在)"
    r"|最?(?:发愁|头疼|担心|操心|关心|想要?|盼)的(?:还)?是|提的是"
    rf"|(?:{either(WISHING)})"
)
WISH: Final = frozenset(WISHING)
# A verb of saying that here is none: 反映的问题, 说得少, 要求的, 表示感谢, 提出要求.
_NO_SPEECH: Final = compiled(
    r"的(?!是)|起|得(?:最|很|更|多|少|不)|(?:了)?(?:感谢|肯定|欢迎|祝贺|敬意|慰问|赞赏|认可|满意)|(?:了)?(?:要求|意见|建议|看法|想法|表扬)(?=[，。；、]|和)"
    r"|中(?=[一-鿿]{0,4}[谈说提讲表介建希呼])|人[员数]|明书|明(?!了)|法|题|询|候|责|卷|服务|电话|职责|会|与|及|、|培训|政策|书|材料|量|率"
)
# 企业提的建议, 这些要求: a noun.
_NOUN_BEFORE: Final = frozenset("的些条个项份类")
# 以下简称某某, 俗称, 职称: what something is called.
_CALLED_BEFORE: Final = frozenset("简俗统职名堪昵通号")
LEADS: Final = re.compile(
    r"叮嘱|嘱咐|要求|强调|指出|部署|指示|责成|交办|批示|拍板|勉励|鼓励|承诺|答应|致歉"
)
ADVERBS: Final = frozenset({"当场", "当即", "现场", "随即"})
OFFICIAL_WORD: Final = re.compile(rf"{either(tuple(ADVERBS))}|{LEADS.pattern}")

_TOLD_TO: Final = re.compile(r"(?:他们?|她们?|大家|记者|企业)?(?=[，：“—])[，：“— ]+")


def said_from(text: str, clause: re.Match[str], verb: re.Match[str]) -> int:
    """What is asked or ordered keeps its verb; what is done at once, who does it."""
    if verb.group() in ADVERBS:
        return clause.start()
    said = clause.start() + verb.end()
    orders = LEADS.match(verb.group()) and not text.startswith(("，", "："), said)
    return content(text, clause.start() + verb.start() if verb.group() in WISH or orders else said)


def content(text: str, place: int) -> int:
    """What is said starts behind the marks that follow the verb."""
    told = _TOLD_TO.match(text, place)
    return told.end() if told else place


def no_speech(clause: str, verb: re.Match[str]) -> bool:
    """反映的问题, 企业提的建议, 当场答复: a noun, or another verb follows."""
    before = clause[verb.start() - 1 : verb.start()] if verb.start() else ""
    noun = before in _NOUN_BEFORE and not verb.group().endswith("是")
    adverb = verb.group() in ADVERBS and VERB.match(clause, verb.end())
    named = verb.group().startswith("称") and before in _CALLED_BEFORE
    return bool(_NO_SPEECH.match(clause, verb.end()) or noun or adverb or named)
