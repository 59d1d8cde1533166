"""What the cells of a column say, each in one way: days, figures, states, choices.

What cannot be read stays as it is written and is said; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from taizhang.engine.consolidating.sources import ERROR_CELL
from taizhang.engine.sheets.cells import Value
from taizhang.engine.sheets.known import ColumnType, Known
from taizhang.engine.sheets.recognition import SheetColumn
from taizhang.engine.sheets.values import Cell, day_of, folded, number_of, said, yes_or_no


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


NO_DAY: Final = _("This is no day; it is kept as it is written.")
NO_NUMBER: Final = _("This is no figure; it is kept as it is written.")
OTHER_MEASURE: Final = _("The figure is in {found}, the column in {wanted}; it is kept.")
NO_CHOICE: Final = _("This is none of the choices: {choices}.")
NO_STATE: Final = _("This is no known state; it is kept as it is written.")
_ERRORS: Final = frozenset(
    ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#GETTING_DATA")
)
_DAYS: Final = frozenset((Known.REGISTERED_ON, Known.DISPATCHED_ON, Known.DUE, Known.CLOSED_ON))
_NOTHING: Final = frozenset(("无", "/", "-", "—", "——", "不详", "暂无", "待定", "none", "n/a"))
"""Words that say that there is nothing to say: no mistake, and kept."""
_MEASURED: Final = re.compile(
    r"(?:约|共|人民币|￥|¥)?(?P<number>[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<measure>亿元|万元|元|亿|万|亩|公顷|平方米|平米|㎡|吨|千瓦|kva|人|名|户|家|个|件|次|项|%|天)?"
    r"(?:整|左右)?",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(r"[（(](?P<measure>[^）)]{1,6})[）)]")
_MONEY: Final = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_OTHERS: Final = frozenset(
    (
        "亩",
        "公顷",
        "平方米",
        "㎡",
        "吨",
        "千瓦",
        "人",
        "名",
        "户",
        "家",
        "个",
        "件",
        "次",
        "项",
        "%",
        "天",
    )
)
_SAME_MEASURE: Final = {"万": "万元", "亿": "亿元", "平米": "平方米", "㎡": "平方米", "名": "人"}
STATES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("已销号", re.compile(r"(?:已)?(?:经)?(?:销号|闭环|归档|结案)(?:了|完成)?")),
    ("未办结", re.compile(r"(?:未|没有?|尚未|还未)(?:完成|办结|办完|解决|整改到位|销号|整改)")),
    (
        "已办结",
        re.compile(
            r"(?:已|已经|全部)?(?:办结|办毕|办完|完成|完成整改|整改完成|整改到位|解决)(?:了)?"
        ),
    ),
    (
        "办理中",
        re.compile(
            r"(?:正在|正|仍在)?(?:办理|整改|推进|处理|进行|落实|协调|解决|处置)(?:之?中)?"
            r"|在办|进行时|推进中|持续推进|正在进行"
        ),
    ),
    ("未办理", re.compile(r"(?:未|没有?|尚未)(?:办理|启动|开始|开展|动工|受理)|待办|待办理|未办")),
    ("挂账", re.compile(r"(?:已)?(?:挂账|挂起|暂缓|长期(?:推进|坚持))")),
    ("已退回", re.compile(r"(?:已)?(?:退回|退件|不予受理)")),
)
"""Each state with the words that units write for it."""
CLOSED: Final = frozenset(("已销号", "已办结"))


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell says in the form, and what is wrong with it (a msgid)."""

    value: Value
    problem: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    is_changed: bool = False
    """Whether other words were put in its place."""


Reader = Callable[[Cell], Read]


def state_of(text: str) -> str | None:
    """The state that a cell names; None for words that name none."""
    plain = re.sub(r"[^\w]", "", folded(text))
    return next((name for name, words in STATES if words.fullmatch(plain)), None)


def is_closed(state: Value, closed: Value) -> bool:
    """Whether a matter is over, by its state or by the column that says yes or no."""
    if isinstance(closed, str) and (yes_or_no(closed) or state_of(closed) in CLOSED):
        return True
    return isinstance(state, str) and state_of(state) in CLOSED


def reader(column: SheetColumn) -> Reader:
    """How the cells of a column of the form are read; each value is looked at once."""
    read = _kind(column)
    seen: dict[tuple[type, Cell], Read] = {}

    def once(cell: Cell) -> Read:
        key = (cell.__class__, cell)
        found = seen.get(key)
        if found is None:
            if len(seen) > _REMEMBERED:
                seen.clear()
            found = seen[key] = _NONE if cell == "" else _guarded(read, cell)
        return found

    return once


