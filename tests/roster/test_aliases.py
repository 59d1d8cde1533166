from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.roster import services
from taizhang.roster.models import EnterpriseAlias, UnitAlias
from taizhang.roster.queries import roster_names

if TYPE_CHECKING:
    from tests.people import People


def test_a_remembered_name_means_the_enterprise(people: People) -> None:
    assert services.remember_enterprise_name("enterprise", "澄泉设备厂")

    assert roster_names().enterprises["澄泉设备厂"] == "enterprise"


def test_a_remembered_name_means_the_unit(people: People) -> None:
    assert services.remember_unit_name("lead", "供电专班")

    assert roster_names().units["供电专班"] == "lead"


def test_a_name_is_remembered_once(people: People) -> None:
    for _ in range(2):
        services.remember_enterprise_name("enterprise", "澄泉设备厂")
        services.remember_unit_name("lead", "供电专班")

    assert (EnterpriseAlias.objects.count(), UnitAlias.objects.count()) == (1, 1)


@pytest.mark.parametrize("name", ["云岭启明光学股份有限公司", "澄泉水处理", "厂", "长" * 201])
def test_a_name_that_is_taken_or_none_is_not_remembered(people: People, name: str) -> None:
    assert not services.remember_enterprise_name("enterprise", name)

    assert not EnterpriseAlias.objects.exists()


def test_a_name_of_another_unit_is_not_remembered(people: People) -> None:
    services.remember_unit_name("lead", "供电专班")
    people.lead.is_active = False
    people.lead.save()

    assert not services.remember_unit_name("co", "规划建设局")
    assert not services.remember_unit_name("co", "供电专班")


def test_an_unknown_code_is_not_remembered(people: People) -> None:
    assert not services.remember_enterprise_name("nobody", "某厂")
    assert not services.remember_unit_name("nobody", "某局")
