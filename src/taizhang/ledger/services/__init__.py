"""What can be done to a ledger: every act by its name.

Each takes `by`, `now` and, from a form, `seen`: the version of the entry that the person saw.
"""

from __future__ import annotations

from taizhang.engine.lifecycle import ParkKind
from taizhang.engine.refusals import EmptyReceipt, MoveNotAllowed, NotARequester
from taizhang.ledger.errors import (
    DraftAlreadyRegistered,
    FileEmpty,
    FileForbidden,
    FileTooLarge,
    InChargeOfAnotherUnit,
    StaleEntry,
    TooManyFiles,
)
from taizhang.ledger.evidence import Upload
from taizhang.ledger.services.answer import answer, call_back, rate
from taizhang.ledger.services.close import close, reopen
from taizhang.ledger.services.dispatch import acknowledge, dispatch, refuse_return, request_return
from taizhang.ledger.services.extension import (
    grant_extension,
    refuse_extension,
    request_extension,
)
from taizhang.ledger.services.parking import park, resume
from taizhang.ledger.services.register import amend, register, register_draft, title_of
from taizhang.ledger.services.triage import accept, decline
from taizhang.ledger.services.work import contribute, report_progress

__all__ = [
    "DraftAlreadyRegistered",
    "EmptyReceipt",
    "FileEmpty",
    "FileForbidden",
    "FileTooLarge",
    "InChargeOfAnotherUnit",
    "MoveNotAllowed",
    "NotARequester",
    "ParkKind",
    "StaleEntry",
    "TooManyFiles",
    "Upload",
    "accept",
    "acknowledge",
    "amend",
    "answer",
    "call_back",
    "close",
    "contribute",
    "decline",
    "dispatch",
    "grant_extension",
    "park",
    "rate",
    "refuse_extension",
    "refuse_return",
    "register",
    "register_draft",
    "reopen",
    "report_progress",
    "request_extension",
    "request_return",
    "resume",
    "title_of",
]