_REMEMBERED: Final = 50_000
_NONE: Final = Read(None)


def _guarded(read: Reader, cell: Cell) -> Read:
    text = said(cell)
    if not text:
        return _NONE
    if text in _ERRORS:
        return Read(text, ERROR_CELL)
    return read(cell)


def _kind(column: SheetColumn) -> Reader:
    if column.type is ColumnType.DATE or column.known in _DAYS:
        return _days(is_due=column.known is Known.DUE)
    if column.known is Known.STATE:
        return _states(column.choices)
    if column.known is Known.CREDIT_CODE:
        return lambda cell: Read(folded(cell).upper())
    if column.type is ColumnType.NUMBER or _measure(column.name):
        return _numbers(column.name)
    if column.type is ColumnType.YES_NO and len(column.choices) == 2:  # noqa: PLR2004
        return _yes_no(column.choices)
    if column.choices and column.type is ColumnType.CHOICE:
        return _choices(column.choices)
    return _plain


def _plain(cell: Cell) -> Read:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Read(number_of(cell))
    if isinstance(cell, dt.date) and not isinstance(cell, dt.datetime):
        return Read(cell)
    return Read(said(cell))


def _days(*, is_due: bool) -> Reader:
    def read(cell: Cell) -> Read:
        day = day_of(cell, serial=True)
        if day is not None:
            return Read(day)
        text = said(cell)
        # “9月底前”, “长期坚持” are due dates of their own kind.
        fine = is_due or folded(text).lower() in _NOTHING
        return Read(text, "" if fine else NO_DAY)

    return read


def _measure(heading: str) -> str:
    """The measure that a heading states in brackets, such as 万元."""
    found = _IN_BRACKETS.search(heading)
    word = found["measure"].strip() if found else ""
    return word if word in _MONEY or word in _OTHERS else ""


def _numbers(heading: str) -> Reader:
    wanted = _measure(heading)

    def read(cell: Cell) -> Read:
        number = number_of(cell)
        if number is not None:
            return Read(number)
        text = said(cell)
        found = _MEASURED.fullmatch(folded(text))
        if found is None:
            return Read(text, "" if folded(text).lower() in _NOTHING else NO_NUMBER)
        measure = _SAME_MEASURE.get(found["measure"] or "", found["measure"] or "")
        count = float(found["number"].replace(",", ""))
        if measure and wanted and measure != _SAME_MEASURE.get(wanted, wanted):
            if measure not in _MONEY or wanted not in _MONEY:
                return Read(text, OTHER_MEASURE, (("found", measure), ("wanted", wanted)))
            count = round(count * _MONEY[measure] / _MONEY[wanted], 6)
        elif measure and not wanted:
            return Read(text)  # the column does not say in what: the cell has to
        return Read(number_of(count), is_changed=True)

    return read


def _states(choices: tuple[str, ...]) -> Reader:
    own = {state: word for word in reversed(choices) if (state := state_of(word))}

    def read(cell: Cell) -> Read:
        text = said(cell)
        if text in choices and len(own) == len(choices):
            return Read(text)
        state = state_of(text)
        if state is None:
            return Read(text, NO_STATE)
        word = own.get(state, state)
        return Read(word, is_changed=word != text)

    return read


def _yes_no(words: tuple[str, ...]) -> Reader:
    def read(cell: Cell) -> Read:
        text = said(cell)
        told = yes_or_no(cell)
        if told is None and (state := state_of(text)):
            told = True if state in CLOSED else False if state == "未办结" else None
        if told is None:
            return Read(text, NO_CHOICE, (("choices", "、".join(words)),))
        word = words[0] if told else words[1]
        return Read(word, is_changed=word != text)

    return read


def _choices(words: tuple[str, ...]) -> Reader:
    plain = {_bare(word): word for word in reversed(words)}

    def read(cell: Cell) -> Read:
        text = said(cell)
        if text in words:
            return Read(text)
        word = plain.get(_bare(text))
        return Read(text) if word is None else Read(word, is_changed=True)

    return read


def _bare(word: str) -> str:
    """A choice without the words that are put in or left out at will."""
    plain = re.sub(r"[^\w]", "", unicodedata.normalize("NFKC", word)).lower()
    return re.sub(r"(?:问题|类别|类型|方面|诉求|类)+$", "", plain) or plain
