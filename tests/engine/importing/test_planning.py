"""What each row of a workbook would do to the ledger it returns to."""

from __future__ import annotations

import pytest

from taizhang.engine.importing.planning import (
    Difference,
    Incoming,
    Outcome,
    Planned,
    Refusal,
    Rules,
    Side,
    Standing,
    Value,
    counted,
    fingerprint,
    grouped,
    planned,
)

HELD: dict[str, Value] = {"matter": "厂区道路积水", "unit": "市政所", "count": 3, "note": None}


def one(row: Incoming, standing: Standing | None = None) -> Planned:
    (plan,) = planned([row], {"WT-001": standing or Standing(4, HELD)})
    return plan


def test_row_as_exported_is_unchanged() -> None:
    plan = one(Incoming(5, {**HELD, "note": ""}, "WT-001", 4))
    assert (plan.outcome, plan.differences, plan.written) == (Outcome.UNCHANGED, (), ())


def test_changed_cell_is_an_update_that_shows_old_and_new() -> None:
    plan = one(Incoming(5, {**HELD, "unit": "园区中心"}, "WT-001", 4))
    assert plan.outcome is Outcome.UPDATE
    assert plan.written == (Difference("unit", "市政所", "园区中心"),)


def test_emptied_cell_is_an_update_and_a_missing_column_is_left_alone() -> None:
    plan = one(Incoming(5, {"unit": ""}, "WT-001", 4))
    assert plan.written == (Difference("unit", "市政所", ""),)


def test_yes_is_not_the_number_one() -> None:
    plan = one(Incoming(5, {"count": True}, "WT-001", 4), Standing(4, {"count": 1}))
    assert plan.outcome is Outcome.UPDATE


def test_what_somebody_else_changed_stays() -> None:
    now = Standing(6, {**HELD, "unit": "园区中心"}, exported=HELD)
    plan = one(Incoming(5, HELD, "WT-001", 4), now)
    assert plan.outcome is Outcome.UNCHANGED
    assert plan.differences == (Difference("unit", "园区中心", "市政所", Side.LEDGER),)


def test_changes_of_two_people_in_different_cells_both_hold() -> None:
    now = Standing(6, {**HELD, "unit": "园区中心"}, exported=HELD)
    plan = one(Incoming(5, {**HELD, "count": 8}, "WT-001", 4), now)
    assert plan.outcome is Outcome.UPDATE
    assert plan.written == (Difference("count", 3, 8),)


def test_the_same_change_made_by_both_is_no_difference() -> None:
    now = Standing(6, {**HELD, "count": 8}, exported=HELD)
    assert one(Incoming(5, {**HELD, "count": 8}, "WT-001", 4), now).outcome is Outcome.UNCHANGED


def test_one_cell_changed_by_both_is_a_conflict_and_nothing_of_the_row_is_written() -> None:
    now = Standing(6, {**HELD, "unit": "园区中心"}, exported=HELD)
    plan = one(Incoming(5, {**HELD, "unit": "安监所", "count": 8}, "WT-001", 4), now)
    assert plan.outcome is Outcome.CONFLICT
    assert {(each.key, each.side) for each in plan.differences} == {
        ("unit", Side.BOTH),
        ("count", Side.FILE),
    }
    assert plan.written == ()


@pytest.mark.parametrize(("version", "exported"), [(None, HELD), (3, None)])
def test_difference_whose_origin_cannot_be_told_is_a_conflict(
    version: int | None, exported: dict[str, Value] | None
) -> None:
    plan = one(Incoming(5, {"count": 8}, "WT-001", version), Standing(4, HELD, exported))
    assert plan.outcome is Outcome.CONFLICT


def test_file_without_versions_that_says_the_same_is_unchanged() -> None:
    assert one(Incoming(5, HELD, "WT-001")).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        (Incoming(5, {"matter": None, "unit": ""}), Refusal.EMPTY),
        (Incoming(5, {"matter": "缺电"}, unreadable=("count",)), Refusal.UNREADABLE),
        (Incoming(5, HELD, "WT-999", 4), Refusal.UNKNOWN_NUMBER),
        (Incoming(5, HELD, "WT-001", 5), Refusal.FROM_LATER),
    ],
)
def test_refused_with_its_reason(row: Incoming, refusal: Refusal) -> None:
    plan = one(row)
    assert (plan.outcome, plan.refusal, plan.written) == (Outcome.REFUSED, refusal, ())


