"""Columns of tables: rows that are lines, and cells that stand one below the other."""

from __future__ import annotations

import re

import pytest

from taizhang.engine.extract.columns import cells_under

HEAD = re.compile("责任单位")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("序号\u3000事项\u3000责任单位\n1\u3000修路\u3000柳林镇\n2\u3000架桥\u3000松溪乡",
         ["柳林镇", "松溪乡"]),
        ("序号\n事项\n责任单位\n1\n修路\n柳林镇\n2\n架桥\n 松溪乡 \n备注", ["柳林镇", "松溪乡"]),
        ("序号\n事项\n责任单位\n1\n修路\n柳林镇\n3\n架桥\n松溪乡", ["柳林镇"]),
        ("序号\n事项\n时限\n1\n修路\n年底", []),
        ("序号\n事项\n责任单位", []),
        ("序号\n事项\n责任单位\n1\n修路", []),
        ("本表\n责任单位\n柳林镇", []),
    ],
)  # fmt: skip
def test_cells(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in cells_under(text, HEAD)] == expected
