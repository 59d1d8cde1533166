"""A value under a column of the office's own, as a person and as a spreadsheet reads it.

Kept are JSON values: text, numbers, days in ISO form, true and false (`services.values`). What was
kept under another type of the column stays as it was and is shown as it is.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from taizhang.engine.sheets import values as cells
from taizhang.engine.sheets.known import ColumnType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taizhang.ledger.models import Column

LONGEST: Final = {ColumnType.TEXT: 500, ColumnType.LONG_TEXT: 20_000}
"""Characters."""


def shown(column: Column, value: Any) -> str:  # noqa: ANN401  # a JSON value
    """What a person reads: yes and no in the words of the column."""
    return shown_word(column.choices, value)


def shown_word(choices: Sequence[str], value: Any) -> str:  # noqa: ANN401  # a JSON value
    """The same of a column with these choices."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        words = choices if len(choices) == 2 else ("是", "否")  # noqa: PLR2004
        return str(words[0] if value else words[1])
    return str(value)


def as_cell(column: Column, value: Any) -> str | int | float | date | None:  # noqa: ANN401  # as above
    """What a spreadsheet gets: days as days, numbers as numbers, the rest as it is read."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if column.type == ColumnType.DATE and isinstance(value, str):
        return cells.day_of(value) or value
    return shown(column, value) or None
