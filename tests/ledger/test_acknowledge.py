"""Signing for a dispatched matter, and asking to give it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.lifecycle import State
from taizhang.ledger import services
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_who_signs_is_in_charge_when_nobody_is_named(stages: Stages, people: People) -> None:
    entry = services.acknowledge(stages.dispatched(), **stages.handler)
    assert (entry.state, entry.in_charge) == (State.ACKNOWLEDGED, people.lead_handler)
    lead = entry.assignments.get(part="lead")
    assert lead.acknowledged_at == NOW
    assert entry.assignments.get(part="co_unit").acknowledged_at is None


def test_the_head_names_who_is_in_charge(stages: Stages, people: People) -> None:
    head = {"by": people.lead_head, "now": NOW}
    entry = services.acknowledge(stages.dispatched(), in_charge=people.lead_handler, **head)
    assert entry.in_charge == people.lead_handler


def test_who_was_named_at_dispatch_stays_in_charge(stages: Stages, people: People) -> None:
    entry = stages.dispatched(in_charge=people.lead_handler)
    entry = services.acknowledge(entry, by=people.lead_head, now=NOW)
    assert entry.in_charge == people.lead_handler


def test_acknowledge_refuses_a_person_of_another_unit(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.dispatched()
    with unchanged(entry), pytest.raises(services.InChargeOfAnotherUnit):
        services.acknowledge(entry, in_charge=people.co_handler, **stages.handler)


def test_acknowledge_refuses_the_watcher(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.dispatched(watcher=people.lead_handler)
    with unchanged(entry), pytest.raises(refusals.WatcherInCharge):
        services.acknowledge(entry, **stages.handler)


def test_a_double_click_signs_once(stages: Stages) -> None:
    entry = stages.dispatched()
    services.acknowledge(entry, seen=entry.version, **stages.handler)
    again = services.acknowledge(entry, seen=entry.version, **stages.handler)
    assert (again.version, entry.events.count()) == (3, 3)


def test_signing_twice_is_refused(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.acknowledged()
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        services.acknowledge(entry, **stages.handler)


def test_a_refused_return_leaves_the_matter_where_it_was(stages: Stages) -> None:
    entry = stages.return_requested()
    assert (entry.state, entry.back_to) == (State.RETURN_REQUESTED, State.DISPATCHED)
    entry = services.refuse_return(entry, reason="职责清单第3条", **stages.office)
    assert (entry.state, entry.back_to) == (State.DISPATCHED, "")


def test_returning_and_refusing_need_reasons(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.dispatched()
    with unchanged(entry), pytest.raises(refusals.ReasonMissing):
        services.request_return(entry, reason=" ", **stages.handler)
    asked = services.request_return(entry, reason="不属职责", **stages.handler)
    with unchanged(asked), pytest.raises(refusals.ReasonMissing):
        services.refuse_return(asked, reason="", **stages.office)
