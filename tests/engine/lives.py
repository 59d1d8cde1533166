"""An entry's facts and what may be said to it, for tests of the lifecycle."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from taizhang.engine import refusals
from taizhang.engine.lifecycle import (
    NOTHING,
    AssignmentFacts,
    Facts,
    Happening,
    Level,
    ListedFacts,
    Move,
    Part,
    RequesterFacts,
    State,
    Steps,
    check,
    fold,
)

AT = datetime(2026, 9, 16, 2, 0, tzinfo=UTC)
TODAY = date(2026, 9, 16)
PLAIN = Steps()
ALL_STEPS = Steps(needs_triage=True, needs_call_back=True, needs_evidence=True)
GIVEN = Facts(
    version=3,
    title="旧的标题",
    lead="power",
    assignments=(
        AssignmentFacts("power", Part.LEAD, 1, AT),
        AssignmentFacts("build", Part.CO_UNIT, 1, AT, date(2026, 9, 21)),
    ),
    in_charge="ann",
    watcher="wen",
    dispatch_count=1,
    due=date(2026, 9, 23),
    original_due=date(2026, 9, 23),
    requesters=(RequesterFacts("甲公司", "e1"), RequesterFacts("乙公司")),
)


def at(state: State, **more: Any) -> Facts:
    return replace(GIVEN, state=state, **more)


def happening(move: Move, *, by: str = "bob", unit: str = "office", **payload: Any) -> Happening:
    return Happening(move=move, at=AT, by=by, unit=unit, payload=payload)


def refused(facts: Facts, asked: Happening, steps: Steps = PLAIN) -> type[Exception]:
    with pytest.raises(refusals.Refused) as caught:
        check(facts, asked, steps, today=TODAY)
    assert str(caught.value), "the message has its fields"
    return type(caught.value)


VALID: dict[Move, dict[str, Any]] = {
    Move.AMEND: {"title": "新的标题"},
    Move.ACCEPT: {},
    Move.DECLINE: {"reason": "不属职责", "route": "12345"},
    Move.DISPATCH: {"lead": "power", "lead_name": "电力中心", "due": "2026-09-20"},
    Move.ACKNOWLEDGE: {"in_charge": "ann"},
    Move.REQUEST_RETURN: {"reason": "不属本单位"},
    Move.REFUSE_RETURN: {"reason": "职责明确"},
    Move.PROGRESS: {"text": "已到现场"},
    Move.CONTRIBUTE: {"text": "图纸已送"},
    Move.REQUEST_EXTENSION: {"reason": "设备未到", "due": "2026-09-30"},
    Move.GRANT_EXTENSION: {"due": "2026-09-30"},
    Move.REFUSE_EXTENSION: {"reason": "来得及"},
    Move.REQUEST_CO_EXTENSION: {"reason": "图未齐", "due": "2026-09-22"},
    Move.GRANT_CO_EXTENSION: {"unit": "build", "due": "2026-09-22"},
    Move.REFUSE_CO_EXTENSION: {"unit": "build", "reason": "来得及"},
    Move.PARK: {"kind": "funds", "reason": "资金未到", "review_on": "2026-10-20"},
    Move.RESUME: {},
    Move.ANSWER: {"reply": "已增容，9月20日送电"},
    Move.CALL_BACK: {"said": "已送电", "requester": "甲公司", "satisfaction": "satisfied"},
    Move.RATE: {"requester": "甲公司", "satisfaction": "fair", "solved": True},
    Move.CLOSE: {"note": ""},
    Move.REOPEN: {"reason": "又断电"},
}
VALID |= {
    Move.ACKNOWLEDGE_PART: {},
    Move.ESCALATE: {"level": Level.LEADER, "reason": "两次交办未果"},
    Move.PLAN_VISIT: {"on": "2026-09-18", "visitor": "wen"},
    Move.VISIT: {"text": "已看过现场"},
    Move.MERGE: {"into": "SQ-2026-0001", "reason": "同一件事"},
    Move.UNMERGE: {"reason": "不是一件事"},
    Move.SHARE_ANSWER: {"reply": "已增容，9月20日送电"},
    Move.WITHDRAW: {"reason": "已自行解决"},
    Move.HAND_OVER: {"in_charge": "eve"},
    Move.LIST: {"ledger": "deed", "number": "SS-2026-0001"},
    Move.UNLIST: {"ledger": "hazard", "reason": "列错了"},
    Move.REDATE: {},
    Move.UNDO: {"reason": "点错了"},
}
ASKING = (
    GIVEN.assignments[0],
    replace(GIVEN.assignments[1], asked_due=date(2026, 9, 22), asked_by="eve"),
)
"""The co-unit waits for more time."""
LISTED = (ListedFacts("hazard", "YH-2026-0001"),)


def registered(**payload: Any) -> Facts:
    given = {"number": "SQ-2026-0001", "title": "标题", "text": "正文", **payload}
    return fold(NOTHING, happening(Move.REGISTER, **given))


def after(facts: Facts, *asked: Happening) -> Facts:
    for one in asked:
        facts = fold(facts, one)
    return facts


ANSWERED = at(State.ANSWERED, answered_by="ann", reply="已解决供电", answered_at=AT)
HEARD = replace(ANSWERED, state=State.CALLED_BACK, called_back_at=AT)
