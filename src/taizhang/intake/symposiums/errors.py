"""What the table refuses, and what to do then."""

from __future__ import annotations

from taizhang.engine.errors import Refused


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class SymposiumClosed(Refused):
    """Nothing is noted after the end."""

    code = "symposium_closed"
    message = _("This symposium is closed.")
    remedy = _("Open it again if something is missing, then note it once more.")


class NobodySpeaks(Refused):
    """A matter without whose it is."""

    code = "nobody_speaks"
    message = _("It is not said which enterprise raises this.")
    remedy = _("Choose the enterprise at the table, or note it as a note.")


class NotAtThisTable(Refused):
    """A seat or a remark of another symposium."""

    code = "not_at_this_table"
    message = _("This belongs to another symposium.")
    remedy = _("Load the page again and choose among what it shows.")


class RemarkMissing(Refused):
    """Nothing was typed."""

    code = "remark_missing"
    message = _("There are no words to note.")
    remedy = _("Type what was said, then send it again.")


class RemarkTooLong(Refused):
    """More words than one remark takes."""

    code = "remark_too_long"
    message = _("One remark takes {limit} characters; this has {length}.")
    remedy = _("Note it in parts, one for each matter.")


class TableFull(Refused):
    """More seats or remarks than minutes can hold."""

    code = "table_full"
    message = _("A symposium takes at most {limit} of these.")
    remedy = _("Close this one and open another for what follows.")


class RemarkDecided(Refused):
    """What was raised is on a ledger, or was rejected, and its words stand."""

    code = "remark_decided"
    message = _("This is decided already; its words in the minutes stay.")
    remedy = _("Correct the entry itself, or note what was added as a remark of its own.")


class StaleRemark(Refused):
    """Somebody else changed the remark after the form was made."""

    code = "stale_remark"
    message = _("Meanwhile {by} changed this remark (at {at}).")
    remedy = _("Nothing of yours was saved over it. Compare with the newest words and send again.")


class AlreadySeated(Refused):
    """The enterprise sits at the table."""

    code = "already_seated"
    message = _("{name} sits at the table already.")
    remedy = _("Choose it on the left.")
