"""What a person decides counts, is told in the result, and is known again next month."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import python_calamine as calamine

from taizhang.engine.consolidating import (
    Answer,
    Decision,
    Input,
    Kind,
    Question,
    Result,
    Settings,
    by_unit,
    consolidated,
    questions,
    write,
)
from tests.forms_of_ledgers import book

TODAY, AT = dt.date(2026, 9, 10), dt.datetime(2026, 9, 9, 8, 30, tzinfo=dt.UTC)
HEADINGS = ["企业名称", "问题描述", "办理状态", "完成时限"]
FIRM, ROAD = "云岭澄泉水处理设备有限公司", "厂区门前道路破损，货车无法通行"
TWO = ("云岭宏达机械有限公司", "云岭兴达机械有限公司")


def together(*tables: list[list[Any]], **settings: Any) -> Result:
    names = ("甲局.xlsx", "乙局.xlsx", "丙局.xlsx")
    inputs = [
        Input(name, lambda rows=rows: book(("台账", [HEADINGS, *rows])))  # type: ignore[misc]
        for name, rows in zip(names, tables, strict=False)
    ]
    return consolidated(inputs, Settings(today=TODAY, **settings))


def answered(result: Result, answer: Answer, value: str = "") -> dict[str, Decision]:
    return {
        one.key: Decision(answer, value, "李明", AT)
        for one in questions(result)
        if not value or value in one.choices or answer is Answer.OWN
    }


def only(result: Result) -> Question:
    (found,) = questions(result)
    return found


def sheet(result: Result, name: str) -> list[list[Any]]:
    file = io.BytesIO()
    write(result, file, lambda message, **fields: message.format(**fields) if fields else message)
    file.seek(0)
    return calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_name(name).to_python()


STATES = ([[FIRM, ROAD, "办理中", ""]], [[FIRM, ROAD, "已办结", ""]])


def test_a_contradiction_shows_who_says_what_in_which_cell() -> None:
    one = only(together(*STATES))
    assert (one.kind, one.column, one.row) == (Kind.CELL, "办理状态", 2)
    assert [(side.unit, side.value, side.file, side.place) for side in one.sides] == [
        ("甲局", "办理中", "甲局.xlsx", "C2"),
        ("乙局", "已办结", "乙局.xlsx", "C2"),
    ]
    assert one.about == f"{FIRM}　{ROAD}"


def test_the_value_that_a_person_takes_stands_alone_and_is_told_with_who_took_it() -> None:
    before = together(*STATES)
    decided = answered(before, Answer.TAKE, "已办结")
    after = together(*STATES, decided=decided)
    assert after.tables[0].matters[0].values[2] == "已办结"
    assert (before.needs_person, after.needs_person) == (True, False)
    assert [row[-1] for row in sheet(after, "冲突")[1:]] == ["已办结（李明 2026-09-09）"] * 2
    assert [one.closed for one in by_unit(after)] == [1, 1]


def test_a_value_of_their_own_is_read_as_its_column_is() -> None:
    dates = ([[FIRM, ROAD, "", "2026-10-01"]], [[FIRM, ROAD, "", "2026-11-01"]])
    decided = answered(together(*dates), Answer.OWN, "2026.10.15")
    after = together(*dates, decided=decided)
    assert after.tables[0].matters[0].values[3] == dt.date(2026, 10, 15)


def test_both_values_may_be_kept() -> None:
    after = together(*STATES, decided=answered(together(*STATES), Answer.BOTH))
    assert after.tables[0].matters[0].values[2] == "办理中 ／ 已办结"
    assert not after.needs_person
    assert "both kept（李明 2026-09-09）" in sheet(after, "冲突")[1]


def test_the_same_contradiction_next_month_is_decided_and_another_one_is_not() -> None:
    decided = answered(together(*STATES), Answer.TAKE, "已办结")
    more = [["云岭启明光学股份有限公司", "招工困难，需要组织招聘", "", ""]]
    again = together([*more, *STATES[0]], STATES[1], decided=decided)
    assert only(again).decision is not None
    turned = together(STATES[1], STATES[0], decided=decided)
    assert only(turned).decision is None


ALIKE = (
    [[FIRM, "厂区门前道路破损，货车无法通行，请维修", "办理中", ""]],
    [[FIRM, "厂区门前道路破损，货车无法通行，请修复", "已办结", ""]],
)


def test_rows_that_a_person_calls_one_become_one_in_the_words_taken() -> None:
    words = ALIKE[1][0][1]
    decided = answered(together(*ALIKE), Answer.TAKE, words)
    after = together(*ALIKE, decided=decided)
    (matter,) = after.tables[0].matters
    assert matter.values[1] == words
    assert matter.units == ("乙局", "甲局")
    cell, pair = questions(after)
    assert (cell.kind, cell.decision) == (Kind.CELL, None)
    assert (pair.kind, pair.row) == (Kind.MATTER, 2)
    assert pair.decision is not None


def test_rows_that_a_person_keeps_apart_are_asked_about_no_more() -> None:
    after = together(*ALIKE, decided=answered(together(*ALIKE), Answer.BOTH))
    assert len(after.tables[0].matters) == 2
    assert not after.needs_person


def test_three_rows_are_one_when_each_is_one_with_the_next() -> None:
    three = (*ALIKE, [[FIRM, "厂区门前道路破损，货车无法通行，请抢修", "办理中", ""]])
    first = ALIKE[0][0][1]
    decided = answered(together(*three), Answer.TAKE)
    decided = {key: Decision(Answer.TAKE, first) for key in decided}
    (matter,) = together(*three, decided=decided).tables[0].matters
    assert matter.values[1] == first
    assert matter.units == ("甲局", "乙局", "丙局")


NAMED = ([[TWO[0], ROAD, "", ""]], [[TWO[1], ROAD, "", ""]])


def test_names_in_doubt_are_shown_where_they_stand() -> None:
    one = only(together(*NAMED))
    assert (one.kind, sorted(one.choices)) == (Kind.ENTERPRISE, sorted(TWO))
    assert {(side.file, side.place) for side in one.sides} == {
        ("甲局.xlsx", "A2"),
        ("乙局.xlsx", "A2"),
    }


def test_names_that_a_person_calls_one_are_written_so_and_their_matters_joined() -> None:
    decided = answered(together(*NAMED), Answer.TAKE, TWO[1])
    after = together(*NAMED, decided=decided)
    (matter,) = after.tables[0].matters
    assert matter.values[0] == TWO[1]
    assert not after.needs_person
    assert "A person decided it." in sheet(after, "来源")[1][-1]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_name_of_their_own_stands_for_both(*, is_known: bool) -> None:
    third = "云岭鸿达机械有限公司"
    others = [[third, "招工困难，需要组织招聘", "", ""]] if is_known else []
    more = [*NAMED[1], *others]
    decided = answered(together(NAMED[0], more), Answer.OWN, third)
    after = together(NAMED[0], more, decided=decided)
    assert {matter.values[0] for matter in after.tables[0].matters} == {third}


def test_names_that_are_two_parties_are_asked_about_no_more() -> None:
    after = together(*NAMED, decided=answered(together(*NAMED), Answer.BOTH))
    assert [matter.values[0] for matter in after.tables[0].matters] == list(TWO)
    assert not after.needs_person


def test_a_short_name_of_two_units_is_the_one_that_a_person_says() -> None:
    head = [*HEADINGS, "牵头单位"]
    leads = ("高新区市场监督管理局", "经开区市场监督管理局")
    rows = [head, *([FIRM, f"{ROAD}{n}", "", "", lead] for n, lead in enumerate(leads))]

    def made(**settings: Any) -> Result:
        data = book(("台账", rows))
        return consolidated(
            [Input("市场监督管理局.xlsx", lambda: data)], Settings(TODAY, **settings)
        )

    one = only(made())
    assert one.kind is Kind.UNIT
    assert sorted(one.choices) == sorted(leads)
    assert ("市场监督管理局.xlsx", "台账", "") in {(s.file, s.sheet, s.place) for s in one.sides}
    after = made(decided={one.key: Decision(Answer.TAKE, leads[1])})
    assert [count.unit for count in by_unit(after)] == [leads[1]]
    kept = made(decided={one.key: Decision(Answer.BOTH)})
    assert [count.unit for count in by_unit(kept)] == ["市场监督管理局"]
    assert kept.unsure == 0


def test_who_should_report_may_be_said_beside_the_roster() -> None:
    result = together(*STATES, expected=["乙局", "丁局"])
    assert result.missing == ("丁局",)
