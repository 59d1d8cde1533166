"""Who was given a matter first sees to it that somebody acknowledges it (首接负责)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import queries, services
from taizhang.ledger.errors import NothingToRemind
from taizhang.ledger.models import Entry, Reminder
from taizhang.roster.services import set_holders
from tests.clock import NOW

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.roster.models import Person
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db
NEXT_DAY = NOW + timedelta(days=1)
"""A Thursday; the entry is due a week later."""


@pytest.fixture(autouse=True)
def _heads(people: People) -> None:
    set_holders(people.lead, head=people.lead_head)
    set_holders(people.co, head=people.co_head)


def mine(person: Person) -> list[str]:
    return [one.signal for one in queries.reminders_of(person)]


def remind(at: datetime) -> int:
    return services.remind(now=at)


def test_the_first_receiver_is_reminded_from_the_next_day_on(
    stages: Stages, people: People
) -> None:
    stages.dispatched()
    assert remind(NOW) == 0
    assert remind(NEXT_DAY) == 1
    assert remind(NEXT_DAY) == 0, "not twice on a day"
    assert mine(people.lead_head) == ["none"]


def test_having_seen_it_does_not_silence_it_acknowledging_does(
    stages: Stages, people: People
) -> None:
    entry = stages.dispatched()
    remind(NEXT_DAY)
    services.acknowledge_reminder(queries.reminders_of(people.lead_head).get(), now=NEXT_DAY)
    assert mine(people.lead_head) == []
    later = NOW + timedelta(days=5)
    assert remind(later) >= 1
    assert Reminder.objects.get(entry=entry, person=people.lead_head).times == 2
    services.acknowledge(entry, by=people.lead_handler, now=later)
    assert mine(people.lead_head) == [], "somebody has signed"
    assert not Reminder.objects.filter(person=people.lead_head, times=3).exists()


def test_it_stays_with_the_first_when_another_unit_leads(stages: Stages, people: People) -> None:
    entry = stages.dispatched(co_units=[])
    entry = services.dispatch(entry, lead=people.co, by=people.office, now=NOW)
    assert entry.first_receiver == people.lead
    assert remind(NEXT_DAY) == 1
    assert (mine(people.lead_head), mine(people.co_head)) == (["none"], [])
    services.acknowledge(entry, by=people.co_handler, now=NEXT_DAY)
    assert mine(people.lead_head) == []


def test_what_is_asked_back_is_acknowledged_by_nobody(stages: Stages, people: People) -> None:
    stages.return_requested()
    assert remind(NEXT_DAY) == 1
    assert mine(people.lead_head) == ["none"]


def test_a_unit_without_a_head_has_a_leader(stages: Stages, people: People) -> None:
    set_holders(people.lead, head=None)
    stages.dispatched()
    assert remind(NEXT_DAY) == 1
    assert mine(people.leader) == ["none"]


def test_a_unit_without_anybody_reminds_nobody(stages: Stages, people: People) -> None:
    set_holders(people.lead, head=None, leader=None)
    stages.dispatched()
    assert remind(NEXT_DAY) == 0


def test_a_late_date_is_said_with_its_colour_and_once(stages: Stages, people: People) -> None:
    stages.dispatched()
    remind(NOW + timedelta(days=8))
    assert mine(people.lead_head) == ["red"]


def test_nobody_is_pressed_by_hand_before_the_next_day(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.dispatched()
    with unchanged(entry), pytest.raises(NothingToRemind):
        services.remind_holders(entry, by=people.office, now=NOW)
    told = services.remind_holders(entry, by=people.office, now=NEXT_DAY)
    assert told.people == (people.lead_head.name,)


@pytest.mark.parametrize("stage", ["accepted", "acknowledged", "closed", "declined"])
def test_what_no_unit_has_to_sign_for_reminds_no_first_receiver(stage: str, stages: Stages) -> None:
    made: Entry = getattr(stages, stage)()
    remind(NEXT_DAY)
    assert not Reminder.objects.filter(entry=made, signal="none").exists()
