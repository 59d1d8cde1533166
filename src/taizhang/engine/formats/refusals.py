"""Why a document cannot be read, and what to do about it."""

from __future__ import annotations

from taizhang.engine.errors import BadInput


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class EmptyDocument(BadInput):
    """Nothing, or nothing but white space."""

    code = "empty_document"
    message = _("The document is empty.")
    remedy = _("Choose the file that holds the text, or paste the text.")


class UnknownFormat(BadInput):
    """Binary data of a kind that is not read."""

    code = "unknown_format"
    message = _("This is no document that can be read: its content is none of the formats known.")
    remedy = _("Save it as DOCX, XLSX, PDF or plain text and try again.")


class BrokenDocument(BadInput):
    """The format is known but the file is damaged."""

    code = "broken_document"
    message = _("The {format} file is damaged and cannot be opened.")
    remedy = _("Open it in the program it was made with, save it again and try once more.")


class EncryptedDocument(BadInput):
    """A password protects it."""

    code = "encrypted_document"
    message = _("The {format} file is protected by a password.")
    remedy = _("Save a copy without the password and try again.")


class OldOfficeDocument(BadInput):
    """A .doc, .xls or .wps of before 2007 (or a protected new one, which is wrapped the same)."""

    code = "old_office_document"
    message = _("This is an old or protected Office file (DOC, XLS, PPT or WPS).")
    remedy = _("Open it, save it as DOCX without a password and try again.")


class OldWorkbook(BadInput):
    """A workbook of before 2007: .xls, .et."""

    code = "old_workbook"
    message = _("This is an old workbook (XLS or ET).")
    remedy = _("Open it, save it as XLSX and try again.")


class OfdDocument(BadInput):
    """Fixed layout as in 电子公文, .ofd."""

    code = "ofd_document"
    message = _("This is an OFD document; OFD is not read.")
    remedy = _("Open it in an OFD reader, print or export it as PDF and try again.")


class NeedsOcr(BadInput):
    """A scan or a photograph, and nothing installed that reads pictures."""

    code = "needs_ocr"
    message = _("The {format} holds pictures of text; reading pictures is not installed.")
    remedy = _("Run: {command} Or use the file that the page was printed from.")


class UnmappedLetters(BadInput):
    """Glyphs without their characters, and nothing installed that reads pictures."""

    code = "unmapped_letters"
    message = _("The {format} shows letters but does not say which they are.")
    remedy = _("Run: {command} Or use the file that the page was printed from.")


class NoTextInside(BadInput):
    """A file of a known format without any text in it."""

    code = "no_text_inside"
    message = _("The {format} file holds no text.")
    remedy = _("Choose the file that holds the text, or paste the text.")


class MixedEncoding(BadInput):
    """Some lines are UTF-8, others are GB18030."""

    code = "mixed_encoding"
    message = _("The text mixes two encodings; line {line} cannot be read with the others.")
    remedy = _("Open the file in an editor, save all of it as UTF-8 and try again.")


class TooLarge(BadInput):
    """A limit is exceeded; each limit has a refusal of its own that says which."""

    code = "too_large"
    message = _("The document is too large.")
    remedy = _("Split the document into smaller ones and read them one by one.")


class TooManyBytes(TooLarge):
    """The file itself."""

    code = "too_many_bytes"
    message = _("The file is too large: at most {megabytes} MB are read.")


class TooManyCharacters(TooLarge):
    """The text in it."""

    code = "too_many_characters"
    message = _("The text is too long: at most {allowed} characters are read.")


class TooManyPages(TooLarge):
    """A PDF as long as a book."""

    code = "too_many_pages"
    message = _("The document has {found} pages, at most {allowed} are read.")


class UnpacksTooLarge(TooLarge):
    """A packed file that would fill the memory: broken or malicious."""

    code = "unpacks_too_large"
    message = _("The file becomes far too large when it is unpacked, and was not opened.")
    remedy = _("Open it in the program it was made with, save it again and try once more.")


class PageTooLarge(TooLarge):
    """No sheet of paper: broken or malicious."""

    code = "page_too_large"
    message = _("A page of the PDF is larger than any paper, and was not opened.")
    remedy = _("Print the document to a new PDF and try once more.")


class TooManyPictures(TooLarge):
    """Reading a picture takes seconds; a book of them takes all day."""

    code = "too_many_pictures"
    message = _("More than {allowed} pages are pictures; reading so many takes too long.")


class TooManyPixels(TooLarge):
    """A picture that would fill the memory."""

    code = "too_many_pixels"
    message = _("The picture is too large: at most {allowed} pixels are read.")
    remedy = _("Save it in a smaller size and try again.")


class TooManyColumns(TooLarge):
    """Wider than any workbook."""

    code = "too_many_columns"
    message = _("A sheet has {found} columns, at most {allowed} are read.")
    remedy = _("Delete the empty columns behind the last one used, save it and try again.")


class TooManyCells(TooLarge):
    """A workbook whose cells lie so far apart that they would fill the memory."""

    code = "too_many_cells"
    message = _("A sheet spans {found} cells, at most {allowed} are read.")
    remedy = _("Delete the empty rows and columns behind the last ones used, and try again.")


class TooManyAttachments(TooLarge):
    """An e-mail with a whole archive."""

    code = "too_many_attachments"
    message = _("The e-mail has more than {allowed} attachments.")
    remedy = _("Save the attachments and read them one by one.")


class NestedTooDeep(TooLarge):
    """A message in a message in a message."""

    code = "nested_too_deep"
    message = _("The e-mail holds messages within messages too deep to be opened.")
    remedy = _("Save the attachments and read them one by one.")


class ElementsTooDeep(BadInput):
    """A page whose elements lie within each other by the hundred: the parser gives up there."""

    code = "elements_too_deep"
    message = _("The parts of this HTML page lie too deep within each other to be read.")
    remedy = _("Open it in a browser, copy its text and paste it.")
