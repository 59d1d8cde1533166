"""The same matter once, contradictions listed, doubts left to a person."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import python_calamine as calamine
import xlsxwriter

from taizhang.engine.consolidating import (
    Input,
    Result,
    Settings,
    TooManyRowsTogether,
    consolidated,
    putting,
    write,
)
from taizhang.engine.names import RosterNames
from taizhang.engine.sheets.places import area_of
from tests.forms_of_ledgers import book, relief

TODAY = dt.date(2026, 9, 10)
FIRM, OTHER = "云岭澄泉水处理设备有限公司", "云岭启明光学股份有限公司"
ROAD, POWER = "厂区门前道路破损，货车无法通行", "二期供电容量不足，需要增容"


def _together(*books: bytes, **settings: Any) -> Result:
    inputs = [Input(f"{at}.xlsx", lambda data=data: data) for at, data in enumerate(books)]  # type: ignore[misc]
    return consolidated(inputs, Settings(today=TODAY, **settings))


def _book(*rows: tuple[Any, ...]) -> bytes:
    return book(("台账", [list(row) for row in rows]))


def _say(message: str, **fields: object) -> str:
    return message.format(**fields) if fields else message


def _rows(result: Result, sheet: str) -> list[list[Any]]:
    file = io.BytesIO()
    write(result, file, _say)
    file.seek(0)
    return calamine.CalamineWorkbook.from_filelike(file).get_sheet_by_name(sheet).to_python()


HEADINGS = ("企业名称", "问题描述", "牵头单位", "备注", "编号", "完成时限", "进展情况")


def _one(*values: Any) -> bytes:
    return _book(HEADINGS, (FIRM, ROAD, *values))


def test_leads_and_numbers_are_named_side_by_side_and_are_no_conflict() -> None:
    result = _together(_one("甲局", "", "A-1"), _one("乙局", "", "B-1"))
    (matter,) = result.tables[0].matters
    assert matter.values[2] == "甲局、乙局"
    assert matter.values[4] == "A-1 ／ B-1"
    assert result.clashes == 0


def test_short_texts_that_differ_are_a_conflict() -> None:
    result = _together(_one("甲局", "急"), _one("甲局", "不急"))
    assert result.clashes == 1
    assert result.tables[0].matters[0].values[3] == "急 ／ 不急"


def test_what_only_one_unit_says_is_taken() -> None:
    result = _together(_one("甲局", ""), _one("甲局", "急"))
    assert result.tables[0].matters[0].values[3] == "急"
    assert not result.needs_person


def test_figures_and_days_are_shown_as_people_write_them() -> None:
    first, second = dt.date(2026, 9, 1), dt.date(2026, 10, 1)
    result = _together(_one("甲局", 1, "", first), _one("甲局", 2.5, "", second))
    values = result.tables[0].matters[0].values
    assert (values[3], values[5]) == ("1 ／ 2.5", "2026-09-01 ／ 2026-10-01")


def test_a_matter_of_few_words_without_an_enterprise_is_never_joined() -> None:
    heads = ("企业名称", "问题描述")
    result = _together(_book(heads, ("", "用地"), (FIRM, "用地")), _book(heads, ("", "用地")))
    assert len(result.tables[0].matters) == 3


def test_a_form_without_a_matter_joins_nothing() -> None:
    heads = ("桩号", "长度", "工程量")
    result = _together(_book(heads, ("K1", 3, 4)), _book(heads, ("K1", 3, 4)))
    assert len(result.tables[0].matters) == 2


def test_nearly_the_same_matter_is_listed_and_stays_two() -> None:
    other = _book(HEADINGS, (FIRM, f"我司{ROAD}", "甲局"))
    result = _together(_one("甲局"), other)
    assert len(result.tables[0].matters) == 2
    assert result.needs_person
    assert [row[0] for row in _rows(result, "冲突")[1:]] == ["疑似重复", "疑似重复"]


def test_other_figures_are_another_matter() -> None:
    first = _book(HEADINGS, (FIRM, "二号车间屋面漏水需要维修", "甲局"))
    second = _book(HEADINGS, (FIRM, "三号车间屋面漏水需要维修", "甲局"))
    result = _together(first, second)
    assert result.tables[0].alike == []


def test_two_rows_of_one_unit_find_their_two_rows_of_the_other() -> None:
    twice = _book(HEADINGS, (FIRM, ROAD), (FIRM, ROAD))
    result = _together(twice, twice)
    assert [len(matter.lines) for matter in result.tables[0].matters] == [2, 2]


def test_doubtful_names_are_listed() -> None:
    rows = (("云岭宏达机械有限公司", ROAD), ("云岭兴达机械有限公司", POWER))
    result = _together(_book(HEADINGS[:2], *rows))
    found = _rows(result, "冲突")[1:]
    assert [row[0] for row in found] == ["名称存疑"] * 2
    assert [(row[5], row[6]) for row in found] == [
        ("云岭兴达机械有限公司", "0.xlsx!台账!A3"),
        ("云岭宏达机械有限公司", "0.xlsx!台账!A2"),
    ]


def test_who_reported_stands_in_a_column_where_the_form_names_no_unit() -> None:
    heads = ("企业名称", "问题描述")
    first = _book(("填报单位：甲局",), heads, (FIRM, ROAD))
    second = _book(("填报单位：乙局",), heads, (FIRM, ROAD))
    rows = _rows(_together(first, second), "台账")
    assert rows[1:] == [["企业名称", "问题描述", "填报单位"], [FIRM, ROAD, "甲局、乙局"]]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(putting, "LAST_ROW", putting.FOOT + 1)
    with pytest.raises(TooManyRowsTogether):
        _together(_book(HEADINGS[:2], (FIRM, ROAD), (OTHER, POWER)))


def test_a_row_that_only_fills_columns_without_a_place_is_refused() -> None:
    extra = _book(("企业名称", "问题描述", "天气"), (FIRM, ROAD, "晴"), ("", "", "雨"))
    result = _together(_book(HEADINGS[:2], (OTHER, POWER)), extra)
    assert [sheet.refused for sheet in result.sheets] == [0, 1]


def test_many_alike_mistakes_of_a_column_are_named_once_with_their_number() -> None:
    fine = [(FIRM, f"第{at}号车间漏水", "2026-09-01") for at in range(200)]
    wrong = [(FIRM, f"第{at}号仓库漏水", f"上周{at}") for at in range(30)]
    result = _together(_book(("企业名称", "问题描述", "提出日期"), *fine, *wrong))
    assert len(result.issues) == 21
    assert str(result.issues[-1].reason) == "10 more cells of this column are alike."


def test_a_form_s_merged_columns_stay_merged_in_rows_of_plain_sheets() -> None:
    result = _together(relief(), _book(HEADINGS[:2], (FIRM, ROAD)))
    assert len(result.tables) == 1
    assert any(FIRM in row for row in _rows(result, "台账"))


def _merged(rows: list[list[Any]], *areas: str) -> bytes:
    """A workbook in which some cells are one; they say what their first cell says."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = workbook.add_worksheet("台账")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    for area in areas:
        found = area_of(area)
        assert found is not None
        sheet.merge_range(area, rows[found.top][found.left])
    workbook.close()
    return file.getvalue()


