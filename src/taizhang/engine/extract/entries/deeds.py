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
    r"(?:局|委|办|中心|会|厅|部|政府|公司|街道|集团|区|处|院|站|队|所|镇|乡)$"
)


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
    for paragraph in scene.reading.paragraphs:
        row = _ROW.match(text, paragraph.start, paragraph.end)
        if row is None or paragraph.role is Role.BYLINE:
            continue
        if expected and int(row["n"]) not in {1, expected}:
            continue
        units = _units(row["rest"])
        if units:
            expected = int(row["n"]) + 1
            yield Finding(
                LedgerKind.DEED,
                row.start("rest"),
                paragraph.end,
                "row of a list of deeds",
                (row["n"],),
                lead=units[0],
                co_units=units[1:],
            )


def _units(row: str) -> tuple[str, ...]:
    """The names in the column of units: the first column made of nothing else."""
    for column in _COLUMN.finditer(row):
        names = [name for name in re.split("[、，]", column.group()) if name]
        if column.start() and names and all(_UNIT.search(name) for name in names):
            return tuple(names)
    return ()
