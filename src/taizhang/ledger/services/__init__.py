"""What can be done to a ledger: every act by its name.

Each takes `by`, `now` and, from a form, `seen`: the version of the entry that the person saw.
"""

from __future__ import annotations

from taizhang.engine.lifecycle import Level, ParkKind
from taizhang.engine.refusals import EmptyReceipt, MoveNotAllowed, NotARequester
from taizhang.intake.errors import ImportElsewhere, MappedTwice, NothingMapped, NothingToImport
from taizhang.ledger.errors import (
    ApproverWithoutPower,
    BuiltInLedger,
    CalendarChanged,
    CampaignChanged,
    CampaignEndsBefore,
    CampaignNameTaken,
    CampaignOver,
    ClocksInUse,
    ColumnOfAnotherLedger,
    DraftAlreadyRegistered,
    FileEmpty,
    FileForbidden,
    FileTooLarge,
    HandedToThemselves,
    HandOverCollides,
    HolderWithoutUnit,
    InChargeOfAnotherUnit,
    LedgerChanged,
    LedgerCodeTaken,
    LedgerShut,
    MergedWithoutReply,
    MergeIntoClosed,
    NotAChoice,
    NotTheApprover,
    NoUnitToShareWith,
    OwnLedger,
    PrefixTaken,
    RegisterShutOut,
    StaleEntry,
    TooManyFiles,
    UnitShutOut,
    ValueMissing,
    ValueWrong,
    ViewNameTaken,
    ViewNotShared,
    WorkersShutOut,
)
from taizhang.ledger.evidence import Upload
from taizhang.ledger.services.answer import answer, call_back, rate
from taizhang.ledger.services.at_the_table import register_and_dispatch
from taizhang.ledger.services.bulk import Act, Outcome, Picked, in_bulk, preview
from taizhang.ledger.services.calendar import change_days, preview_days
from taizhang.ledger.services.campaigns import change_campaign, end_campaign, open_campaign
from taizhang.ledger.services.close import close, reopen
from taizhang.ledger.services.columns import WantedColumn, change_columns
from taizhang.ledger.services.dispatch import (
    acknowledge,
    acknowledge_part,
    dispatch,
    refuse_return,
    request_return,
)
from taizhang.ledger.services.extension import (
    grant_co_extension,
    grant_extension,
    refuse_co_extension,
    refuse_extension,
    request_co_extension,
    request_extension,
)
from taizhang.ledger.services.holding import hand_over
from taizhang.ledger.services.import_writing import confirm_import, go_on_with_import
from taizhang.ledger.services.importing import compare_import, propose_import
from taizhang.ledger.services.leaving import (
    HandedOver,
    hand_over_everything,
    leave,
    merge_units,
)
from taizhang.ledger.services.listing import put_on, take_off
from taizhang.ledger.services.merging import merge, share_answer, unmerge, withdraw
from taizhang.ledger.services.opening import (
    as_row,
    change_ledger,
    forget_workbook,
    open_ledger,
    receive_workbook,
)
from taizhang.ledger.services.parking import park, resume
from taizhang.ledger.services.raising import escalate
from taizhang.ledger.services.raising_rules import change_raising_rules, check_raising_rules
from taizhang.ledger.services.register import amend, register, register_draft, title_of
from taizhang.ledger.services.reminding import (
    Reminded,
    acknowledge_reminder,
    remind,
    remind_holders,
)
from taizhang.ledger.services.rights import Named, narrow_rights
from taizhang.ledger.services.rules import change_extensions
from taizhang.ledger.services.ticking import Ticked, tick
from taizhang.ledger.services.triage import accept, decline, settle
from taizhang.ledger.services.undoing import undo
from taizhang.ledger.services.views import drop_view, open_first, save_view
from taizhang.ledger.services.visits import plan_visit, visit
from taizhang.ledger.services.work import contribute, report_progress

__all__ = [
    "Act",
    "ApproverWithoutPower",
    "BuiltInLedger",
    "CalendarChanged",
    "CampaignChanged",
    "CampaignEndsBefore",
    "CampaignNameTaken",
    "CampaignOver",
    "ClocksInUse",
    "ColumnOfAnotherLedger",
    "DraftAlreadyRegistered",
    "EmptyReceipt",
    "FileEmpty",
    "FileForbidden",
    "FileTooLarge",
    "HandOverCollides",
    "HandedOver",
    "HandedToThemselves",
    "HolderWithoutUnit",
    "ImportElsewhere",
    "InChargeOfAnotherUnit",
    "LedgerChanged",
    "LedgerCodeTaken",
    "LedgerShut",
    "Level",
    "MappedTwice",
    "MergeIntoClosed",
    "MergedWithoutReply",
    "MoveNotAllowed",
    "Named",
    "NoUnitToShareWith",
    "NotAChoice",
    "NotARequester",
    "NotTheApprover",
    "NothingMapped",
    "NothingToImport",
    "Outcome",
    "OwnLedger",
    "ParkKind",
    "Picked",
    "PrefixTaken",
    "RegisterShutOut",
    "Reminded",
    "StaleEntry",
    "Ticked",
    "TooManyFiles",
    "UnitShutOut",
    "Upload",
    "ValueMissing",
    "ValueWrong",
    "ViewNameTaken",
    "ViewNotShared",
    "WantedColumn",
    "WorkersShutOut",
    "accept",
    "acknowledge",
    "acknowledge_part",
    "acknowledge_reminder",
    "amend",
    "answer",
    "as_row",
    "call_back",
    "change_campaign",
    "change_columns",
    "change_days",
    "change_extensions",
    "change_ledger",
    "change_raising_rules",
    "check_raising_rules",
    "close",
    "compare_import",
    "confirm_import",
    "contribute",
    "decline",
    "dispatch",
    "drop_view",
    "end_campaign",
    "escalate",
    "forget_workbook",
    "go_on_with_import",
    "grant_co_extension",
    "grant_extension",
    "hand_over",
    "hand_over_everything",
    "in_bulk",
    "leave",
    "merge",
    "merge_units",
    "narrow_rights",
    "open_campaign",
    "open_first",
    "open_ledger",
    "park",
    "plan_visit",
    "preview",
    "preview_days",
    "propose_import",
    "put_on",
    "rate",
    "receive_workbook",
    "refuse_co_extension",
    "refuse_extension",
    "refuse_return",
    "register",
    "register_and_dispatch",
    "register_draft",
    "remind",
    "remind_holders",
    "reopen",
    "report_progress",
    "request_co_extension",
    "request_extension",
    "request_return",
    "resume",
    "save_view",
    "settle",
    "share_answer",
    "take_off",
    "tick",
    "title_of",
    "undo",
    "unmerge",
    "visit",
    "withdraw",
]
