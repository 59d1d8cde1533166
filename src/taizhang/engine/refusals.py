"""Why the lifecycle refuses: one class for each rule, in words for the person who asked."""

from __future__ import annotations

from taizhang.engine.errors import Refused

__all__ = ["Refused"]


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class MoveNotAllowed(Refused):
    code = "move_not_allowed"
    message = _("“{move}” is not possible while the entry stands at “{state}”.")
    remedy = _("Look at the entry as it is now; it offers what can be done next.")


class TextTooLong(Refused):
    code = "text_too_long"
    message = _("The text has {length} characters; {limit} are allowed.")
    remedy = _("Shorten it and attach the full text as a file.")


class TextMissing(Refused):
    code = "text_missing"
    message = _("The text is empty.")
    remedy = _("Write what it is about.")


class NothingToAmend(Refused):
    code = "nothing_to_amend"
    message = _("Nothing was changed.")
    remedy = _("Change a field, or leave the form.")


class CodeUnknown(Refused):
    code = "code_unknown"
    message = _("“{value}” is not on the list of choices.")
    remedy = _("Choose one of those offered.")


class ReasonMissing(Refused):
    code = "reason_missing"
    message = _("The reason is missing.")
    remedy = _("Say why in a sentence; it stays in the entry's history.")


class RouteMissing(Refused):
    code = "route_missing"
    message = _("Which other way the requester was told is missing.")
    remedy = _("Name the authority, hotline or procedure that the requester was sent to.")


class LeadMissing(Refused):
    code = "lead_missing"
    message = _("No lead unit was chosen.")
    remedy = _("Choose the one unit that answers for it.")


class LeadAlsoAssists(Refused):
    code = "lead_also_assists"
    message = _("{unit} cannot lead and assist at the same time.")
    remedy = _("Take it out of the co-units or choose another lead unit.")


class WatcherInCharge(Refused):
    code = "watcher_in_charge"
    message = _("The watcher and the person in charge are the same person.")
    remedy = _("Choose another watcher: nobody watches over their own work.")


class WatcherAccountable(Refused):
    code = "watcher_accountable"
    message = _("The watcher and the accountable leader are the same person.")
    remedy = _("Choose another watcher: nobody watches over their own work.")


class DueInThePast(Refused):
    code = "due_in_the_past"
    message = _("The due date {due} has passed already.")
    remedy = _("Choose today or a later day.")


class BroadcastToNobody(Refused):
    code = "broadcast_to_nobody"
    message = _("No unit was chosen that is to answer for itself.")
    remedy = _("Choose the units that answer, or let the lead unit answer alone.")


class NotACoUnit(Refused):
    code = "not_a_co_unit"
    message = _("Your unit is not a co-unit of this entry.")
    remedy = _("Ask the campaign office to dispatch it to your unit as well.")


class ReturnTooLate(Refused):
    code = "return_too_late"
    message = _("A return could be asked for until {until}.")
    remedy = _("Report progress and answer; say in the reply what lies beyond your duties.")


class UnitDesignated(Refused):
    code = "unit_designated"
    message = _("Your unit was designated after a dispute and cannot return it again.")
    remedy = _("Take it on; ask the campaign office for co-units where others must help.")


class ExtensionTooLate(Refused):
    code = "extension_too_late"
    message = _("The due date {due} has passed; an extension is asked for before it.")
    remedy = _("Report progress and answer as soon as you can; the delay stays visible.")


class ExtensionAskedTooLate(Refused):
    code = "extension_asked_too_late"
    message = _("By the rule of these clocks more time could be asked for until {until}.")
    remedy = _("Report progress and answer as soon as you can; the delay stays visible.")


class ExtensionNotLater(Refused):
    code = "extension_not_later"
    message = _("The date asked for is not later than the due date {due}.")
    remedy = _("Choose a later day.")


class NoExtensionLeft(Refused):
    code = "no_extension_left"
    message = _("An entry of this ledger may be extended {allowed} times at most.")
    remedy = _("Answer with what can be said today, or park it with the reason and a review date.")


class ExtensionTooLong(Refused):
    code = "extension_too_long"
    message = _("An extension of this ledger reaches to {latest} at most.")
    remedy = _("Choose that day or an earlier one.")


class LaterThanLead(Refused):
    code = "later_than_lead"
    message = _("The lead unit's date is {due}; a co-unit's own is never later.")
    remedy = _("Choose that day or an earlier one, or let the lead unit ask for more time first.")


