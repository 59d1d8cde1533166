"""Deeds: the items of a list of practical things done for residents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.aims import Aim
from taizhang.engine.extract.entries.enumerations import BLOCKS, Enumeration, Item, number
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.extract.reading import Paragraph, Role
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import (
    DEED_LISTS,
    NO_DEED_LISTS,
    REPORT_HEADINGS,
    TASK_HEADINGS,
)
from taizhang.engine.text.sentences import sentences
from taizhang.engine.text.span import Span

_NO_LIST: Final = re.compile(rf"(?:{either(NO_DEED_LISTS)})")
_PARAGRAPHS: Final = BLOCKS | {"bracket", "paren"}
_COUNTED: Final = frozenset({"jian", "zhi"})
_FEWEST: Final = 3
_LINE: Final = re.compile(
    r"\s*(?:[（(]?(?P<n>[一二三四五六七八九十]{1,2}|\d{1,2})(?:[）)][、.．]?|[、.．](?!\d)))\s*(?=\S)"
)
# Chapters of a plan for deeds, no deeds.
_CHAPTER: Final = re.compile(
    rf"(?:{either(TASK_HEADINGS, REPORT_HEADINGS)}|保障|步骤|时间|方式|流程|机制|要件)[。：:]?$"
)
# 这件事由某局负责。 · 某局牵头。: who does it, in a sentence of its own.
_CHARGE: Final = re.compile(
    r"\s*(?:(?:这|该|此)[件项]?(?:实事|事|项目|工作)?，?)?由?[^，。；]{2,40}?(?:牵头|负责|主办|承办|实施)(?:[^。；]{0,40})。?"
)
# What was so before, and why the deed was chosen.
_PAST: Final = re.compile(r"去年|前年|此前|以前|过去|曾|歉意|长期以来|多年来|[一-鿿]了[十几多]?年")
_DEEDS: Final = re.compile(rf"(?:{either(DEED_LISTS)})")
# 2026年为民办实事：一、…: what a colon announces, campaigns of that name have none.
_ANNOUNCED: Final = re.compile(r"办实事[^，。；：]{0,6}[：:]$")
# A row of the list as text: number, name, responsible units, what is to be reached.
_ROW: Final = re.compile(r"\s*(?P<n>\d{1,3})\s+(?P<rest>\S.{8,})")
_COLUMN: Final = re.compile(r"\S+")
_UNIT: Final = re.compile(
    r"^[^\d]{1,30}(?:局|委|办|中心|会|厅|部|政府|公司|街道|集团|区|处|院|站|队|所|镇|乡)$"
)


# A limit in the last column: 12月底, 2023年9月30日前, 全年.
_LIMIT: Final = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|底|上旬|中旬|下旬|末)?|全年|年底|长期)(?:之?前)?"
)
_NUMBER: Final = re.compile(r"\s*\d{1,3}\s")
_CELL: Final = re.compile(r"[^\n]+")


def is_list(scene: Scene, enumeration: Enumeration) -> bool:
    """Whether the words (or the heading) before an enumeration say that deeds follow.

    Items that are paragraphs count when each is one: else they are chapters of a plan.
    """
    items = enumeration.items
    if enumeration.style in _COUNTED and about(scene, items[0].start):
        return True  # 第一件, 实事之二
    if enumeration.style == "lone":
        return about(scene, items[0].start)
    if enumeration.style not in _PARAGRAPHS:
        lead = enumeration.lead
        return bool(_DEEDS.search(lead) or _ANNOUNCED.search(lead))
    short = all("\n" not in scene.text[i.start : i.end].strip() for i in items[:-1])
    return short and (bool(_DEEDS.search(enumeration.lead)) or about(scene, items[0].start))


def about(scene: Scene, place: int) -> bool:
    """Whether the article at `place`, or the heading above it, is a list of deeds.

    Articles about meetings on deeds, or about how far they are, list none.
    """
    reading = scene.reading
    if scene.passage_at(place).aim is not Aim.OPEN:
        return False
    heading = reading.heading_at(place)
    headline = reading.paragraph_at(place).article.headline or ""
    own = heading != headline and _DEEDS.search(heading) and not _NO_LIST.search(heading)
    return bool(own or (_DEEDS.search(headline) and not _NO_LIST.search(headline)))


def from_items(scene: Scene, enumeration: Enumeration) -> Iterator[Finding]:
    """One deed for each item."""
    for item in enumeration.items:
        if enumeration.style == "lone":
            yield _rows_below(scene, item)
        else:
            yield _item(scene, item.start, item.end, item.marker)


def _rows_below(scene: Scene, item: Item) -> Finding:
    """What a number alone counts, with the lines below it: the deed, its units, its limit."""
    text = scene.text
    lines = [(m.start(), m.end()) for m in _CELL.finditer(text, item.start, item.end)]
    start, end = (lines[0][0], lines[-1][1]) if lines else (item.start, item.end)
    units = [text[a:b].strip() for a, b in lines[1:] if _UNIT.search(text[a:b].strip())]
    names = [name for unit in units for name in _names(unit)]
    due = next((text[a:b] for a, b in lines[1:] if _LIMIT.match(text, a, b)), "")
    return Finding(
        LedgerKind.DEED, start, end, "item of a list of deeds", (item.marker,),
        lead=names[0] if names else "", co_units=tuple(names[1:]), due_words=due.strip(),
    )  # fmt: skip


# …3000座（县某局）: who does it, without a word of charge.
# …改造(区某中心)，水泵已装好: who does it, amid how far it is.
_AMID: Final = re.compile(r"[（(](?P<who>[一-鿿、]{3,40})[）)](?=[，；。])")
_BEHIND: Final = re.compile(r"[（(](?P<who>[一-鿿、]{3,40})[）)][；。\s]*$")


def _item(scene: Scene, start: int, end: int, marker: str) -> Finding:
    """The item without what it tells of the past, and without the sentence of who does it."""
    text = scene.text
    parts = [Span(start + p.start, start + p.end) for p in sentences(text[start:end])]
    units: list[str] = []
    last = parts[-1] if len(parts) > 1 else None
    if last and _CHARGE.fullmatch(text, last.start, last.end):
        units = [mention.name for mention, _o in scene.within(last.start, last.end, "unit")]
        end = last.start
    behind = _BEHIND.search(text, start, end)
    if behind and not units:
        units = [m.name for m, _o in scene.within(*behind.span("who"), "unit")]
        end = behind.start() if units else end
    amid = _AMID.search(text, start, end) if not units else None
    if amid:
        units = [m.name for m, _o in scene.within(*amid.span("who"), "unit")]
    told = [
        part.end
        for part in parts[:-1]
        if part.end < end and _PAST.search(text, part.start, part.end)
    ]
    return Finding(
        LedgerKind.DEED,
        max(told, default=start),
        end,
        "item of a list of deeds",
        (marker,),
        lead=units[0] if units else "",
        co_units=tuple(units[1:]),
    )


def from_lines(scene: Scene) -> Iterator[Finding]:
    """Numbered lines of an article about deeds, also where each looks like a heading.

    A title in a line of its own goes on in the line below it.
    """
    text = scene.text
    run: list[tuple[Paragraph, re.Match[str]]] = []
    for paragraph in (*scene.reading.paragraphs, None):
        marker = _LINE.match(text, paragraph.start, paragraph.end) if paragraph else None
        if paragraph and marker and number(marker["n"]) == len(run) + 1:
            run.append((paragraph, marker))
        elif paragraph is None or marker or _far(scene, run, paragraph):
            yield from _lines(scene, run)
            run = []
            if paragraph and marker and number(marker["n"]) == 1:
                run = [(paragraph, marker)]


def _far(scene: Scene, run: list[tuple[Paragraph, re.Match[str]]], paragraph: Paragraph) -> bool:
    """Whether a line without a number is not the one below the last numbered one."""
    numbers = scene.reading.number_of
    return not run or numbers(paragraph) - numbers(run[-1][0]) > 1


def _lines(scene: Scene, run: list[tuple[Paragraph, re.Match[str]]]) -> Iterator[Finding]:
    """The deeds of a run of numbered lines, each with the line below it."""
    if len(run) < _FEWEST or not about(scene, run[0][0].start):
        return
    paragraphs, numbers = scene.reading.paragraphs, scene.reading.number_of
    for place, (paragraph, marker) in enumerate(run):
        following = run[place + 1][0] if place + 1 < len(run) else None
        below = numbers(paragraph) + 1
        titled = following is not None and numbers(following) == below + 1
        end = paragraphs[below].end if titled else paragraph.end
        if not _CHAPTER.search(scene.text, marker.end(), paragraph.end):
            yield _item(scene, marker.end(), end, marker.group().strip())


def from_rows(scene: Scene) -> Iterator[Finding]:
    """Rows of a table of deeds: numbered one after the other, with a column of units."""
    text = scene.text
    if not _DEEDS.search(text):
        return
    expected = 0
    for start, end in _rows(scene):
        row = _ROW.match(text, start, end)
        if row is None or (expected and int(row["n"]) not in {1, expected}):
            continue
        first = row.start("rest")
        columns = _unit_columns(text, first, end)
        if columns:
            expected = int(row["n"]) + 1
            units = [name for column in columns for name in _names(column.group())]
            yield Finding(
                LedgerKind.DEED,
                first,
                _deed_end(text, columns, end),
                "row of a list of deeds",
                (row["n"],),
                lead=units[0] if units else "",
                co_units=tuple(units[1:]),
                due_words=_due(text, columns, end),
            )


def _rows(scene: Scene) -> Iterator[tuple[int, int]]:
    """The paragraphs that may be rows; one that was broken goes on in the next."""
    text = scene.text
    waiting: tuple[int, int] | None = None
    for paragraph in scene.reading.paragraphs:
        if paragraph.role is Role.BYLINE:
            continue
        start, end = paragraph.start, paragraph.end
        if waiting and not _NUMBER.match(text, start, end):
            yield waiting[0], end
            waiting = None
            continue
        if _ROW.match(text, start, end) and not _unit_columns(text, start, end):
            waiting = start, end
        else:
            waiting = None
            yield start, end


def _unit_columns(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The columns of units, one behind the other: the first ones made of nothing else."""
    found: list[re.Match[str]] = []
    for column in _COLUMN.finditer(text, start, end):
        names = [name for name in re.split("[、，]", column.group()) if name]
        if column.start() > start and names and all(_UNIT.search(name) for name in names):
            found.append(column)
        elif found:
            break
    return found


def _names(column: str) -> list[str]:
    return [n for n in re.split("[、，]", column) if n and not n.startswith(("各", "有关", "相关"))]


def _deed_end(text: str, columns: list[re.Match[str]], end: int) -> int:
    """Before the units, when nothing but a limit stands behind them."""
    rest = text[columns[-1].end() : end].strip()
    return columns[0].start() if not rest or _LIMIT.fullmatch(rest) else end


def _due(text: str, columns: list[re.Match[str]], end: int) -> str:
    found = _LIMIT.fullmatch(text[columns[-1].end() : end].strip())
    return found.group() if found else ""
