"""Taking a mistaken act back: by an event, never by deletion."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.engine import refusals
from taizhang.engine.lifecycle import UNDOABLE, Move, State
from taizhang.ledger import services
from taizhang.ledger.facts import facts_of
from taizhang.ledger.models import Entry, Ledger
from taizhang.ledger.verification import verify
from taizhang.roster.services import HolderHasLeft
from tests.clock import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db
HISTORY = {"version", "changed_at", "last_move", "last_by"}


def _acts(people: People) -> dict[Move, tuple[str, Callable[[Entry, Entry], Entry]]]:
    """From which stage each act is done, and how; the second is another entry."""
    office: dict[str, Any] = {"by": people.office, "now": NOW}
    unit: dict[str, Any] = {"by": people.lead_handler, "now": NOW}
    say = services
    later = date(2026, 10, 12)
    return _beside(people) | {
        Move.ACCEPT: ("triage", lambda one, _: say.accept(one, **office)),
        Move.DECLINE: (
            "triage",
            lambda one, _: say.decline(one, reason="涉诉", route="法院", **office),
        ),
        Move.DISPATCH: ("accepted", lambda one, _: say.dispatch(one, lead=people.lead, **office)),
        Move.ACKNOWLEDGE: ("dispatched", lambda one, _: say.acknowledge(one, **unit)),
        Move.REQUEST_RETURN: (
            "dispatched",
            lambda one, _: say.request_return(one, reason="非职责", **unit),
        ),
        Move.REFUSE_RETURN: (
            "return_requested",
            lambda one, _: say.refuse_return(one, reason="是职责", **office),
        ),
        Move.PROGRESS: ("acknowledged", lambda one, _: say.report_progress(one, text="在", **unit)),
        Move.REQUEST_EXTENSION: (
            "in_progress",
            lambda one, _: say.request_extension(one, reason="晚", due=later, **unit),
        ),
        Move.GRANT_EXTENSION: (
            "extension_requested",
            lambda one, _: say.grant_extension(one, **office),
        ),
        Move.REFUSE_EXTENSION: (
            "extension_requested",
            lambda one, _: say.refuse_extension(one, reason="来得及", **office),
        ),
        **_for_co_unit(people),
        Move.PARK: (
            "in_progress",
            lambda one, _: say.park(one, kind="law", reason="无法", review_on=later, **unit),
        ),
        Move.RESUME: ("parked", lambda one, _: say.resume(one, **unit)),
        Move.CLOSE: ("called_back", lambda one, _: say.close(one, **office)),
        Move.REOPEN: ("closed", lambda one, _: say.reopen(one, reason="又断电", **office)),
    }


def _for_co_unit(people: People) -> dict[Move, tuple[str, Callable[[Entry, Entry], Entry]]]:
    """A co-unit asks for more time, by a rule that gives it a date of its own."""
    Ledger.objects.filter(code="appeal").update(preset="quanzhou")
    office: dict[str, Any] = {"by": people.office, "now": NOW}
    say = services

    def asked(one: Entry) -> Entry:
        due = date(2026, 9, 22)
        return say.request_co_extension(one, reason="晚", due=due, by=people.co_handler, now=NOW)

    return {
        Move.REQUEST_CO_EXTENSION: ("in_progress", lambda one, _: asked(one)),
        Move.GRANT_CO_EXTENSION: (
            "co_extension_requested",
            lambda one, _: say.grant_co_extension(one, unit=people.co, **office),
        ),
        Move.REFUSE_CO_EXTENSION: (
            "co_extension_requested",
            lambda one, _: say.refuse_co_extension(one, unit=people.co, reason="来得及", **office),
        ),
    }


def _beside(people: People) -> dict[Move, tuple[str, Callable[[Entry, Entry], Entry]]]:
    """The same for the acts beside the straight way."""
    office: dict[str, Any] = {"by": people.office, "now": NOW}
    say = services
    later = date(2026, 10, 12)
    return {
        Move.ESCALATE: (
            "in_progress",
            lambda one, _: say.escalate(one, level="leader", reason="跨部门", **office),
        ),
        Move.PLAN_VISIT: (
            "in_progress",
            lambda one, _: say.plan_visit(one, on=later, visitor=people.co_head, **office),
        ),
        Move.MERGE: (
            "in_progress",
            lambda one, other: say.merge(one, into=other, reason="同", **office),
        ),
        Move.UNMERGE: ("merged", lambda one, _: say.unmerge(one, reason="不同", **office)),
        Move.HAND_OVER: (
            "in_progress",
            lambda one, _: say.hand_over(one, in_charge=people.lead_head, **office),
        ),
        Move.LIST: ("in_progress", lambda one, _: say.put_on(one, ledger="hazard", **office)),
        Move.UNLIST: (
            "in_progress",
            lambda one, _: say.take_off(
                say.put_on(one, ledger="hazard", **office), ledger="hazard", reason="错", **office
            ),
        ),
    }


def _said(entry: Entry) -> dict[str, Any]:
    facts = facts_of(Entry.objects.get(pk=entry.pk))
    return {name: value for name, value in facts.__dict__.items() if name not in HISTORY}


@pytest.mark.parametrize("move", sorted(UNDOABLE))
def test_an_undone_act_leaves_everything_as_it_was_and_stays_in_the_history(
    move: Move, stages: Stages, people: People
) -> None:
    stage, act = _acts(people)[move]
    entry, other = getattr(stages, stage)(), stages.in_progress()
    if move is Move.UNLIST:
        services.put_on(entry, ledger="hazard", **stages.office)
        before = _said(entry)
        entry = services.take_off(entry, ledger="hazard", reason="错", **stages.office)
    else:
        before = _said(entry)
        entry = act(entry, other)
    assert _said(entry) != before or move is Move.PROGRESS
    entry = services.undo(entry, reason="点错了", **stages.office)
    assert _said(entry) == before
    newest = entry.events.order_by("-version")[:2]
    assert [event.move for event in newest] == [Move.UNDO, move]
    assert newest[0].payload["undone_move"] == move
    assert verify().misfit is None


def test_undoing_is_refused_after_a_day(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.in_progress()
    late = {"by": stages.people.office, "now": NOW + timedelta(hours=24, seconds=1)}
    with unchanged(entry), pytest.raises(refusals.UndoTooLate):
        services.undo(entry, reason="点错了", **late)
    on_time = {**late, "now": NOW + timedelta(hours=24)}
    assert services.undo(entry, reason="点错了", **on_time).state == State.ACKNOWLEDGED


@pytest.mark.parametrize("stage", ["answered", "called_back", "withdrawn"])
def test_what_a_requester_was_told_or_said_is_not_undone(
    stage: str, stages: Stages, unchanged: Unchanged
) -> None:
    entry = getattr(stages, stage)()
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        services.undo(entry, reason="点错了", **stages.office)


def test_nothing_is_undone_twice(stages: Stages, unchanged: Unchanged) -> None:
    entry = services.undo(stages.in_progress(), reason="点错了", **stages.office)
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        services.undo(entry, reason="点错了", **stages.office)


def test_undoing_needs_a_reason(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.in_progress()
    with unchanged(entry), pytest.raises(refusals.ReasonMissing):
        services.undo(entry, reason=" ", **stages.office)


def test_undoing_what_another_has_built_upon_is_stale(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.acknowledged()
    seen = entry.version
    services.report_progress(entry, text="已到现场", **stages.handler)
    with unchanged(entry), pytest.raises(services.StaleEntry) as caught:
        services.undo(entry, reason="点错了", seen=seen, **stages.office)
    assert caught.value.fields["by"] == people.lead_handler.name


def test_undoing_gives_nothing_back_to_who_has_left(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.dispatched(in_charge=people.lead_handler)
    entry = services.hand_over(entry, in_charge=people.lead_head, **stages.office)
    people.lead_handler.is_active = False
    people.lead_handler.save()
    with unchanged(entry), pytest.raises(HolderHasLeft):
        services.undo(entry, reason="点错了", **stages.office)


def test_undoing_an_unmerging_asks_whether_the_other_is_still_open(
    stages: Stages, unchanged: Unchanged
) -> None:
    entry = services.unmerge(stages.merged(), reason="不同", **stages.office)
    head = Entry.objects.get(number=entry.events.get(move=Move.MERGE).payload["into"])
    services.withdraw(head, reason="不需要了", **stages.office)
    with unchanged(entry), pytest.raises(services.MergeIntoClosed):
        services.undo(entry, reason="点错了", **stages.office)


def test_undoing_a_reopening_does_not_forget_what_was_merged_since(
    stages: Stages, unchanged: Unchanged
) -> None:
    head = stages.reopened()
    services.merge(stages.accepted(), into=head, reason="同一件事", **stages.office)
    with unchanged(head), pytest.raises(services.MergedWithoutReply):
        services.undo(head, reason="点错了", **stages.office)
