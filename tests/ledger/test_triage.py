"""Taking a matter up, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.lifecycle import State
from taizhang.ledger import services

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged

pytestmark = pytest.mark.django_db


def test_accept_takes_the_matter_up(stages: Stages) -> None:
    assert services.accept(stages.triage(), **stages.office).state == State.ACCEPTED


def test_accepting_twice_is_refused(stages: Stages, unchanged: Unchanged) -> None:
    entry = services.accept(stages.triage(), **stages.office)
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        services.accept(entry, **stages.office)


def test_decline_says_why_and_where_to_go(stages: Stages) -> None:
    entry = stages.declined()
    assert entry.state == State.DECLINED
    said = entry.events.latest("version").payload
    assert (said["reason"], said["route"]) == ("涉诉", "人民法院")


@pytest.mark.parametrize(
    ("reason", "route", "refusal"),
    [("", "人民法院", refusals.ReasonMissing), ("涉诉", " ", refusals.RouteMissing)],
)
def test_decline_refuses_without_reason_or_route(
    stages: Stages, unchanged: Unchanged, reason: str, route: str, refusal: type[Exception]
) -> None:
    entry = stages.triage()
    with unchanged(entry), pytest.raises(refusal):
        services.decline(entry, reason=reason, route=route, **stages.office)


def test_declining_twice_is_refused(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.declined()
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        services.decline(entry, reason="涉诉", route="人民法院", **stages.office)


def test_declining_meets_the_forward_clock(stages: Stages) -> None:
    assert stages.declined().clocks.get().met_on is not None
