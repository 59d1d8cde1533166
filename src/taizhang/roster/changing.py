"""Changed rows, without composing the statement anew each time.

`save` writes every column of a row, changed or not, and asks each of its fields several times.
Here the columns that differ from what was read are written, by a statement that is kept.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection

from taizhang.roster.inserting import columns_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.db.models import Model

    from taizhang.roster.batches import Batch


def as_read(row: Model) -> dict[str, Any]:
    """What the row holds now, to be compared with later."""
    return dict(vars(row))


def change_in(batch: Batch, row: Model, before: Mapping[str, Any]) -> None:
    """Write what the row holds otherwise than `before`, as part of a batch."""
    held = vars(row)
    differing = {
        name for _column, name, _read in columns_of(type(row)) if held[name] != before[name]
    }
    write_in(batch, row, differing)


def write_in(batch: Batch, row: Model, names: Collection[str]) -> None:
    """Write the columns of these attributes; no statement for none."""
    held = vars(row)
    columns = [one for one in columns_of(type(row)) if one[1] in names]
    if not columns:
        return
    values = [
        held[name] if read is None or held[name] is None else read(held[name])
        for _column, name, read in columns
    ]
    statement = _statement(type(row), tuple(column for column, _name, _read in columns))
    batch.add(statement, [*values, row.pk])


@cache
def _statement(model: type[Model], columns: tuple[str, ...]) -> str:
    """The names are quoted in one way by both databases."""
    quoted = connection.ops.quote_name
    said = ", ".join(f"{quoted(name)} = %s" for name in columns)
    table = quoted(model._meta.db_table)  # noqa: SLF001  # Django's documented way
    return f"UPDATE {table} SET {said} WHERE id = %s"  # noqa: S608  # ours
