"""Who belongs to whom, where the text says so: firms to owners and parks, people to bodies."""

from __future__ import annotations

from typing import Any

import pytest

from taizhang.engine.extract import to_json
from tests.engine.extract.scenes import extraction

OWNER = "栎阳控股集团有限公司"
FIRM = "松溪澄泉水处理有限公司"


def told(raw: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """For each organisation, and for each person, the names of what it belongs to."""
    output: Any = to_json(extraction(raw))
    names = {each["id"]: each["name"] for each in output["organisations"]}
    wholes: dict[str, list[str]] = {}
    for each in output["organisations"]:
        for said in each["part_of"]:
            start, end = said["span"]
            assert names[said["whole"]] in raw[start:end]
            wholes.setdefault(each["name"], []).append(names[said["whole"]])
    return wholes, {p["name"]: [names[unit] for unit in p["units"]] for p in output["people"]}


@pytest.mark.parametrize(
    "raw",
    [
        f"{FIRM}是{OWNER}旗下企业，生产正常。",
        f"{FIRM}隶属于{OWNER}。",
        f"{FIRM}的母公司{OWNER}派员到场。",
        f"{OWNER}的全资子公司{FIRM}反映场地不足。",
        f"{OWNER}旗下的{FIRM}反映场地不足。",
        f"走访{FIRM}（{OWNER}全资子公司）。",
    ],
)
def test_a_firm_belongs_to_its_owner(raw: str) -> None:
    assert told(raw)[0] == {FIRM: [OWNER]}


@pytest.mark.parametrize("raw", [f"{FIRM}位于松溪产业园。", f"松溪产业园内的{FIRM}反映用电紧张。"])
def test_a_firm_belongs_to_the_park_it_lies_in(raw: str) -> None:
    assert told(raw)[0] == {FIRM: ["松溪产业园"]}


@pytest.mark.parametrize(
    "raw",
    [
        f"{FIRM}、{OWNER}反映场地不足。",
        f"{FIRM}是{OWNER}的客户。",
        f"{FIRM}计划迁出松溪产业园。",
        f"{FIRM}反映，用电紧张、用工困难、订单减少。{OWNER}下属两家工厂停产。",
    ],
)
def test_names_that_only_stand_side_by_side_belong_to_nobody(raw: str) -> None:
    assert told(raw)[0] == {}


def test_a_group_is_not_the_short_name_of_one_of_its_firms() -> None:
    raw = "栎阳澄泉精密机械有限公司到会。澄泉精密是澄泉集团旗下企业。"
    assert told(raw)[0] == {"栎阳澄泉精密机械有限公司": ["澄泉集团"]}


def test_people_belong_to_the_bodies_that_their_titles_name() -> None:
    raw = (
        "8月3日，松溪新区党工委副书记、管委会主任沈知微到会。"
        f"{FIRM}董事长卓远、区水务局局长陆明远参加，沈知微讲话。"
    )
    assert told(raw)[1] == {
        "沈知微": ["松溪新区党工委", "管委会"],
        "卓远": [FIRM],
        "陆明远": ["区水务局"],
    }
