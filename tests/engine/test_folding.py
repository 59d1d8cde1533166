"""What the events of an entry add up to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from taizhang.engine.lifecycle import (
    ClockFacts,
    Move,
    RequesterFacts,
    State,
    fold,
)
from tests.engine.lives import (
    AT,
    HEARD,
    VALID,
    after,
    at,
    happening,
    registered,
)


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


def test_who_works_on_it_is_kept_until_it_is_given_or_opened_anew() -> None:
    given = at(State.DISPATCHED, in_charge="ann", answered_by="")
    worked = after(
        replace(given, state=State.IN_PROGRESS),
        happening(Move.PROGRESS, by="eve", text="已勘察"),
        happening(Move.CONTRIBUTE, by="kim", text="图纸已送"),
        happening(Move.PROGRESS, by="eve", text="已施工"),
    )
    assert worked.worked_by == ("eve", "kim")
    assert worked.handlers == {"ann", "eve", "kim"}
    dispatched = fold(worked, happening(Move.DISPATCH, **VALID[Move.DISPATCH]))
    reopened = fold(replace(worked, state=State.CLOSED), happening(Move.REOPEN, reason="又断电"))
    assert (dispatched.worked_by, reopened.worked_by) == ((), ())


def test_progress_while_more_time_is_asked_for_is_work_too() -> None:
    asked = at(State.EXTENSION_REQUESTED, back_to=State.IN_PROGRESS)
    facts = fold(asked, happening(Move.PROGRESS, by="eve", text="已到货"))
    assert (facts.state, facts.worked_by) == (State.EXTENSION_REQUESTED, ("eve",))


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


DUE = date(2026, 9, 21)
CLOCK = ClockFacts("report", AT.date(), AT, DUE, "p13710/1", met_on=date(2026, 9, 17))
READ_OUT = ClockFacts("assist", AT.date(), AT, DUE, unit="build")
"""Of a co-unit that was dispatched before co-units had clocks: no rule counted it."""


@pytest.mark.parametrize(
    "said",
    [
        {"over": ["gone"]},
        {"met": ["gone"]},
        {"again": ["gone"]},
        {"paused": ["gone"]},
        {"moved": {"gone": "2026-09-30"}},
        {"warn": {"gone": "2026-09-29"}},
        {"met": ["report"]},
    ],
    ids=lambda said: "-".join([*said, *next(iter(said.values()))]),
)
def test_clocks_that_are_not_there_or_met_already_stay_so(said: dict[str, Any]) -> None:
    """A forged history is read to its end as well: what does not fit is for `verify` to say."""
    told = happening(Move.PROGRESS, text="已看", clocks={"on": "2026-09-18", **said})
    assert fold(at(State.IN_PROGRESS, clocks=(CLOCK,), assignments=()), told).clocks == (CLOCK,)


def test_more_time_for_who_is_no_co_unit_moves_nobody() -> None:
    before = at(State.IN_PROGRESS)
    told = happening(Move.GRANT_CO_EXTENSION, unit="nobody")
    assert fold(before, told).assignments == before.assignments


def test_a_clock_read_out_of_an_older_dispatch_goes_with_the_co_unit_s_date() -> None:
    before = at(State.IN_PROGRESS, clocks=(READ_OUT,))
    after_it = fold(before, happening(Move.REDATE, co_dues={"build": "2026-09-24"}))
    assert [clock.due for clock in after_it.clocks] == [date(2026, 9, 24)]


def test_a_clock_read_out_of_an_older_dispatch_that_ran_on_while_parked_still_runs() -> None:
    parked = at(State.PARKED, back_to=State.IN_PROGRESS, clocks=(READ_OUT,))
    resumed = fold(parked, happening(Move.RESUME, clocks={"on": "2026-09-20"}))
    assert resumed.clocks == (READ_OUT,)
