"""Why workbooks cannot be put together, or one of them cannot be read."""

from __future__ import annotations

from taizhang.engine.errors import BadInput


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NoSource(BadInput):
    """Not one of the files holds a table."""

    code = "no_source"
    message = _("None of the files holds a table that can be put together: {reason}")
    remedy = _("Check the files one by one; the form needs one row with the names of its columns.")


class NotATable(BadInput):
    """Text without columns, a page of the web called .xls, a picture."""

    code = "not_a_table"
    message = _("This is no workbook and no table of text.")
    remedy = _("Open it in a spreadsheet program and save it as XLSX or CSV.")


class MapUnreadable(BadInput):
    """The file of fixed columns is no JSON, or holds something else."""

    code = "map_unreadable"
    message = _("The file {name} does not say which column is which (line {line}).")
    remedy = _(
        'Write JSON: {{"columns": {{"theirs": "the form\'s"}}}}; an empty name leaves a column out.'
    )


class MapColumnUnknown(BadInput):
    """It names a column that the result has not."""

    code = "map_column_unknown"
    message = _("The form has no column “{column}”.")
    remedy = _("Use one of: {columns}.")


class FormUnknown(BadInput):
    """No workbook, no TOML file and no built-in ledger goes by that name."""

    code = "form_unknown"
    message = _("No form is called “{name}”.")
    remedy = _("Give a workbook, a TOML file of a ledger, or one of: {names}.")


class TooManyRowsTogether(BadInput):
    """More than a sheet can hold."""

    code = "too_many_rows_together"
    message = _("Together there are {found} rows; one sheet holds {allowed}.")
    remedy = _("Put fewer files together at a time.")
