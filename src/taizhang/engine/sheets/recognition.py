"""What each column of a table is: type, choices, and which fact of an entry, with reasons.

Nothing here decides: a person sees each finding with its reason and changes it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Self

from taizhang.engine.credit_codes import is_valid
from taizhang.engine.sheets.grid import Grid
from taizhang.engine.sheets.known import (
    REQUIRED,
    ColumnType,
    Known,
    facts_named,
    plain_heading,
)
from taizhang.engine.sheets.table import JOINT, Field, Table
from taizhang.engine.sheets.values import (
    PAIRS,
    Cell,
    day_of,
    folded,
    is_blank,
    number_of,
    said,
    yes_or_no,
)


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a message with fields, for the surface to translate."""

    message: str
    fields: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.fields)


OFFERED: Final = _("Its cells offer a list to choose from.")
FEW_VALUES: Final = _("Only {different} different values in {filled} cells.")
DATES: Final = _("{fit} of {filled} cells are dates.")
NUMBERS: Final = _("{fit} of {filled} cells are numbers.")
YES_NO: Final = _("Its cells say {yes} or {no}.")
LONG: Final = _("Its longest cell has {longest} characters.")
SHORT: Final = _("Its cells are short texts.")
BY_HEADING: Final = _("Its cells are empty; its heading says so.")
EMPTY: Final = _("Its cells are empty.")
NAMED: Final = _("Its heading “{heading}” is one of its names.")
NAMED_BY_GROUP: Final = _("Its heading “{heading}” under “{group}” is one of its names.")
CODES: Final = _("Its cells are credit codes.")
ONLY_TEXT: Final = _("No other column says what the matter is.")

LOOKED_AT: Final = 2_000
"""Rows from which a type is told."""
MOST: Final = 0.8
"""Share of the cells that must fit."""
MOST_CHOICES: Final = 12
LEAST_CELLS: Final = 8
LONGEST_CHOICE: Final = 12
LONG_TEXT: Final = 40
_DATE_NAME: Final = re.compile(r".*(?:日期|时间|时限|期限|年月日|限期)")
_NUMBER_NAME: Final = re.compile(
    r".*(?:金额|数量|面积|[人户件个次]数|比例|投资额?|产值|罚款|损失|元|亩|吨|㎡|平方米|千瓦|kva)"
)
_UNIT_IN_BRACKETS: Final = re.compile(
    r"[（(](?:万元|亿元|元|亩|吨|㎡|平方米|人|个|件|户|家|%|千瓦|kVA|次)[)）]"
)
_LONG_NAME: Final = re.compile(
    r".*(?:情况|措施|内容|描述|问题|建议|说明|备注|意见|要求|原因|进展|事项|诉求|做法)"
)
_CODE_NAME: Final = re.compile(r".*(?:电话|手机|号码|代码|编号|编码|文号|账号|身份证|邮编)")
_NO_WORDS: Final = re.compile(r"[（(]\s*[)）]")
_YES_NO_NAME: Final = re.compile(r"(?:是否|有无|可否).*")
_DAYS: Final = frozenset((Known.DUE, Known.REGISTERED_ON, Known.DISPATCHED_ON, Known.CLOSED_ON))
_OPEN_ENDED: Final = frozenset(
    (
        Known.TITLE,
        Known.TEXT,
        Known.ENTERPRISES,
        Known.LEAD,
        Known.CO_UNITS,
        Known.ACCOUNTABLE,
        Known.IN_CHARGE,
        Known.WATCHER,
        Known.PROGRESS,
        Known.REPLY,
    )
)
"""Facts whose cells may repeat without being choices."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column as it was recognised."""

    place: int
    name: str
    heading: str
    type: ColumnType
    type_reason: Reason
    choices: tuple[str, ...] = ()
    known: Known | None = None
    known_reason: Reason | None = None
    is_required: bool = False
    filled: int = 0
    """Data rows in which it holds anything."""


