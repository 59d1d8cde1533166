"""What rows say of entries that are there: taken, left, refused, each by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import LedgerKind
from taizhang.engine.ledger_plans import LedgerPlan, PlannedColumn
from taizhang.engine.sheets.known import ColumnType, Known
from taizhang.intake import services as intake
from taizhang.ledger import services
from taizhang.ledger.importing import standing
from taizhang.ledger.models import Entry
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry
from tests.forms_of_ledgers import book
from tests.ledger.workbooks import FIRM, HEAD, confirmed, mapped

if TYPE_CHECKING:
    from tests.people import People


def test_a_sheet_that_nobody_mapped_is_left_out_row_by_row(people: People) -> None:
    data = book(("一", [HEAD, [1, FIRM, "缺电。"]]), ("二", [HEAD, [1, FIRM, "缺水。"]]))
    one = intake.receive_import("x.xlsx", data, ledger="appeal", by=people.office, now=NOW)
    mapping = {"1": {"1": "enterprise", "2": "title"}}
    one = services.compare_import(one, mapping, by=people.office, now=NOW)
    confirmed(people, one)
    assert [entry.title for entry in Entry.objects.all()] == ["缺水"]
    assert [row.kind for row in one.rows.order_by("position")] == ["left_out", ""]


def test_enterprises_are_known_by_code_before_name_and_each_asks_once(people: People) -> None:
    people.enterprise.credit_code = "91330100MA2KCW7Q25"
    people.enterprise.save()
    people.other_enterprise.credit_code = None
    people.other_enterprise.save()
    rows = [
        ["企业名称", "信用代码", "事项"],
        ["曾用名有限公司", "91330100ma2kcw7q25", "缺电"],
        [f"{FIRM}、澄泉水处理、别处有限公司", "", "缺水"],
    ]
    confirmed(people, mapped(people, rows, "enterprise", "credit_code", "title"))
    first, second = Entry.objects.order_by("pk")
    asked = [list(entry.requesters.values_list("enterprise", "name")) for entry in (first, second)]
    known = (people.enterprise.pk, people.enterprise.name)
    assert asked == [[known], [known, (None, "别处有限公司")]]


def test_a_number_that_was_taken_off_the_ledger_meanwhile_is_refused(people: People) -> None:
    office = {"by": people.office, "now": NOW}
    entry = services.put_on(make_entry(by=people.office), ledger="hazard", **office)
    rows = [["编号", "事项"], [entry.listings.get().number, "另一个说法"]]
    one = mapped(people, rows, "number", "title", ledger="hazard")
    services.take_off(entry, ledger="hazard", reason="列错了", **office)
    confirmed(people, one)
    assert one.rows.get().refusal == "unknown_number"


def test_an_entry_that_ended_meanwhile_is_compared_anew_and_refused(people: People) -> None:
    entry = make_entry(by=people.office, accepted=False)
    one = mapped(people, [["编号", "事项"], [entry.number, "另一个说法"]], "number", "title")
    services.decline(entry, reason="不属于本区", route="请找市里", by=people.office, now=NOW)
    confirmed(people, one)
    row = one.rows.get()
    assert (row.outcome, row.refusal) == ("refused", "move_not_allowed")


def test_a_change_that_the_ledger_refuses_is_named_and_the_others_are_written(
    people: People,
) -> None:
    first, second = (make_entry(by=people.office) for _one in range(2))
    rows = [["编号", "正文"], [first.number, "改一"], [second.number, "改二"]]
    one = mapped(people, rows, "number", "text")
    row = one.rows.order_by("position")[0]
    ((key, old, _new, side, is_held),) = row.differences
    row.differences = [[key, old, "长" * 6000, side, is_held]]
    row.save()
    confirmed(people, one)
    row.refresh_from_db()
    assert (row.outcome, row.refusal) == ("refused", "text_too_long")
    assert [entry.text for entry in Entry.objects.order_by("pk")] == [first.text, "改二"]


def own_ledger(people: People) -> tuple[str, str]:
    """The code of a ledger whose matter stands in one column, and the key of another column."""
    planned = (
        PlannedColumn("问题", known=Known.TITLE, is_required=True),
        PlannedColumn("类型", ColumnType.CHOICE, ("厂房", "设备"), is_required=True),
    )
    plan = LedgerPlan("灾后台账", "zh", "ZH", LedgerKind.APPEAL, "p13710", planned)
    ledger = services.open_ledger(plan, by=people.office, now=NOW)
    return ledger.code, ledger.columns.get(name="类型").key


def test_a_matter_in_one_column_changes_text_and_title(people: People) -> None:
    code, key = own_ledger(people)
    office = {"by": people.office, "now": NOW}
    entry = services.register(
        ledger=code, title="漏水", text="漏水", values={key: "设备"}, **office
    )
    rows = [["编号", "问题"], [entry.number, "停水三天。请派人抢修。"]]
    confirmed(people, mapped(people, rows, "number", "matter", ledger=code))
    entry.refresh_from_db()
    assert (entry.title, entry.text) == ("停水三天", "停水三天。请派人抢修。")


@pytest.mark.parametrize(
    ("title", "refusal"),
    [("长" * 201, "cell_too_long"), ("", "text_missing"), ("另一个说法", "")],
)
def test_a_change_that_cannot_be_is_refused_before_anything_is_confirmed(
    people: People, title: str, refusal: str
) -> None:
    entry = make_entry(by=people.office)
    one = mapped(people, [["编号", "事项", "备注"], [entry.number, title, "急"]], "number", "title")
    assert one.rows.get().refusal == refusal


@pytest.mark.parametrize("cell", ["", "厂房"])
def test_what_a_ledger_asks_for_is_asked_of_new_and_of_changed_rows(
    people: People, cell: str
) -> None:
    code, key = own_ledger(people)
    office = {"by": people.office, "now": NOW}
    entry = services.register(
        ledger=code, title="漏水", text="漏水", values={key: "设备"}, **office
    )
    heads = ["编号", "问题", "企业名称", "类型"]
    rows = [heads, [entry.number, "漏水", FIRM, cell], ["", "断电", FIRM, cell]]
    one = mapped(people, rows, "number", "matter", "enterprise", key, ledger=code)
    expected = ["", ""] if cell else ["value_missing", "value_missing"]
    assert [row.refusal for row in one.rows.order_by("position")] == expected


def test_what_only_the_work_says_is_compared_and_never_written(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "_APART", 0)  # each entry is read for itself
    given = {"by": people.office, "lead": people.lead, "co_units": [people.co]}
    entries = [make_dispatched(**given) for _one in range(2)]
    for entry in entries:
        signed = services.acknowledge(entry, by=people.lead_handler, now=NOW)
        services.answer(signed, reply="已增容送电。", by=people.lead_handler, now=NOW)
    rows = [
        ["编号", "事项", "配合单位", "是否按期"],
        [entries[0].number, entries[0].title, "规建局", "是"],
        [entries[1].number, entries[1].title, "规划建设局", "否"],
    ]
    one = mapped(people, rows, "number", "title", "co_units", "on_time")
    first, second = one.rows.order_by("position")
    assert first.differences == [], "a short name and a full one are the same"
    assert [(row[0], row[-1]) for row in second.differences] == [("on_time", True)]
