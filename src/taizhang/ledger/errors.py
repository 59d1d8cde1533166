"""Refusals of the ledger that need its tables to be known."""

from __future__ import annotations

from taizhang.engine.errors import BadInput, Refused


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class StaleEntry(Refused):
    """Fields: `by` name, `at` aware datetime, `move` the newest Move."""

    code = "stale_entry"
    message = _("Meanwhile {by} changed this entry ({move}, {at}).")
    remedy = _("What you typed is kept. Look at the entry as it is now and decide again.")


class NotYours(Refused):
    code = "not_yours"
    message = _("It is not yours to do this with this entry.")
    remedy = _("Leave it to the unit that has it, or ask the campaign office.")


class InChargeOfAnotherUnit(Refused):
    code = "in_charge_of_another_unit"
    message = _("{person} does not work at {unit}.")
    remedy = _("Choose a person in charge from the lead unit.")


class DraftAlreadyRegistered(Refused):
    code = "draft_already_registered"
    message = _("This draft is on the ledger already as {number}.")
    remedy = _("Open that entry.")


class CellTooLong(BadInput):
    """Of a row of a workbook. Fields: `column`, `found` and `allowed` characters."""

    code = "cell_too_long"
    message = _("Under “{column}” stand {found} characters; {allowed} are kept.")
    remedy = _("Shorten the cell, or put the full text under a column for long texts.")


class FileForbidden(BadInput):
    code = "file_forbidden"
    message = _("“{name}” is of a kind that is not taken.")
    remedy = _("Attach a PDF, DOCX, XLSX, JPG, PNG or plain text file.")


class FileTooLarge(BadInput):
    code = "file_too_large"
    message = _("“{name}” is larger than {limit} MB.")
    remedy = _("Attach a smaller file or split it.")


class FileEmpty(BadInput):
    code = "file_empty"
    message = _("“{name}” is empty.")
    remedy = _("Choose the file again.")


class TooManyFiles(BadInput):
    code = "too_many_files"
    message = _("{count} files were attached; {limit} are allowed at once.")
    remedy = _("Attach the rest with the next report.")


class MergeIntoClosed(Refused):
    code = "merge_into_closed"
    message = _("{number} is no longer open; nothing can be merged into it.")
    remedy = _("Choose an entry that is being worked on.")


class MergedWithoutReply(Refused):
    """Fields: `count`, `where` numbers of the entries."""

    code = "merged_without_reply"
    message = _("{count} entries merged into this one have no reply of their own yet: {where}.")
    remedy = _("Share the reply with each of them, or make them matters of their own again.")


class OwnLedger(Refused):
    code = "own_ledger"
    message = _("The entry belongs to this ledger already.")
    remedy = _("Choose another ledger.")


class LedgerNotEmpty(BadInput):
    code = "ledger_not_empty"
    message = _("The ledgers hold events already; a dump is restored into empty ones only.")
    remedy = _("Restore into a new database: taizhang migrate, the roster, then this command.")


class DumpUnreadable(BadInput):
    code = "dump_unreadable"
    message = _("Line {line} of the dump cannot be read: {what}.")
    remedy = _("Use a file that `taizhang rebuild --dump` wrote, with its roster in the database.")


class AnchorsUnreadable(BadInput):
    code = "anchors_unreadable"
    message = _("The anchors in {path} cannot be read (line {line}).")
    remedy = _("Use the file that `taizhang anchor` appends to.")


class PresetNotUsable(BadInput):
    code = "preset_not_usable"
    message = _("The clocks of {preset} cannot run like this.")
    remedy = _("Give each milestone an amount of at least 1, a unit and a start.")


class LedgerChanged(Refused):
    """Fields: `by` name, `at` aware datetime."""

    code = "ledger_changed"
    message = _("Meanwhile {by} changed this ledger ({at}).")
    remedy = _("What you typed is kept. Compare it with what stands now and decide again.")


class NotTheApprover(Refused):
    """Fields: `approver` name of who decides, or the office's role."""

    code = "not_the_approver"
    message = _("Whether more time is given is decided by another: {approver}.")
    remedy = _("Leave it to them; the request lies on their desk.")


class ApproverWithoutPower(BadInput):
    code = "approver_without_power"
    message = _("{person} may not decide on more time: neither office, leader nor unit head.")
    remedy = _("Choose somebody with one of these duties, or let it be granted to them first.")


class ExtensionLimitWrong(BadInput):
    code = "extension_limit_wrong"
    message = _("An extension cannot be limited like this.")
    remedy = _("Give numbers up to {most}: 0 for no extension, no days for no limit.")


class UnitShutOut(Refused):
    code = "unit_shut_out"
    message = _("{unit} may not see the ledger “{ledger}”; it could not work on the entry.")
    remedy = _("Choose a unit that may see it, or let the ledger's rights name this one.")


class WorkersShutOut(Refused):
    """Fields: `units` their names, `count` of what they have."""

    code = "workers_shut_out"
    message = _("{units} work on {count} open entries of this ledger and could not see them.")
    remedy = _("Name these units as well, or dispatch their entries to others first.")


class RegisterShutOut(Refused):
    code = "register_shut_out"
    message = _("On the ledger “{ledger}” only some roles and units register.")
    remedy = _("Choose another ledger, or ask the campaign office.")


class QuietTime(Refused):
    code = "quiet_time"
    message = _("Nobody is reminded on rest days, early or late.")
    remedy = _("Do it on a working day between {opens} and {shuts}.")


class NothingToRemind(Refused):
    code = "nothing_to_remind"
    message = _("Nothing of {number} is near, behind or over, or nobody holds it.")
    remedy = _("Choose entries whose date comes near or is over.")


