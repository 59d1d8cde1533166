"""Refusals of reporting."""

from __future__ import annotations

from taizhang.engine.errors import BadInput, Refused


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class TooLongToPrint(BadInput):
    """Fields: `limit` rows."""

    code = "too_long_to_print"
    message = _("The list has more than {limit} rows; nobody prints that.")
    remedy = _("Narrow it with the filters, or export it to Excel.")


class BulletinIssued(Refused):
    """Fields: `title`, `number`."""

    code = "bulletin_issued"
    message = _("“{title}” has been issued as number {number} and stays as it is.")
    remedy = _("Draw up another one; an issue is put right by the next.")


class BulletinChanged(Refused):
    """Fields: `by` name."""

    code = "bulletin_changed"
    message = _("Meanwhile {by} changed this bulletin.")
    remedy = _("What you typed is kept. Look at it as it is now in another window and send again.")


class BulletinEmpty(Refused):
    code = "bulletin_empty"
    message = _("The bulletin says nothing yet.")
    remedy = _("Write something, or draw it up anew from the ledger.")
