"""Putting units, parks, enterprises and people on the roster."""

from __future__ import annotations

import pytest

from taizhang.engine.codes import UnitKind
from taizhang.roster import queries, services
from taizhang.roster.models import Enterprise, Unit
from tests.factories import credit_code, make_person

pytestmark = pytest.mark.django_db


def test_a_unit_comes_with_its_names(db: None) -> None:
    unit = services.create_unit(
        code="jt", name="交通运输局", kind=UnitKind.BUREAU, aliases=["交通局", "运输局"]
    )
    assert {alias.name for alias in unit.aliases.all()} == {"交通局", "运输局"}


def test_a_unit_whose_other_name_is_taken_is_not_half_made() -> None:
    services.create_unit(code="a", name="甲局", kind=UnitKind.BUREAU, aliases=["甲"])
    with pytest.raises(services.OnTheRosterAlready):
        services.create_unit(code="b", name="乙局", kind=UnitKind.BUREAU, aliases=["甲"])
    assert not Unit.objects.filter(code="b").exists()


def test_a_code_is_given_once() -> None:
    services.create_park(code="p", name="东园")
    with pytest.raises(services.OnTheRosterAlready):
        services.create_park(code="p", name="西园")
    services.create_person(code="n", name="甲")
    with pytest.raises(services.OnTheRosterAlready):
        services.create_person(code="n", name="乙")


def test_a_leader_and_guided_units_are_named_later() -> None:
    unit = services.create_unit(code="a", name="甲局", kind=UnitKind.BUREAU)
    group = services.create_unit(code="g", name="一组", kind=UnitKind.GUIDANCE_GROUP)
    leader = make_person()
    services.set_holders(unit, leader=leader)
    services.set_guides(group, [unit])
    unit.refresh_from_db()
    assert unit.leader == leader
    assert list(unit.guided_by.all()) == [group]


def test_an_enterprise_comes_with_a_valid_credit_code() -> None:
    code = credit_code(7)
    made = services.create_enterprise(
        code="e", name="云岭甲有限公司", credit_code=code, aliases=["甲"]
    )
    assert made.credit_code == code
    assert [alias.name for alias in made.aliases.all()] == ["甲"]
    with pytest.raises(services.OnTheRosterAlready):
        services.create_enterprise(code="f", name="云岭乙有限公司", credit_code=code)


@pytest.mark.parametrize("wrong", ["", "91410100MA0000007", "91410100MA0000007I", "9" * 18])
def test_a_wrong_credit_code_is_refused(wrong: str) -> None:
    with pytest.raises(services.CreditCodeNotValid):
        services.create_enterprise(code="e", name="云岭甲有限公司", credit_code=wrong)
    assert not Enterprise.objects.exists()


def test_an_enterprise_may_have_no_credit_code_yet() -> None:
    services.create_enterprise(code="e", name="云岭甲有限公司")
    services.create_enterprise(code="f", name="云岭乙有限公司")
    assert queries.enterprises().count() == 2
