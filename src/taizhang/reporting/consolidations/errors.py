"""Refusals of consolidating on the screen."""

from __future__ import annotations

from taizhang.engine.errors import BadInput, Refused


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NothingToConsolidate(BadInput):
    """No file was sent, or every one is left out."""

    code = "nothing_to_consolidate"
    message = _("There is no workbook to put together.")
    remedy = _("Choose the workbooks of the units, several at once.")


class TooManyWorkbooks(BadInput):
    """Fields: `allowed`, `found`."""

    code = "too_many_workbooks"
    message = _("{found} workbooks are more than the {allowed} that are put together at a time.")
    remedy = _("Put a part of them together first, then the results.")


class ConsolidationElsewhere(Refused):
    """The consolidation is not where this can be done. Fields: `status` a label."""

    code = "consolidation_elsewhere"
    message = _("This consolidation is not at the point where that can be done; it is: {status}.")
    remedy = _("Load the page again and go on from what it shows.")


class ConsolidationFailed(BadInput):
    """An error of ours while putting together; the log has it under the reference."""

    code = "consolidation_failed"
    message = _("Putting together stopped because of an error in the program ({reference}).")
    remedy = _(
        "Files and decisions are kept. Try once more; if it stops again, give the reference to the"
        " system administrator."
    )


class NothingDecided(BadInput):
    """Fields: none."""

    code = "nothing_decided"
    message = _("It is not said what counts.")
    remedy = _("Take one of the values, or write one of your own.")


class DecidedMeanwhile(Refused):
    """Fields: `by` a name, `value`."""

    code = "decided_meanwhile"
    message = _("{by} has decided this meanwhile: {value}.")
    remedy = _("Look at it once more; what you choose now counts.")
