"""Letters of enterprises: 我公司… 恳请…: each numbered request, else each paragraph that asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.enumerations import BLOCKS, Enumeration, Item
from taizhang.engine.extract.entries.finding import Cover, Finding, Scene
from taizhang.engine.extract.reading import Paragraph, Role

_WE: Final = re.compile(r"我公司|我司|我厂|我企业|我社|我店|本公司|本企业|我们公司|我们厂|我集团")
_PLEADS: Final = re.compile(
    r"恳请|请求|恳求|特此|妥否|为盼|为感|函复|敬请|致函|申请|望予|请予|给予(?:支持|帮助|解决)"
)
# 以上问题恳请…: the closing words of a letter ask for nothing of their own.
_CLOSING: Final = re.compile(r"(?:以上|上述|综上|特此|妥否|此致|当否|专此)")
_SALUTATION: Final = re.compile(r"[^，。；]{2,40}：$")
_FURTHER: Final = re.compile(r"\s*(?:另外?|此外|还有|再者|同时|附带)(?:一事|一点)?[，：,]")
# 头一个事是路。… · 第二个事，… · 还有，…: how people count what troubles them.
_COUNTED: Final = re.compile(
    r"\s*(?:(?:头一|第[一二三四五六七八九十]|再一|还有一|最后一)[个件桩条](?:事情?|难处|困难|问题)?(?:儿|就)?"
    r"(?:说出来[^，。]{0,10}[，])?(?:是|，|、|：)?|(?:还有|再就是|再有|另外|再说)(?:就是)?[，：])"
)
_ENDS: Final = re.compile(r"\s*(?:此致|敬礼)")
_ADDRESSED: Final = re.compile(r"尊敬的[^，。；\n]{2,30}[：:]")
_ENOUGH: Final = 2
_MANY: Final = 2
_SIGNATURE: Final = 2
"""Lines behind 此致: 敬礼, and who signs."""
_LONGEST: Final = 260
_TITLE: Final = 6


def from_letters(scene: Scene, lists: list[Enumeration]) -> Iterator[Finding]:
    """The requests of every article that a firm wrote."""
    for paragraphs in _letters(scene):
        start, end = paragraphs[0].start, paragraphs[-1].end
        firms = _writer(scene, start, end)
        mine = [e for e in lists if start <= e.start < end]
        for first, last in _requests(scene, paragraphs, mine):
            words = weigh(scene.text[first:last]).words
            yield Finding(
                LedgerKind.APPEAL, first, last, "asked for in a letter", words, firms=firms
            )


def cover_letters(scene: Scene, cover: Cover) -> None:
    """Letters say what they ask for in their requests: nothing else in them is looked at."""
    for paragraphs in _letters(scene):
        cover.take(paragraphs[0].start, paragraphs[-1].end)


def _letters(scene: Scene) -> list[list[Paragraph]]:
    """The paragraphs of each article that is a letter."""
    articles: dict[str, list[Paragraph]] = {}
    for paragraph in scene.reading.paragraphs:
        articles.setdefault(paragraph.article.id, []).append(paragraph)
    letters = (_up_to_its_end(scene.text, each) for each in articles.values())
    return [p for p in letters if _is_letter(scene.text[p[0].start : p[-1].end])]


def _up_to_its_end(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Without what was written below it: 此致 敬礼, then 【拟办意见】…."""
    ends = [n for n, p in enumerate(paragraphs) if n and _ENDS.match(text, p.start)]
    return paragraphs[: ends[-1] + _SIGNATURE] if ends else paragraphs


def _is_letter(text: str) -> bool:
    """Somebody who says 我公司 pleads, and somebody is addressed."""
    pleads = len(_PLEADS.findall(text)) >= _MANY
    addressed = any(_SALUTATION.fullmatch(line) for line in text.split("\n")[:6])
    polite = _ADDRESSED.search(text) and _ENDS.search(text, text.rfind("\n此致"))
    return bool(_WE.search(text)) and (
        (pleads and (addressed or len(_WE.findall(text)) > _MANY)) or bool(polite)
    )


def _writer(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    """The firm that signs: the last one named, for letters end with their writer."""
    named = [o.name for _m, o in scene.within(start, end, "enterprise")]
    return tuple(named[-1:])


def _requests(
    scene: Scene, paragraphs: list[Paragraph], lists: list[Enumeration]
) -> Iterator[tuple[int, int]]:
    items = [i for e in lists if e.style in BLOCKS for i in e.items] or [
        i for e in lists for i in e.items
    ]
    starts = [i.start for i in items]
    items = [replace(i, end=_whole(scene, i, starts)) for i in items]
    asking = [(i.start, i.end) for i in items if _asks(scene.text, i.start, i.end)]
    if 2 * len(asking) > len(items):
        # Most items ask for something: then the letter lists its requests, and all are some.
        yield from ((i.start, i.end) for i in items if i.end - i.start <= _LONGEST)
        yield from _added(scene, paragraphs)
        return
    if asking:
        yield from asking
        return
    counted = [p for p in paragraphs if _COUNTED.match(scene.text, p.start, p.end)]
    if len(counted) >= _MANY:
        yield from (_behind_count(scene.text, each) for each in counted)
        return
    for paragraph in paragraphs:
        if paragraph.role is Role.BODY and not _CLOSING.match(scene.text, paragraph.start):
            yield from _plea(scene, paragraph)


def _whole(scene: Scene, item: Item, starts: list[int]) -> int:
    """An item that has its paragraph for itself goes on to its end, whoever else it tells of."""
    paragraph = scene.reading.paragraph_at(item.start)
    alone = sum(paragraph.start <= start < paragraph.end for start in starts) == 1
    return paragraph.end if alone else item.end


def _added(scene: Scene, paragraphs: list[Paragraph]) -> Iterator[tuple[int, int]]:
    """另，…: a request behind the list."""
    for paragraph in paragraphs:
        further = _FURTHER.match(scene.text, paragraph.start, paragraph.end)
        if further and _asks(scene.text, further.end(), paragraph.end):
            yield further.end(), paragraph.end


def _asks(text: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST and weigh(text[start:end]).value >= _ENOUGH


def _behind_count(text: str, paragraph: Paragraph) -> tuple[int, int]:
    """The paragraph behind its number and behind its title: 头一个事是路。…."""
    counted = _COUNTED.match(text, paragraph.start, paragraph.end)
    start = counted.end() if counted else paragraph.start
    title = text.find("。", start, start + _TITLE)
    return (title + 1 if title >= 0 and title + 1 < paragraph.end else start), paragraph.end


def _plea(scene: Scene, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """From the first troubled sentence of the paragraph to the one that asks."""
    within = [s for s in scene.reading.sentences if paragraph.start <= s.start < paragraph.end]
    weighed = [(s, weigh(scene.text[s.start : s.end])) for s in within]
    troubled = [s for s, trouble in weighed if trouble.value > 0]
    if troubled and any(
        trouble.asks or _PLEADS.search(scene.text, s.start, s.end) for s, trouble in weighed
    ):
        yield troubled[0].start, troubled[-1].end
