"""CSV files in and out of commands that need no database: rows by the names in their heading."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from taizhang.cli.text_files import read_text, write_text
from taizhang.engine.errors import BadInput


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class ColumnMissing(BadInput):
    """The heading lacks a column that the command reads."""

    code = "column_missing"
    message = _("The file {name} has no column “{column}”.")
    remedy = _("Its first line names the columns: {columns}.")


class RowBroken(BadInput):
    """A row has other columns than the heading."""

    code = "row_broken"
    message = _("Line {line} of {name} does not have the heading's {count} columns.")
    remedy = _("Put a value that contains a comma in double quotes, and close every quote.")


_LONGEST_FIELD: Final = 1_000_000


def read_rows(path: str, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """The rows of the file (`-` is standard input) by the names of the heading.

    Raises:
        NoSuchFile, NotUtf8, ColumnMissing, RowBroken: the last names the line a person sees.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    read = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    heading = [name.strip() for name in next(read, [])]
    for column in columns:
        if column not in heading:
            raise ColumnMissing(name=path, column=column, columns=", ".join(columns))
    try:
        for row in read:
            if row and len(row) != len(heading):
                raise RowBroken(name=path, line=read.line_num, count=len(heading))
            if row:
                yield dict(zip(heading, row, strict=True))
    except csv.Error:
        raise RowBroken(name=path, line=read.line_num, count=len(heading)) from None


def write_rows(path: str, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a heading and rows; nothing is written before all rows are there.

    Raises:
        NotWritable: the file cannot be made or replaced.
    """
    text = io.StringIO(newline="")
    written = csv.writer(text, lineterminator="\n")
    written.writerow(heading)
    written.writerows(rows)
    write_text(path, text.getvalue())
