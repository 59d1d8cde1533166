"""Why a template cannot be taken, and what in it keeps it from being used."""

from __future__ import annotations

from taizhang.engine.errors import BadInput


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NoTemplate(BadInput):
    """A file of another kind."""

    code = "no_template"
    message = _("This is neither a Word document nor a workbook.")
    remedy = _("Choose the DOCX or XLSX file that your office fills in.")


class TemplateHasMacros(BadInput):
    """It carries a program, or says that it may; every paper made from it would too."""

    code = "template_has_macros"
    message = _("The template carries macros. They were not run, and the file was not kept.")
    remedy = _("Save it as DOCX or XLSX without macros and try again.")


class TemplateReachesOut(BadInput):
    """Whoever opens a paper made from it would fetch or run something. Fields: `what`."""

    code = "template_reaches_out"
    message = _("The template fetches something from elsewhere when it is opened: {what}.")
    remedy = _("Put the text or picture itself into the file, take the link out and try again.")


class TemplatePartTooLarge(BadInput):
    """A form of a few pages is far smaller. Fields: `megabytes`."""

    code = "template_part_too_large"
    message = _("The text of the template is larger than {megabytes} MB.")
    remedy = _("Keep the pages that are filled in, and put the others into a file of their own.")


class TemplateTooCrowded(BadInput):
    """Fields: `allowed`."""

    code = "template_too_crowded"
    message = _("The template has more than {allowed} fields.")
    remedy = _("Divide it into several templates.")


class MarkNotClosed(BadInput):
    """Fields: `text`, how it begins."""

    code = "mark_not_closed"
    message = _("The braces at “{text}” do not fit together.")
    remedy = _("Write a field in two braces on both sides, all in one paragraph.")


class MarkUnreadable(BadInput):
    """Neither a field nor a rule that is known. Fields: `text`."""

    code = "mark_unreadable"
    message = _("“{text}” cannot be read.")
    remedy = _(
        "Write a field alone in its braces; rules are “for entry in entries”, “if field” and their"
        " ends."
    )


class MarkOutOfPlace(BadInput):
    """In a code, a link, a note: where nothing is filled in. Fields: `text`."""

    code = "mark_out_of_place"
    message = _("“{text}” stands where nothing can be filled in: a code, a note, a description.")
    remedy = _("Write fields into the text itself: paragraphs, tables, header and footer.")


class BlockNotEnded(BadInput):
    """Fields: `text`, how it begins."""

    code = "block_not_ended"
    message = _("“{text}” has no end.")
    remedy = _("Write “endfor” or “endif” in braces where it ends.")


class BlockWithoutBeginning(BadInput):
    """Fields: `text`."""

    code = "block_without_beginning"
    message = _("“{text}” ends what was not begun.")
    remedy = _("Take it away, or write “for” or “if” in braces where it begins.")


class BlockTooDeep(BadInput):
    """Fields: `text`."""

    code = "block_too_deep"
    message = _("“{text}” stands inside too many others; a list inside a list is not filled.")
    remedy = _("Use one “for” for a list, and at most eight “if” inside each other.")


class ListUnknown(BadInput):
    """Fields: `name`, `known`."""

    code = "list_unknown"
    message = _("There is no list “{name}” for this kind of paper.")
    remedy = _("Lists that can be gone through: {known}.")


class FieldOfEachEntry(BadInput):
    """A field of the entries of a list, outside of it. Fields: `name`."""

    code = "field_of_each_entry"
    message = _("“{name}” is different for each entry, and stands where there is no entry.")
    remedy = _("Write it into a row of a table, or between “for entry in entries” and “endfor”.")


class SecondMarkedRow(BadInput):
    """Fields: `first`, the cell of the row that was taken."""

    code = "second_marked_row"
    message = _("A second row has the fields of an entry; the first one begins at {first}.")
    remedy = _("Write the fields of an entry into one row of one sheet; it is repeated.")


class MarkedRowMerged(BadInput):
    """Fields: `area`."""

    code = "marked_row_merged"
    message = _("The row that is repeated is merged with another row: {area}.")
    remedy = _("Take the merged cells apart, so that each entry has a row of its own.")


class FormulaNotRepeatable(BadInput):
    """An array or shared formula in the row that is repeated."""

    code = "formula_not_repeatable"
    message = _("The formula of this cell covers several cells and cannot be repeated.")
    remedy = _("Write the formula into this cell anew, for its own row alone.")


class TemplateNotFillable(BadInput):
    """Something in it is not understood. Fields: `count`."""

    code = "template_not_fillable"
    message = _("The template has {count} places that cannot be filled in.")
    remedy = _("Open its page: each place is named there with what to do. Upload it again.")


class TooMuchForTemplate(BadInput):
    """Fields: `limit` rows or `megabytes`."""

    code = "too_much_for_template"
    message = _("The list is too long for this template: at most {limit} rows.")
    remedy = _("Narrow the list with the filters, or export it to Excel.")


class PaperTooLarge(BadInput):
    """What would be written is beyond all bounds. Fields: `megabytes`."""

    code = "paper_too_large"
    message = _("The filled paper would be larger than {megabytes} MB of text.")
    remedy = _("Narrow the list, or take long texts out of the row that is repeated.")
