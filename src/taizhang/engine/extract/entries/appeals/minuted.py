"""Minutes, matter by matter: 二、关于某厂土地证问题。…至今未办理。会议要求市甲局….

The title says that it is somebody's matter, what stands before the decision is the problem, the
decision is its answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.appeals.sides import PUBLIC, firms_in
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.extract.entries.items import shares
from taizhang.engine.extract.reading import Role
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.voices import DECIDING_VERBS

_TITLE: Final = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])?\s*关于(?P<what>[^，。：；\n]{2,40}?)(?:的?问题|事宜|事项|诉求|困难)?[。：]"
)
_DECIDES: Final = re.compile(
    rf"(?:{either(DECIDING_VERBS)})(?:了|，|：)?|会议?(?:原则)?(?:同意|明确|要求|议定|决定)|(?<=[。；])(?:由|请)(?=[^，。；]{{2,20}}(?:牵头|负责|协调|办理|研究))"
)
_RAISED: Final = re.compile(
    r"(?:该|此)?(?:企业|公司|厂)(?:负责人)?(?:反映|提出|反馈|表示|汇报|希望)(?:，|：|的是)?"
)
_ITS: Final = re.compile(r"该(?:企业|公司|厂|项目)|企业|我公司")
_ANSWERS: Final = re.compile(r"(?:[一-鿿]{1,12}?)?(?:表示|答复|介绍|解释|回应|说明|汇报)[，：]")
_SHORTEST: Final = 8
_ENOUGH: Final = 1


def from_minutes(scene: Scene) -> Iterator[Finding]:
    """Each matter under a title of its own whose problem a decision answers."""
    text = scene.text
    if "关于" not in text:
        return
    for paragraph in scene.reading.paragraphs:
        title = _TITLE.match(text, paragraph.start, paragraph.end)
        if paragraph.role is not Role.BODY or title is None:
            continue
        decided = _DECIDES.search(text, title.end(), paragraph.end)
        if decided is None:
            continue
        answered = _answered(scene, title.end(), decided.start())
        raised = _RAISED.match(text, title.end(), decided.start())
        start = raised.end() if raised else title.end()
        end = answered or _sentence_start(text, decided)
        firms = firms_in(scene, title.start(), end)
        trouble = weigh(text[start:end])
        told = raised or (trouble.value >= _ENOUGH and (trouble.hard or trouble.strains))
        if end - start >= _SHORTEST and told and (firms or _ITS.search(text, start, end)):
            words = (title["what"], *trouble.words)
            reply = (answered or decided.start(), paragraph.end)
            yield Finding(
                LedgerKind.APPEAL,
                start,
                end,
                "asked for in a list",
                words,
                reply=reply,
                firms=firms,
            )
            stop = text.find("。", decided.end(), paragraph.end)
            last = stop if stop >= 0 else paragraph.end
            for first, until in shares(scene, decided.end(), last):
                yield Finding(LedgerKind.DIRECTIVE, first, until, "item", (decided.group(),))


def _answered(scene: Scene, start: int, end: int) -> int:
    """Where a sentence opens with a unit that answers, before the decision; 0 where none does."""
    for mention, body in scene.within(start, end, "unit", "enterprise"):
        serves = body.kind == "unit" or PUBLIC.search(mention.name)
        opens = serves and scene.text[mention.start - 1] == "。"
        if opens and _ANSWERS.match(scene.text, mention.end, end):
            return mention.start
    return 0


def _sentence_start(text: str, decided: re.Match[str]) -> int:
    """Where the sentence of the decision starts: the problem ends before it."""
    return max(text.rfind(mark, 0, decided.start()) for mark in "。；") + 1
