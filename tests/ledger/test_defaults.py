"""Who holds an entry when nobody says it: as many of the three as can be, and never a collision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.codes import LedgerKind
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from taizhang.roster.services import HolderHasLeft, UnitIsGone, set_holders
from tests.clock import NOW
from tests.factories import make_entry, make_person, make_unit

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def staffed(people: People) -> People:
    """Everybody has somebody: leaders, heads and watchers."""
    set_holders(people.campaign_office, leader=people.leader, watcher=people.guidance)
    set_holders(people.lead, head=people.lead_head, watcher=people.stranger)
    set_holders(people.enterprise, watcher=people.other_officer)
    return people


def held(entry: Entry) -> tuple[object, ...]:
    return entry.accountable, entry.in_charge, entry.watcher


def test_who_registers_is_in_charge_and_the_officer_watches(
    stages: Stages, staffed: People
) -> None:
    people = staffed
    assert held(stages.accepted()) == (people.leader, people.office, people.service_officer)


def test_what_the_officer_brings_in_another_watches(stages: Stages, staffed: People) -> None:
    entry = make_entry(by=staffed.service_officer, enterprises=[staffed.enterprise])
    assert held(entry) == (staffed.other_leader, staffed.service_officer, staffed.other_officer)


def test_without_an_enterprise_the_unit_watches(staffed: People) -> None:
    assert make_entry(by=staffed.office).watcher == staffed.guidance
    assert make_entry(by=staffed.zone_head).watcher is None


def test_what_the_enterprise_reports_itself_its_officer_has(staffed: People) -> None:
    entry = make_entry(by=staffed.contact, enterprises=[staffed.enterprise], accepted=False)
    assert held(entry) == (staffed.other_leader, staffed.service_officer, staffed.other_officer)
    nobody = make_entry(by=staffed.contact, requester_names=["路人"], accepted=False)
    assert held(nobody) == (None, None, None)


def test_who_watches_what_they_register_is_not_in_charge(staffed: People) -> None:
    set_holders(staffed.campaign_office, head=staffed.zone_head)
    entry = make_entry(by=staffed.office, watcher=staffed.office)
    assert held(entry) == (staffed.leader, staffed.zone_head, staffed.office)
    entry = make_entry(by=staffed.office, watcher=staffed.leader)
    assert held(entry) == (None, staffed.office, staffed.leader)


def test_defaults_pass_over_who_has_left(staffed: People) -> None:
    set_holders(staffed.campaign_office, watcher=make_person(unit=make_unit(is_active=False)))
    assert make_entry(by=staffed.office).watcher is None


def test_dispatch_takes_the_units_leader_and_head_and_keeps_the_watcher(
    stages: Stages, staffed: People
) -> None:
    entry = stages.dispatched()
    assert held(entry) == (staffed.leader, staffed.lead_head, staffed.service_officer)
    again = services.dispatch(entry, lead=staffed.elsewhere, **stages.office)
    # A unit without a head has nobody in charge until somebody signs.
    assert held(again) == (staffed.other_leader, None, staffed.service_officer)


def test_without_a_watcher_the_unit_brings_one(stages: Stages, staffed: People) -> None:
    set_holders(staffed.campaign_office, watcher=None)
    entry = services.dispatch(make_entry(by=staffed.office), lead=staffed.lead, **stages.office)
    assert entry.watcher == staffed.stranger


def test_a_watcher_who_heads_the_unit_makes_room(stages: Stages, staffed: People) -> None:
    entry = services.amend(stages.accepted(), watcher=staffed.lead_head, **stages.office)
    entry = services.dispatch(entry, lead=staffed.lead, **stages.office)
    assert held(entry) == (staffed.leader, staffed.lead_head, staffed.stranger)


def test_a_watcher_whom_nobody_can_replace_stays(stages: Stages, staffed: People) -> None:
    set_holders(staffed.lead, watcher=None)
    entry = services.amend(stages.accepted(), watcher=staffed.lead_head, **stages.office)
    entry = services.dispatch(entry, lead=staffed.lead, **stages.office)
    assert held(entry) == (staffed.leader, None, staffed.lead_head)
    assert services.acknowledge(entry, **stages.handler).in_charge == staffed.lead_handler


def test_default_watcher_who_is_named_in_charge_is_passed_over(
    stages: Stages, staffed: People
) -> None:
    set_holders(staffed.campaign_office, watcher=None)
    set_holders(staffed.lead, watcher=staffed.lead_handler)
    entry = make_entry(by=staffed.office)
    entry = services.dispatch(
        entry, lead=staffed.lead, in_charge=staffed.lead_handler, **stages.office
    )
    assert held(entry) == (staffed.leader, staffed.lead_handler, None)


def test_those_who_are_named_are_refused_when_they_collide(stages: Stages, staffed: People) -> None:
    same = {"in_charge": staffed.lead_handler, "watcher": staffed.lead_handler}
    with pytest.raises(refusals.WatcherInCharge):
        stages.dispatched(**same)
    same = {"accountable": staffed.leader, "watcher": staffed.leader}
    with pytest.raises(refusals.WatcherAccountable):
        stages.dispatched(**same)


def test_who_signs_takes_over_from_the_head(stages: Stages, staffed: People) -> None:
    assert stages.acknowledged().in_charge == staffed.lead_handler


def test_who_was_named_stays_whoever_signs(stages: Stages, staffed: People) -> None:
    for named in (staffed.lead_head, staffed.lead_handler):
        entry = stages.dispatched(in_charge=named)
        assert services.acknowledge(entry, **stages.handler).in_charge == named
    entry = services.acknowledge(stages.dispatched(), in_charge=staffed.lead_head, **stages.handler)
    assert entry.in_charge == staffed.lead_head


def test_a_default_that_was_handed_over_stays(stages: Stages, staffed: People) -> None:
    entry = services.hand_over(stages.dispatched(), in_charge=staffed.stranger, **stages.office)
    assert services.acknowledge(entry, **stages.handler).in_charge == staffed.stranger


def test_a_watcher_who_signs_leaves_it_with_the_head(stages: Stages, staffed: People) -> None:
    entry = stages.dispatched(watcher=staffed.lead_handler)
    assert services.acknowledge(entry, **stages.handler).in_charge == staffed.lead_head


@pytest.mark.parametrize("role", ["in_charge", "watcher", "accountable"])
def test_nothing_goes_to_who_has_left(stages: Stages, people: People, role: str) -> None:
    gone = make_person(unit=people.lead, is_active=False)
    entry = stages.accepted()
    with pytest.raises(HolderHasLeft):
        services.dispatch(entry, lead=people.lead, **{role: gone}, **stages.office)
    with pytest.raises(HolderHasLeft):
        services.hand_over(entry, **{role: gone}, **stages.office)


def test_nothing_is_registered_for_a_watcher_who_has_left(people: People) -> None:
    with pytest.raises(HolderHasLeft):
        make_entry(by=people.office, watcher=make_person(is_active=False))


def test_nothing_goes_to_a_unit_that_is_gone(stages: Stages, people: People) -> None:
    gone = make_unit(is_active=False)
    with pytest.raises(UnitIsGone):
        services.dispatch(stages.accepted(), lead=gone, **stages.office)
    with pytest.raises(UnitIsGone):
        services.dispatch(stages.accepted(), lead=people.lead, co_units=[gone], **stages.office)


def test_what_is_opened_again_is_not_left_with_who_has_gone(
    stages: Stages, staffed: People
) -> None:
    entry = stages.closed()
    services.hand_over_everything(
        staffed.service_officer, staffed.co_handler, by=staffed.office, now=NOW
    )
    for gone in (staffed.service_officer, staffed.lead_handler):
        services.leave(gone, by=staffed.system_admin, now=NOW)
    entry = services.reopen(entry, reason="又断电了", **stages.office)
    assert held(entry) == (staffed.leader, staffed.lead_head, staffed.stranger)


def test_what_was_declined_is_opened_again_by_somebody_who_has_it(
    stages: Stages, staffed: People
) -> None:
    entry = make_entry(by=staffed.contact, requester_names=["路人"], accepted=False)
    declined = services.decline(entry, reason="涉诉", route="人民法院", **stages.office)
    entry = services.reopen(declined, reason="已撤诉", **stages.office)
    assert held(entry) == (staffed.leader, staffed.office, staffed.guidance)


def test_what_is_opened_again_by_nobody_of_a_unit_stays_as_it_was(
    stages: Stages, people: People
) -> None:
    entry = make_entry(by=people.office, ledger=LedgerKind.APPEAL)
    head = stages.in_progress()
    entry = services.merge(entry, into=head, reason="同一件事", **stages.office)
    entry = services.unmerge(entry, reason="不是", by=people.contact, now=NOW)
    assert entry.in_charge == people.office


def test_what_a_stranger_opens_goes_to_their_units_head(stages: Stages, staffed: People) -> None:
    entry = make_entry(by=staffed.contact, requester_names=["路人"], accepted=False)
    declined = services.decline(entry, reason="涉诉", route="人民法院", **stages.office)
    entry = services.reopen(declined, reason="已撤诉", by=staffed.lead_handler, now=NOW)
    assert held(entry) == (staffed.leader, staffed.lead_head, staffed.stranger)
