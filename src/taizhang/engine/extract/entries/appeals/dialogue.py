"""Records of who said what: 某公司 经理 张某：…？  某局 局长 李某：…, one line for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.appeals.sides import Side, Voice, side_of, sides_of_people
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.extract.reading import Paragraph, Role
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.voices import FORM_FIRMS, FORM_OTHERS, FORM_UNITS, HOSTS, OPENERS
from taizhang.engine.patterns import compiled

_LABEL: Final = re.compile(r"\s*(?P<who>[^，。；：“”！？\n]{2,40})[：:](?=\s*[^\s“])")
_INTRODUCED: Final = re.compile(r"[一-鿿]{2,4}[（(][^（）()]{4,24}[）)]")
_HOST: Final = re.compile(rf"(?:{either(HOSTS)})")
_NO_SPEAKER: Final = re.compile(
    rf"(?:{either(FORM_FIRMS, FORM_OTHERS, FORM_UNITS)})|.*(?:单位|人员|地点|时间|企业)$"
)
# 我是…, 感谢…, 我就想问: said before the matter itself.
_OPENER: Final = re.compile(rf"\s*(?:{either(OPENERS)})[^。！？]{{0,60}}[。！]")
_I_ASK: Final = re.compile(
    r"\s*(?:我(?:就|只|也)?(?:想|要)?(?:请|问|请问|咨询|反映|说)(?:一下|一个|个)?(?:问题)?|请问|那我问一?个?)[，：]"
)
_QUESTION: Final = compiled(r"[？?]|吗|能不能|该找谁|怎么|为啥|为什么|到底")
_ENOUGH: Final = 2
_PAIRS: Final = 2
"""So many firms and so many who answer make a record."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One line of the record: who said what."""

    side: Side
    start: int
    end: int
    introduced: bool = False
    """Whether the line says itself who speaks: 张某（某公司总经理）：…."""


def from_dialogue(scene: Scene) -> Iterator[Finding]:
    """One appeal for each line in which a firm asks; the next line of an office answers it."""
    paragraphs = scene.reading.paragraphs
    for _article, group in groupby(paragraphs, lambda p: p.article.id):
        lines = [p for p in group if p.role is Role.BODY]
        record = list(_record(scene, lines))
        if 2 * len(record) < len(lines):
            # Running text with colons; only who is introduced has the floor there.
            yield from _asked(scene, [said for said in record if said.introduced])
            continue
        voices = [said.side.voice for said in record]
        if min(voices.count(Voice.FIRM), voices.count(Voice.OFFICIAL)) >= _PAIRS:
            yield from _asked(scene, record)


def _record(scene: Scene, paragraphs: list[Paragraph]) -> Iterator[_Said]:
    known = sides_of_people(scene)
    for paragraph in paragraphs:
        label = _LABEL.match(scene.text, paragraph.start, paragraph.end)
        if label is None or _NO_SPEAKER.fullmatch(label["who"].strip()):
            continue
        side = side_of(scene, *label.span("who"), known)
        if _HOST.search(label["who"]):
            side = Side(Voice.OFFICIAL)
        if side:
            introduced = bool(_INTRODUCED.fullmatch(label["who"].strip()))
            yield _Said(side, label.end(), paragraph.end, introduced)


def _asked(scene: Scene, record: list[_Said]) -> Iterator[Finding]:
    text = scene.text
    for number, said in enumerate(record):
        if said.side.voice is not Voice.FIRM:
            continue
        start = _behind_opener(text, said)
        told = text[start : said.end]
        trouble = weigh(told)
        value = trouble.value + (_ENOUGH if _QUESTION.search(told) else 0)
        if value < _ENOUGH or (trouble.comforts and not (trouble.hard or trouble.asks)):
            continue
        following = record[number + 1] if number + 1 < len(record) else None
        answer = following if following and following.side.voice is Voice.OFFICIAL else None
        yield Finding(
            LedgerKind.APPEAL, start, said.end, "told by a firm", ("：", *trouble.words),
            reply=(answer.start, answer.end) if answer else None,
            lead=answer.side.unit if answer else "",
            firms=said.side.firms,
        )  # fmt: skip


def _behind_opener(text: str, said: _Said) -> int:
    """Behind 大家好，我是… and 我就想问，."""
    start = said.start
    opener = _OPENER.match(text, start, said.end)
    if opener and not weigh(opener.group()).hard:
        start = opener.end()
    ask = _I_ASK.match(text, start, said.end)
    return ask.end() if ask else start
