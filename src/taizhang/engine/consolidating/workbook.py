"""The result as one workbook: the form with its rows, and behind it what a person has to know.

汇总情况 counts by unit, 冲突 lists what units contradict each other in, 错误 what could not be
read with the row a person sees, 来源 leads from every cell of the result to its own.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import IO, Final

from taizhang.engine.consolidating.comparing import Change
from taizhang.engine.consolidating.counting import by_unit
from taizhang.engine.consolidating.deciding import Answer, Decision, Kind
from taizhang.engine.consolidating.forms import COMPARED, MARK, MARK_KEY, Target
from taizhang.engine.consolidating.lines import Issue, Line
from taizhang.engine.consolidating.matters import Matter, shown, told
from taizhang.engine.consolidating.putting import Result, TableOut, remarks
from taizhang.engine.consolidating.questions import questions
from taizhang.engine.consolidating.sources import LIMITS
from taizhang.engine.errors import TaizhangError
from taizhang.engine.sheets.adding import NewSheet
from taizhang.engine.sheets.cells import Value
from taizhang.engine.sheets.known import Known
from taizhang.engine.sheets.places import Area, letters
from taizhang.engine.sheets.recognition import Reason
from taizhang.engine.sheets.sheet import MOST_JOINED
from taizhang.engine.sheets.values import number_of
from taizhang.engine.sheets.writing import filled


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


Say = Callable[..., str]
KEPT: Final = _("both kept")
UNREAD: Final = _("The file could not be read.")
_REPORTER: Final = "unit"
_REPORTERS: Final = ("填报单位", "报送单位", "上报单位")
_LONGEST_TEXT: Final = 200


def write(result: Result, target: IO[bytes], say: Say) -> None:
    """Write the workbook; reasons are said by `say` in the reader's language."""
    data = result.form.data
    last = len(result.tables) - 1
    for place, table in enumerate(result.tables):
        more = tuple(_sheets(result, say)) if place == last else ()
        out: IO[bytes] = target if place == last else io.BytesIO()
        one = _TableWriter(table, result)
        filled(
            data,
            replace(table.target.layout, joined=()),
            one.rows(),
            out,
            keys=one.keys,
            headings=one.headings,
            merged=one.merged(),
            more=more,
            limits=LIMITS,
        )
        if place != last:
            out.seek(0)
            data = out.read()


class _TableWriter:
    """The rows of one table of the result."""

    def __init__(self, table: TableOut, result: Result) -> None:
        self.table = table
        self.target = table.target
        self.keys = list(self.target.keys)
        self.headings: dict[str, str] = {}
        self.row = self.target.column(Known.ROW)
        several = len({sheet.unit for sheet in result.sheets if sheet.imported}) > 1
        is_asked = any(column.name in _REPORTERS for column in self.target.columns)
        self.names_units = several and not is_asked and self.target.column(Known.LEAD) is None
        if self.names_units:
            self.keys.append(_REPORTER)
            self.headings[_REPORTER] = "填报单位"
        if table.comparison is not None:
            self.keys.append(MARK_KEY)
            self.headings[MARK_KEY] = MARK
        self.groups = _groups(table)

    def rows(self) -> Iterator[Sequence[Value]]:
        """The values of each row; of cells merged over several rows only the first says any."""
        inside = {
            (row, column)
            for column, top, bottom in self.groups
            for row in range(top + 1, bottom + 1)
        }
        hidden: dict[int, list[int]] = {}
        for row, column in inside:
            hidden.setdefault(row, []).append(column)
        changes = self.table.comparison.changes if self.table.comparison else None
        number = 0
        for at, matter in enumerate(self.table.matters):
            values = matter.values
            if self.row is not None or at in hidden:
                values = list(values)
            if self.row is not None and _counts(values[self.row]):
                number += (at, self.row) not in inside
                values[self.row] = number
            for column in hidden.get(at, ()):
                values[column] = None
            added: list[Value] = ["、".join(matter.units)] if self.names_units else []
            if changes is not None:
                added.append(changes[at].change.value)
            yield [*values, *added] if added else values

    def merged(self) -> Iterator[Area]:
        """Cells that are one, as they came; in rows of plain sheets as the form has them."""
        columns = self.target.columns
        for column, top, bottom in self.groups:
            left = columns[column].place
            line = self.table.matters[top].lines[0]
            first = line.sheet.tops[column][line.number]
            right = left + line.sheet.widths.get((column, first), 0)
            if bottom > top or right > left:
                yield Area(top, left, bottom, right)
        joined = self.target.layout.joined
        for at, matter in enumerate(self.table.matters[:MOST_JOINED] if joined else ()):
            if len(matter.lines) > 1 or not matter.lines[0].sheet.tops:
                yield from (Area(at, left, at, right) for left, right in joined)


