"""What waits for whom: the desk's groups agree with the ledger's own rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import Role
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import queries as ledger
from taizhang.ledger import services
from taizhang.reporting import desks, waiting
from taizhang.roster.models import Duty
from tests.clock import NOW
from tests.desks import waits_for
from tests.factories import make_dispatched, make_entry

if TYPE_CHECKING:
    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.people import People

TODAY = NOW.date()
REPLY = "两处配电房已改造完毕，今晚送电，联系人柳依依。"


@pytest.fixture
def zone(people: People, clock: Clock) -> People:
    """One entry at each station."""
    now = clock.now
    make_entry(by=people.office)
    services.register(
        ledger="appeal",
        title="路灯不亮",
        text="厂区北侧路灯不亮。",
        enterprises=[people.enterprise],
        accepted=False,
        by=people.contact,
        now=now,
    )
    make_dispatched(by=people.office, lead=people.lead, co_units=[people.co])

    def acknowledged() -> object:
        entry = make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
        return services.acknowledge(entry, by=people.lead_handler, now=now)

    acknowledged()
    services.request_return(
        make_dispatched(by=people.office, lead=people.lead),
        reason="不属于本单位职责",
        by=people.lead_head,
        now=now,
    )
    services.request_extension(
        acknowledged(),
        reason="设备未到",
        due=TODAY.replace(month=11),
        by=people.lead_handler,
        now=now,
    )
    services.answer(acknowledged(), reply=REPLY, by=people.lead_handler, now=now)
    services.call_back(
        services.answer(acknowledged(), reply=REPLY, by=people.lead_handler, now=now),
        said="企业表示已通电。",
        by=people.office,
        now=now,
    )
    services.park(
        acknowledged(),
        kind="funds",
        reason="等待年度预算",
        review_on=TODAY.replace(month=10),
        by=people.lead_handler,
        now=now,
    )
    return people


def _keys(person: Person) -> dict[str, int]:
    groups = waiting.groups_for(person, today=TODAY)
    return {key: n for key, n in waiting.count(ledger.entries(), groups).items() if n}


def test_the_office_decides_triage_returns_dispatch_extensions_calls_and_closing(
    zone: People,
) -> None:
    assert _keys(zone.office) == {
        "triage": 1,
        "returns": 1,
        "dispatch": 1,
        "extensions": 1,
        "calls": 1,
        "close": 1,
    }


def test_the_office_is_not_asked_to_close_what_they_took_part_in(
    zone: People, clock: Clock
) -> None:
    Duty.objects.create(person=zone.lead_head, role=Role.OFFICE)
    assert _keys(zone.lead_head)["close"] == 1
    entry = ledger.entries().get(state=State.CALLED_BACK)
    entry = services.reopen(entry, reason="又断电", by=zone.office, now=clock.now)
    entry = services.report_progress(entry, text="已查", by=zone.lead_head, now=clock.now)
    entry = services.answer(entry, reply=REPLY, by=zone.lead_handler, now=clock.now)
    services.call_back(entry, said="已通电", solved=True, by=zone.office, now=clock.now)
    assert "close" not in _keys(zone.lead_head)
    assert _keys(zone.office)["close"] == 1
    assert entry not in waits_for(zone.lead_head, TODAY)


def test_a_unit_acknowledges_and_who_is_in_charge_answers(zone: People) -> None:
    assert _keys(zone.lead_handler) == {"acknowledge": 1, "answer": 1}
    assert _keys(zone.lead_head) == {"acknowledge": 1}


def test_a_co_unit_is_asked_until_it_has_contributed(zone: People, clock: Clock) -> None:
    assert _keys(zone.co_handler) == {"contribute": 1}
    entry = ledger.entries().get(assignments__unit=zone.co)
    services.contribute(entry, text="规划上没有障碍。", by=zone.co_handler, now=clock.now)
    assert _keys(zone.co_handler) == {}


def test_a_leader_decides_for_the_units_they_are_accountable_for(zone: People) -> None:
    assert _keys(zone.leader) == {"extensions": 1}
    assert _keys(zone.other_leader) == {}


def test_a_service_officer_calls_back_their_own_enterprises(zone: People) -> None:
    assert _keys(zone.service_officer) == {"calls": 1}
    assert _keys(zone.other_officer) == {}


def test_a_guidance_group_only_looks(zone: People) -> None:
    assert waiting.groups_for(zone.guidance, today=TODAY) == []
    assert waiting.count(ledger.entries(), []) == {}


def test_a_handler_without_a_unit_has_nothing_to_do(people: People) -> None:
    person = people.lead_handler
    person.unit = None
    assert waiting.groups_for(person, today=TODAY) == []


def test_a_parked_entry_comes_back_to_its_unit_on_its_day(zone: People) -> None:
    back = TODAY.replace(month=10)
    groups = waiting.groups_for(zone.lead_handler, today=back)
    counts = waiting.count(ledger.entries(), groups)
    assert counts["review"] == 1


def test_what_is_shown_once_is_not_shown_again(zone: People) -> None:
    mine, _dated, others = waiting.columns(zone.office, today=TODAY)
    found = desks.waiting(ledger.entries(), others, today=TODAY, most=9)
    assert {one.group.key: one.count for one in found} == {"units": 2, "parked": 1}
    for_me = desks.waiting(ledger.entries(), mine, today=TODAY, most=9)
    numbers = [entry.number for one in (*found, *for_me) for entry in one.entries]
    assert len(numbers) == len(set(numbers))


def test_those_who_are_not_the_office_see_what_the_office_owes(zone: People) -> None:
    others = waiting.others_groups(zone.lead_head, today=TODAY)
    counts = waiting.count(ledger.entries(), others)
    assert counts == {"units": 3, "decided": 2, "closing": 2}


def test_late_due_today_and_new_are_counted_over_all(zone: People) -> None:
    due = TODAY.replace(day=23)
    counts = waiting.count(ledger.entries(), waiting.watched_groups(today=due))
    # Of seven with this date two are answered and one is parked: it waits lawfully.
    assert ledger.entries().filter(due=due).count() == 7
    assert (counts["overdue"], counts["today"]) == (0, 4)
    after = waiting.count(ledger.entries(), waiting.watched_groups(today=due.replace(day=24)))
    assert (after["overdue"], after["today"]) == (4, 0)
    assert waiting.count(ledger.entries(), waiting.watched_groups(today=TODAY))["new"] == 9


def test_a_group_shows_its_first_rows_and_counts_all(people: People) -> None:
    for _number in range(3):
        make_entry(by=people.office)
    mine, _dated, _others = waiting.columns(people.office, today=TODAY)
    (one,) = desks.waiting(ledger.entries(), mine, today=TODAY, most=2)
    assert (one.count, len(one.entries), one.group.move) == (3, 2, Move.DISPATCH)


@pytest.mark.parametrize("most", [1000, 1])
@pytest.mark.parametrize("who", ["office", "leader", "lead_head", "lead_handler", "guidance"])
def test_the_whole_desk_is_its_columns_one_by_one(
    zone: People, monkeypatch: pytest.MonkeyPatch, who: str, most: int
) -> None:
    monkeypatch.setattr(desks, "GATHERED", most)  # the matters before are named, or asked for
    columns = waiting.columns(getattr(zone, who), today=TODAY)
    whole = desks.desk(desks.Plan(ledger.entries(), columns), today=TODAY, most=9)
    alone = [desks.waiting(ledger.entries(), one, today=TODAY, most=9) for one in columns]
    assert whole.columns == tuple(alone)
    assert any(whole.columns)
    watched = waiting.count(ledger.entries(), columns[1].groups)
    for name, n in whole.in_all.items():
        assert n == watched.get(name, n) or (n.is_more and n < watched[name])


@pytest.mark.parametrize("who", ["office", "leader", "lead_head", "lead_handler", "guidance"])
def test_behind_a_group_stand_exactly_the_matters_it_counts(zone: People, who: str) -> None:
    person = getattr(zone, who)
    for column in waiting.columns(person, today=TODAY):
        for one in desks.waiting(ledger.entries(), column, today=TODAY, most=99):
            group, place = waiting.find(person, one.group.key, today=TODAY) or pytest.fail("lost")
            rows = waiting.behind(ledger.entries(), group, place)
            assert set(rows) == set(one.entries), one.group.key
            assert rows.count() == one.count


def test_a_group_that_is_not_on_the_desk_is_not_found(zone: People) -> None:
    assert waiting.find(zone.guidance, "triage", today=TODAY) is None
