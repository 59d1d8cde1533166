"""Nothing open is without somebody: each breach is found and named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.engine.errors import TaizhangError
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from taizhang.ledger.orphans import Gap, breaches
from taizhang.roster.models import Person, Unit
from taizhang.roster.services import set_holders
from tests.clock import NOW
from tests.factories import make_dispatched, make_enterprise, make_entry, make_park, make_unit

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(people: People) -> People:
    """A zone in which everything has somebody."""
    working = (people.lead, people.co, people.elsewhere, people.group)
    for unit in (people.committee, people.campaign_office, *working):
        set_holders(unit, leader=people.zone_head, head=people.lead_head)
    set_holders(people.park, officer=people.service_officer, watcher=people.other_officer)
    for firm in (people.enterprise, people.other_enterprise):
        set_holders(firm, watcher=people.stranger)
    return people


def found() -> list[tuple[Gap, str, str]]:
    return [(one.what, one.code, one.whom) for one in breaches()]


def test_a_whole_zone_has_no_breach(whole: People, stages: Stages) -> None:
    stages.accepted()
    stages.dispatched()
    assert found() == []


@pytest.mark.parametrize(
    ("column", "gap"),
    [
        ("accountable", Gap.ENTRY_ACCOUNTABLE),
        ("in_charge", Gap.ENTRY_IN_CHARGE),
        ("watcher", Gap.ENTRY_WATCHER),
    ],
)
def test_an_open_entry_without_somebody_is_found_until_it_is_over(
    whole: People, stages: Stages, column: str, gap: Gap
) -> None:
    entry = stages.dispatched()
    Entry.objects.filter(pk=entry.pk).update(**{column: None})
    assert found() == [(gap, entry.number, "")]
    services.withdraw(entry, reason="企业已自行解决", by=whole.office, now=NOW)
    assert found() == []


def _past_constraints(act: Callable[[], object]) -> None:
    """As for somebody with the database's password who lifted a constraint."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for name in ("the_watcher_is_not_in_charge", "the_watcher_is_not_accountable"):
                cursor.execute(f"ALTER TABLE ledger_entry DROP CONSTRAINT {name}")
            act()
        else:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            act()
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


@pytest.mark.parametrize("column", ["in_charge", "accountable"])
def test_who_watches_over_their_own_work_is_found(
    whole: People, stages: Stages, column: str
) -> None:
    entry = stages.dispatched(watcher=whole.stranger)
    rows = Entry.objects.filter(pk=entry.pk)
    _past_constraints(lambda: rows.update(**{column: whole.stranger}))
    assert found() == [(Gap.OWN_WORK, entry.number, whole.stranger.name)]


def test_who_left_past_the_triggers_is_found(whole: People, stages: Stages) -> None:
    entry = services.plan_visit(
        stages.dispatched(), on=date(2026, 9, 20), visitor=whole.guidance, by=whole.office, now=NOW
    )
    with connection.cursor() as cursor:
        on = " ON roster_person" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER roster_person_holds_nothing{on}")
    left = (whole.guidance, whole.stranger)
    Person.objects.filter(pk__in=[person.pk for person in left]).update(is_active=False)
    firms = (whole.enterprise, whole.other_enterprise)
    assert found() == [
        (Gap.HOLDER_LEFT, entry.number, whole.guidance.name),
        *((Gap.HOLDER_LEFT, firm.code, whole.stranger.name) for firm in firms),
    ]


def test_a_unit_that_is_gone_is_found_with_its_people(whole: People, stages: Stages) -> None:
    entry = stages.acknowledged()
    with connection.cursor() as cursor:
        on = " ON roster_unit" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER roster_unit_holds_nothing{on}")
    Unit.objects.filter(pk=whole.lead.pk).update(is_active=False)
    in_entries = [one for one in found() if one[1] == entry.number]
    assert in_entries == [
        (Gap.HOLDER_LEFT, entry.number, whole.lead_handler.name),
        (Gap.LEAD_GONE, entry.number, whole.lead.name),
    ]


def test_what_on_the_roster_is_without_anybody_is_found(whole: People) -> None:
    unit, park, firm = make_unit(), make_park(), make_enterprise()
    make_unit(is_active=False)
    make_enterprise(is_active=False)
    assert found() == [
        (Gap.UNIT_LEADER, unit.code, ""),
        (Gap.UNIT_HEAD, unit.code, ""),
        (Gap.PARK_OFFICER, park.code, ""),
        (Gap.PARK_WATCHER, park.code, ""),
        (Gap.ENTERPRISE_OFFICER, firm.code, ""),
        (Gap.ENTERPRISE_WATCHER, firm.code, ""),
    ]


def test_it_takes_four_queries_however_many_there_are(
    people: People, django_assert_num_queries: Any
) -> None:
    for _turn in range(3):
        make_entry(by=people.office)
        make_dispatched(by=people.office, lead=people.lead)
        make_enterprise()
    with django_assert_num_queries(4):
        assert len(list(breaches())) > 10


ROLES = ("in_charge", "watcher", "accountable")
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("hand over"), st.sampled_from(ROLES), st.integers(0, 3)),
        st.tuples(st.just("dispatch"), st.sampled_from((*ROLES, "")), st.integers(0, 3)),
        st.tuples(st.just("everything"), st.integers(0, 3), st.integers(0, 3)),
        st.tuples(st.just("head"), st.integers(0, 3), st.just(0)),
        st.tuples(st.just("acknowledge"), st.integers(0, 3), st.just(0)),
    ),
    max_size=6,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_is_done_nobody_watches_over_their_own_work(
    people: People, acts: list[tuple[str, Any, Any]]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        entry = make_entry(by=people.office, enterprises=[people.enterprise])
        crew = [people.lead_head, people.lead_handler, people.leader, people.stranger]
        for act, one, two in acts:
            try:
                with transaction.atomic():
                    _do(people, entry, crew, (act, one, two))
            except TaizhangError:
                continue
        entry.refresh_from_db()
        watcher = entry.watcher_id
        assert watcher is None or watcher not in (entry.in_charge_id, entry.accountable_id)
        assert entry.watcher is not None, "a watcher is never lost"
        transaction.set_rollback(True)


def _do(people: People, entry: Entry, crew: list[Person], act: tuple[str, Any, Any]) -> None:
    what, one, two = act
    office = {"by": people.office, "now": NOW}
    if what == "hand over":
        services.hand_over(entry, **{one: crew[two]}, **office)
    elif what == "dispatch":
        lead = (people.lead, people.elsewhere)[two % 2]
        services.dispatch(entry, lead=lead, **({one: crew[two]} if one else {}), **office)
    elif what == "everything":
        services.hand_over_everything(crew[one], crew[two], **office)
    elif what == "head":
        set_holders(people.lead, head=crew[one])
    else:
        services.acknowledge(entry, by=crew[one], now=NOW)
