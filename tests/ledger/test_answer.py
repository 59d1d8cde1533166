"""The answer, the call-back and the requester's rating."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.codes import Satisfaction
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import queries, services
from tests.clock import NOW
from tests.ledger.conftest import PHOTO, REPLY

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_answer_keeps_who_and_when_and_meets_the_clock(stages: Stages, people: People) -> None:
    entry = services.answer(stages.in_progress(), reply=REPLY, files=[PHOTO], **stages.handler)
    assert (entry.state, entry.answered_by, entry.answered_at) == (
        State.ANSWERED,
        people.lead_handler,
        NOW,
    )
    assert entry.clocks.get(name="resolve").met_on is not None
    assert list(queries.matching(queries.entries(), "增容")) == [entry]


@pytest.mark.parametrize(
    ("reply", "refusal"),
    [("", refusals.ReplyMissing), ("已收悉，已转交规建局。", refusals.EmptyReceipt)],
)
def test_answer_refuses_blanks_and_empty_receipts(
    stages: Stages, unchanged: Unchanged, reply: str, refusal: type[Exception]
) -> None:
    entry = stages.in_progress()
    with unchanged(entry), pytest.raises(refusal):
        services.answer(entry, reply=reply, **stages.handler)


def test_answering_twice_is_refused(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.answered()
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        services.answer(entry, reply="另一个答复内容。", **stages.handler)


def test_an_answer_during_an_undecided_extension_ends_the_request(stages: Stages) -> None:
    entry = services.answer(stages.extension_requested(), reply=REPLY, **stages.handler)
    assert (entry.state, entry.asked_due, entry.back_to) == (State.ANSWERED, None, "")


def test_a_call_back_is_the_only_requesters_word(stages: Stages, people: People) -> None:
    entry = services.call_back(
        stages.answered(),
        said="确已送电。",
        enterprise=people.enterprise,
        solved=True,
        satisfaction=Satisfaction.VERY_SATISFIED,
        **stages.office,
    )
    assert (entry.state, entry.is_solved, entry.satisfaction) == (
        State.CALLED_BACK,
        True,
        "very_satisfied",
    )
    own = entry.requesters.get()
    assert (own.satisfaction, own.is_solved, own.rated_at) == ("very_satisfied", True, NOW)


def test_a_call_that_reached_nobody_is_no_satisfaction(stages: Stages) -> None:
    entry = services.call_back(stages.answered(), said="三次无人接听。", **stages.office)
    assert (entry.is_solved, entry.satisfaction) == (None, "")


def test_a_call_back_needs_words_and_a_requester(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.answered()
    with unchanged(entry):
        with pytest.raises(refusals.WordsMissing):
            services.call_back(entry, said=" ", **stages.office)
        with pytest.raises(services.NotARequester):
            services.call_back(
                entry, said="好", enterprise=people.other_enterprise, **stages.office
            )


def rated(stages: Stages, satisfaction: str, **more: object) -> dict[str, object]:
    people = stages.people
    return {
        "by": people.contact,
        "now": NOW + timedelta(days=1),
        "enterprise": people.enterprise,
        "satisfaction": satisfaction,
        "solved": None,
        **more,
    }


def test_a_good_rating_is_kept(stages: Stages) -> None:
    entry = services.rate(stages.answered(), **rated(stages, "satisfied", solved=True))  # type: ignore[arg-type]  # a table of arguments
    assert (entry.state, entry.satisfaction, entry.is_solved) == (
        State.ANSWERED,
        "satisfied",
        True,
    )
    event = entry.events.latest("version")
    assert event.by_unit == stages.people.enterprise.name


@pytest.mark.parametrize(("comment", "reason"), [("又跳闸", "又跳闸"), ("", None)])
def test_a_bad_rating_reopens_at_once(stages: Stages, comment: str, reason: str | None) -> None:
    given = rated(stages, "dissatisfied", solved=False, comment=comment)
    entry = services.rate(stages.closed(), **given)  # type: ignore[arg-type]  # a table of arguments
    assert (entry.state, entry.reopen_count, entry.closed_at) == (State.REOPENED, 1, None)
    rate, reopen = entry.events.order_by("-version")[1], entry.events.latest("version")
    assert (rate.move, reopen.move) == (Move.RATE, Move.REOPEN)
    assert reopen.payload["reason"] == (reason or "The requester is not satisfied.")
    assert entry.clocks.get(name="resolve").met_on is None


def test_a_double_click_on_a_bad_rating_reopens_once(stages: Stages) -> None:
    entry = stages.answered()
    given = rated(stages, "very_dissatisfied", seen=entry.version)
    services.rate(entry, **given)  # type: ignore[arg-type]  # a table of arguments
    again = services.rate(entry, **given)  # type: ignore[arg-type]  # a table of arguments
    assert (again.reopen_count, again.version) == (1, entry.version + 2)


def test_only_a_requester_rates(stages: Stages, people: People, unchanged: Unchanged) -> None:
    entry = stages.answered()
    given = rated(stages, "fair", enterprise=people.other_enterprise)
    with unchanged(entry), pytest.raises(services.NotARequester):
        services.rate(entry, **given)  # type: ignore[arg-type]  # a table of arguments


def test_an_unknown_rating_is_refused(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.answered()
    with unchanged(entry), pytest.raises(refusals.SatisfactionUnknown):
        services.rate(entry, **rated(stages, "so-so"))  # type: ignore[arg-type]  # a table of arguments


def test_the_four_facts_are_kept_apart(stages: Stages, people: People) -> None:
    today = NOW.date()
    entry = stages.accepted()
    facts = queries.four_facts(entry, today)
    assert (facts.on_time, facts.closed, facts.solved, facts.satisfied) == (
        None,
        False,
        None,
        None,
    )
    entry = stages.extension_requested()
    assert queries.four_facts(entry, date(2026, 9, 30)).on_time is False
    assert queries.four_facts(entry, today).on_time is None
    entry = services.grant_extension(entry, **stages.office)
    late = {"by": people.lead_handler, "now": NOW + timedelta(days=10)}
    entry = services.answer(entry, reply=REPLY, **late)
    given = rated(stages, "fair", solved=False)
    facts = queries.four_facts(services.rate(entry, **given), today)  # type: ignore[arg-type]  # a table of arguments
    assert (facts.on_time, facts.on_time_first) == (True, False)
    assert (facts.solved, facts.satisfied) == (False, True)
