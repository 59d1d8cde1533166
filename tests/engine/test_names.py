"""Names of enterprises and units: the same or not, and why."""

from __future__ import annotations

import pytest

from taizhang.engine import names
from taizhang.engine.names import (
    EMPTY,
    RosterNames,
    best_name,
    is_full,
    parts,
    resolve,
    resolve_unit,
    same_enterprise,
    same_unit,
)

FULL = "河南檀木洁净技术有限公司"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (FULL, ("河南", "檀木", "洁净技术", "有限公司")),
        ("郑州市檀木公司", ("郑州市", "檀木", "", "公司")),
        ("市给排水公司", ("市", "给排水", "", "公司")),
        ("河南煤气（集团）有限责任公司", ("河南", "煤气", "", "（集团）有限责任公司")),
        ("檀科技有限公司", ("", "檀科技", "", "有限公司")),
        ("檀木精密", ("", "檀木", "精密", "")),
    ],
)
def test_a_name_is_taken_apart(name: str, expected: tuple[str, ...]) -> None:
    found = parts(name)
    assert (found.region, found.brand, found.trade, found.form) == expected


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (FULL, FULL.replace("河南", "河南 "), names.SAME_NAME),
        ("檀木公司", FULL, names.SHORTENED),
        ("檀木洁净", FULL, names.SHORTENED),
        ("檀木洁技", FULL, names.SHORTENED),
        ("霁野光学", "岚江霁野光学科技有限公司", names.SHORTENED),
        ("市给排水公司", "岚江市给排水有限公司", names.SHORTENED),
        ("市热力供应公司", "岚江市热力供应公司", names.SAME_END),
        ("栖霞檀木厂", "云州栖霞檀木厂", names.SAME_END),
    ],
)
def test_one_enterprise_under_two_names(one: str, other: str, reason: str) -> None:
    verdict = same_enterprise(one, other)
    assert verdict
    assert verdict.reason in {reason, names.SAME_END, names.SHORTENED}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FULL, "河南檀木生物技术有限公司"),
        ("湖北檀木公司", FULL),
        ("松木公司", FULL),
        ("北檀水务公司", "岚江北檀城投净化有限公司"),
        ("霁野光学", "河南岚江霁野光学科技有限公司二厂"),
    ],
)
def test_two_enterprises(one: str, other: str) -> None:
    assert not same_enterprise(one, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("投促中心", "投资促进中心", True),
        ("市环保局", "岚江市环保局", True),
        ("管委会", "管委会", True),
        ("人才中心", "投资促进中心", False),
        ("投促局", "投资促进中心", False),
        ("投资促进服务中心", "投资促进综合服务中心", False),
        ("局", "财政局", False),
    ],
)
def test_units(one: str, other: str, same: bool) -> None:
    assert bool(same_unit(one, other)) is same


def test_a_name_is_resolved_against_the_roster() -> None:
    roster = RosterNames(
        enterprises={FULL: "E1", "檀木洁净": "E1", "岚江松溪种业有限公司": "E2"},
        units={"投资促进中心": "U1", "科技创新中心": "U2"},
    )
    listed = resolve("檀木 洁净", roster)
    assert listed is not None
    assert (listed.code, listed.reason) == ("E1", names.LISTED)
    shortened = resolve("松溪种业", roster)
    assert shortened is not None
    assert shortened.code == "E2"
    unit = resolve_unit("投促中心", roster)
    assert unit is not None
    assert unit.name == "投资促进中心"
    known = resolve_unit("科技创新中心", roster)
    assert known is not None
    assert known.reason == names.LISTED


def test_a_name_that_could_mean_two_is_not_resolved() -> None:
    roster = RosterNames(enterprises={"檀木科技有限公司": "E1", "檀木物流有限公司": "E2"})
    assert resolve("檀木公司", roster) is None
    assert resolve("檀木公司", EMPTY) is None


def test_the_fullest_name_is_the_best() -> None:
    assert best_name(["檀木公司", FULL, "檀木洁净技术"]) == FULL
    assert is_full(FULL)
    assert not is_full("檀木公司")
