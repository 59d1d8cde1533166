"""What can be done to what came in: every act by its name."""

from __future__ import annotations

from taizhang.intake.services.correcting import Corrected, correct_name, same_as
from taizhang.intake.services.cutting import add, find_quote, merge, split
from taizhang.intake.services.deciding import accept, edit, reject, restore, set_enterprises
from taizhang.intake.services.forgetting import forget
from taizhang.intake.services.importing import cancel, decide, decide_all, receive_import
from taizhang.intake.services.naming import with_candidates
from taizhang.intake.services.reading import read, start_again
from taizhang.intake.services.receiving import receive_file, receive_text
from taizhang.intake.services.rereading import redate, reorder, take_order_back
from taizhang.intake.services.visiting import record_activity
from taizhang.intake.services.working import BEAT, beat, farewell, reap

__all__ = [
    "BEAT",
    "Corrected",
    "accept",
    "add",
    "beat",
    "cancel",
    "correct_name",
    "decide",
    "decide_all",
    "edit",
    "farewell",
    "find_quote",
    "forget",
    "merge",
    "read",
    "reap",
    "receive_file",
    "receive_import",
    "receive_text",
    "record_activity",
    "redate",
    "reject",
    "reorder",
    "restore",
    "same_as",
    "set_enterprises",
    "split",
    "start_again",
    "take_order_back",
    "with_candidates",
]