def _counts(value: Value) -> bool:
    """Whether a serial number is one: 一、 and 说明： stay as they are."""
    return isinstance(value, str | int | float) and number_of(value) is not None


def _groups(table: TableOut) -> list[tuple[int, int, int]]:
    """Column, first and last row of cells that were one in a sheet and stand together still."""
    found = []
    merged = {column for line in table.lines for column in line.sheet.tops}
    for column in sorted(merged):
        before: tuple[int, int] | None = None
        top = 0
        for at, matter in enumerate([*table.matters, None]):
            here = _area(matter, column) if matter else None
            if here is None or here != before:
                if before is not None:
                    found.append((column, top, at - 1))
                before, top = here, at
    return found


def _area(matter: Matter, column: int) -> tuple[int, int] | None:
    """The merged area that a cell came from; none where several lines speak."""
    if len(matter.lines) > 1:
        return None
    line = matter.lines[0]
    top = line.sheet.tops.get(column, {}).get(line.number)
    return None if top is None else (id(line.sheet), top)


_SUMMARY: Final = (
    *(("单位", 24), ("报送", 8), ("新增", 8), ("办结", 8), ("超期", 8), ("未报", 8)),
)
_CLASHES: Final = (
    *(("类型", 12), ("工作表", 12), ("行", 8), ("列", 14), ("单位", 20), ("内容", 40)),
    *(("来源", 40), ("说明", 50), ("决定", 40)),
)
_ERRORS: Final = (
    *(("文件", 28), ("工作表", 14), ("行", 8), ("列", 8), ("内容", 40), ("说明", 60)),
)
_BESIDE: Final = (
    *(("变化", 12), ("工作表", 12), ("行", 8), ("事项", 40), ("列", 14), ("上期", 40)),
    ("本期", 40),
)
_ORIGINS: Final = (
    *(("工作表", 14), ("行", 8), ("单位", 20), ("文件", 28), ("来源工作表", 14)),
    *(("单元格", 60), ("原文", 40)),
)


def _sheets(result: Result, say: Say) -> Iterator[NewSheet]:
    yield NewSheet("汇总情况", _SUMMARY, _summary(result))
    yield NewSheet("冲突", _CLASHES, _clashes(result, say))
    yield NewSheet("错误", _ERRORS, _errors(result, say))
    # One that stands in the form from last time would be wrong now.
    if result.form.was_compared or any(table.comparison for table in result.tables):
        yield NewSheet(COMPARED, _BESIDE, _beside(result))
    yield NewSheet("来源", _ORIGINS, _origins(result, say))


def _summary(result: Result) -> Iterator[Sequence[Value]]:
    for one in by_unit(result):
        missing = "未报" if one.is_missing else None
        yield one.unit, one.reported, one.new, one.closed, one.overdue, missing


_KINDS: Final = {
    Kind.CELL: "不一致",
    Kind.MATTER: "疑似重复",
    Kind.ENTERPRISE: "名称存疑",
    Kind.UNIT: "名称存疑",
}


def _clashes(result: Result, say: Say) -> Iterator[Sequence[Value]]:
    """Each side of a contradiction is a row; what was decided stands beside all of them."""
    for one in questions(result):
        fields = dict(one.reason.fields)
        if one.detail is not None:
            detail = one.detail
            fields["reason"] = say(detail.reason, one=detail.one, other=detail.other)
        why, decided = say(one.reason.message, **fields), _decided(one.decision, say)
        for side in one.sides:
            where = "!".join(filter(None, (side.file, side.sheet, side.place)))
            yield (
                *(_KINDS[one.kind], one.sheet, one.row, one.column),
                *(side.unit, side.value, where, why, decided),
            )


