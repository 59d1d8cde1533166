"""The account of every row, for programs (`contracts` of the commands over plain files)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from taizhang.engine.consolidating.comparing import Change
from taizhang.engine.consolidating.lines import Sheet
from taizhang.engine.consolidating.putting import Result

Say = Callable[..., str]


def report(result: Result, say: Say) -> dict[str, Any]:
    """What became of each row: rows seen are those imported, refused and recognised as no data."""
    sheets = result.sheets
    found: dict[str, Any] = {
        "rows_seen": sum(sheet.seen for sheet in sheets),
        "rows_imported": sum(sheet.imported for sheet in sheets),
        "rows_refused": sum(sheet.refused for sheet in sheets),
        "rows_not_data": sum(sheet.not_data for sheet in sheets),
        "conflicts": result.clashes,
        "matters": sum(len(table.matters) for table in result.tables),
        "doubtful_matters": result.alike,
        "doubtful_names": result.unsure,
        "missing_units": list(result.missing),
        "template": result.form.name,
        "template_is_own": result.form.is_own,
        "files": [_file(result, at, say) for at in range(len(result.files))],
    }
    comparisons = [table.comparison for table in result.tables if table.comparison]
    if comparisons:
        counts = {
            change.name.lower(): sum(
                one.change is change for comparison in comparisons for one in comparison.changes
            )
            for change in Change
        }
        counts["gone"] = sum(len(comparison.gone) for comparison in comparisons)
        found["changes"] = counts
    return found


def _file(result: Result, at: int, say: Say) -> dict[str, Any]:
    one = result.files[at]
    found: dict[str, Any] = {
        "file": one.name,
        "sheets": [_sheet(result, sheet, say) for sheet in result.sheets if sheet.at == at],
        "remarks": [
            {"sheet": remark.sheet, "said": say(remark.reason.message, **remark.reason.fields)}
            for remark in one.remarks
        ],
    }
    if one.error is not None:
        found["error"] = one.error.code
        found["said"] = say(one.error.message, **one.error.fields)
    return found


def _sheet(result: Result, sheet: Sheet, say: Say) -> dict[str, Any]:
    target = None if sheet.target is None else result.form.targets[sheet.target]
    mapping: dict[str, Any] = {}
    for one in sheet.mapping:
        to = None if target is None or one.target is None else target.columns[one.target].name
        said = say(one.reason.message, **one.reason.fields)
        mapping[one.column.name] = {"to": to, "how": one.how.value, "reason": said}
    first, last = sheet.heading
    return {
        "sheet": sheet.name,
        "unit": sheet.unit,
        "to": target.sheet if target else None,
        "header_rows": list(range(first, last + 1)) if first else [],
        "mapping": mapping,
        "rows_seen": sheet.seen,
        "rows_imported": sheet.imported,
        "rows_refused": sheet.refused,
        "rows_not_data": sheet.not_data,
        "rows_blank": sheet.blank,
        "not_data": dict(sheet.kinds),
    }
