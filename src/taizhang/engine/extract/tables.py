"""Tables with named columns: lines whose cells are set apart, or cells one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final

from taizhang.engine.extract.cells import Cell, as_above, cells, fitted
from taizhang.engine.extract.reading import Reading
from taizhang.engine.extract.stacked import stacked


class Column(Enum):
    """What a column of a table holds."""

    TASK = auto()
    DEED = auto()
    DANGER = auto()
    APPEAL = auto()
    REPLY = auto()
    ORDER = auto()
    FIRM = auto()
    CONTENT = auto()
    LEAD = auto()
    CO = auto()
    DUE = auto()
    ELSE = auto()


_COLUMNS: Final = (
    (
        Column.FIRM,
        re.compile(r"^(?:诉求|反映|投诉|申请|求助|来电|来访|提报|建议)(?:主体|单位|企业|方|人)$"),
    ),
    (Column.CO, re.compile(r"(?:配合|协办|协同|参与|协助)(?:单位|部门|处室)")),
    (
        Column.LEAD,
        re.compile(r"(?:牵头|责任|主办|承办|主责|落实|负责)(?:单位|部门|处室|科室|主体)"),
    ),
    (Column.DUE, re.compile(r"(?:完成|办结|整改|办理|销号)?(?:时限|期限|时间)|完成日期")),
    (Column.DEED, re.compile(r"实事(?:项目|内容|名称)?$|^民生(?:项目|工程)")),
    (
        Column.CONTENT,
        re.compile(r"(?:建设|主要|具体|实施|项目|工程)(?:内容|规模)|目标任务|年度目标"),
    ),
    # What the office hands on with the matter: its answer so far, and a task.
    (
        Column.ORDER,
        re.compile(r"(?:交办|拟办|督办)(?:意见|要求|建议)|(?:办理|整改)(?:要求|建议)"),
    ),
    (
        Column.REPLY,
        re.compile(
            r"答复|回复|回应|(?:办理|处理|解决|协调|落实|处置)(?:情况|结果|意见|进展|措施|方案|办法)"
            r"|^(?:目前|工作|最新)?进展(?:情况)?$"
        ),
    ),
    (
        Column.APPEAL,
        re.compile(
            r"诉求|反映(?:的)?(?:问题|事项|内容|情况)|企业(?:困难|问题|需求)|^(?:主要|具体)?(?:困难|需求)"
            r"|需(?:要)?(?:政府|部门|园区)?(?:协调|解决)|请求事项|咨询(?:问题|内容|事项)|堵点|难题"
        ),
    ),
    (
        Column.DANGER,
        re.compile(
            r"隐患(?:内容|描述|情况)?$|存在(?:的)?(?:问题|隐患)|问题隐患"
            r"|^(?:主要|具体|突出)?问题(?:描述|表述|内容|简述|概述|摘要|事项|情况)?$"
        ),
    ),
    (
        Column.TASK,
        re.compile(
            r"任务|工作内容|工作事项|工作重点|事项|(?:工作|整改)措施|重点工作|工作要求|^项目(?:名称)?$"
        ),
    ),
    (Column.FIRM, re.compile(r"企业(?:名称|简称)?$|单位名称|场所名称")),
)
# 问题 of an enterprise is what it asks for, unless the table is one of checks.
_ASKED: Final = re.compile(r"^(?:主要|具体|存在(?:的)?|突出)?问题(?!隐患)")
_ASKS: Final = re.compile(r"企业")
_CHECKED: Final = re.compile(r"隐患|整改|检查|场所|排查|危险|风险")
# 责任单位 beside 牵头单位 are those who do it with the one that leads.
_LEADS: Final = re.compile(r"(?:牵头|主办)(?:单位|部门|处室|科室)")
_SHARES: Final = re.compile(r"(?:责任|承办|落实|负责)(?:单位|部门|处室|科室|主体)")
_RULE: Final = re.compile(r"[\s|:：-]+")
_LONGEST_TITLE: Final = 12
_FEWEST_KNOWN: Final = 2
"""Titles by which a line is known as the head of a table."""


def rows(reading: Reading) -> Iterator[tuple[list[Column], list[Cell]]]:
    """Each row of every table: what its columns hold, and a cell for each of them."""
    for titles, found in stacked(reading, lambda title: _column(title) is not Column.ELSE):
        columns = _columns(titles)
        for row in found:
            yield columns, row
    yield from _across(reading)


def _across(reading: Reading) -> Iterator[tuple[list[Column], list[Cell]]]:
    """Rows that are lines."""
    text = reading.text
    header: list[Column] = []
    above: list[Cell] = []
    for paragraph in reading.paragraphs:
        if _RULE.fullmatch(text, paragraph.start, paragraph.end):
            continue  # the line between head and body of a Markdown table
        found = cells(text, paragraph.start, paragraph.end)
        if len(found) < 2:  # noqa: PLR2004 - one cell is no row
            header = []
        elif columns := _header(text, found):
            header, above = columns, []
        elif header and (row := fitted(text, found, len(header))):
            above = _meant(text, row, above)
            yield header, above


def _header(text: str, found: list[Cell]) -> list[Column]:
    """What the columns under these titles hold; nothing when the line is no head."""
    columns = _columns([text[start:end] for start, end in found])
    known = set(columns) - {Column.ELSE}
    short = all(end - start <= _LONGEST_TITLE for start, end in found)
    return columns if short and len(known) >= _FEWEST_KNOWN else []


def _meant(text: str, row: list[Cell], above: list[Cell]) -> list[Cell]:
    """The row, with the cell above wherever it says 同上."""
    if not above:
        return row
    return [over if as_above(text, cell) else cell for cell, over in zip(row, above, strict=True)]


def _columns(titles: list[str]) -> list[Column]:
    """What the columns with these titles hold, by each title and by the others beside it."""
    columns = [_column(title) for title in titles]
    if any(map(_LEADS.search, titles)):
        columns = [
            Column.CO if column is Column.LEAD and _SHARES.search(title) else column
            for column, title in zip(columns, titles, strict=True)
        ]
    if not any(map(_ASKS.search, titles)) or any(map(_CHECKED.search, titles)):
        return columns
    return [
        Column.APPEAL if column is Column.DANGER and _ASKED.search(title.strip()) else column
        for column, title in zip(columns, titles, strict=True)
    ]


def _column(title: str) -> Column:
    bare = title.strip()
    return next((column for column, pattern in _COLUMNS if pattern.search(bare)), Column.ELSE)