def _decided(decision: Decision | None, say: Say) -> str:
    """What was decided, by whom and on which day."""
    if decision is None:
        return ""
    what = say(KEPT) if decision.answer is Answer.BOTH else decision.value
    day = f"{decision.at:%Y-%m-%d}" if decision.at else ""
    who = " ".join(filter(None, (decision.by, day)))
    return f"{what}（{who}）" if who else what


def _words(matter: Matter, target: Target) -> str:
    return told(matter.values, target.matters)[:_LONGEST_TEXT]


def _errors(result: Result, say: Say) -> Iterator[Sequence[Value]]:
    for one in result.files:
        if one.error is not None:
            yield one.name, "", None, "", "", f"{say(UNREAD)} {_said(one.error, say)}"
    for issue in result.issues:
        yield _issue(issue, say)
    for name, sheet, reason in remarks(result):
        yield name, sheet, None, "", "", _reason(reason, say)


def _issue(issue: Issue, say: Say) -> Sequence[Value]:
    why = _reason(issue.reason, say)
    if issue.error is not None:
        why = f"{why} {_said(issue.error, say)}"
    return issue.file, issue.sheet, issue.row or None, issue.column, issue.cell, why


def _reason(reason: Reason, say: Say) -> str:
    return say(reason.message, **reason.fields)


def _said(error: TaizhangError, say: Say) -> str:
    return " ".join(say(part, **error.fields) for part in (error.message, error.remedy))


def _beside(result: Result) -> Iterator[Sequence[Value]]:
    """What changed since last time, cell by cell; then what is gone."""
    for table in result.tables:
        comparison = table.comparison
        if comparison is None:
            continue
        for at, one in enumerate(comparison.changes):
            if one.change is Change.SAME:
                continue
            head = (one.change.value, table.target.sheet, table.row(at))
            words = _words(one.matter, table.target)
            if not one.before:
                yield *head, words, "", "", ""
            for place, old in one.before:
                now = shown(one.matter.values[place])
                yield *head, words, table.target.columns[place].name, shown(old), now
        for matter in comparison.gone:
            words = _words(matter, table.target)
            all_of_it = "　".join(shown(value) for value in matter.values if value is not None)
            yield Change.GONE.value, table.target.sheet, None, words, "", all_of_it, ""


def _origins(result: Result, say: Say) -> Iterator[Sequence[Value]]:
    """For each row of the result and each row it came from: cell by cell where from."""
    why = cache(lambda was: _why(result, was, say))
    for table in result.tables:
        signs = [letters(column.place) for column in table.target.columns]
        names = [column.name for column in table.target.columns]
        for at, matter in enumerate(table.matters):
            row = table.row(at)
            for line in matter.lines:
                sheet = line.sheet
                changed = "；".join(
                    [f"{names[place]}：{was}{why(was)}" for place, was in line.changes]
                )
                cells = _cells(line, signs, row)
                yield table.target.sheet, row, sheet.unit, sheet.file, sheet.name, cells, changed


def _cells(line: Line, signs: Sequence[str], row: int) -> str:
    """Each cell of a row of the result with its own cell, such as C5←D17."""
    sheet, number = line.sheet, line.number
    if sheet.tops:
        places = [sheet.place_of(at, number) for at in range(len(signs))]
    else:
        places = [f"{sign}{number}" for sign in sheet.signs]
    return " ".join(
        [
            f"{sign}{row}←{place}"
            for sign, place, value in zip(signs, places, line.values, strict=True)
            if value is not None
        ]
    )


def _why(result: Result, was: str, say: Say) -> str:
    """Why a name is written in another way."""
    for names in (result.enterprises, result.units):
        reason = names.reasons.get(was)
        if reason:
            words = say(reason, one=was, other=names.written[was])
            return f"（{words}）"
    return ""
