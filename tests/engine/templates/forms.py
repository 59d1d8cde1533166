"""Templates as an office makes them, built anew for every test; their words are our own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter
from docx import Document

from taizhang.engine.sheets import Known
from taizhang.engine.templates import Catalogue, Field

LIST = Catalogue(
    [
        Field("number", ("编号", "Number"), Known.NUMBER, of_row=True),
        Field("lead", ("牵头单位", "Lead unit"), Known.LEAD, of_row=True),
        Field("scope", ("共性/个性", "Common or individual"), of_row=True),
        Field("due", ("办理时限", "Due date", "时限"), Known.DUE, of_row=True),
        Field("zone", ("园区名称", "Zone")),
        Field("count", ("件数", "How many")),
    ],
    ("清单", "条目"),
)
"""A paper of a list."""
ONE = Catalogue(Field(one.key, one.names, one.known) for one in LIST.fields)
"""A paper of one entry: the same fields, each once."""
VALUES = {"zone": "云岭试验区", "count": 2}
ROWS = ({"number": "SQ-1", "lead": "供电中心"}, {"number": "SQ-2", "lead": "规建局"})


def letter(*paragraphs: str | list[str], more: Callable[[Any], object] | None = None) -> bytes:
    """A Word file; a list is one paragraph whose runs are its parts."""
    document = Document()
    for one in paragraphs:
        paragraph = document.add_paragraph()
        for run in [one] if isinstance(one, str) else one:
            paragraph.add_run(run)
    if more is not None:
        more(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def table(*rows: tuple[str, ...]) -> Callable[[Any], None]:
    """A table at the end of a Word file."""

    def add(document: Any) -> None:
        made = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    return add


def book(fill: Callable[[Any, Any], object], *, name: str = "台账") -> bytes:
    """A workbook; `fill` is given it and its first sheet."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    fill(workbook, workbook.add_worksheet(name))
    workbook.close()
    return file.getvalue()


def repacked(data: bytes, parts: dict[str, Any]) -> bytes:
    """With members changed (by a function of their bytes), replaced, or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = parts.get(name, old.read(name))
            new.writestr(name, content(old.read(name)) if callable(content) else content)
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return target.getvalue()


def member(data: bytes, name: str) -> str:
    """The text of a member."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()
