"""Enumerations in all the styles of official prose: 一是, 一要, 第一, 一、, （一）, 1., ①."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from taizhang.engine.extract.reading import Paragraph, Reading, Role
from taizhang.engine.patterns import compiled
from taizhang.engine.sought import Sought

_CHINESE: Final = "一二三四五六七八九十"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩"
LEAD: Final = 160
"""How far back the words that introduce a list are looked for."""

NO_DECIMAL: Final = r"(?:(?!\d)|(?=(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日))"
"""What follows the number of an item; 1.8月4日 opens with a date."""
# Each style: the marker with its number, and what has to stand before it (looked at from behind
# the first character: few are one). Inline markers follow a mark or the start of a paragraph;
# block markers open a paragraph.
_STYLES: Final[dict[str, re.Pattern[str] | Sought]] = {
    "shi": re.compile(rf"(?P<n>[{_CHINESE}](?<![^，。；：！、\n ”第].)[{_CHINESE}]?)是"),
    "yao": re.compile(rf"(?P<n>[{_CHINESE}](?<![^，。；：！、\n ”].)[{_CHINESE}]?)(?=要)"),
    # 一抓责任，…；二抓督查，…  ·  一，今天…；二，…
    "verb": re.compile(
        rf"(?P<n>[{_CHINESE}](?<![^，。；：！、\n\x20”].))(?=[抓强促查防保建推盯压严管看优守扩稳提育聚靠][一-鿿])"
    ),
    "comma": re.compile(rf"(?P<n>[{_CHINESE}](?<![^。；：\n].)[{_CHINESE}]?)，"),
    "di": re.compile(rf"第(?<![^，。；：！\n ”].)(?P<n>[{_CHINESE}]{{1,2}})[，、：]"),
    # 第一件，…  ·  第二件实事是…  ·  实事之一：…
    "jian": re.compile(
        rf"第(?<![^，。；：！、\n ”].)(?P<n>[{_CHINESE}]{{1,2}})[件项]"
        r"(?:民生)?(?:大|好|实)?事?(?:还?是|，|：|、)"
    ),
    "zhi": Sought(rf"(?:实事|工程|项目|民生)?之(?P<n>[{_CHINESE}]{{1,2}})[，：]"),
    "block": re.compile(r"(?m)^\s*(?P<n>[一二三四五六七八九十]{1,2})、"),
    # …实事：一、改造…。二、新增…: in one line
    "inline block": re.compile(
        rf"(?P<n>[{_CHINESE}](?<=[：。；].)[{_CHINESE}]?)、(?![{_CHINESE}、])"
    ),
    "bracket": re.compile(rf"[（(](?<![^。；：\n ”].)(?P<n>[{_CHINESE}]{{1,2}})[）)]"),
    "digit": re.compile(rf"(?m)^\s*(?P<n>\d{{1,2}})[.．、]{NO_DECIMAL}"),
    # 会议明确：1.由某局…；2.某局…
    "inline": re.compile(r"(?P<n>\d(?<=[：；。;:]\d)\d?)[.．、](?!\d)"),
    "paren": re.compile(r"[（(](?<![^，。；：\n ”].)(?P<n>\d{1,2})[）)](?=[^，。；])"),
    "circle": re.compile(r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩])"),
}  # fmt: skip
_OPENS: Final = re.compile(
    rf"(?m)^\s*第?(?P<n>[{_CHINESE}]{{1,2}})(?P<style>是要?|、|，|要)(?!方面)"
)
_BULLET: Final = re.compile(r"\s*(?P<n>[●■◆▲▼★▶►○◎□◇△☆※•·])\s*(?=\S)")
_ALONE: Final = re.compile(r"\s*0?(?P<n>\d{1,2})\s*$")
_MANY: Final = 3
_TITLE: Final = 30
"""Characters of an item that is but the title of what is numbered below it."""
_NUMBERED: Final = re.compile(rf"\s*\d{{1,2}}[.．、]{NO_DECIMAL}")
MARKER: Final = rf"(?:\d{{1,2}}[.．、]{NO_DECIMAL}|[（(]\d{{1,2}}[）)]|[①-⑳])"
"""What stands before an item that figures set apart: 1. （1） ①."""
BLOCKS: Final = frozenset({"block", "digit", "mixed"})

# Where the last item of an inline list stops: another speaker, or an added thought.
_NEW_VOICE: Final = re.compile(
    r"(?<=[。；])(?:此外|另外|会议(?:还|同时)?(?:要求|强调|指出)|[一-鿿]{2,4}(?:还|最后|同时)?(?:要求|强调|指出|表示))"
)
# Where any item is cut: what follows is no part of the list.
_ASIDE: Final = compiled(r"(?<=[。；])(?:此外|另外|同时，希望)")


@dataclass(frozen=True, slots=True)
class Item:
    """One item: from behind its marker to before the next one."""

    start: int
    end: int
    marker: str


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list of two or more items and the words that introduce it."""

    style: str
    start: int
    items: tuple[Item, ...]
    lead: str


