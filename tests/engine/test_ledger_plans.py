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


def faults(text: str) -> tuple[Located, ...]:
    found = read_plan(text)
    assert isinstance(found, tuple)
    return found


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
    (found,) = faults(WHOLE.replace(before, after, 1))
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
    found = faults(text)
    assert isinstance(found[0].refusal, refusal)
    assert all(one.line >= 1 for one in found)


MANY = """name = ""
code = "New"
prefix = "z"
kind = "wish"
preset = "soon"
colour = "red"
may_see = ["anybody", "unit:"]
extensions = -1
extension_by = "person"

[[columns]]
name = "问题"
known_as = "fate"
width = 3

[[columns]]
name = "问题"
type = "choice"

[[columns]]
known_as = "due"

[[columns]]
name = "时限"
known_as = "due"
choices = "厂房"
"""


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_lines() -> None:
    found = [(one.line, type(one.refusal)) for one in faults(MANY)]
    assert found == [
        (1, LedgerNameMissing),
        (1, ApproverMissing),
        (2, LedgerCodeWrong),
        (3, PrefixWrong),
        (4, PlanValueWrong),
        (5, PlanValueWrong),
        (6, PlanEntryUnknown),
        (7, PlanValueWrong),
        (7, PlanValueWrong),
        (8, PlanValueWrong),
        (13, PlanValueWrong),
        (14, PlanEntryUnknown),
        (16, ChoicesMissing),
        (17, ColumnNameTwice),
        (20, ColumnNameMissing),
        (25, FactTwice),
        (26, PlanValueWrong),
    ]
    said = {(one.line, str(one.refusal)) for one in faults(MANY)}
    assert len(said) == len(found), "each once"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('prefix = "ZH"', "prefix = 3"),
        ('name = "问题"', "name = 3"),
        ('known_as = "title"', "known_as = 3"),
        ('choices = ["厂房", "设备"]', "choices = 3"),
        ('kind = "hazard"', 'extension_by = 3\nextension_person = "p1"'),
    ],
)
def test_what_only_follows_from_another_fault_is_not_said(before: str, after: str) -> None:
    (found,) = faults(WHOLE.replace(before, after, 1))
    assert isinstance(found.refusal, PlanValueWrong)


def test_columns_that_are_none_are_not_called_missing_as_well() -> None:
    (found,) = faults('name = "灾后"\nprefix = "ZH"\ncolumns = [3]')
    assert (type(found.refusal), found.line) == (PlanUnreadable, 3)


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
