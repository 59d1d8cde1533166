"""How awkward workbooks are made: a plain one first, then what no spreadsheet program writes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter

HEADINGS = ("序号", "企业名称", "问题描述", "责任单位", "完成时限", "办理状态", "进展情况")
FIRM, OTHER = "云岭澄泉水处理设备有限公司", "云岭启明光学股份有限公司"
ROAD, POWER = "厂区门前道路破损，货车无法通行", "二期供电容量不足，需要增容"
ROWS: tuple[tuple[Any, ...], ...] = (
    (1, FIRM, ROAD, "住房建设局", "2026-09-01", "办理中", "已派人查看"),
    (2, OTHER, POWER, "发展改革局", "2026-10-15", "已办结", "增容完成"),
)
Sheet = Any
Draw = Callable[[Any, Sheet], None]


def drawn(draw: Draw, *, name: str = "台账") -> bytes:
    """A workbook with one sheet, drawn by `draw`."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = workbook.add_worksheet(name)
    draw(workbook, sheet)
    workbook.close()
    return file.getvalue()


def lines(*rows: tuple[Any, ...]) -> Draw:
    """Rows from the first one on."""

    def draw(_workbook: Any, sheet: Sheet) -> None:
        put(sheet, 0, *rows)

    return draw


def put(sheet: Sheet, first: int, *rows: tuple[Any, ...], column: int = 0) -> None:
    """Rows from a row on; text stays text."""
    for at, row in enumerate(rows, start=first):
        for place, value in enumerate(row, start=column):
            if isinstance(value, str):
                sheet.write_string(at, place, value)
            elif value is not None:
                sheet.write(at, place, value)


def table(sheet: Sheet, first: int = 0) -> None:
    """The usual headings and two rows."""
    put(sheet, first, HEADINGS, *ROWS)


def plain() -> bytes:
    """The usual table and nothing else."""
    return drawn(lines(HEADINGS, *ROWS))


def with_parts(data: bytes, **parts: bytes) -> bytes:
    """The package with members added; `__` stands for `/`, `_dot_` for `.`."""
    target = io.BytesIO()
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for item in old.infolist():
            new.writestr(item.filename, named.pop(item.filename, None) or old.read(item))
        for name, part in named.items():
            new.writestr(name, part)
    return target.getvalue()


def rewritten(data: bytes, old: str, new: str, member: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The package with words of one member exchanged; they have to be there."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read(member).decode()
    if old not in xml:
        raise LookupError(old)
    return with_parts(data, **{member.replace("/", "__"): xml.replace(old, new, 1).encode()})