def recognised(table: Table) -> tuple[SheetColumn, ...]:
    """Every column of a table; each fact belongs to one column at most."""
    columns = [_column(table, place, one) for place, one in enumerate(table.fields)]
    taken: set[Known] = set()
    found = []
    for column in columns:
        if column.known in taken:
            column = replace(column, known=None, known_reason=None)  # noqa: PLW2901
        if column.known is not None:
            taken.add(column.known)
        found.append(column)
    if Known.TITLE in taken:
        return tuple(found)
    return tuple(_as_matter(column) for column in found)


def _as_matter(column: SheetColumn) -> SheetColumn:
    """Where nothing else names the matter, its full text does."""
    if column.known is not Known.TEXT:
        return column
    return replace(column, known=Known.TITLE, known_reason=Reason(ONLY_TEXT), is_required=True)


def _column(table: Table, place: int, one: Field) -> SheetColumn:
    cells = _Sample.of(row.cells[place] for row in table.data[:LOOKED_AT])
    known, reason = _fact(one, cells)
    type_, choices, type_reason = _type(table.grid, table.first, one, cells, known)
    if known is Known.CATEGORY and choices:
        known, reason = None, None  # its own categories are not ours
    name = _NO_WORDS.sub("", REQUIRED.sub("", one.name)).strip(JOINT) or one.name
    return SheetColumn(
        place=one.place,
        name=name,
        heading=one.heading,
        type=type_,
        type_reason=type_reason,
        choices=choices,
        known=known,
        known_reason=reason,
        is_required=known is Known.TITLE or bool(REQUIRED.search(one.name)),
        filled=cells.filled,
    )


@dataclass(frozen=True)
class _Sample:
    """The cells of a column that say anything; what repeats is looked at once."""

    counted: Mapping[tuple[type, Cell], int]
    """How often by type and value: to Python alone 1, 1.0 and True are the same."""
    filled: int

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Self:
        counted = Counter((cell.__class__, cell) for cell in cells if not is_blank(cell))
        return cls(counted, counted.total())

    def how_many(self, fits: Callable[[Cell], object]) -> int:
        """The cells that fit."""
        return sum(often for (_type, cell), often in self.counted.items() if fits(cell))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What they say, each once, as they come."""
        return tuple(dict.fromkeys(said(cell) for _type, cell in self.counted))

    @cached_property
    def numbers(self) -> int:
        return self.how_many(lambda cell: number_of(cell) is not None)

    @cached_property
    def days(self) -> int:
        """Those that can be read as a day, the spreadsheet's own numbers too."""
        return self.how_many(lambda cell: day_of(cell, serial=True) is not None)

    @cached_property
    def written_days(self) -> int:
        """Those written as a day."""
        return self.how_many(lambda cell: day_of(cell) is not None)


def _fact(one: Field, cells: _Sample) -> tuple[Known | None, Reason | None]:
    """The first fact that goes by the heading and that the cells do not contradict."""
    whole = "".join(one.parts)
    for known in facts_named(one.heading):
        if not _contradicted(known, cells):
            return known, Reason(NAMED, {"heading": _short(one.heading)})
    if len(one.parts) > 1:
        group = "".join(one.parts[:-1])
        for known in facts_named(whole):
            if not _contradicted(known, cells):
                fields: dict[str, object] = {"heading": _short(one.heading), "group": _short(group)}
                return known, Reason(NAMED_BY_GROUP, fields)
    codes = cells.how_many(lambda cell: is_valid(folded(cell)))
    if cells.filled and codes >= MOST * cells.filled:
        return Known.CREDIT_CODE, Reason(CODES)
    return None, None


def _short(text: str) -> str:
    return "".join(text.split())[:30]


def _contradicted(known: Known, cells: _Sample) -> bool:
    """Whether most cells are of another kind than the fact."""
    if known in {Known.REGISTERED_ON, Known.DISPATCHED_ON, Known.CLOSED_ON}:
        return 2 * cells.days < cells.filled
    if known is Known.DUE:
        return cells.numbers > cells.days  # “9月底前” is a due date too
    if known is Known.ROW:
        return 2 * cells.numbers < cells.filled
    return known in _OPEN_ENDED and 2 * max(cells.numbers, cells.days) > cells.filled