class RemindedAlready(Refused):
    """Fields: `people` their names, `days` working days."""

    code = "reminded_already"
    message = _("{people} was reminded of it less than {days} working days ago.")
    remedy = _("Wait, or raise the matter: more reminders do not help.")


class CalendarChanged(Refused):
    code = "calendar_changed"
    message = _("Meanwhile {by} changed the calendar of {year}.")
    remedy = _("What you typed is kept. Look at the calendar in another window and decide again.")


class PresetChanged(Refused):
    code = "preset_changed"
    message = _("Meanwhile somebody else changed the clocks of {preset}.")
    remedy = _("What you typed is kept. Look at the new version and decide again.")


class DayOfAnotherYear(BadInput):
    code = "day_of_another_year"
    message = _("{day} does not belong to the calendar of {year}.")
    remedy = _("Change that day in the calendar of its own year.")


class HandedToThemselves(Refused):
    code = "handed_to_themselves"
    message = _("{person} holds it already.")
    remedy = _("Choose somebody else to take it over.")


class HolderWithoutUnit(Refused):
    code = "holder_without_unit"
    message = _("{person} works in no unit of the zone and cannot take everything over.")
    remedy = _("Choose an official of a unit that is at work.")


class HandOverCollides(Refused):
    """Fields: `person` name, `count`, `where` numbers of entries and names on the roster."""

    code = "hand_over_collides"
    message = _("{person} would watch over their own work {count} times: {where}.")
    remedy = _("Hand these over one by one to somebody else first. Nothing was changed.")


class LedgerShut(Refused):
    code = "ledger_shut"
    message = _("The ledger “{ledger}” takes no new entries any more.")
    remedy = _("Register it on another ledger, or let the office open this one again.")


class LedgerCodeTaken(Refused):
    code = "ledger_code_taken"
    message = _("There is a ledger with the code “{code}” already.")
    remedy = _("Choose another code.")


class PrefixTaken(Refused):
    code = "prefix_taken"
    message = _("The numbers of “{ledger}” begin with {prefix} already.")
    remedy = _("Choose other letters.")


class ClocksInUse(Refused):
    code = "clocks_in_use"
    message = _("Entries of this ledger run by its clocks; they stay as they are.")
    remedy = _("Open another ledger for what is to run by other clocks.")


class BuiltInLedger(Refused):
    code = "built_in_ledger"
    message = _("The ledger “{ledger}” is built in and stays as it is.")
    remedy = _("Open a ledger of your own for other columns.")


class ColumnOfAnotherLedger(BadInput):
    code = "column_of_another_ledger"
    message = _("The ledger has no column with the key “{key}”.")
    remedy = _("Load the page again and change its columns there.")


class ValueMissing(BadInput):
    code = "value_missing"
    message = _("“{column}” is not filled in.")
    remedy = _("Fill it in: this ledger asks for it.")


class ValueWrong(BadInput):
    """Fields: `column` its name, `value` as given, `type` a ColumnType."""

    code = "value_wrong"
    message = _("“{value}” under “{column}” is not of the kind “{type}”.")
    remedy = _("Correct it: a date such as 2026-09-30, a number such as 12.5.")


class NotAChoice(BadInput):
    code = "not_a_choice"
    message = _("“{column}” does not offer “{value}”.")
    remedy = _("Choose one of: {choices}.")


class CampaignNameTaken(Refused):
    code = "campaign_name_taken"
    message = _("There is a campaign called “{name}” already.")
    remedy = _("Add the year or the round to its name.")


class CampaignEndsBefore(BadInput):
    code = "campaign_ends_before"
    message = _("The campaign would end before it starts.")
    remedy = _("Choose a later day for its end.")


class CampaignOver(Refused):
    code = "campaign_over"
    message = _("The campaign “{name}” has ended; its report stays as it was drawn up.")
    remedy = _("Open a new campaign for what goes on.")


class CampaignChanged(Refused):
    """Fields: `name`, `by` name, `at` aware datetime."""

    code = "campaign_changed"
    message = _("Meanwhile {by} changed the campaign “{name}” ({at}).")
    remedy = _("What you typed is kept. Compare it with what stands now and decide again.")


class ViewNameTaken(Refused):
    code = "view_name_taken"
    message = _("You have a view called “{name}” already.")
    remedy = _("Choose another name, or change that view.")


class NoUnitToShareWith(Refused):
    code = "no_unit_to_share_with"
    message = _("You belong to no unit with which the view could be shared.")
    remedy = _("Keep the view for yourself, or share it with everybody.")


class ViewNotShared(Refused):
    code = "view_not_shared"
    message = _("You may not share a view with everybody.")
    remedy = _("Share it with your unit, or ask the campaign office.")


class RuleTwice(BadInput):
    """Fields: `ground` a Ground, `level` a Level."""

    code = "rule_twice"
    message = _("Two rules raise a matter for the same reason to the same level “{level}”.")
    remedy = _("Leave one of them: the lower number would always be the first.")


class RuleCountWrong(BadInput):
    code = "rule_count_wrong"
    message = _("A rule counts from 1 to {most}.")
    remedy = _("Correct its number of days, dispatches or departments.")


class RaisesToNobody(BadInput):
    code = "raises_to_nobody"
    message = _("A matter is with its unit already: a rule raises it higher.")
    remedy = _("Choose the campaign office, a leader, the joint meeting or the head of the zone.")


class TooManyRules(Refused):
    code = "too_many_rules"
    message = _("A ledger has at most {most} rules of raising.")
    remedy = _("Take rules away that say the same.")
