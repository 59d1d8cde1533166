"""Deeds: the items of a list of practical things done for residents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.enumerations import BLOCKS, Enumeration
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.extract.reading import Role
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import DEED_LISTS

_DEEDS: Final = re.compile(rf"(?:{either(DEED_LISTS)})")
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


def is_list(scene: Scene, enumeration: Enumeration) -> bool:
    """Whether the words (or the heading) before an enumeration say that deeds follow.

    Items that are paragraphs count when each is one: else they are chapters of a plan.
    """
    if enumeration.style not in BLOCKS:
        return bool(_DEEDS.search(enumeration.lead))
    short = all("\n" not in scene.text[i.start : i.end].strip() for i in enumeration.items)
    heading = scene.reading.heading_at(enumeration.start)
    return short and bool(_DEEDS.search(enumeration.lead) or _DEEDS.search(heading))


def from_items(enumeration: Enumeration) -> Iterator[Finding]:
    """One deed for each item."""
    for item in enumeration.items:
        yield Finding(
            LedgerKind.DEED, item.start, item.end, "item of a list of deeds", (item.marker,)
        )


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
