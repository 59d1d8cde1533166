"""What can be asked of the roster."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from taizhang.engine.codes import AuditAct, Role
from taizhang.roster import queries, services
from taizhang.roster.models import EnterpriseAlias, UnitAlias
from taizhang.roster.queries import AuditFilter, EnterpriseFilter
from tests.factories import make_enterprise, make_unit
from tests.people import People


def test_a_zone_begins_empty(db: None) -> None:
    assert queries.is_empty()
    make_unit()
    assert not queries.is_empty()


def test_the_committee_and_guidance_groups_lead_nothing(people: People) -> None:
    leading = set(queries.lead_units())
    assert people.lead in leading
    assert not leading & {people.committee, people.group}
    assert people.group in queries.units()


def test_a_unit_that_was_closed_is_not_offered(people: People) -> None:
    people.lead.is_active = False
    people.lead.save()
    assert people.lead not in queries.lead_units()
    assert queries.unit_by_code("lead") == people.lead


def test_people_of_a_unit_are_those_still_there(people: People) -> None:
    people.lead_handler.is_active = False
    people.lead_handler.save()
    assert list(queries.people_of(people.lead)) == [people.lead_head]
    assert people.contact in queries.people()
    assert people.contact not in queries.officials()
    assert list(queries.holders(Role.GUIDANCE)) == [people.guidance]


def test_things_are_found_by_code(people: People) -> None:
    assert queries.person_by_code("office") == people.office
    assert queries.enterprise_by_code("enterprise") == people.enterprise
    assert queries.account_by_username("office") == people.office.account
    assert queries.person_by_code("nobody") is None
    assert queries.unit_by_code("nowhere") is None
    assert people.park in queries.parks()
    assert queries.duties().count() == 17


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, {"enterprise", "other_enterprise"}),
        ({"words": "水处理"}, {"enterprise"}),
        ({"words": "云岭 光学"}, {"other_enterprise"}),
        ({"words": "清泉厂"}, {"enterprise"}),
        ({"words": "没有"}, set()),
        ({"park": "park"}, {"enterprise"}),
        ({"officer": "other_officer"}, {"other_enterprise"}),
        ({"size": "large"}, set()),
        ({"industry": "C3"}, {"enterprise"}),
    ],
)
def test_enterprises_are_narrowed(people: People, wanted: dict[str, str], found: set[str]) -> None:
    EnterpriseAlias.objects.create(enterprise=people.enterprise, name="清泉厂")
    people.enterprise.industry = "C35"
    people.enterprise.save()
    assert {one.code for one in queries.enterprises(EnterpriseFilter(**wanted))} == found


def test_an_enterprise_is_found_by_its_credit_code(people: People) -> None:
    words = people.enterprise.credit_code.lower()
    assert list(queries.enterprises(EnterpriseFilter(words=words))) == [people.enterprise]


def test_names_lead_to_codes(people: People) -> None:
    UnitAlias.objects.create(unit=people.lead, name="供电中心")
    names = queries.roster_names()
    assert (
        names.units["电力保障中心"] == names.units["电力中心"] == names.units["供电中心"] == "lead"
    )
    assert names.enterprises["澄泉水处理"] == "enterprise"


def test_a_name_that_two_share_leads_nowhere_and_a_full_name_wins(people: People) -> None:
    for enterprise in (people.enterprise, people.other_enterprise):
        EnterpriseAlias.objects.create(enterprise=enterprise, name="云岭厂")
    EnterpriseAlias.objects.create(enterprise=people.enterprise, name=people.other_enterprise.name)
    names = queries.roster_names().enterprises
    assert "云岭厂" not in names
    assert names[people.other_enterprise.name] == "other_enterprise"


def test_a_closed_enterprise_is_not_named(people: People) -> None:
    make_enterprise("云岭旧厂有限公司", is_active=False)
    assert "云岭旧厂有限公司" not in queries.roster_names().enterprises


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, 3),
        ({"words": "off"}, 2),
        ({"act": AuditAct.SIGN_IN_REFUSED}, 1),
        ({"failures_only": True}, 1),
        ({"since": 1}, 1),
        ({"until": 0}, 2),
    ],
)
def test_the_trail_is_narrowed(
    db: None, now: datetime, wanted: dict[str, object], found: int
) -> None:
    services.audit(AuditAct.SIGNED_IN, now=now, actor="office")
    services.audit(
        AuditAct.SIGN_IN_REFUSED, now=now, actor="ofice", subject="office", succeeded=False
    )
    services.audit(AuditAct.SIGNED_OUT, now=now + timedelta(days=1), actor="leader")
    days = {
        name: now.date() + timedelta(days=wanted.pop(name))
        for name in ("since", "until")
        if name in wanted
    }
    lines = queries.audit_lines(AuditFilter(**wanted, **days))
    assert lines.count() == found


def test_the_trail_is_newest_first(db: None, now: datetime) -> None:
    services.audit(AuditAct.SIGNED_IN, now=now, actor="first")
    services.audit(AuditAct.SIGNED_OUT, now=now + timedelta(hours=1), actor="second")
    assert [line.actor for line in queries.audit_lines()] == ["second", "first"]
    assert str(queries.audit_lines()[0]) == "2026-09-16 03:00:00 second signed_out"


def test_the_trail_takes_only_acts_that_it_knows(db: None, now: datetime) -> None:
    with pytest.raises(ValueError, match="danced"):
        services.audit("danced", now=now)  # type: ignore[arg-type]
    assert not queries.audit_lines()
