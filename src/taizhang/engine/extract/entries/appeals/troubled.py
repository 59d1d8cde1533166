"""Reports on enterprises: under a heading of difficulties each trouble told is an appeal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.appeals.sides import firms_in
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.extract.reading import Role

_HEADING: Final = re.compile(
    r"(?:存在|面临|主要|遇到|反映|突出|当前|共性|企业)[^，。；]{0,8}?(?:困难|诉求|难题|需求|难点|堵点|反映)(?:和|与|及|、)?(?:主要|突出)?(?:问题|建议|困难|诉求)?[：:。]?$"
)
# Somebody has the floor, or something is asked of somebody.
_SPEAKS: Final = re.compile(
    r"反映|提出|反馈|表示|建议|希望|要求|强调|明确|会议|牵头|负责|答复|落实|(?<!只)要(?!是|么|素)|将"
)
_FIRMS: Final = re.compile(r"企业|公司|厂")
_ABOUT: Final = 300
_SHORTEST: Final = 12


def from_reports(scene: Scene) -> Iterator[Finding]:
    """The troubles that sentences under such a heading tell without giving anybody the floor."""
    text = scene.text
    for sentence in scene.reading.sentences:
        paragraph = scene.reading.paragraph_at(sentence.start)
        heading = scene.reading.heading_at(sentence.start)
        if paragraph.role is not Role.BODY or heading == (paragraph.article.headline or ""):
            continue
        if not _HEADING.search(heading) or _SPEAKS.search(text, sentence.start, sentence.end):
            continue
        start = scene.reading.start_of(paragraph.article.id)
        if not _FIRMS.search(text, start, start + _ABOUT):
            continue
        for part in scene.reading.clauses(sentence):
            trouble = weigh(text[part.start : part.end])
            if part.end - part.start >= _SHORTEST and trouble.hard and trouble.value > 0:
                firms = firms_in(scene, part.start, part.end)
                yield Finding(
                    LedgerKind.APPEAL, part.start, part.end, "asked for in a list",
                    trouble.words, firms=firms,
                )  # fmt: skip