_Type = tuple[ColumnType, tuple[str, ...], Reason]


def _type(grid: Grid, first: int, one: Field, cells: _Sample, known: Known | None) -> _Type:
    offered = _offered(grid, first, one.place)
    if offered:
        pair = _pair(offered)
        type_ = ColumnType.YES_NO if pair else ColumnType.CHOICE
        return type_, pair or offered, Reason(OFFERED)
    if not cells.filled:
        return _by_heading(one)
    return _by_cells(one, cells, known)


def _offered(grid: Grid, first: int, column: int) -> tuple[str, ...]:
    """The list that the cells below the heading offer."""
    for rule in grid.lists:
        if any(area.left <= column <= area.right and area.bottom >= first for area in rule.areas):
            return rule.choices
    return ()


def _pair(words: Sequence[str]) -> tuple[str, str] | None:
    """The two words in the order yes, no; None when they are something else."""
    if len(words) != 2:  # noqa: PLR2004
        return None
    told = {yes_or_no(word): word for word in words}
    return (told[True], told[False]) if set(told) == {True, False} else None


def _by_heading(one: Field) -> _Type:
    bare = plain_heading(one.heading)
    reason = Reason(BY_HEADING)
    if _YES_NO_NAME.fullmatch(bare):
        return ColumnType.YES_NO, PAIRS[0], reason
    if _DATE_NAME.fullmatch(bare):
        return ColumnType.DATE, (), reason
    if _NUMBER_NAME.fullmatch(bare) or _UNIT_IN_BRACKETS.search(one.heading):
        return ColumnType.NUMBER, (), reason
    if _LONG_NAME.fullmatch(bare):
        return ColumnType.LONG_TEXT, (), reason
    return ColumnType.TEXT, (), Reason(EMPTY)


def _by_cells(one: Field, cells: _Sample, known: Known | None) -> _Type:
    bare, filled, different = plain_heading(one.heading), cells.filled, cells.texts
    pair = _pair(different)
    if pair:
        return ColumnType.YES_NO, pair, Reason(YES_NO, {"yes": pair[0], "no": pair[1]})
    if set(different) <= {"是"} or set(different) <= {"否"}:
        return ColumnType.YES_NO, PAIRS[0], Reason(YES_NO, {"yes": "是", "no": "否"})
    serial = known in _DAYS or bool(_DATE_NAME.fullmatch(bare))
    days = cells.days if serial else cells.written_days
    if days >= MOST * filled:
        return ColumnType.DATE, (), Reason(DATES, {"fit": days, "filled": filled})
    numbers = cells.how_many(lambda cell: number_of(cell) is not None and not _is_code(cell))
    if numbers >= MOST * filled and not _CODE_NAME.fullmatch(bare):
        return ColumnType.NUMBER, (), Reason(NUMBERS, {"fit": numbers, "filled": filled})
    if _few(different, filled) and known not in _OPEN_ENDED:
        fields: dict[str, object] = {"different": len(different), "filled": filled}
        return ColumnType.CHOICE, different, Reason(FEW_VALUES, fields)
    longest = max(map(len, different))
    if longest > LONG_TEXT or any("\n" in text for text in different):
        return ColumnType.LONG_TEXT, (), Reason(LONG, {"longest": longest})
    return ColumnType.TEXT, (), Reason(SHORT)


def _is_code(cell: Cell) -> bool:
    """Digits that count nothing: a leading nought, or longer than any amount."""
    text = folded(cell)
    return (text.startswith("0") and text.isdigit() and len(text) > 1) or len(text) > 15  # noqa: PLR2004


def _few(different: Sequence[str], filled: int) -> bool:
    return (
        filled >= LEAST_CELLS
        and 1 < len(different) <= min(MOST_CHOICES, filled // 3)
        and max(map(len, different)) <= LONGEST_CHOICE
    )