def _areas(result: Result) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    file = io.BytesIO()
    write(result, file, _say)
    file.seek(0)
    workbook = calamine.CalamineWorkbook.from_filelike(file)
    return workbook.get_sheet_by_name("台账").merged_cell_ranges or []


@pytest.mark.parametrize(
    ("heads", "row", "area"),
    [
        (("企业名称", "问题描述", "天气"), (FIRM, ROAD, ""), "B2:C2"),
        (("企业名称", "问题描述", "天气", "备注"), (FIRM, ROAD, "", "急"), "B2:C2"),
    ],
    ids=["beyond the form", "over a column that is filled"],
)
def test_cells_joined_in_a_unit_s_sheet_go_over_no_other_column(
    heads: tuple[str, ...], row: tuple[str, ...], area: str
) -> None:
    form = _book([name for name in heads if name != "天气"], (OTHER, POWER, "缓")[: len(heads) - 1])
    result = _together(form, _merged([list(heads), list(row)], area))
    assert _rows(result, "台账")[2] == [FIRM, ROAD, *row[3:], "1"], "the last says who reported"
    assert not any(left <= 1 < right for (_top, left), (_bottom, right) in _areas(result))


def test_cells_joined_over_rows_come_apart_where_rows_are_told_by_several() -> None:
    rows = [list(HEADINGS[:3]), [FIRM, ROAD, "甲局"], ["", POWER, "甲局"]]
    alone = _together(_merged(rows, "A2:A3"))
    assert _areas(alone) == [((1, 0), (2, 0))]
    together = _together(_merged(rows, "A2:A3"), _book(HEADINGS[:3], (FIRM, ROAD, "乙局")))
    assert [len(one.lines) for one in together.tables[0].matters] == [2, 1]
    assert _areas(together) == []


def test_cells_joined_in_the_form_s_rows_are_joined_for_plain_sheets_too() -> None:
    form = _merged([["企业名称", "问题描述", "备注"], [OTHER, POWER, ""]], "B2:C2")
    result = _together(form, _book(HEADINGS[:2], (FIRM, ROAD)))
    assert _areas(result) == [((1, 1), (1, 2)), ((2, 1), (2, 2))]


def test_a_sheet_of_another_form_without_rows_is_no_mistake() -> None:
    result = _together(_book(HEADINGS[:2], (FIRM, ROAD)), _book(("桩号", "长度", "工程量")))
    assert [sheet.refused for sheet in result.sheets] == [0, 0]
    assert result.issues == []


def test_what_was_empty_last_time_is_shown_as_nothing() -> None:
    previous = Input("上期.xlsx", lambda: _one("甲局", ""))
    result = _together(_one("甲局", "急"), previous=previous)
    assert _rows(result, "与上期比对")[1][4:] == ["备注", "", "急"]


def test_a_matter_without_names_or_numbers_is_known_again_by_its_whole_row() -> None:
    heads = ("桩号", "长度", "工程量")
    before = _book(heads, ("K1", 3, 4), ("K2", 5, 6))
    previous = Input("上期.xlsx", lambda: before)
    result = _together(_book(heads, ("K1", 3, 4), ("K3", 5, 6)), previous=previous)
    comparison = result.tables[0].comparison
    assert comparison is not None
    assert [one.change.name for one in comparison.changes] == ["SAME", "NEW"]
    assert len(comparison.gone) == 1


def test_the_first_files_may_be_no_form() -> None:
    result = _together(_book((1, 2, 3), (4, 5, 6)), _book(HEADINGS[:2], (FIRM, ROAD)))
    assert [sheet.refused for sheet in result.sheets] == [2, 0]


def test_a_unit_of_the_roster_is_named_once_though_it_has_several_names() -> None:
    roster = RosterNames(units={"云岭应急管理局": "EM", "应急局": "EM"})
    assert _together(_one("甲局"), roster=roster).missing == ("云岭应急管理局",)