def number(said: str) -> int:
    """The value of a marker's number."""
    if said.isdecimal():
        return int(said)
    if said in _CIRCLED:
        return _CIRCLED.index(said) + 1
    if len(said) == 1:
        return _CHINESE.index(said) + 1
    return 10 + _CHINESE.index(said[1]) + 1 if said[0] == "十" else 0


def enumerations(reading: Reading) -> tuple[Enumeration, ...]:
    """All enumerations of the running text, in reading order."""
    found = [e for style in _STYLES for e in _of_style(reading, style)]
    found += _mixed(reading)
    found += [*_bulleted(reading), *_lone(reading)]
    return tuple(sorted(found, key=lambda e: e.start))


def _of_style(reading: Reading, style: str) -> Iterator[Enumeration]:
    chain: list[re.Match[str]] = []
    for marker in _STYLES[style].finditer(reading.text):
        paragraph = reading.paragraph_at(marker.start("n"))
        if paragraph.role is not Role.BODY:
            continue
        value = number(marker["n"])
        if chain and value == len(chain) + 1 and _one_article(reading, chain[-1], marker):
            chain.append(marker)
            continue
        if len(chain) > 1:
            yield _enumeration(reading, style, chain)
        chain = [marker] if value == 1 else []
    if len(chain) > 1:
        yield _enumeration(reading, style, chain)


def _mixed(reading: Reading) -> Iterator[Enumeration]:
    """一是…, 二、…, 三是…: three and more paragraphs that count on in whatever style."""
    chain: list[re.Match[str]] = []
    for marker in _OPENS.finditer(reading.text):
        value = number(marker["n"])
        if chain and value == len(chain) + 1 and _one_article(reading, chain[-1], marker):
            chain.append(marker)
            continue
        yield from _if_mixed(reading, chain)
        chain = [marker] if value == 1 else []
    yield from _if_mixed(reading, chain)


def _bulleted(reading: Reading) -> Iterator[Enumeration]:
    """Paragraphs one below the other that open with the same mark: ●…, ●…."""
    chain: list[re.Match[str]] = []
    for paragraph in reading.paragraphs:
        marker = _BULLET.match(reading.text, paragraph.start, paragraph.end)
        body = marker is not None and paragraph.role is Role.BODY
        goes_on = chain and marker and chain[-1]["n"] == marker["n"]
        if body and marker and goes_on and _one_article(reading, chain[-1], marker):
            chain.append(marker)
            continue
        if len(chain) > 1:
            yield _enumeration(reading, "bullet", chain)
        chain = [marker] if body and marker else []
    if len(chain) > 1:
        yield _enumeration(reading, "bullet", chain)


def _lone(reading: Reading) -> Iterator[Enumeration]:
    """Numbers alone in their lines, each above what it counts: 01, a place, what is wrong there."""
    chain: list[re.Match[str]] = []
    for paragraph in (*reading.paragraphs, None):
        marker = _ALONE.match(reading.text, paragraph.start, paragraph.end) if paragraph else None
        next_one = marker and int(marker["n"]) == len(chain) + 1
        if next_one and marker and (not chain or _one_article(reading, chain[-1], marker)):
            chain.append(marker)
            continue
        if (marker or paragraph is None) and len(chain) >= _MANY:
            yield _counted_above(reading, chain)
        if marker:
            chain = [marker] if int(marker["n"]) == 1 else []


