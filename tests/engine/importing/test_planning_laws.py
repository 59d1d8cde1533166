"""What holds of every plan, whatever the file and the ledger say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from taizhang.engine.importing.planning import (
    Incoming,
    Outcome,
    Planned,
    Side,
    Standing,
    Value,
    counted,
    fingerprint,
    planned,
)

KEYS = st.sampled_from(["matter", "unit", "count"])
VALUES: st.SearchStrategy[Value] = st.sampled_from([None, "", "甲", "乙", 1, True, 0])
CELLS = st.dictionaries(KEYS, VALUES)
NUMBERS = st.sampled_from(["", "WT-001", "WT-002", "WT-003"])
ROWS = st.lists(st.tuples(NUMBERS, CELLS, st.sampled_from([None, 1, 2, 3])), max_size=6).map(
    lambda rows: [
        Incoming(place, values, number, version)
        for place, (number, values, version) in enumerate(rows, start=2)
    ]
)
LEDGER = st.dictionaries(
    st.sampled_from(["WT-001", "WT-002"]),
    st.builds(Standing, st.just(2), CELLS, st.one_of(st.none(), CELLS)),
)


def after(ledger: dict[str, Standing], plan: list[Planned]) -> dict[str, Standing]:
    """The ledger once the updates of a plan are written, each as one more event."""
    later = dict(ledger)
    for one in plan:
        if one.outcome is Outcome.UPDATE:
            held = ledger[one.number]
            values = {**held.values, **{each.key: each.new for each in one.written}}
            later[one.number] = Standing(held.version + 1, values, held.values)
    return later


@given(ROWS, LEDGER)
def test_every_row_has_one_outcome_in_the_order_of_the_file(
    rows: list[Incoming], ledger: dict[str, Standing]
) -> None:
    plan = list(planned(rows, ledger))
    assert [one.row for one in plan] == [row.row for row in rows]
    assert sum(counted(plan).values()) == len(rows)


@given(ROWS, LEDGER)
def test_nothing_is_written_over_what_somebody_else_changed(
    rows: list[Incoming], ledger: dict[str, Standing]
) -> None:
    for one in planned(rows, ledger):
        assert all(each.side is Side.FILE for each in one.written)
        if any(each.side is Side.BOTH for each in one.differences):
            assert one.outcome is Outcome.CONFLICT


@given(st.lists(CELLS, max_size=6))
def test_new_rows_brought_in_once_are_never_new_again(cells: list[dict[str, Value]]) -> None:
    rows = [Incoming(place, values) for place, values in enumerate(cells, start=2)]
    brought = {
        fingerprint(cells[one.row - 2]): f"WT-{one.row}"
        for one in planned(rows, {})
        if one.outcome is Outcome.NEW
    }
    assert counted(planned(rows, {}, brought))[Outcome.NEW] == 0


@given(ROWS, LEDGER)
def test_updates_written_once_are_unchanged_the_second_time(
    rows: list[Incoming], ledger: dict[str, Standing]
) -> None:
    first = [one for one in planned(rows, ledger) if one.outcome is Outcome.UPDATE]
    numbers = {one.row for one in first}
    exported_now = [row for row in rows if row.row in numbers and row.version == 2]
    again = planned(exported_now, after(ledger, first))
    assert {one.outcome for one in again} <= {Outcome.UNCHANGED}
