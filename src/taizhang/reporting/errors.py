"""Refusals of reporting."""

from __future__ import annotations

from taizhang.engine.errors import BadInput


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class TooLongToPrint(BadInput):
    """Fields: `limit` rows."""

    code = "too_long_to_print"
    message = _("The list has more than {limit} rows; nobody prints that.")
    remedy = _("Narrow it with the filters, or export it to Excel.")
