"""What intake refuses, and what to do then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy

from taizhang.engine.errors import BadInput, Refused

if TYPE_CHECKING:
    from taizhang.intake.models import Document, Draft


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class ReadingFailed(BadInput):
    """An error of ours while reading; the log has it under the reference."""

    code = "reading_failed"
    message = _("Reading stopped because of an error in the program (reference {reference}).")
    remedy = _(
        "The file is kept. Start the reading again; if it stops again, give the reference to the"
        " system administrator."
    )


class FileGone(BadInput):
    """The stored bytes cannot be found any more."""

    code = "file_gone"
    message = _("The stored file of this document is missing.")
    remedy = _("Upload the file again and tell the system administrator.")


class EmptyPaste(BadInput):
    """Nothing was pasted and no file was chosen."""

    code = "empty_paste"
    message = _("There is no text and no file.")
    remedy = _("Paste the text, or choose a file, then send it again.")


class UploadTooLarge(BadInput):
    """More bytes than this installation takes in."""

    code = "upload_too_large"
    message = _("The file is larger than {limit}, the most that is taken in.")
    remedy = _("Nothing was stored. Send only the pages that matter, or divide the file.")


class StaleDraft(Refused):
    """Somebody else changed the draft after the form was made."""

    code = "stale_draft"
    message = _("Meanwhile {by} {change} (at {at}).")
    remedy = _("Nothing of yours was saved over it. Compare with the newest form and decide again.")


class StaleDocument(Refused):
    """Somebody else changed the date or the order after the form was made."""

    code = "stale_document"
    message = _("Meanwhile {by} {change} (at {at}).")
    remedy = _("Nothing of yours was saved over it. Look at the document again and decide anew.")


class BlocksNotOfThisPage(Refused):
    """An order that names what is no block of the document, or one twice, or none."""

    code = "blocks_not_of_this_page"
    message = _("This order does not fit the blocks of the document.")
    remedy = _("Open the page again and order the blocks that it shows.")


class NoOrderToTakeBack(Refused):
    """The order of the blocks is the machine's own."""

    code = "no_order_to_take_back"
    message = _("Nobody changed the order of this document, so there is nothing to take back.")
    remedy = _("Look at the document again.")


class DraftDecided(Refused):
    """The draft is not waiting any more."""

    code = "draft_decided"
    message = _("This draft is no longer waiting: {by} {change}.")
    remedy = _("Look at its newest state; a rejected draft can be restored.")


class DraftNotRejected(Refused):
    """Only a rejected draft can be restored."""

    code = "draft_not_rejected"
    message = _("This draft is not rejected, so there is nothing to restore.")
    remedy = _("Look at its newest state.")


class RejectReasonMissing(Refused):
    """A rejection says why."""

    code = "reject_reason_missing"
    message = _("A rejection needs a reason.")
    remedy = _("Choose one of the reasons or write one.")


class TextMissing(Refused):
    """A draft without words."""

    code = "draft_text_missing"
    message = _("The matter has no words.")
    remedy = _("Say the matter in one sentence.")


class SpanOutside(Refused):
    """The selection is empty or not within the document."""

    code = "span_outside"
    message = _("The selection holds no text of this document.")
    remedy = _("Select the words in the source again.")


class SplitOutside(Refused):
    """The place to split at leaves one part without words."""

    code = "split_outside"
    message = _("Splitting there would leave one part empty.")
    remedy = _("Choose a place inside the quoted text.")


class NotNeighbours(Refused):
    """Drafts that cannot become one."""

    code = "not_neighbours"
    message = _("Only waiting drafts that follow each other in one article can be merged.")
    remedy = _("Choose the draft right before or after this one.")


class QuoteNotFound(Refused):
    """The quoted words are not in the document."""

    code = "quote_not_found"
    message = _("These words are not in the document: “{quote}”.")
    remedy = _("Copy them from the source; line breaks do not matter.")


class QuoteAmbiguous(Refused):
    """The quoted words are there more than once."""

    code = "quote_ambiguous"
    message = _("These words are in the document {count} times.")
    remedy = _("Quote some more words so that the place is certain.")


class NotOnTheRoster(Refused):
    """A name that nobody on the roster has."""

    code = "not_on_the_roster"
    message = _("Nobody on the roster is called “{said}”.")
    remedy = _("Write the code or the full name as the roster has it, or leave the field empty.")


class SeveralOfThatName(Refused):
    """A name that several on the roster have."""

    code = "several_of_that_name"
    message = _("Several on the roster are called “{said}”: {codes}.")
    remedy = _("Write the code of the one that is meant.")


class NothingToForget(Refused):
    """A lesson that does not hold, or does not any more."""

    code = "nothing_to_forget"
    message = _("This is not among what was learned (any more).")
    remedy = _("Look at the list again.")


class ReadingGoesOn(Refused):
    """A reading that shows signs of life is not started again."""

    code = "reading_goes_on"
    message = _("This document is being read or has been read.")
    remedy = _("Wait until the reading ends.")


class NotReadYet(Refused):
    """Drafts can be decided once the reading has ended."""

    code = "not_read_yet"
    message = _("This document is still being read.")
    remedy = _("Wait until the reading ends; you may leave the page meanwhile.")


class WrittenAtTheTable(Refused):
    """Minutes that nobody's rules read: people typed who said what."""

    code = "written_at_the_table"
    message = _("These minutes were typed in at the table; they are not read by rules.")
    remedy = _("Correct the remark at the symposium, or the draft itself.")


class ImportElsewhere(Refused):
    """The import is not where this can be done. Fields: `status` a label."""

    code = "import_elsewhere"
    message = _("This import is not at the point where that can be done; it is: {status}.")
    remedy = _("Load the page again and go on from what it shows.")


class NothingToImport(Refused):
    """No row would change anything."""

    code = "nothing_to_import"
    message = _("No row of this file would change the ledger.")
    remedy = _("Look at the refused rows and the conflicts; decide or correct them first.")


class NothingMapped(BadInput):
    """No table was taken, or none says what its matters are."""

    code = "nothing_mapped"
    message = _("No column is taken for the matter, and none for the number of an entry.")
    remedy = _("Choose “Matter” or “Number” for one column of a table that is to be imported.")


class MappedTwice(BadInput):
    """Two columns of a table for one fact."""

    code = "mapped_twice"
    message = _("“{first}” and “{second}” are both to hold “{name}”.")
    remedy = _("Leave one of them out, or choose something else for it.")


class ImportFailed(BadInput):
    """An error of ours while comparing or writing; the log has it under the reference."""

    code = "import_failed"
    message = _("The import stopped because of an error in the program (reference {reference}).")
    remedy = _(
        "What was written stays and is not written again. Go on with the import; if it stops"
        " again, give the reference to the system administrator."
    )


NOBODY: Final = gettext_lazy("somebody")


def change_of(thing: Draft | Document) -> dict[str, object]:
    """Who changed a draft or document last, how and when: the fields of a refusal."""
    label = thing.Change(thing.change).label if thing.change else gettext_lazy("changed it")
    return {
        "by": thing.changed_by.name if thing.changed_by else NOBODY,
        "change": label,
        "at": thing.changed_at or "",
    }
