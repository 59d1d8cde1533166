"""Write `expected.json` anew: `python tests/golden/workbooks/regenerate.py`.

Review the difference before committing it: the expectation is what the docstring of each case
promises, not what the code happens to do.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import python_calamine as calamine

from taizhang.engine.consolidating import Input, Settings, consolidated, report, write
from taizhang.engine.errors import TaizhangError
from tests.golden.workbooks import contents, files, forms, old

EXPECTED: Final = Path(__file__).parent / "expected.json"
TODAY: Final = dt.date(2026, 9, 10)


def cases() -> dict[str, Callable[[], bytes]]:
    """Every awkward workbook by name."""
    return {
        name: make
        for module in (forms, contents, files, old)
        for name, make in vars(module).items()
        if getattr(make, "__module__", "") == module.__name__ and not name.startswith("_")
    }


def outcome(data: bytes) -> dict[str, Any]:
    """What comes of a workbook: the refusal, or account, result and what is said."""
    one = Input("来表", lambda: data)
    try:
        result = consolidated([one], Settings(today=TODAY))
    except TaizhangError as error:
        return {"refused": error.code}
    file = io.BytesIO()
    write(result, file, _say)
    file.seek(0)
    account = report(result, _say)
    book = calamine.CalamineWorkbook.from_filelike(file)
    (read,) = account["files"]
    keys = ("rows_seen", "rows_imported", "rows_refused", "rows_not_data", "conflicts")
    return {
        **{key: account[key] for key in keys},
        "sheets": [
            {
                **{key: sheet[key] for key in ("sheet", "unit", "header_rows", "not_data")},
                "mapping": {name: one["to"] for name, one in sheet["mapping"].items()},
            }
            for sheet in read["sheets"]
        ],
        "said": [remark["said"] for remark in read["remarks"]],
        "errors": _rows(book, "错误")[1:],
        "result": {table.target.sheet: _rows(book, table.target.sheet) for table in result.tables},
        "merged": [
            [list(corner) for corner in area]
            for area in book.get_sheet_by_index(0).merged_cell_ranges or ()
        ],
    }


def _say(message: str, **fields: object) -> str:
    return message.format(**fields) if fields else message


def _rows(book: calamine.CalamineWorkbook, sheet: str) -> list[list[Any]]:
    rows = book.get_sheet_by_name(sheet).to_python()
    return [[_value(cell) for cell in row] for row in rows]


def _value(cell: object) -> object:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, str | int | float) else str(cell)


def main() -> None:
    """Write the expectations of all cases."""
    found = {name: outcome(make()) for name, make in cases().items()}
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    EXPECTED.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
