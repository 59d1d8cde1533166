"""Columns that are out of sight: told, unless an export of ours put the marks of its rows there."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from taizhang.engine.consolidating.sources import HIDDEN_COLUMNS, read_source


def book(*cells: str) -> bytes:
    """A table whose third column is hidden."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet("台账")
        sheet.write_row(0, 0, ["编号", "事项", "行标记"])
        for at, cell in enumerate(cells, start=1):
            sheet.write_row(at, 0, [f"SQ-2026-000{at}", "用电不足", cell])
        sheet.set_column(2, 2, None, None, {"hidden": True})
    return file.getvalue()


@pytest.mark.parametrize(
    ("cells", "is_told"),
    [
        (("SQ-2026-0001@3", "SQ-2026-0002@12"), False),
        (("SQ-2026-0001@3", ""), False),  # a row that somebody wrote below
        (("SQ-2026-0001@3", "勿外传"), True),
        (("", ""), True),
    ],
)
def test_only_a_column_of_marks_is_no_matter(cells: tuple[str, ...], *, is_told: bool) -> None:
    remarks = [one.reason.message for one in read_source(book(*cells), "台账.xlsx").remarks]
    assert (HIDDEN_COLUMNS in remarks) is is_told
