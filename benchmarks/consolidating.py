"""Consolidating measured: 40 workbooks of 100,000 rows in all, reading alone, merged cells.

    python benchmarks/consolidating.py [FILE]    FILE gets the table
                                            (build/benchmarks/consolidating.md)

Each line is measured in a process of its own with workbooks made on the spot. Reading is measured
against the plain library's reading of the same files in the same process. Numbers, never a test: a
busy machine is slower.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
FILES: Final = 40
ROWS: Final = 2_500
MERGED: Final = 42_000
ENTERPRISES: Final = 3_000
SHARED: Final = 0.03
"""Share of the rows that another unit reports as well."""
ROUNDS: Final = 3
MEGABYTE: Final = 1_000_000
SIGNS: Final = "澄启霁瀚宏兴科远恒博泉明辰晟达业创洋川源嘉禾景岚朗润森盛泰腾旺祥鑫耀永裕泽卓"
TRADES: Final = ("机械", "光学", "新材料", "电子", "食品", "纺织", "物流", "生物", "环保", "家居")
COLUMNS: Final = (
    *("序号", "企业名称", "统一社会信用代码", "所属园区", "行业", "规模", "联系人", "电话"),
    *("包联领导", "首席服务员", "问题来源", "提出日期", "问题类别", "问题描述", "企业诉求"),
    *("共性/个性", "层级", "牵头单位", "配合单位", "责任领导", "责任人", "交办日期", "办理时限"),
    *("进展情况", "解决措施", "办理状态", "办结日期", "满意度", "损失金额（万元）", "备注"),
)
Row = list[str | int | float | dt.date]


def main() -> int:
    """Measure each line in a process of its own; print and write the table."""
    if len(sys.argv) > 2 and sys.argv[1] == "--one":  # noqa: PLR2004
        print(json.dumps(ACTS[sys.argv[2]](Path(sys.argv[3]))))
        return 0
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/benchmarks/consolidating.md")
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        lines = [f"# Consolidating ({platform.processor() or platform.machine()})", ""]
        lines += ["| what | seconds | most | peak MB |", "|---|---|---|---|"]
        for name in ACTS:
            words = [sys.executable, __file__, "--one", name, folder]
            done = subprocess.run(words, capture_output=True, text=True, check=True)
            found = json.loads(done.stdout.splitlines()[-1])
            lines.append(f"| {name} | {found['took']} | {found['most']} | {found['peak']} |")
            print(lines[-1], flush=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def make(folder: Path) -> None:
    """The workbooks: a title, who reports, headings, rows; 3 % of the matters in two of them."""
    chance = random.Random(7)  # noqa: S311  # no secret
    names = [
        f"云岭{''.join(chance.sample(SIGNS, 3))}{chance.choice(TRADES)}有限公司"
        for _ in range(ENTERPRISES)
    ]
    shared: list[tuple[str, str]] = []
    for number in range(FILES):
        rows = [_row(place, number, names, chance, shared) for place in range(ROWS)]
        (folder / f"{number:02}.xlsx").write_bytes(book(rows, f"云岭第{number + 1}服务中心"))
    (folder / "merged").mkdir()
    (folder / "merged" / "merged.xlsx").write_bytes(merged_book())


def _row(
    place: int, number: int, names: list[str], chance: random.Random, shared: list[tuple[str, str]]
) -> Row:
    day = dt.date(2026, 1, 5)
    if shared and chance.random() < SHARED:
        name, matter = chance.choice(shared)
    else:
        name = chance.choice(names)
        what = "".join(chance.sample(SIGNS, 4))
        trade, need = chance.choice(TRADES), chance.choice("修换拆建")
        matter = f"{what}路厂房漏水影响{trade}生产，需要{need}{what[:2]}段管线"
        if chance.random() < SHARED:
            shared.append((name, matter))
    return [
        *(place + 1, name, "", "云岭高新园区", "制造业", "中型", "陶云", "13800000000"),
        *("何思远", "林越", "走访", day + dt.timedelta(chance.randrange(200)), "用地", matter),
        *("希望协调产权单位尽快维修", "个性", "园区", f"第{number + 1}服务中心", "发展改革局"),
        *("赵清", "钱朗", day + dt.timedelta(chance.randrange(200))),
        *(day + dt.timedelta(chance.randrange(300)), "已与产权单位对接，正在制定维修方案。"),
        *("协调产权单位", chance.choice(("办理中", "已办结", "正在办理")), "", "满意"),
        *(chance.randrange(1000) / 10, "无"),
    ]


def book(rows: list[Row], unit: str) -> bytes:
    """A unit's workbook."""
    import xlsxwriter

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet = workbook.add_worksheet("台账")
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, "云岭高新区企业问题台账")
    sheet.write(1, 0, f"填报单位：{unit}")
    sheet.write_row(2, 0, COLUMNS)
    for number, row in enumerate(rows, start=3):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                sheet.write_datetime(number, column, value, day)  # type: ignore[arg-type]
            elif value != "":
                sheet.write(number, column, value)
    workbook.close()
    return file.getvalue()


