"""One entry in other hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.lifecycle import Move
from taizhang.ledger import services
from taizhang.ledger.verification import verify
from taizhang.roster.services import HolderHasLeft

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_only_what_is_named_changes_hands(stages: Stages, people: People) -> None:
    entry = stages.in_progress()
    accountable = entry.accountable
    entry = services.hand_over(
        entry, in_charge=people.lead_head, watcher=people.office, reason="轮岗", **stages.office
    )
    assert (entry.in_charge, entry.watcher) == (people.lead_head, people.office)
    assert entry.accountable == accountable
    assert entry.events.latest("version").payload["reason"] == "轮岗"
    assert verify().misfit is None


def test_handing_over_nothing_or_to_the_same_person_is_no_act(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.in_progress()
    with unchanged(entry), pytest.raises(refusals.NothingToAmend):
        services.hand_over(entry, **stages.office)
    with unchanged(entry), pytest.raises(refusals.NothingToAmend):
        services.hand_over(entry, in_charge=entry.in_charge, **stages.office)


def test_nobody_is_made_to_watch_their_own_work(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.in_progress()
    with unchanged(entry), pytest.raises(refusals.WatcherInCharge):
        services.hand_over(entry, watcher=entry.in_charge, **stages.office)
    with unchanged(entry), pytest.raises(refusals.WatcherAccountable):
        services.hand_over(entry, watcher=entry.accountable, **stages.office)


def test_nothing_is_handed_to_who_has_left(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.in_progress()
    people.lead_head.is_active = False
    people.lead_head.save()
    with unchanged(entry), pytest.raises(HolderHasLeft):
        services.hand_over(entry, in_charge=people.lead_head, **stages.office)


def test_a_double_click_hands_over_once_a_stale_form_not_at_all(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.in_progress()
    seen = entry.version
    for _time in range(2):
        services.hand_over(entry, in_charge=people.lead_head, seen=seen, **stages.office)
    assert entry.events.filter(move=Move.HAND_OVER).count() == 1
    with unchanged(entry), pytest.raises(services.StaleEntry) as caught:
        services.hand_over(entry, watcher=people.office, seen=seen, **stages.office)
    assert caught.value.fields["by"] == people.office.name
