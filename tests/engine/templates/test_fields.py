"""What a person may write in the braces, and what is asked back when nobody knows it."""

from __future__ import annotations

import pytest

from tests.engine.templates.forms import LIST, ONE


@pytest.mark.parametrize(
    "name",
    ["共性/个性", "共性个性", "共性 / 个性", "共性／个性", "scope", "Common or individual"],
)
def test_a_field_goes_by_every_name_however_it_is_spaced(name: str) -> None:
    found = ONE.find(name)
    assert found is not None
    assert found.key == "scope"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("牵头部门", "lead"),
        ("责任单位", "lead"),
        ("完成时限", "due"),
        ("编码号", "number"),
        ("园区名", "zone"),
        ("天气", None),
    ],
)
def test_an_unknown_field_is_answered_with_the_nearest_one(name: str, meant: str | None) -> None:
    nearest = LIST.nearest(name)
    assert (nearest.key if nearest else None) == meant


def test_a_field_of_each_entry_is_none_of_the_paper_s() -> None:
    assert LIST.find("编号") is None
    assert LIST.find("编号", in_row=True) is not None
    assert LIST.of_row_only("编号")
    assert not LIST.of_row_only("件数")
