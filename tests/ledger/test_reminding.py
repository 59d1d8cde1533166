"""Reminders by rule: who gets them, how often, and when they fall silent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import queries, services
from taizhang.ledger.errors import NothingToRemind, QuietTime, RemindedAlready
from taizhang.ledger.models import Entry, Event, Reminder
from taizhang.ledger.services import reminding
from tests.clock import NOW

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.roster.models import Person
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def day(number: int) -> datetime:
    """That many days after Wednesday, 16 September; the entry is due on day 7."""
    return NOW + timedelta(days=number)


def mine(person: Person) -> list[str]:
    return [one.signal for one in queries.reminders_of(person)]


def test_where_nobody_watches_those_who_are_there_are_reminded(
    stages: Stages, people: People
) -> None:
    entry = stages.in_progress()
    Entry.objects.filter(pk=entry.pk).update(watcher=None)
    assert services.remind(now=day(8)) == 2
    assert (mine(people.lead_handler), mine(people.leader)) == (["red"], ["red"])


def test_the_later_it_is_the_more_are_reminded(stages: Stages, people: People) -> None:
    entry = stages.in_progress()
    services.hand_over(entry, watcher=people.other_leader, **stages.office)
    assert services.remind(now=day(2)) == 0
    assert services.remind(now=day(6)) == 1
    assert (mine(people.lead_handler), mine(people.other_leader)) == (["blue"], [])
    assert services.remind(now=day(8)) == 3
    assert (mine(people.lead_handler), mine(people.other_leader), mine(people.leader)) == (
        ["red"],
        ["red"],
        ["red"],
    )
    assert str(Reminder.objects.get(person=people.leader)) == f"{entry.number} → {people.leader}"


def test_nobody_is_reminded_twice_too_soon_nor_on_quiet_days(stages: Stages) -> None:
    stages.in_progress()
    sent = services.remind(now=day(8))  # Thursday
    assert sent
    assert services.remind(now=day(8)) == 0
    assert services.remind(now=day(9)) == 0  # a holiday
    assert services.remind(now=day(12)) == 0  # Monday, one working day later
    assert services.remind(now=day(13).replace(hour=22)) == 0  # at night
    assert services.remind(now=day(13)) == sent
    assert set(Reminder.objects.values_list("times", flat=True)) == {2}


def test_what_was_seen_is_silent_until_it_gets_worse(stages: Stages, people: People) -> None:
    stages.in_progress()
    services.remind(now=day(6))
    reminder = queries.reminders_of(people.lead_handler).get()
    for _time in range(2):
        services.acknowledge_reminder(reminder, now=day(6))
    assert mine(people.lead_handler) == []
    assert services.remind(now=day(8)) >= 1
    assert mine(people.lead_handler) == ["red"]


@pytest.mark.parametrize("how", ["answered", "extended", "handed over"])
def test_a_reminder_that_no_longer_holds_is_gone(how: str, stages: Stages, people: People) -> None:
    entry = stages.in_progress()
    services.remind(now=day(6))
    assert mine(people.lead_handler) == ["blue"]
    if how == "answered":
        services.answer(entry, reply="已增容送电，请查验。", **stages.handler)
    elif how == "extended":
        later = entry.due + timedelta(days=20) if entry.due else None
        assert later
        services.request_extension(entry, reason="晚", due=later, **stages.handler)
        services.grant_extension(entry, **stages.office)
    else:
        services.hand_over(entry, in_charge=people.lead_head, **stages.office)
    assert mine(people.lead_handler) == []


def test_a_round_reminds_and_writes_no_event(
    stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "CHUNK", 1)
    for _entry in range(2):
        stages.in_progress()
    events = Event.objects.count()
    done = services.tick(now=day(8))
    assert done.reminded >= 2
    assert Event.objects.count() == events


def test_somebody_reminds_as_seldom_as_the_rule_and_is_named(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.in_progress()

    def remind(number: int) -> tuple[str, ...]:
        return services.remind_holders(entry, by=people.office, now=day(number)).people

    with unchanged(entry), pytest.raises(NothingToRemind):
        remind(1)
    with unchanged(entry):
        assert remind(6) == (people.lead_handler.name,)
    reminder = queries.reminders_of(people.lead_handler).get()
    assert reminder.sent_by == people.office.name
    services.acknowledge_reminder(reminder, now=day(6))
    with pytest.raises(RemindedAlready) as refusal:
        remind(6)
    assert refusal.value.fields["people"] == [people.lead_handler.name]
    with pytest.raises(QuietTime):
        remind(9)  # a holiday
    assert people.lead_handler.name in remind(13)  # seen, and asked again all the same
    answered = services.answer(entry, reply="已增容送电，请查验。", **stages.handler)
    with unchanged(answered), pytest.raises(NothingToRemind):
        remind(23)
