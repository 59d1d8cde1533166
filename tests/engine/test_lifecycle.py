"""What each state allows and what each move requires: tables, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
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
    RequesterFacts,
    State,
    Steps,
    check,
    fold,
    is_empty_receipt,
    permitted,
)

AT = datetime(2026, 9, 16, 2, 0, tzinfo=UTC)
TODAY = date(2026, 9, 16)
PLAIN = Steps()
ALL_STEPS = Steps(needs_triage=True, needs_call_back=True, needs_evidence=True)
GIVEN = Facts(
    version=3,
    title="旧的标题",
    lead="power",
    co_units=("build",),
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
    Move.PARK: {"kind": "funds", "reason": "资金未到", "review_on": "2026-10-20"},
    Move.RESUME: {},
    Move.ANSWER: {"reply": "已增容，9月20日送电"},
    Move.CALL_BACK: {"said": "已送电", "requester": "甲公司", "satisfaction": "satisfied"},
    Move.RATE: {"requester": "甲公司", "satisfaction": "fair", "solved": True},
    Move.CLOSE: {"note": ""},
    Move.REOPEN: {"reason": "又断电"},
}
STATES = [(state, move) for move in VALID for state in State]


@pytest.mark.parametrize(("state", "move"), STATES)
def test_a_move_is_open_exactly_where_its_rule_says(state: State, move: Move) -> None:
    asked = happening(move, unit="build", **VALID[move])
    if state in RULES[move].begins:
        check(at(state), asked, PLAIN, today=TODAY)
        assert move in permitted(at(state), PLAIN)
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
        (Move.CONTRIBUTE, at(State.IN_PROGRESS, co_units=())),
        (Move.REQUEST_EXTENSION, at(State.IN_PROGRESS, due=None)),
        (Move.RATE, at(State.ANSWERED, requesters=())),
        (Move.CALL_BACK, at(State.ANSWERED, requesters=())),
        (Move.PROGRESS, at(State.REOPENED, lead="")),
    ],
)
def test_a_move_without_an_object_is_not_offered(move: Move, facts: Facts) -> None:
    assert move not in permitted(facts, PLAIN)


def test_a_reopened_entry_that_no_unit_had_is_dispatched_next() -> None:
    assert permitted(at(State.REOPENED, lead=""), PLAIN) == {Move.AMEND, Move.DISPATCH}


ANSWERED = at(State.ANSWERED, answered_by="ann", reply="已解决供电", answered_at=AT)
HEARD = replace(ANSWERED, state=State.CALLED_BACK, called_back_at=AT)


@pytest.mark.parametrize(
    ("facts", "asked", "refusal"),
    [
        (ANSWERED, happening(Move.CLOSE, by="ann"), refusals.HandlerMayNotClose),
        (
            replace(ANSWERED, in_charge="bob", answered_by="eve"),
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


def after(facts: Facts, *asked: Happening) -> Facts:
    for one in asked:
        facts = fold(facts, one)
    return facts


def registered(**payload: Any) -> Facts:
    given = {"number": "SQ-2026-0001", "title": "标题", "text": "正文", **payload}
    return fold(NOTHING, happening(Move.REGISTER, **given))


def test_registering_waits_for_triage_unless_accepted() -> None:
    assert registered().state is State.TRIAGE
    assert registered(accepted=True).state is State.ACCEPTED


def test_the_first_due_date_is_kept_for_ever() -> None:
    facts = after(
        registered(accepted=True),
        happening(Move.DISPATCH, **VALID[Move.DISPATCH]),
        happening(Move.ACKNOWLEDGE),
        happening(Move.REQUEST_EXTENSION, reason="晚", due="2026-09-30"),
        happening(Move.GRANT_EXTENSION, warn_on="2026-09-29"),
        happening(Move.REQUEST_EXTENSION, reason="还晚", due="2026-10-20"),
        happening(Move.GRANT_EXTENSION),
    )
    assert (facts.original_due, facts.due) == (date(2026, 9, 20), date(2026, 10, 20))
    assert (facts.asked_due, facts.state) == (None, State.ACKNOWLEDGED)


@pytest.mark.parametrize(
    ("before", "away", "back"),
    [
        (State.DISPATCHED, Move.REQUEST_RETURN, Move.REFUSE_RETURN),
        (State.ACKNOWLEDGED, Move.REQUEST_RETURN, Move.REFUSE_RETURN),
        (State.IN_PROGRESS, Move.REQUEST_EXTENSION, Move.REFUSE_EXTENSION),
        (State.REOPENED, Move.REQUEST_EXTENSION, Move.GRANT_EXTENSION),
        (State.IN_PROGRESS, Move.PARK, Move.RESUME),
    ],
)
def test_what_was_interrupted_goes_on_where_it_stood(before: State, away: Move, back: Move) -> None:
    there = fold(at(before), happening(away, **VALID[away]))
    assert there.back_to is before
    again = fold(there, happening(back, **VALID[back]))
    assert (again.state, again.back_to, again.review_on) == (before, None, None)


def test_progress_leaves_an_undecided_extension_undecided() -> None:
    facts = fold(at(State.EXTENSION_REQUESTED), happening(Move.PROGRESS, text="在做"))
    assert facts.state is State.EXTENSION_REQUESTED


def test_the_least_content_requester_speaks_for_the_entry() -> None:
    facts = after(
        at(State.ANSWERED),
        happening(Move.RATE, requester="甲公司", satisfaction="very_satisfied", solved=True),
        happening(Move.RATE, requester="乙公司", satisfaction="fair"),
    )
    assert (facts.satisfaction, facts.is_solved) == ("fair", True)
    unsolved = fold(facts, happening(Move.CALL_BACK, said="没好", requester="乙公司", solved=False))
    assert (unsolved.satisfaction, unsolved.is_solved) == ("fair", False)
    assert unsolved.requesters[0].is_solved is True


def test_silence_is_not_satisfaction() -> None:
    facts = fold(at(State.ANSWERED), happening(Move.CALL_BACK, said="无人接听"))
    assert (facts.state, facts.satisfaction, facts.is_solved) == (State.CALLED_BACK, "", None)


def test_a_call_to_the_only_requester_is_that_requesters_word() -> None:
    only = at(State.ANSWERED, requesters=(RequesterFacts("甲公司", "e1"),))
    facts = fold(only, happening(Move.CALL_BACK, said="好了", solved=True))
    assert (facts.requesters[0].is_solved, facts.satisfaction) == (True, "")


def test_a_call_to_nobody_in_particular_is_kept_with_the_entry() -> None:
    facts = fold(at(State.ANSWERED), happening(Move.CALL_BACK, said="好了", satisfaction="fair"))
    assert (facts.satisfaction, facts.is_solved) == ("fair", None)
    again = fold(facts, happening(Move.CALL_BACK, said="全好了", solved=True))
    assert (again.satisfaction, again.is_solved) == ("fair", True)
    assert all(one.rated_at is None for one in again.requesters)


def test_reopening_asks_for_a_new_answer_and_new_evidence() -> None:
    closed = replace(HEARD, state=State.CLOSED, closed_at=AT, closed_by="bob", evidence=2)
    facts = fold(closed, happening(Move.REOPEN, reason="又断电"))
    assert (facts.state, facts.reopen_count, facts.evidence) == (State.REOPENED, 1, 0)
    assert (facts.answered_at, facts.answered_by, facts.closed_at) == (None, "", None)
    assert facts.reply, "the last answer stays readable"


def test_files_count_as_evidence() -> None:
    facts = fold(at(State.IN_PROGRESS), happening(Move.PROGRESS, text="见图", files=[{}, {}]))
    assert facts.evidence == 2


def test_the_whole_way_adds_up() -> None:
    facts = after(
        registered(requesters=[{"name": "甲公司", "code": "e1"}, {"name": "乙公司"}]),
        happening(Move.ACCEPT),
        happening(Move.AMEND, title="改", scope="common"),
        happening(Move.DISPATCH, **VALID[Move.DISPATCH], co_units=["build"]),
        happening(Move.ACKNOWLEDGE, in_charge="ann"),
        happening(Move.CONTRIBUTE, text="图"),
        happening(Move.ANSWER, by="ann", reply="已送电"),
        happening(Move.CALL_BACK, said="好"),
        happening(Move.CLOSE),
    )
    assert (facts.version, facts.state, facts.title) == (9, State.CLOSED, "改")
    assert (facts.in_charge, facts.co_units, facts.closed_by) == ("ann", ("build",), "bob")
    assert [one.name for one in facts.requesters] == ["甲公司", "乙公司"]


def test_declining_ends_the_matter() -> None:
    facts = fold(registered(), happening(Move.DECLINE, reason="涉诉", route="法院"))
    assert facts.state is State.DECLINED
    assert not facts.state.is_open