def merged_book() -> bytes:
    """One sheet with 42,000 merged areas: of two rows each, twelve columns are one cell."""
    import xlsxwriter

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = workbook.add_worksheet("台账")
    sheet.write_row(0, 0, ("企业名称", *(f"情况{at}" for at in range(11)), "问题描述"))
    for number in range(MERGED // 12):
        top = 1 + 2 * number
        sheet.merge_range(top, 0, top + 1, 0, f"云岭第{number}号机械有限公司")
        for column in range(1, 12):
            sheet.merge_range(top, column, top + 1, column, f"已核 {number}")
        sheet.write(top, 12, f"第{number}号厂房漏水需要维修")
        sheet.write(top + 1, 12, f"第{number}号道路破损需要修补")
    workbook.close()
    return file.getvalue()


def together(folder: Path) -> dict[str, object]:
    """All 40 workbooks, the result written."""
    return _measured(lambda: _consolidate(sorted(folder.glob("*.xlsx")), folder), "45 s, 800 MB")


def written_back(folder: Path) -> dict[str, object]:
    """The rows of all 40 workbooks into the template alone: no summary, conflicts or origins."""
    from taizhang.engine.consolidating import LIMITS, Input, Settings, consolidated
    from taizhang.engine.sheets.writing import filled

    inputs = [Input(path.name, path.read_bytes) for path in sorted(folder.glob("*.xlsx"))]
    result = consolidated(inputs, Settings(today=dt.date(2026, 9, 10)))
    (table,) = result.tables
    rows, target = [matter.values for matter in table.matters], table.target

    def act() -> None:
        with tempfile.TemporaryFile() as file:
            data = result.form.data
            filled(data, target.layout, iter(rows), file, keys=target.keys, limits=LIMITS)

    return _measured(act, "25 s")


def merged(folder: Path) -> dict[str, object]:
    """42,000 merged areas of one sheet, read and written back merged."""
    return _measured(lambda: _consolidate([folder / "merged" / "merged.xlsx"], folder), "10 s")


def _consolidate(files: list[Path], folder: Path) -> None:
    from taizhang.cli.main import main as taizhang

    taizhang(["consolidate", *map(str, files), "-o", str(folder / "out")])


def _measured(act: Callable[[], None], most: str) -> dict[str, object]:
    wall, work = time.perf_counter(), time.process_time()
    act()
    wall, work = time.perf_counter() - wall, time.process_time() - work
    return {"took": f"{wall:.1f} ({work:.1f} of them work)", "most": most, "peak": _peak()}


def reading(folder: Path) -> dict[str, object]:
    """All values of the 40 workbooks with every guard, against the plain library's reading."""
    import python_calamine as calamine

    from taizhang.engine.sheets import read_grids

    files = [path.read_bytes() for path in sorted(folder.glob("*.xlsx"))]

    def plainly() -> None:
        for data in files:
            calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(
                0
            ).to_python()

    def guarded() -> None:
        for data in files:
            read_grids(data)

    plain = min(_took(plainly) for _ in range(ROUNDS))
    ours = min(_took(guarded) for _ in range(ROUNDS))
    took = f"{ours:.1f} against {plain:.1f}: {ours / plain:.2f} ×"
    return {"took": took, "most": "1.6 ×", "peak": _peak()}


def _took(act: Callable[[], None]) -> float:
    begun = time.process_time()
    act()
    return time.process_time() - begun


def _peak() -> int:
    scale = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale // MEGABYTE


ACTS: Final[dict[str, Callable[[Path], dict[str, object]]]] = {
    "40 workbooks, 100,000 rows of 30 columns": together,
    "reading alone": reading,
    "those rows written back in the template": written_back,
    "42,000 merged areas": merged,
}

if __name__ == "__main__":
    os.environ.setdefault("TAIZHANG_LANGUAGE", "en")
    raise SystemExit(main())