def _counted_above(reading: Reading, chain: list[re.Match[str]]) -> Enumeration:
    """The list whose items are the lines from one number to the next.

    The last has as many lines as the longest before it, at most.
    """
    numbers = [reading.number_of(reading.paragraph_at(marker.start("n"))) for marker in chain]
    most = max(after - before for before, after in pairwise(numbers))
    last = reading.paragraphs[min(numbers[-1] + most, len(reading.paragraphs)) - 1]
    ends = [*(marker.start() for marker in chain[1:]), max(last.end, chain[-1].end())]
    items = tuple(
        Item(marker.end(), end, marker["n"]) for marker, end in zip(chain, ends, strict=True)
    )
    return Enumeration("lone", chain[0].start(), items, _lead(reading, chain[0].start()))


def _if_mixed(reading: Reading, chain: list[re.Match[str]]) -> Iterator[Enumeration]:
    """The list, unless one style has all of it."""
    if len(chain) >= _MANY and len({marker["style"] for marker in chain}) > 1:
        yield _enumeration(reading, "mixed", chain)


def _one_article(reading: Reading, one: re.Match[str], other: re.Match[str]) -> bool:
    first = reading.paragraph_at(one.start("n")).article
    return first.id == reading.paragraph_at(other.start("n")).article.id


def _enumeration(reading: Reading, style: str, chain: list[re.Match[str]]) -> Enumeration:
    items: list[Item] = []
    for index, marker in enumerate(chain):
        last = index + 1 == len(chain)
        end = _last_end(reading, marker.end()) if last else _begin(reading, chain[index + 1])
        if last and reading.text[max(0, marker.start() - 1) : marker.start()] == "；":
            # Items set apart by ； are one sentence: the list ends with it.
            end = _with_as_many(reading.text, marker.end(), end, items)
        aside = _ASIDE.search(reading.text, marker.end(), end)
        items.append(Item(marker.end(), aside.start() if aside else end, marker.group().strip()))
    start = chain[0].start()
    return Enumeration(style, start, tuple(items), _lead(reading, start))


def _with_as_many(text: str, start: int, end: int, items: list[Item]) -> int:
    """Where the last item ends: with its sentence, or with as many as the others have."""
    inner = min((text.count("。", item.start, item.end) for item in items), default=0)
    stop = start
    for _sentence in range(inner + 1):
        found = text.find("。", stop, end)
        if found < 0:
            return end if stop == start else stop - 1
        stop = found + 1
    return stop - 1


def _begin(reading: Reading, marker: re.Match[str]) -> int:
    """Where a marker begins, with the 第 of 第二是."""
    start = marker.start()
    return start - 1 if reading.text[start - 1 : start] == "第" else start


def _last_end(reading: Reading, start: int) -> int:
    """The last item ends with its paragraph, or where another voice sets in."""
    paragraph = reading.paragraph_at(start)
    end = paragraph.end
    title = reading.text[start:end].strip()
    if len(title) <= _TITLE and not title.endswith(("。", "；")):
        return _numbered_below(reading, paragraph)
    voice = _NEW_VOICE.search(reading.text, start, end)
    return voice.start() if voice else end


def _numbered_below(reading: Reading, title: Paragraph) -> int:
    """Where the numbered paragraphs below a title end; its own end where there are none."""
    end = title.end
    for paragraph in reading.paragraphs[reading.number_of(title) + 1 :]:
        numbered = _NUMBERED.match(reading.text, paragraph.start)
        if paragraph.article.id != title.article.id or not numbered:
            break
        end = paragraph.end
    return end


def _lead(reading: Reading, start: int) -> str:
    """What introduces the list: the text before it in its paragraph, else the paragraph before."""
    paragraph = reading.paragraph_at(start + 1)
    before = reading.text[max(paragraph.start, start - LEAD) : start].strip()
    if before:
        return before
    index = reading.number_of(paragraph)
    if index and reading.paragraphs[index - 1].article.id == paragraph.article.id:
        previous = reading.paragraphs[index - 1]
        return reading.text[max(previous.start, previous.end - LEAD) : previous.end]
    return ""