def test_second_row_of_a_number_is_refused_and_names_the_first() -> None:
    rows = [Incoming(5, HELD, "WT-001", 4), Incoming(9, {"count": 8}, "WT-001", 4)]
    first, second = planned(rows, {"WT-001": Standing(4, HELD)})
    assert first.outcome is Outcome.UNCHANGED
    assert (second.refusal, second.repeats) == (Refusal.REPEATED, 5)


def test_second_row_of_the_same_words_is_refused() -> None:
    rows = [Incoming(5, {"matter": "缺电"}), Incoming(6, {"unit": "", "matter": "缺电"})]
    first, second = planned(rows, {})
    assert first.outcome is Outcome.NEW
    assert (second.refusal, second.repeats) == (Refusal.REPEATED, 5)


def test_row_without_a_number_is_new_with_its_filled_cells() -> None:
    plan = one(Incoming(5, {"matter": "缺电", "unit": ""}))
    assert plan.outcome is Outcome.NEW
    assert plan.written == (Difference("matter", None, "缺电"),)


def test_the_same_file_twice_changes_nothing() -> None:
    row = Incoming(5, {"matter": "缺电", "unit": ""})
    brought = {fingerprint({"unit": None, "matter": "缺电"}): "WT-002"}
    (plan,) = planned([row], {}, brought)
    assert (plan.outcome, plan.number, plan.written) == (Outcome.UNCHANGED, "WT-002", ())


def test_every_row_is_counted_once() -> None:
    rows = [
        Incoming(2, {"matter": "缺电"}),
        Incoming(3, {}),
        Incoming(4, {"count": 8}, "WT-001", 4),
        Incoming(5, {"matter": "缺水"}),
    ]
    counts = counted(planned(rows, {"WT-001": Standing(4, HELD)}))
    assert counts == {
        Outcome.NEW: 2,
        Outcome.UPDATE: 1,
        Outcome.UNCHANGED: 0,
        Outcome.CONFLICT: 0,
        Outcome.REFUSED: 1,
    }


def test_groups_hold_only_what_changes_and_keep_the_order() -> None:
    rows = [Incoming(row, {"matter": f"第 {row} 件"} if row != 3 else {}) for row in range(2, 7)]
    groups = [[each.row for each in group] for group in grouped(planned(rows, {}), 3)]
    assert groups == [[2, 4, 5], [6]]


FIXED = Rules(fixed=frozenset(["state"]))


def ruled(row: Incoming, standing: Standing, rules: Rules = FIXED) -> Planned:
    (plan,) = planned([row], {"WT-001": standing}, rules=rules)
    return plan


def test_a_fact_of_the_work_typed_into_the_file_is_held_and_the_rest_is_written() -> None:
    held = Standing(4, {**HELD, "state": "open"})
    plan = ruled(Incoming(5, {"unit": "园区中心", "state": "closed"}, "WT-001", 4), held)
    assert plan.outcome is Outcome.UPDATE
    assert [one.key for one in plan.written] == ["unit"]
    assert [(one.key, one.is_held) for one in plan.differences] == [
        ("unit", False),
        ("state", True),
    ]


def test_a_row_that_changes_facts_of_the_work_alone_is_refused() -> None:
    plan = ruled(Incoming(5, {"state": "closed"}, "WT-001", 4), Standing(4, {"state": "open"}))
    assert (plan.outcome, plan.refusal) == (Outcome.REFUSED, Refusal.ONLY_WORK)


def test_what_the_work_has_done_since_the_export_is_no_difference_of_the_file() -> None:
    held = Standing(6, {"state": "closed"}, exported={"state": "open"})
    plan = ruled(Incoming(5, {"state": "open"}, "WT-001", 4), held)
    assert plan.outcome is Outcome.UNCHANGED
    assert plan.differences == (Difference("state", "closed", "open", Side.LEDGER),)


def test_a_file_without_versions_is_compared_without_conflicts() -> None:
    rules = Rules(fixed=frozenset(["state"]), has_versions=False)
    held = Standing(6, {"state": "closed", "unit": "市政所"})
    plan = ruled(Incoming(5, {"state": "open", "unit": "安监所"}, "WT-001"), held, rules)
    assert plan.outcome is Outcome.UPDATE
    assert [one.key for one in plan.written] == ["unit"]
    stale = ruled(Incoming(5, {"state": "open", "unit": "市政所"}, "WT-001"), held, rules)
    assert stale.outcome is Outcome.UNCHANGED
