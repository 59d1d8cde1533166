"""Columns of an open ledger change; what stands under them never gets lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import AuditAct
from taizhang.engine.ledger_plans import NoMatterColumn, PlannedColumn
from taizhang.engine.sheets import ColumnType, Known
from taizhang.ledger import queries, services
from taizhang.ledger.models import Entry, EntryValue
from taizhang.ledger.services import WantedColumn
from taizhang.ledger.values import as_cell
from taizhang.roster.models import AuditLine
from tests.clock import NOW
from tests.ledger.test_opening import COLUMNS, opened

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(people: People) -> Entry:
    opened()
    return services.register(
        ledger="zh",
        title="x",
        text="x",
        by=people.office,
        now=NOW,
        values={"zh_2": "厂房", "zh_3": 120.5, "zh_4": "2026-09-01", "zh_5": True, "zh_6": "旧"},
    )


def stands() -> list[WantedColumn]:
    return [WantedColumn(one, f"zh_{at}") for at, one in enumerate(COLUMNS, start=1)]


def change(entry: Entry, people: People, wanted: list[WantedColumn]) -> list[tuple[str, str]]:
    """What the audit trail tells of the change."""
    before = AuditLine.objects.count()
    services.change_columns(entry.ledger, wanted, by=people.office, now=NOW)
    return list(AuditLine.objects.order_by("pk").values_list("act", "subject"))[before:]


def shown(entry: Entry) -> dict[str, str]:
    return {one.column.name: one.text for one in queries.shown_values(entry)}


def test_nothing_changes_when_nothing_is_to(entry: Entry, people: People) -> None:
    assert change(entry, people, stands()) == []


def looked_up(key: str) -> list[tuple[str, float | None, date | None]]:
    """How the values of a column can be found."""
    found = EntryValue.objects.filter(column__key=key)
    return list(found.values_list("text", "number", "day"))


def test_values_are_found_by_what_their_column_is_now(entry: Entry, people: People) -> None:
    assert looked_up("zh_4") == [("", None, date(2026, 9, 1))]
    wanted = stands()
    wanted[2] = replace(wanted[2], planned=replace(COLUMNS[2], type=ColumnType.TEXT))
    wanted[3] = replace(wanted[3], planned=replace(COLUMNS[3], type=ColumnType.TEXT))
    wanted[4] = replace(wanted[4], planned=replace(COLUMNS[4], type=ColumnType.TEXT))
    change(entry, people, wanted)
    assert looked_up("zh_3") == [("120.5", None, None)]
    assert looked_up("zh_4") == [("2026-09-01", None, None)]
    assert looked_up("zh_5") == [("√", None, None)]
    change(entry, people, stands())
    assert looked_up("zh_3") == [("", 120.5, None)]
    assert looked_up("zh_4") == [("", None, date(2026, 9, 1))]
    assert looked_up("zh_5") == [("", 1, None)]


@pytest.mark.parametrize("kind", [ColumnType.DATE, ColumnType.NUMBER])
def test_a_value_that_is_none_of_its_type_is_not_found(
    entry: Entry, people: People, kind: ColumnType
) -> None:
    wanted = stands()
    wanted[4] = replace(wanted[4], planned=replace(COLUMNS[4], type=ColumnType.DATE))
    wanted[5] = replace(wanted[5], planned=replace(COLUMNS[5], type=kind))
    change(entry, people, wanted)
    assert (looked_up("zh_5"), looked_up("zh_6")) == ([], [])


def test_a_column_that_becomes_a_known_fact_is_found_by_that_fact(
    entry: Entry, people: People
) -> None:
    wanted = stands()
    wanted[5] = replace(wanted[5], planned=replace(COLUMNS[5], known=Known.SOURCE))
    change(entry, people, wanted)
    assert looked_up("zh_6") == []
    change(entry, people, stands())
    assert looked_up("zh_6") == [("旧", None, None)]


def test_a_number_beyond_all_numbers_is_not_found(entry: Entry, people: People) -> None:
    wanted = stands()
    wanted[5] = replace(wanted[5], planned=replace(COLUMNS[5], type=ColumnType.NUMBER))
    Entry.objects.filter(pk=entry.pk).update(values={**entry.values, "zh_6": "1e999"})
    change(entry, people, wanted)
    assert looked_up("zh_6") == []


def test_a_column_gets_another_name(entry: Entry, people: People) -> None:
    wanted = stands()
    wanted[2] = replace(wanted[2], planned=replace(COLUMNS[2], name="直接损失"))
    assert change(entry, people, wanted) == [
        (AuditAct.COLUMN_RENAMED, "灾后恢复台账: 损失 → 直接损失")
    ]
    assert shown(entry)["直接损失"] == "120.5"


def test_a_column_of_another_type_shows_what_was_written(entry: Entry, people: People) -> None:
    wanted = stands()
    wanted[5] = replace(wanted[5], planned=PlannedColumn("说明", ColumnType.NUMBER))
    wanted[4] = replace(wanted[4], planned=PlannedColumn("投保", ColumnType.TEXT))
    wanted[3] = replace(
        wanted[3], planned=PlannedColumn("到场", ColumnType.CHOICE, ("早", "晚"), is_required=True)
    )
    said = change(entry, people, wanted)
    assert said == [
        (AuditAct.COLUMN_RETYPED, "灾后恢复台账: 到场 date → choice"),
        (AuditAct.COLUMN_CHANGED, "灾后恢复台账: 到场 choices: 早、晚"),
        (AuditAct.COLUMN_CHANGED, "灾后恢复台账: 到场 is_required: True"),
        (AuditAct.COLUMN_RETYPED, "灾后恢复台账: 投保 yes_no → text"),
        (AuditAct.COLUMN_CHANGED, "灾后恢复台账: 投保 choices: "),
        (AuditAct.COLUMN_RETYPED, "灾后恢复台账: 说明 text → number"),
    ]
    assert shown(entry) == {
        "类型": "厂房",
        "损失": "120.5",
        "到场": "2026-09-01",
        "投保": "是",
        "说明": "旧",
    }
    entry.refresh_from_db()
    assert entry.values["zh_6"] == "旧"


def test_a_retired_column_keeps_its_values_and_can_come_back(entry: Entry, people: People) -> None:
    wanted = stands()
    wanted[2] = replace(wanted[2], is_retired=True)
    assert change(entry, people, wanted) == [(AuditAct.COLUMN_RETIRED, "灾后恢复台账: 损失")]
    assert shown(entry)["损失"] == "120.5"
    assert "zh_3" not in [one.key for one in queries.columns_of(entry.ledger)]
    with pytest.raises(services.ColumnOfAnotherLedger):
        services.amend(entry, values={"zh_3": 4}, by=people.office, now=NOW)
    assert change(entry, people, stands()) == [(AuditAct.COLUMN_RESTORED, "灾后恢复台账: 损失")]


def test_an_empty_retired_column_is_not_shown(entry: Entry, people: People) -> None:
    services.amend(entry, values={"zh_6": None}, by=people.office, now=NOW)
    entry.refresh_from_db()
    assert shown(entry)["说明"] == ""
    change(entry, people, [*stands()[:5], replace(stands()[5], is_retired=True), stands()[6]])
    assert "说明" not in shown(entry)


def test_columns_are_added_and_reordered_and_those_not_named_stay(
    entry: Entry, people: People
) -> None:
    wanted = [stands()[1], stands()[0], WantedColumn(PlannedColumn("下一步"))]
    said = change(entry, people, wanted)
    assert said == [
        (AuditAct.COLUMN_ADDED, "灾后恢复台账: 下一步"),
        (
            AuditAct.COLUMNS_REORDERED,
            "灾后恢复台账: 类型、问题、损失、到场、投保、说明、责任单位",
        ),
    ]
    names = [one.name for one in queries.columns_of(entry.ledger)]
    assert names == ["类型", "问题", "下一步", "损失", "到场", "投保", "说明", "责任单位"]
    assert queries.columns_of(entry.ledger)[2].key == "zh_8"
    more = [*stands(), WantedColumn(PlannedColumn("再下一步"))]
    change(entry, people, more)
    assert queries.columns_of(entry.ledger)[7].key == "zh_9"


def test_a_ledger_always_says_what_the_matter_is(entry: Entry, people: People) -> None:
    with pytest.raises(NoMatterColumn):
        change(entry, people, stands()[1:])
    with pytest.raises(services.ColumnOfAnotherLedger):
        change(entry, people, [*stands(), WantedColumn(PlannedColumn("x"), key="yy_1")])
    assert AuditLine.objects.count() == 1


def test_cells_for_a_spreadsheet(entry: Entry) -> None:
    columns = {one.key: one for one in queries.columns_of(entry.ledger)}
    assert as_cell(columns["zh_3"], 120.5) == 120.5
    assert str(as_cell(columns["zh_4"], "2026-09-01")) == "2026-09-01"
    assert as_cell(columns["zh_4"], "改期") == "改期"
    assert as_cell(columns["zh_5"], value=True) == "√"
    assert as_cell(columns["zh_6"], "") is None
    assert queries.shown(columns["zh_3"], value=False) == "否"
