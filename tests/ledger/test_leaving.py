"""People leave and units merge: everything changes hands in one act, or nothing does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from taizhang.engine.codes import AuditAct
from taizhang.engine.lifecycle import Move, Part
from taizhang.ledger import services, verification
from taizhang.ledger.holdings import held_by
from taizhang.ledger.models import Event
from taizhang.roster import queries as roster
from taizhang.roster import services as roster_services
from taizhang.roster.services import set_holders
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry, make_person, make_unit

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People) -> dict[str, Any]:
    return {"by": people.office, "now": NOW}


def test_everything_goes_to_the_successor(
    stages: Stages, people: People, office: dict[str, Any]
) -> None:
    worked = stages.in_progress()
    watched = stages.dispatched(watcher=people.lead_handler)
    visited = services.plan_visit(
        stages.accepted(), on=date(2026, 9, 20), visitor=people.lead_handler, **office
    )
    closed = stages.closed()
    set_holders(people.park, officer=people.lead_handler)
    set_holders(people.enterprise, watcher=people.lead_handler)
    done = services.hand_over_everything(
        people.lead_handler, people.lead_head, reason="调离", **office
    )
    assert (done.entries, done.posts) == (3, 2)
    for entry in (worked, watched, visited, closed):
        entry.refresh_from_db()
    assert worked.in_charge == watched.watcher == visited.visitor == people.lead_head
    assert closed.in_charge == people.lead_handler, "what is over stays as it was"
    event = worked.events.latest("version")
    assert (event.move, event.payload["reason"]) == (Move.HAND_OVER, "调离")
    assert not held_by(people.lead_handler).exists()
    assert not list(roster.posts(people.lead_handler))
    assert roster.audit_lines()[0].act == AuditAct.HANDED_OVER
    assert verification.verify(workers=1).misfit is None
    services.leave(people.lead_handler, by=people.system_admin, now=NOW)
    people.lead_handler.refresh_from_db()
    assert not people.lead_handler.is_active


def test_a_leader_hands_over_entries_and_units(
    stages: Stages, people: People, office: dict[str, Any]
) -> None:
    entry = stages.dispatched()
    services.hand_over_everything(people.leader, people.zone_head, **office)
    entry.refresh_from_db()
    people.lead.refresh_from_db()
    assert entry.accountable == people.lead.leader == people.zone_head


def test_asked_twice_there_is_nothing_left(
    stages: Stages, people: People, office: dict[str, Any]
) -> None:
    stages.in_progress()
    services.hand_over_everything(people.lead_handler, people.lead_head, **office)
    events = Event.objects.count()
    done = services.hand_over_everything(people.lead_handler, people.lead_head, **office)
    assert (done.entries, done.posts, Event.objects.count()) == (0, 0, events)


def test_where_the_successor_would_watch_themselves_nothing_is_written(
    stages: Stages, people: People, office: dict[str, Any], unchanged: Unchanged
) -> None:
    fine = stages.in_progress()
    entry = stages.dispatched(watcher=people.lead_head, in_charge=people.lead_handler)
    by_leader = stages.dispatched(watcher=people.lead_handler, accountable=people.lead_head)
    set_holders(people.enterprise, service_officer=people.lead_head, watcher=people.lead_handler)
    with unchanged(fine), unchanged(entry), pytest.raises(services.HandOverCollides) as caught:
        services.hand_over_everything(people.lead_handler, people.lead_head, **office)
    assert caught.value.fields["where"] == [entry.number, by_leader.number, people.enterprise.name]
    assert str(caught.value)
    people.enterprise.refresh_from_db()
    assert people.enterprise.watcher == people.lead_handler


def test_nobody_hands_over_to_themselves_or_to_who_is_not_here(
    stages: Stages, people: People, office: dict[str, Any]
) -> None:
    stages.in_progress()
    old = people.lead_handler
    with pytest.raises(services.HandedToThemselves):
        services.hand_over_everything(old, old, **office)
    with pytest.raises(roster_services.HolderHasLeft):
        services.hand_over_everything(old, make_person(is_active=False), **office)
    dissolved = make_person(unit=make_unit(is_active=False))
    for nobody in (people.contact, dissolved):
        with pytest.raises(services.HolderWithoutUnit):
            services.hand_over_everything(old, nobody, **office)
    assert held_by(old).count() == 1


def test_who_holds_something_does_not_leave(stages: Stages, people: People) -> None:
    stages.in_progress()
    set_holders(people.park, officer=people.lead_handler)
    with pytest.raises(roster_services.PersonStillHolds) as caught:
        services.leave(people.lead_handler, by=people.system_admin, now=NOW)
    assert (caught.value.fields["entries"], caught.value.fields["posts"]) == (1, 1)
    people.lead_handler.refresh_from_db()
    assert people.lead_handler.is_active
    assert people.lead_handler.account.is_active


def test_who_is_given_something_at_the_last_moment_does_not_leave(
    stages: Stages, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave = roster_services.leave

    def given_meanwhile(person: Any, **more: Any) -> None:
        stages.dispatched(in_charge=person)
        leave(person, **more)

    monkeypatch.setattr(roster_services, "leave", given_meanwhile)
    with pytest.raises(roster_services.PersonStillHolds) as caught:
        services.leave(people.lead_handler, by=people.system_admin, now=NOW)
    assert caught.value.fields["entries"] == 1


@pytest.mark.parametrize("role", ["accountable", "in_charge", "watcher", "visitor"])
def test_the_database_keeps_who_holds_an_open_entry(
    stages: Stages, people: People, role: str
) -> None:
    entry = stages.accepted()
    person = make_person()
    day = {"visit_on": date(2026, 9, 20)} if role == "visitor" else {}
    type(entry).objects.filter(pk=entry.pk).update(**{role: person}, **day)
    with pytest.raises(IntegrityError, match="still holds"), transaction.atomic():
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    services.withdraw(entry, reason="企业已自行解决", by=people.office, now=NOW)
    assert type(person).objects.filter(pk=person.pk).update(is_active=False) == 1


def test_the_database_keeps_a_unit_that_leads_or_assists(stages: Stages, people: People) -> None:
    entry = stages.dispatched()
    for unit in (people.lead, people.co):
        with pytest.raises(IntegrityError, match="leads or assists"), transaction.atomic():
            type(unit).objects.filter(pk=unit.pk).update(is_active=False)
    services.dispatch(entry, lead=people.elsewhere, by=people.office, now=NOW)
    assert type(unit).objects.filter(pk=people.co.pk).update(is_active=False) == 1


def test_an_undo_gives_nothing_back_to_who_has_left(stages: Stages, people: People) -> None:
    entry = stages.in_progress()
    entry = services.hand_over(entry, in_charge=people.lead_head, by=people.office, now=NOW)
    services.leave(people.lead_handler, by=people.system_admin, now=NOW)
    with pytest.raises(roster_services.HolderHasLeft):
        services.undo(entry, reason="点错了", by=people.office, now=NOW)


def test_a_unit_is_taken_over_with_all_that_it_has(
    stages: Stages, people: People, office: dict[str, Any]
) -> None:
    set_holders(people.co, leader=people.other_leader)
    led = stages.in_progress()
    assisted = make_dispatched(by=people.office, lead=people.elsewhere, co_units=[people.lead])
    named = services.dispatch(
        stages.accepted(), lead=people.lead, accountable=people.zone_head, **office
    )
    given_first = services.dispatch(
        services.dispatch(stages.accepted(), lead=people.lead, **office),
        lead=people.elsewhere,
        **office,
    )
    done = services.merge_units(people.lead, people.co, reason="机构改革", **office)
    assert done.entries == 4
    for entry in (led, assisted, named, given_first):
        entry.refresh_from_db()
    assert (led.lead, led.first_receiver, led.accountable) == (
        people.co,
        people.co,
        people.other_leader,
    )
    assert [one.unit for one in assisted.assignments.all()] == [people.elsewhere, people.co]
    assert named.accountable == people.zone_head
    assert given_first.first_receiver == people.co
    people.lead.refresh_from_db()
    people.lead_handler.refresh_from_db()
    assert not people.lead.is_active
    assert people.lead_handler.unit == people.co
    assert verification.verify(workers=1).misfit is None


def test_a_unit_that_led_and_one_that_helped_have_one_part(
    stages: Stages, people: People, office: dict[str, Any]
) -> None:
    entry = stages.in_progress()  # led by `lead`, `co` assists
    services.merge_units(people.lead, people.co, **office)
    entry.refresh_from_db()
    parts = [(one.unit, one.part) for one in entry.assignments.all()]
    assert parts == [(people.co, Part.LEAD)]
    assert entry.accountable == people.leader, "a unit without a leader brings none"
    assert verification.verify(workers=1).misfit is None


def test_of_two_co_units_the_one_that_answered_stays(
    stages: Stages, people: People, office: dict[str, Any]
) -> None:
    third = make_unit()
    entry = make_dispatched(
        by=people.office, lead=people.elsewhere, co_units=[people.lead, third, people.co]
    )
    services.contribute(entry, text="图纸已送", by=people.co_handler, now=NOW)
    services.merge_units(people.lead, people.co, **office)
    entry.refresh_from_db()
    parts = [(one.unit, one.contribution) for one in entry.assignments.all()]
    assert parts == [(people.elsewhere, ""), (third, ""), (people.co, "图纸已送")]
    assert verification.verify(workers=1).misfit is None


def test_a_new_leader_who_watches_is_named_and_nothing_is_written(
    stages: Stages, people: People, office: dict[str, Any], unchanged: Unchanged
) -> None:
    set_holders(people.co, leader=people.other_leader)
    entry = stages.dispatched(watcher=people.other_leader)
    with unchanged(entry), pytest.raises(services.HandOverCollides):
        services.merge_units(people.lead, people.co, **office)
    people.lead.refresh_from_db()
    assert people.lead.is_active


def test_a_unit_is_not_merged_into_itself_or_into_one_that_is_gone(
    stages: Stages, people: People, office: dict[str, Any]
) -> None:
    with pytest.raises(roster_services.UnitMergedIntoItself):
        services.merge_units(people.lead, people.lead, **office)
    with pytest.raises(roster_services.UnitIsGone):
        services.merge_units(people.lead, make_unit(is_active=False), **office)


def test_a_unit_with_nothing_open_ends_too(people: People, office: dict[str, Any]) -> None:
    make_entry(by=people.office)
    assert services.merge_units(people.lead, people.co, **office).entries == 0
