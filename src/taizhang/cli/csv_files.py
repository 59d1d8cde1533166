"""CSV files in and out of commands that need no database: rows by the names in their heading."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from taizhang.cli.read import NoSuchFile
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


class NotUtf8(BadInput):
    """The file is no UTF-8 text."""

    code = "not_utf8"
    message = _("The file {name} is not UTF-8 text.")
    remedy = _("Save it as “CSV UTF-8” and try again.")


class NotWritable(BadInput):
    """The path given for the result cannot be written."""

    code = "not_writable"
    message = _("The file {name} cannot be written.")
    remedy = _("Check the folder and that no other program holds the file; - writes to the screen.")


_LONGEST_FIELD: Final = 1_000_000


def read_rows(path: str, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """The rows of the file (`-` is standard input) by the names of the heading.

    Raises:
        NoSuchFile, NotUtf8, ColumnMissing, RowBroken: the last names the line a person sees.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    read = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
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


def _text(path: str) -> str:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError:
        raise NoSuchFile(name=path) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8(name=path) from None


def write_rows(path: str, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a heading and rows; nothing is written before all rows are there.

    Raises:
        NotWritable: the file cannot be made or replaced.
    """
    text = io.StringIO(newline="")
    written = csv.writer(text, lineterminator="\n")
    written.writerow(heading)
    written.writerows(rows)
    if path == "-":
        sys.stdout.write(text.getvalue())
        return
    try:
        Path(path).write_text(text.getvalue(), encoding="utf-8", newline="")
    except OSError:
        raise NotWritable(name=path) from None
