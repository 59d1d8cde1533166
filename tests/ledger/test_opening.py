"""Ledgers of the office's own: opened from a plan or a form, their rules changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from taizhang.engine.codes import AuditAct, LedgerKind
from taizhang.engine.ledger_plans import LedgerPlan, NoMatterColumn, PlannedColumn
from taizhang.engine.sheets import ColumnType, Known, Layout, NoTable, read_sheet, recognised
from taizhang.ledger import queries, services
from taizhang.ledger.models import Campaign, Column, Entry, Ledger, Workbook
from taizhang.roster.models import AuditLine
from tests.clock import NOW
from tests.forms_of_ledgers import book, relief

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db

COLUMNS = (
    PlannedColumn("问题", ColumnType.LONG_TEXT, known=Known.TITLE, is_required=True),
    PlannedColumn("类型", ColumnType.CHOICE, ("厂房", "设备"), is_required=True),
    PlannedColumn("损失", ColumnType.NUMBER),
    PlannedColumn("到场", ColumnType.DATE),
    PlannedColumn("投保", ColumnType.YES_NO, ("√", "×")),
    PlannedColumn("说明", ColumnType.TEXT),
    PlannedColumn("责任单位", known=Known.LEAD),
)
PLAN = LedgerPlan("灾后恢复台账", "zh", "ZH", LedgerKind.HAZARD, "hazard_general", COLUMNS)


def opened(by: Any = None, **changes: Any) -> Ledger:
    return services.open_ledger(replace(PLAN, **changes), by=by, now=NOW)


def told() -> list[tuple[str, str]]:
    return list(AuditLine.objects.order_by("pk").values_list("act", "subject"))


def test_a_ledger_runs_by_the_rules_of_its_kind(people: People) -> None:
    ledger = opened(people.office)
    assert (ledger.needs_triage, ledger.needs_call_back, ledger.needs_evidence) == (
        False,
        False,
        True,
    )
    assert [column.key for column in queries.columns_of(ledger)] == [f"zh_{n}" for n in range(1, 8)]
    assert told() == [(AuditAct.LEDGER_OPENED, "灾后恢复台账 ZH")]
    entry = services.register(
        ledger="zh", title="进水", text="进水", values={"zh_2": "厂房"}, by=people.office, now=NOW
    )
    assert entry.number == "ZH-2026-0001"
    assert queries.plan_of(ledger) == replace(
        PLAN, needs_triage=False, needs_call_back=False, needs_evidence=True
    )
    assert str(queries.own_ledgers().get()) == "灾后恢复台账"
    assert queries.own_ledgers().get().number_of_entries == 1
    assert queries.ledger_by_code("zh") == ledger
    assert not queries.is_built_in(ledger)


def test_steps_may_differ_from_those_of_the_kind() -> None:
    ledger = opened(needs_triage=True, needs_call_back=True, needs_evidence=False)
    assert (ledger.needs_triage, ledger.needs_call_back, ledger.needs_evidence) == (
        True,
        True,
        False,
    )
    assert AuditLine.objects.get().actor == "(command line)"


def test_codes_and_prefixes_are_given_once() -> None:
    opened()
    with pytest.raises(services.LedgerCodeTaken):
        opened(prefix="ZZ")
    with pytest.raises(services.PrefixTaken):
        opened(code="other")
    with pytest.raises(services.PrefixTaken):
        opened(code="other", prefix="SQ")
    with pytest.raises(NoMatterColumn):
        opened(code="other", prefix="ZZ", columns=COLUMNS[1:])
    assert queries.own_ledgers().count() == 1


def test_a_form_waits_and_is_emptied_when_its_ledger_opens(people: People) -> None:
    old = services.receive_workbook(
        "旧.xlsx", relief(), by=people.office, now=NOW - timedelta(days=31)
    )
    form = services.receive_workbook("a/灾后.xlsx\x00", relief(), by=people.office, now=NOW)
    assert list(queries.waiting_workbooks()) == [form]
    assert not Workbook.objects.filter(pk=old.pk).exists()
    table = read_sheet(relief())
    columns = [
        PlannedColumn(one.name, one.type, one.choices, one.known, place=one.place)
        for one in recognised(table)
    ]
    columns.append(PlannedColumn("补充"))
    ledger = services.open_ledger(
        replace(PLAN, columns=tuple(columns)),
        by=people.office,
        now=NOW,
        workbook=form,
        table=table,
    )
    layout = Layout.of_json(ledger.layout)
    assert layout.names["zh_5"] == "损失情况·金额（万元）"
    assert "zh_10" not in layout.places
    kept = queries.workbook_of(ledger)
    assert kept is not None
    assert str(kept) == "a/灾后.xlsx"
    assert not read_sheet(bytes(kept.data)).data
    services.forget_workbook(kept)
    assert queries.workbook_of(ledger)


def test_a_form_without_a_table_is_not_kept(people: People) -> None:
    with pytest.raises(NoTable):
        services.receive_workbook("x", book(("表", [["只有题目"]])), by=people.office, now=NOW)
    form = services.receive_workbook("x", relief(), by=people.office, now=NOW)
    services.forget_workbook(form)
    assert not Workbook.objects.exists()


def test_rules_are_changed_and_the_trail_says_which(people: People) -> None:
    ledger = opened()
    changed = services.change_ledger(
        ledger,
        name="灾后台账",
        preset="deed",
        needs_triage=True,
        is_open=False,
        by=people.office,
        now=NOW,
    )
    assert (changed.name, changed.preset, changed.is_open) == ("灾后台账", "deed", False)
    services.change_ledger(changed, name="灾后台账", by=people.office, now=NOW)
    assert told()[1:] == [
        (
            AuditAct.LEDGER_CHANGED,
            "灾后恢复台账: name=灾后台账, preset=deed, needs_triage=True, is_open=False",
        )
    ]
    with pytest.raises(services.LedgerShut):
        services.register(
            ledger="zh", title="x", text="x", values={"zh_2": "厂房"}, by=people.office, now=NOW
        )
    assert not Entry.objects.exists()
    entry = services.register(ledger="appeal", title="x", text="x", by=people.office, now=NOW)
    with pytest.raises(services.LedgerShut):
        services.put_on(entry, ledger="zh", by=people.office, now=NOW)


def test_clocks_that_run_stay(people: People) -> None:
    ledger = opened()
    services.register(
        ledger="zh", title="x", text="x", values={"zh_2": "厂房"}, by=people.office, now=NOW
    )
    ledger.refresh_from_db()
    with pytest.raises(services.ClocksInUse):
        services.change_ledger(ledger, preset="deed", by=people.office, now=NOW)


def test_the_built_in_ones_stay_as_they_are(people: People) -> None:
    appeal = Ledger.objects.get(code="appeal")
    with pytest.raises(services.BuiltInLedger):
        services.change_ledger(appeal, name="诉求", by=people.office, now=NOW)
    with pytest.raises(services.BuiltInLedger):
        services.change_columns(appeal, [], by=people.office, now=NOW)
    assert queries.is_built_in(appeal)


VALUES: list[tuple[str, Any, Any]] = [
    ("zh_2", "设备", "设备"),
    ("zh_3", "1,200.5", 1200.5),
    ("zh_3", 3, 3),
    ("zh_4", "2026.9.1", "2026-09-01"),
    ("zh_5", "√", True),
    ("zh_5", "否", False),
    ("zh_5", False, False),
    ("zh_6", " 已 看 ", "已 看"),
    ("zh_6", "", None),
    ("zh_6", None, None),
]


@pytest.mark.parametrize(("key", "given", "kept"), VALUES)
def test_values_are_kept_by_their_type(people: People, key: str, given: Any, kept: Any) -> None:
    opened()
    values = {"zh_2": "厂房", key: given}
    entry = services.register(
        ledger="zh", title="x", text="x", values=values, by=people.office, now=NOW
    )
    entry.refresh_from_db()
    assert entry.values.get(key) == kept


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({}, services.ValueMissing),
        ({"zh_2": " "}, services.ValueMissing),
        ({"zh_2": "道路"}, services.NotAChoice),
        ({"zh_2": "厂房", "zh_3": "很多"}, services.ValueWrong),
        ({"zh_2": "厂房", "zh_3": ["1"]}, services.ValueWrong),
        ({"zh_2": "厂房", "zh_4": "2026-02-30"}, services.ValueWrong),
        ({"zh_2": "厂房", "zh_4": 3}, services.ValueWrong),
        ({"zh_2": "厂房", "zh_5": "也许"}, services.ValueWrong),
        ({"zh_2": "厂房", "zh_5": 2}, services.ValueWrong),
        ({"zh_2": "厂房", "zh_7": "城建局"}, services.ColumnOfAnotherLedger),
    ],
)
def test_values_of_another_kind_are_refused(
    people: People, values: dict[str, Any], refusal: type[Exception]
) -> None:
    opened()
    with pytest.raises(refusal):
        services.register(
            ledger="zh", title="x", text="x", values=values, by=people.office, now=NOW
        )
    assert not Entry.objects.exists()


def test_required_values_cannot_be_emptied(people: People) -> None:
    opened()
    entry = services.register(
        ledger="zh", title="x", text="x", values={"zh_2": "厂房"}, by=people.office, now=NOW
    )
    with pytest.raises(services.ValueMissing):
        services.amend(entry, values={"zh_2": ""}, by=people.office, now=NOW)
    services.amend(entry, values={"zh_3": "5"}, by=people.office, now=NOW)
    entry.refresh_from_db()
    assert entry.values == {"zh_2": "厂房", "zh_3": 5}


def test_what_stands_on_two_ledgers_has_a_number_on_each_and_the_columns_of_both(
    people: People,
) -> None:
    ledger = opened()
    guest = services.register(ledger="appeal", title="停电", text="停电", by=people.office, now=NOW)
    own = services.register(
        ledger="zh", title="x", text="x", values={"zh_2": "厂房"}, by=people.office, now=NOW
    )
    guest = services.put_on(guest, ledger="zh", values={"zh_2": "厂房"}, by=people.office, now=NOW)
    rows = queries.entries_of(ledger).order_by("number_here")
    assert [(row, row.number_here) for row in rows] == [
        (own, "ZH-2026-0001"),
        (guest, "ZH-2026-0002"),
    ]
    seen = Entry.objects.filter(pk=guest.pk)
    assert [row.number_here for row in queries.entries_of(ledger, seen)] == ["ZH-2026-0002"]
    guest = services.amend(guest, values={"zh_5": "×"}, by=people.office, now=NOW)
    shown = {one.column.name: one.text for one in queries.shown_values(guest)}
    assert shown["投保"] == "×"
    assert not next(iter(queries.shown_values(guest))).is_long


def test_the_database_refuses_an_ended_campaign_without_who() -> None:
    campaign = Campaign.objects.create(code="x", name="x", starts_on=NOW.date())
    campaign.ended_at = NOW
    with pytest.raises(IntegrityError), transaction.atomic():
        campaign.save()
    assert str(campaign) == "x"
    assert str(Column(name="栏")) == "栏"