class ContributedAlready(Refused):
    code = "contributed_already"
    message = _("The unit has contributed already and needs no more time.")
    remedy = _("Add to the contribution if something is missing.")


class AskedAlready(Refused):
    code = "asked_already"
    message = _("More time was asked for already, until {due}.")
    remedy = _("Wait for the decision.")


class CoUnitAsksNothing(Refused):
    code = "co_unit_asks_nothing"
    message = _("This co-unit does not ask for more time.")
    remedy = _("Look at the entry as it is now.")


class OwnRequest(Refused):
    code = "own_request"
    message = _("Nobody decides about their own request.")
    remedy = _("Ask another person who may decide: the campaign office or the accountable leader.")


class ParkKindUnknown(Refused):
    code = "park_kind_unknown"
    message = _("The kind of reason for parking is missing.")
    remedy = _("Choose one of the kinds offered.")


class ReviewNotAhead(Refused):
    code = "review_not_ahead"
    message = _("A parked entry needs a review date in the future.")
    remedy = _("Choose the day on which the matter is looked at again.")


class LevelUnknown(Refused):
    code = "level_unknown"
    message = _("The level is missing.")
    remedy = _("Choose to whom the matter is raised.")


class LevelNotHigher(Refused):
    code = "level_not_higher"
    message = _("The matter stands at this level already, or higher.")
    remedy = _("Choose a higher level.")


class VisitorMissing(Refused):
    code = "visitor_missing"
    message = _("Nobody was named for the visit.")
    remedy = _("Choose who goes.")


class VisitNotAhead(Refused):
    code = "visit_not_ahead"
    message = _("A visit is planned for today or a later day.")
    remedy = _("Choose the day of the visit.")


class UnitsSilent(Refused):
    code = "units_silent"
    message = _("{count} units have not answered yet.")
    remedy = _("Wait for them or remind them, or say why it is answered without them.")


class ReplyMissing(Refused):
    code = "reply_missing"
    message = _("The reply is empty.")
    remedy = _("Write what was done, what comes of it and when.")


class EmptyReceipt(Refused):
    code = "empty_receipt"
    message = _("“{reply}” only says that the matter arrived or was passed on.")
    remedy = _("Write what was done, what comes of it and when, or report it as progress.")


class WordsMissing(Refused):
    code = "words_missing"
    message = _("What the requester said is missing.")
    remedy = _("Write down what was said in the call, or that nobody could be reached.")


class NotARequester(Refused):
    code = "not_a_requester"
    message = _("This enterprise is not a requester of the entry.")
    remedy = _("Choose one of the enterprises named in the entry.")


class SatisfactionUnknown(Refused):
    code = "satisfaction_unknown"
    message = _("The rating is missing.")
    remedy = _("Choose one of the five steps.")


class CallBackMissing(Refused):
    code = "call_back_missing"
    message = _("The requester was not called back yet.")
    remedy = _("Call back first, or explain why the matter cannot be solved.")


class UnsolvedNotExplained(Refused):
    code = "unsolved_not_explained"
    message = _("The requester says that it is not solved or is not satisfied.")
    remedy = _("Reopen the entry, or explain why the matter cannot be solved.")


class EvidenceMissing(Refused):
    code = "evidence_missing"
    message = _("This ledger closes nothing without evidence.")
    remedy = _("Attach a photo or a paper that shows the result.")


class HandlerMayNotClose(Refused):
    code = "handler_may_not_close"
    message = _("Who handled an entry, or part of it, cannot close it.")
    remedy = _("Ask another person, as a rule the campaign office, to check and close it.")


class MergedIntoItself(Refused):
    code = "merged_into_itself"
    message = _("The entry to merge into is missing, or it is the same one.")
    remedy = _("Choose another entry that stays open.")


class ListedAlready(Refused):
    code = "listed_already"
    message = _("The entry stands on this ledger already.")
    remedy = _("Choose another ledger.")


class NotListed(Refused):
    code = "not_listed"
    message = _("The entry does not stand on this ledger.")
    remedy = _("Choose one of the ledgers on which it stands beside its own.")


class UndoTooLate(Refused):
    code = "undo_too_late"
    message = _("An act can be undone within {hours} hours.")
    remedy = _("Put it right by another act: amend, dispatch anew, reopen.")
