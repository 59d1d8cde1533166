"""Why a workbook's table cannot be read."""

from __future__ import annotations

from taizhang.engine.errors import BadInput


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NoWorkbook(BadInput):
    """A file of another kind."""

    code = "no_workbook"
    message = _("This is no workbook.")
    remedy = _("Choose an XLSX file: the form as your office uses it.")


class MacroWorkbook(BadInput):
    """It carries a program; copies of it would too."""

    code = "macro_workbook"
    message = _("The workbook carries macros. They were not run.")
    remedy = _("Save it as XLSX without macros and try again.")


class SheetUnknown(BadInput):
    """Asked for by a name that no sheet has."""

    code = "sheet_unknown"
    message = _("The workbook has no sheet “{sheet}”.")
    remedy = _("Choose one of its sheets: {sheets}.")


class NoTable(BadInput):
    """Nothing on it looks like a table's heading."""

    code = "no_table"
    message = _("No table was found: no row looks like the headings of its columns.")
    remedy = _("Write the name of each column into one row, with at least two columns.")


class TableTooWide(BadInput):
    """No ledger that a person fills in has so many columns."""

    code = "table_too_wide"
    message = _("The table has {found} columns, at most {allowed} are taken.")
    remedy = _("Leave out the columns that nobody fills in and try again.")
