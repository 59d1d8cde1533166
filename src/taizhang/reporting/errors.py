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


class TemplateNameTaken(BadInput):
    """Fields: `name`."""

    code = "template_name_taken"
    message = _("There is a template “{name}” already.")
    remedy = _("Give it another name, or open that one and upload the file as its newer version.")


class TemplateRenamed(Refused):
    """Fields: `name`, as it is called now."""

    code = "template_renamed_meanwhile"
    message = _("Meanwhile somebody named the template “{name}”.")
    remedy = _("Your name is kept below. Send it again if it is still right.")


class TemplateUnfit(Refused):
    """Fields: `count` of places, `names` of fields that nobody knows."""

    code = "template_unfit"
    message = _("The template cannot be used yet: {count} places are not understood. {names}")
    remedy = _("Its page names each place with what to do. Put it right and upload it again.")


class TemplateVersionStays(Refused):
    """Papers were or may have been printed with it. Fields: `number`."""

    code = "template_version_stays"
    message = _("Version {number} was in use and stays.")
    remedy = _("Upload a newer version and put that into use, or take the template out of use.")
