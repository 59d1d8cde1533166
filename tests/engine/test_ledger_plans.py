"""Ledgers as TOML files: read, refused with the line, written and read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from taizhang.engine.codes import Approver, LedgerKind, Right, Role
from taizhang.engine.ledger_files import Located, read_plan, written
from taizhang.engine.ledger_plans import (
    ApproverMissing,
    ChoicesMissing,
    ChoicesWrong,
    ColumnNameMissing,
    ColumnNameTwice,
    ColumnsMissing,
    FactTwice,
    LedgerCodeWrong,
    LedgerNameMissing,
    LedgerPlan,
    NoMatterColumn,
    PlanEntryUnknown,
    PlannedColumn,
    PlanRefused,
    PlanUnreadable,
    PlanValueWrong,
    PrefixWrong,
    TooManyColumnsPlanned,
)
from taizhang.engine.sheets import ColumnType, Known

WHOLE = """# 灾后
name = "灾后恢复台账"
prefix = "ZH"
kind = "hazard"

[[columns]]
name = "问题"
known_as = "title"

[[columns]]
name = "类型"
type = "choice"
choices = ["厂房", "设备"]
is_required = true
"""


def test_a_file_describes_a_ledger() -> None:
    plan = read_plan(WHOLE)
    assert isinstance(plan, LedgerPlan)
    assert (plan.code, plan.kind, plan.preset) == ("zh", LedgerKind.HAZARD, "hazard_general")
    assert plan.columns == (
        PlannedColumn("问题", known=Known.TITLE, is_required=True),
        PlannedColumn("类型", ColumnType.CHOICE, ("厂房", "设备"), is_required=True),
    )


def test_what_is_written_is_read_again() -> None:
    plan = read_plan(WHOLE)
    assert isinstance(plan, LedgerPlan)
    columns = (PlannedColumn("备注"), *plan.columns)
    whole = replace(
        plan, name='引"号\\\n', needs_triage=True, needs_evidence=False, columns=columns
    )
    assert read_plan(written(whole)) == whole
    named = replace(
        whole,
        extensions=2,
        extension_days=10,
        extension_by=Approver.PERSON,
        extension_person="p1",
        rights={Right.SEE: (Role.LEADER, "unit:u1"), Right.DISPATCH: (Role.OFFICE,)},
    )
    assert read_plan(written(named)) == named


@pytest.mark.parametrize(
    ("before", "after", "refusal", "line"),
    [
        ('name = "灾后恢复台账"', "name = ", PlanUnreadable, 2),
        ('name = "灾后恢复台账"', 'name = ""', LedgerNameMissing, 2),
        ('name = "灾后恢复台账"\n', "", LedgerNameMissing, 1),
        ('prefix = "ZH"', 'prefix = "zh1"', PrefixWrong, 3),
        ('prefix = "ZH"', 'prefix = "ZH"\ncode = "new"', LedgerCodeWrong, 4),
        ('prefix = "ZH"', "prefix = 3", PlanValueWrong, 3),
        ('kind = "hazard"', 'kind = "wish"', PlanValueWrong, 4),
        ('kind = "hazard"', 'preset = "soon"', PlanValueWrong, 4),
        ('kind = "hazard"', "needs_triage = 1", PlanValueWrong, 4),
        ('kind = "hazard"', 'colour = "red"', PlanEntryUnknown, 4),
        ('kind = "hazard"', 'may_see = "leader"', PlanValueWrong, 4),
        ('kind = "hazard"', 'may_see = ["anybody"]', PlanValueWrong, 4),
        ('kind = "hazard"', 'may_dispatch = ["unit:"]', PlanValueWrong, 4),
        ('kind = "hazard"', 'extensions = "1"', PlanValueWrong, 4),
        ('kind = "hazard"', "extensions = true", PlanValueWrong, 4),
        ('kind = "hazard"', "extensions = -1", PlanValueWrong, 4),
        ('kind = "hazard"', "extension_days = 0", PlanValueWrong, 4),
        ('kind = "hazard"', 'extension_by = "anybody"', PlanValueWrong, 4),
        ('kind = "hazard"', 'extension_person = "p1"', ApproverMissing, 4),
        ('kind = "hazard"', 'extension_by = "person"', ApproverMissing, 1),
        ('known_as = "title"', 'known_as = "state"', NoMatterColumn, 1),
        ('known_as = "title"', 'known_as = "fate"', PlanValueWrong, 8),
        ('type = "choice"', 'type = "colour"', PlanValueWrong, 12),
        ('type = "choice"', "width = 3", PlanEntryUnknown, 12),
        ('["厂房", "设备"]', '["厂房"]', ChoicesMissing, 13),
        ('["厂房", "设备"]', '"厂房"', PlanValueWrong, 13),
        ('["厂房", "设备"]', f'["{"长" * 101}", "设备"]', ChoicesWrong, 13),
        ('name = "类型"\n', "", ColumnNameMissing, 10),
        ('name = "类型"', 'name = "问题"', ColumnNameTwice, 11),
        ('name = "类型"', 'name = "类型"\nknown_as = "title"', FactTwice, 12),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    before: str, after: str, refusal: type[PlanRefused], line: int
) -> None:
    found = read_plan(WHOLE.replace(before, after, 1))
    assert isinstance(found, Located)
    assert (type(found.refusal), found.line) == (refusal, line)
    assert str(found.refusal)
    assert found.refusal.remedy.format(**found.refusal.fields)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", LedgerNameMissing),
        ('name = "x"\nprefix = "XX"', ColumnsMissing),
        ('columns = "x"', PlanValueWrong),
        ("columns = [3]", PlanUnreadable),
        ("x = ", PlanUnreadable),
        ("x = 1\ny = ", PlanUnreadable),
    ],
)
def test_files_that_describe_no_ledger(text: str, refusal: type[PlanRefused]) -> None:
    found = read_plan(text)
    assert isinstance(found, Located)
    assert isinstance(found.refusal, refusal)
    assert found.line >= 1


def test_a_ledger_has_its_limits() -> None:
    plan = read_plan(WHOLE)
    assert isinstance(plan, LedgerPlan)
    wide = replace(plan, columns=plan.columns[:1] * 121)
    with pytest.raises(TooManyColumnsPlanned):
        wide.check()
    many = PlannedColumn("y", ColumnType.CHOICE, tuple(map(str, range(201))))
    too_many = replace(plan, columns=(*plan.columns, many))
    with pytest.raises(ChoicesWrong):
        too_many.check()
