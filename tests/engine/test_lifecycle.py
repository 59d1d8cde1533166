"""What each state allows and what each move requires: tables, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from taizhang.engine import refusals
from taizhang.engine.lifecycle import (
    NOTHING,
    RULES,
    TEXT_LIMIT,
    Facts,
    Happening,
    Move,
    State,
    check,
    is_empty_receipt,
    permitted,
)
from tests.engine.lives import (
    ALL_STEPS,
    ANSWERED,
    ASKING,
    AT,
    HEARD,
    LISTED,
    PLAIN,
    TODAY,
    VALID,
    at,
    happening,
    refused,
)

DECIDES = {Move.GRANT_CO_EXTENSION, Move.REFUSE_CO_EXTENSION}
STATES = [(state, move) for move in VALID for state in State]


@pytest.mark.parametrize(("state", "move"), STATES)
def test_a_move_is_open_exactly_where_its_rule_says(state: State, move: Move) -> None:
    asked = replace(happening(move, unit="build"), payload=VALID[move])
    if state in RULES[move].begins:
        facts = at(
            state,
            answered_at=AT,
            visit_on=TODAY,
            visitor="wen",
            last_move="park",
            last_by="bob",
            listed=LISTED,
            **({"assignments": ASKING} if move in DECIDES else {}),
        )
        check(facts, asked, PLAIN, today=TODAY)
        assert move in permitted(facts, PLAIN)
    else:
        assert refused(at(state), asked) is refusals.MoveNotAllowed
        assert move not in permitted(at(state), PLAIN)


def test_nothing_is_open_before_registering_but_registering() -> None:
    assert permitted(NOTHING, ALL_STEPS) == frozenset()
    check(NOTHING, happening(Move.REGISTER, title="标题", text="正文"), PLAIN, today=TODAY)
    assert refused(NOTHING, happening(Move.ACCEPT)) is refusals.MoveNotAllowed


def test_registering_twice_is_refused() -> None:
    again = happening(Move.REGISTER, title="标题", text="正文")
    assert refused(at(State.ACCEPTED), again) is refusals.MoveNotAllowed


@pytest.mark.parametrize(
    ("move", "changes", "refusal"),
    [
        (Move.AMEND, {"title": ""}, refusals.TextMissing),
        (Move.AMEND, {"category": "no-such"}, refusals.CodeUnknown),
        (Move.AMEND, {"watcher": "ann"}, refusals.WatcherInCharge),
        (Move.AMEND, {"text": "长" * (TEXT_LIMIT + 1)}, refusals.TextTooLong),
        (Move.DECLINE, {"reason": "  "}, refusals.ReasonMissing),
        (Move.DECLINE, {"route": ""}, refusals.RouteMissing),
        (Move.DISPATCH, {"lead": ""}, refusals.LeadMissing),
        (Move.DISPATCH, {"co_units": ["build", "power"]}, refusals.LeadAlsoAssists),
        (Move.DISPATCH, {"in_charge": "wen"}, refusals.WatcherInCharge),
        (Move.DISPATCH, {"in_charge": "eve", "watcher": "eve"}, refusals.WatcherInCharge),
        (Move.DISPATCH, {"due": "2026-09-15"}, refusals.DueInThePast),
        (Move.ACKNOWLEDGE, {"in_charge": "wen"}, refusals.WatcherInCharge),
        (Move.REQUEST_RETURN, {"reason": ""}, refusals.ReasonMissing),
        (Move.REFUSE_RETURN, {"reason": None}, refusals.ReasonMissing),
        (Move.PROGRESS, {"text": "\n"}, refusals.TextMissing),
        (Move.CONTRIBUTE, {"text": ""}, refusals.TextMissing),
        (Move.REQUEST_EXTENSION, {"reason": ""}, refusals.ReasonMissing),
        (Move.REQUEST_EXTENSION, {"due": "2026-09-23"}, refusals.ExtensionNotLater),
        (Move.REQUEST_EXTENSION, {"due": None}, refusals.ExtensionNotLater),
        (Move.REFUSE_EXTENSION, {"reason": ""}, refusals.ReasonMissing),
        (Move.PARK, {"kind": "weather"}, refusals.ParkKindUnknown),
        (Move.PARK, {"reason": ""}, refusals.ReasonMissing),
        (Move.PARK, {"review_on": "2026-09-16"}, refusals.ReviewNotAhead),
        (Move.PARK, {"review_on": None}, refusals.ReviewNotAhead),
        (Move.ANSWER, {"reply": " "}, refusals.ReplyMissing),
        (Move.ANSWER, {"reply": "已收悉，已转交规建局。"}, refusals.EmptyReceipt),
        (Move.CALL_BACK, {"said": ""}, refusals.WordsMissing),
        (Move.CALL_BACK, {"requester": "丙公司"}, refusals.NotARequester),
        (Move.CALL_BACK, {"satisfaction": "so-so"}, refusals.SatisfactionUnknown),
        (Move.RATE, {"satisfaction": ""}, refusals.SatisfactionUnknown),
        (Move.RATE, {"satisfaction": "so-so"}, refusals.SatisfactionUnknown),
        (Move.RATE, {"requester": ""}, refusals.NotARequester),
        (Move.RATE, {"requester": "丙公司"}, refusals.NotARequester),
        (Move.REOPEN, {"reason": ""}, refusals.ReasonMissing),
    ],
)
def test_a_move_refuses_what_it_may_not_take(
    move: Move, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    state = next(state for state in State if state in RULES[move].begins)
    given = {**VALID[move], **changes}
    assert refused(at(state), happening(move, unit="build", **given)) is refusal


@pytest.mark.parametrize("missing", ["title", "text"])
def test_register_needs_words(missing: str) -> None:
    given = {"title": "标题", "text": "正文", missing: "  "}
    assert refused(NOTHING, happening(Move.REGISTER, **given)) is refusals.TextMissing


def test_amend_refuses_when_nothing_changes() -> None:
    facts = at(State.TRIAGE, title="旧", watcher="wen")
    same = happening(Move.AMEND, title="旧", watcher="wen", watcher_name="文")
    assert refused(facts, same) is refusals.NothingToAmend


def test_only_a_co_unit_contributes() -> None:
    asked = happening(Move.CONTRIBUTE, unit="power", text="我来")
    assert refused(at(State.IN_PROGRESS), asked) is refusals.NotACoUnit


def test_an_extension_is_asked_for_before_the_due_date_passes() -> None:
    facts = at(State.IN_PROGRESS, due=date(2026, 9, 15))
    asked = happening(Move.REQUEST_EXTENSION, reason="晚了", due="2026-09-30")
    assert refused(facts, asked) is refusals.ExtensionTooLate


@pytest.mark.parametrize(
    ("move", "facts"),
    [
        (Move.CONTRIBUTE, at(State.IN_PROGRESS, assignments=())),
        (Move.REQUEST_EXTENSION, at(State.IN_PROGRESS, due=None)),
        (Move.RATE, at(State.ANSWERED, requesters=())),
        (Move.CALL_BACK, at(State.ANSWERED, requesters=())),
        (Move.PROGRESS, at(State.REOPENED, lead="")),
    ],
)
def test_a_move_without_an_object_is_not_offered(move: Move, facts: Facts) -> None:
    assert move not in permitted(facts, PLAIN)


def test_a_reopened_entry_that_no_unit_had_is_dispatched_next() -> None:
    moves = permitted(at(State.REOPENED, lead=""), PLAIN)
    assert {Move.AMEND, Move.DISPATCH} <= moves
    assert moves.isdisjoint({Move.PROGRESS, Move.ANSWER, Move.PARK, Move.REQUEST_EXTENSION})


@pytest.mark.parametrize(
    ("facts", "asked", "refusal"),
    [
        (ANSWERED, happening(Move.CLOSE, by="ann"), refusals.HandlerMayNotClose),
        (
            replace(ANSWERED, in_charge="bob", answered_by="eve"),
            happening(Move.CLOSE),
            refusals.HandlerMayNotClose,
        ),
        (
            replace(ANSWERED, answered_by="eve", worked_by=("kim", "bob")),
            happening(Move.CLOSE),
            refusals.HandlerMayNotClose,
        ),
        (ANSWERED, happening(Move.CLOSE), refusals.CallBackMissing),
        (replace(HEARD, is_solved=False), happening(Move.CLOSE), refusals.UnsolvedNotExplained),
        (
            replace(HEARD, satisfaction="dissatisfied"),
            happening(Move.CLOSE),
            refusals.UnsolvedNotExplained,
        ),
        (HEARD, happening(Move.CLOSE), refusals.EvidenceMissing),
    ],
)
def test_closing_asks_for_another_person_the_requester_and_evidence(
    facts: Facts, asked: Happening, refusal: type[Exception]
) -> None:
    assert refused(facts, asked, ALL_STEPS) is refusal


@pytest.mark.parametrize(
    ("facts", "payload"),
    [
        (replace(HEARD, evidence=1, satisfaction="satisfied"), {}),
        (HEARD, {"files": [{"name": "照片.jpg"}]}),
        (replace(ANSWERED, evidence=1), {"impossible": "电话三次无人接听，政策不允许"}),
        (replace(HEARD, evidence=1, is_solved=False), {"impossible": "母公司不同意"}),
    ],
)
def test_closing_is_open_to_another_person_with_all_that_is_asked(
    facts: Facts, payload: dict[str, Any]
) -> None:
    check(facts, happening(Move.CLOSE, **payload), ALL_STEPS, today=TODAY)


@pytest.mark.parametrize(
    "reply",
    [
        "已收悉",
        "已收悉。",
        "来件已收悉，已转交规建局办理！",
        "您好，您的诉求已收到，正在办理中。",
        "收到",
        "已转办",
        "已转相关部门处理",
        "尽快答复",
        "Noted.",
        "Received, forwarded",
    ],
)
def test_an_empty_receipt_is_no_answer(reply: str) -> None:
    assert is_empty_receipt(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "已协调供电公司增容，9月20日送电。",
        "来件收悉。经核实，道路已于昨日修复。",
        "政策不支持，建议改申请技改专项。",
        "已解决",
        "Power is back since Monday.",
    ],
)
def test_an_answer_with_substance_counts(reply: str) -> None:
    assert not is_empty_receipt(reply)
