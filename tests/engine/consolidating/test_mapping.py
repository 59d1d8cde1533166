"""Which column is which, and why."""

from __future__ import annotations

import pytest

from taizhang.engine.consolidating.forms import Target, form_of, own_tables
from taizhang.engine.consolidating.mapping import How, mapped
from taizhang.engine.consolidating.sources import read_source
from taizhang.engine.credit_codes import check_sign
from taizhang.engine.sheets import recognised
from tests.forms_of_ledgers import book

CODE = "91330100MA2KCW7Q2" + check_sign("91330100MA2KCW7Q2")


def _target(*rows: tuple[object, ...]) -> Target:
    (target,) = form_of(read_source(book(("台账", list(map(list, rows)))), "form")).targets
    return target


def _mapped(
    target: Target, *rows: tuple[object, ...], fixed: dict[str, str] | None = None
) -> dict[str, tuple[str, How]]:
    """By name the column of the form and how it was found."""
    (table,) = own_tables(read_source(book(("台账", list(map(list, rows)))), "file"))
    found = mapped(recognised(table), target, fixed or {})
    return {
        one.column.name: (
            "" if one.target is None else target.columns[one.target].name,
            one.how,
        )
        for one in found
    }


def test_a_name_that_is_nearly_the_same_is_told_as_such() -> None:
    target = _target(("企业名称", "问题描述", "园区意见建议情况"))
    found = _mapped(target, ("企业名称", "问题描述", "园区意见建义情况"), ("甲", "乙", "丙"))
    assert found["园区意见建义情况"] == ("园区意见建议情况", How.FUZZY)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("联系人", "联系人电话"),
        ("开工仪式时间一", "开工仪式时间二"),
        ("投产时间", "停产时间"),
        ("备", "备"[:1] + "注"),
    ],
)
def test_a_name_about_something_else_is_not_nearly_the_same(ours: str, theirs: str) -> None:
    target = _target(("企业名称", "问题描述", ours))
    found = _mapped(target, ("企业名称", "问题描述", theirs), ("甲", "乙", "丙"))
    assert found[theirs] == ("", How.NONE)


def test_days_are_no_figures() -> None:
    rows = [(f"甲{at}", "乙", f"2026-09-0{at}") for at in range(1, 9)]
    target = _target(("企业名称", "问题描述", "第一次核对数"), *rows)
    figures = [(f"甲{at}", "乙", at) for at in range(1, 9)]
    found = _mapped(target, ("企业名称", "问题描述", "企业第一次核对数"), *figures)
    assert found["企业第一次核对数"] == ("", How.NONE)


def test_facts_that_contradict_each_other_are_never_nearly_the_same() -> None:
    target = _target(("企业名称", "问题描述", "计划完成时间"))
    found = _mapped(target, ("企业名称", "问题描述", "实际完成时间"), ("甲", "乙", "2026-09-01"))
    assert found["实际完成时间"] == ("", How.NONE)


def test_choices_tell_a_column() -> None:
    words = ["用地", "用电", "用工"] * 4
    rows = [(f"甲{at}", f"第{at}号厂房漏水", word) for at, word in enumerate(words)]
    target = _target(("企业名称", "问题描述", "口径"), *rows)
    found = _mapped(target, ("企业名称", "问题描述", "属哪一种"), *rows)
    assert found["属哪一种"] == ("口径", How.CONTENT)
    others = [(one, two, "甲" if at % 2 else "乙") for at, (one, two, _word) in enumerate(rows)]
    assert _mapped(target, ("企业名称", "问题描述", "属哪一种"), *others)["属哪一种"][0] == ""


def test_credit_codes_tell_a_column() -> None:
    target = _target(("企业名称", "问题描述", "信用代码"))
    found = _mapped(target, ("企业名称", "问题描述", "证照"), ("甲", "乙", CODE))
    assert found["证照"] == ("信用代码", How.SYNONYM)


def test_of_two_columns_the_one_with_the_very_name_is_taken() -> None:
    target = _target(("企业名称", "问题描述", "备注"))
    found = _mapped(target, ("企业名称", "问题描述", "备-注", "备注"), ("甲", "乙", "丙", "丁"))
    assert found["备注"] == ("备注", How.NAME)
    assert found["备-注"] == ("", How.NONE)


def test_a_fixed_column_goes_before_its_name() -> None:
    target = _target(("企业名称", "问题描述", "备注"))
    rows = ("企业名称", "问题描述", "备注"), ("甲", "乙", "丙")
    found = _mapped(target, *rows, fixed={"备注": "问题描述", "问题描述": ""})
    assert found["备注"] == ("问题描述", How.FIXED)
    assert found["问题描述"] == ("", How.FIXED)


def test_a_fixed_column_of_another_table_of_the_form_is_none_here() -> None:
    target = _target(("企业名称", "问题描述"))
    found = _mapped(
        target, ("企业名称", "问题描述", "天气"), ("甲", "乙", "晴"), fixed={"天气": "隐患"}
    )
    assert found["天气"] == ("", How.FIXED)
