"""Where an entry can stand, and what can be done to it."""

from __future__ import annotations

from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class State(Labelled):
    """Where an entry stands."""

    TRIAGE = "triage", _("Waiting for triage")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    DISPATCHED = "dispatched", _("Dispatched")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    RETURN_REQUESTED = "return_requested", _("Return requested")
    IN_PROGRESS = "in_progress", _("In progress")
    EXTENSION_REQUESTED = "extension_requested", _("Extension requested")
    PARKED = "parked", _("Parked")
    ANSWERED = "answered", _("Answered")
    CALLED_BACK = "called_back", _("Called back")
    REOPENED = "reopened", _("Reopened")
    MERGED = "merged", _("Merged")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed")

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done; what is merged is done where it was merged to."""
        return self not in {State.DECLINED, State.MERGED, State.WITHDRAWN, State.CLOSED}


class Part(Labelled):
    """What a unit has in an entry."""

    LEAD = "lead", _("Lead unit")
    CO_UNIT = "co_unit", _("Co-unit")


class Level(Labelled):
    """How high a matter has been raised (提级), from the unit up."""

    UNIT = "unit", _("Unit")
    OFFICE = "office", _("Campaign office")
    LEADER = "leader", _("Accountable leader")
    JOINT = "joint", _("Joint meeting")
    ZONE = "zone", _("Head of the zone")

    @property
    def rank(self) -> int:
        """0 for the unit itself."""
        return list(Level).index(self)


class Move(Labelled):
    """What can be done to an entry; the name of its event too."""

    REGISTER = "register", _("Register")
    AMEND = "amend", _("Amend")
    ACCEPT = "accept", _("Accept")
    DECLINE = "decline", _("Decline")
    DISPATCH = "dispatch", _("Dispatch")
    ACKNOWLEDGE = "acknowledge", _("Acknowledge")
    ACKNOWLEDGE_PART = "acknowledge_part", _("Acknowledge as co-unit")
    REQUEST_RETURN = "request_return", _("Ask to return")
    REFUSE_RETURN = "refuse_return", _("Refuse the return")
    PROGRESS = "progress", _("Report progress")
    CONTRIBUTE = "contribute", _("Contribute as co-unit")
    REQUEST_EXTENSION = "request_extension", _("Ask for an extension")
    GRANT_EXTENSION = "grant_extension", _("Grant the extension")
    REFUSE_EXTENSION = "refuse_extension", _("Refuse the extension")
    REQUEST_CO_EXTENSION = "request_co_extension", _("Ask for an extension as co-unit")
    GRANT_CO_EXTENSION = "grant_co_extension", _("Grant a co-unit's extension")
    REFUSE_CO_EXTENSION = "refuse_co_extension", _("Refuse a co-unit's extension")
    PARK = "park", _("Park")
    RESUME = "resume", _("Resume")
    ESCALATE = "escalate", _("Escalate")
    PLAN_VISIT = "plan_visit", _("Plan a visit")
    VISIT = "visit", _("Visit")
    ANSWER = "answer", _("Reply")
    CALL_BACK = "call_back", _("Call back")
    RATE = "rate", _("Rate")
    CLOSE = "close", _("Close")
    REOPEN = "reopen", _("Reopen")
    MERGE = "merge", _("Merge")
    UNMERGE = "unmerge", _("Unmerge")
    SHARE_ANSWER = "share_answer", _("Share the reply")
    WITHDRAW = "withdraw", _("Withdraw")
    HAND_OVER = "hand_over", _("Hand over")
    LIST = "list", _("Put on another ledger")
    UNLIST = "unlist", _("Take off another ledger")
    REDATE = "redate", _("Count the dates anew")
    UNDO = "undo", _("Undo")
