"""The same matter twice: worked on once, answered to each requester."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.codes import Satisfaction
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import queries, services
from taizhang.ledger.models import Entry
from taizhang.ledger.verification import verify
from tests.clock import NOW
from tests.ledger.conftest import REPLY

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def pair(stages: Stages, people: People) -> tuple[Entry, Entry]:
    """An entry in progress, and another enterprise's that was merged into it."""
    head = stages.in_progress()
    other = stages.accepted(enterprises=[people.other_enterprise])
    return head, services.merge(other, into=head, reason="同一台变压器", **stages.office)


def test_a_merged_entry_keeps_its_requester_and_says_where_it_is_worked_on(
    stages: Stages, people: People
) -> None:
    head, merged = pair(stages, people)
    assert (merged.state, merged.merged_into, merged.back_to) == (
        State.MERGED,
        head,
        State.ACCEPTED,
    )
    assert [one.name for one in merged.requesters.all()] == [people.other_enterprise.name]
    assert queries.merged_into(head) == [merged]


def test_each_requester_gets_an_own_reply_and_gives_an_own_rating(
    stages: Stages, people: People
) -> None:
    head, merged = pair(stages, people)
    services.answer(head, reply=REPLY, **stages.handler)
    merged = services.share_answer(merged, reply="贵司线路同步增容。", **stages.office)
    assert (merged.state, merged.reply) == (State.MERGED, "贵司线路同步增容。")
    rated = services.rate(
        merged,
        by=people.other_contact,
        now=NOW,
        enterprise=people.other_enterprise,
        satisfaction=Satisfaction.SATISFIED,
        solved=True,
    )
    assert (rated.state, rated.satisfaction) == (State.MERGED, Satisfaction.SATISFIED)
    assert not Entry.objects.get(pk=head.pk).satisfaction
    assert verify().misfit is None


def test_a_bad_rating_makes_it_a_matter_of_its_own_again(stages: Stages, people: People) -> None:
    _head, merged = pair(stages, people)
    services.share_answer(merged, reply="贵司线路同步增容。", **stages.office)
    rated = services.rate(
        merged,
        by=people.other_contact,
        now=NOW,
        enterprise=people.other_enterprise,
        satisfaction=Satisfaction.DISSATISFIED,
        solved=False,
    )
    assert (rated.state, rated.merged_into, rated.answered_at) == (State.ACCEPTED, None, None)
    assert rated.events.latest("version").move == Move.UNMERGE
    assert verify().misfit is None


@pytest.mark.parametrize("stage", ["parked", "extension_requested", "return_requested"])
def test_what_waited_for_a_decision_goes_on_where_it_was_after_unmerging(
    stage: str, stages: Stages
) -> None:
    entry = getattr(stages, stage)()
    back = entry.back_to
    merged = services.merge(entry, into=stages.in_progress(), reason="同一件事", **stages.office)
    assert (merged.asked_due, merged.asked_by, merged.review_on) == (None, None, None)
    again = services.unmerge(merged, reason="不是一件事", **stages.office)
    assert (again.state, again.back_to) == (back, "")
    assert verify().misfit is None


@pytest.mark.parametrize("stage", ["closed", "declined", "withdrawn", "merged"])
def test_nothing_is_merged_into_what_nobody_works_on(
    stage: str, stages: Stages, unchanged: Unchanged
) -> None:
    entry, head = stages.accepted(), getattr(stages, stage)()
    with unchanged(entry), pytest.raises(services.MergeIntoClosed):
        services.merge(entry, into=head, reason="同一件事", **stages.office)


def test_nothing_is_merged_into_itself(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.accepted()
    with unchanged(entry), pytest.raises(refusals.MergedIntoItself):
        services.merge(entry, into=entry, reason="同一件事", **stages.office)


@pytest.mark.parametrize("stage", ["answered", "closed", "declined", "withdrawn", "merged"])
def test_what_is_over_or_answered_is_not_merged(
    stage: str, stages: Stages, unchanged: Unchanged
) -> None:
    head, entry = stages.in_progress(), getattr(stages, stage)()
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        services.merge(entry, into=head, reason="同一件事", **stages.office)


def test_an_entry_does_not_end_while_a_merged_one_has_no_reply(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    (head, merged), another = pair(stages, people), stages.accepted()
    with unchanged(head), pytest.raises(services.MergedWithoutReply) as caught:
        services.withdraw(head, reason="不需要了", **stages.office)
    assert caught.value.fields == {"count": 1, "where": [merged.number]}
    with unchanged(head), pytest.raises(services.MergedWithoutReply):
        services.merge(head, into=another, reason="同一件事", **stages.office)
    services.answer(head, reply=REPLY, **stages.handler)
    services.call_back(head, said="已送电。", solved=True, **stages.office)
    with unchanged(head), pytest.raises(services.MergedWithoutReply):
        services.close(head, **stages.office)
    services.share_answer(merged, reply="贵司线路同步增容。", **stages.office)
    assert services.close(head, **stages.office).state == State.CLOSED


def test_merging_twice_is_done_once_and_a_stale_form_is_refused(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    head, entry, another = stages.in_progress(), stages.accepted(), stages.accepted()
    seen = entry.version
    for _time in range(2):
        services.merge(entry, into=head, reason="同一件事", seen=seen, **stages.office)
    assert entry.events.filter(move=Move.MERGE).count() == 1
    with unchanged(entry), pytest.raises(services.StaleEntry):
        services.merge(entry, into=another, reason="另一件", seen=seen, **stages.office)


@pytest.mark.parametrize("reply", ["", "已收悉，已转交。"])
def test_a_shared_reply_says_something(
    reply: str, stages: Stages, people: People, unchanged: Unchanged
) -> None:
    _head, merged = pair(stages, people)
    with unchanged(merged), pytest.raises((refusals.ReplyMissing, refusals.EmptyReceipt)):
        services.share_answer(merged, reply=reply, **stages.office)


def test_unmerging_needs_a_reason(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.merged()
    with unchanged(entry), pytest.raises(refusals.ReasonMissing):
        services.unmerge(entry, reason="", **stages.office)
