"""Rows of a workbook into a ledger: compared, confirmed, written once."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from taizhang.engine.codes import LedgerKind
from taizhang.engine.ledger_plans import LedgerPlan, PlannedColumn
from taizhang.engine.sheets.known import ColumnType, Known
from taizhang.intake import import_queries as queries
from taizhang.intake import services as intake
from taizhang.intake.models import Import, ImportRow
from taizhang.ledger import services
from taizhang.ledger.importing import standing
from taizhang.ledger.models import Entry
from taizhang.ledger.services import import_writing, importing
from taizhang.ledger.verification import verify
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry
from tests.forms_of_ledgers import book

if TYPE_CHECKING:
    from tests.people import People

HEAD = ["序号", "企业名称", "问题描述", "问题类别", "责任单位", "完成时限"]
FIRM = "云岭澄泉水处理设备有限公司"


def received(people: People, rows: list[list[Any]], **more: Any) -> Import:
    data = book(("台账", rows))
    given = {"ledger": "appeal", "by": people.office, "now": NOW, **more}
    return intake.receive_import("报送.xlsx", data, **given)


def compared(people: People, rows: list[list[Any]], **more: Any) -> Import:
    one = received(people, rows, **more)
    found = services.propose_import(one)
    mapping = {
        str(at): {str(place): column.key for place, column in enumerate(table)}
        for at, table in enumerate(found)
    }
    return services.compare_import(one, mapping, by=people.office, now=NOW)


def outcomes(one: Import) -> list[str]:
    return list(one.rows.order_by("position").values_list("outcome", flat=True))


def test_columns_are_proposed_with_reasons(people: People) -> None:
    one = received(people, [HEAD, [1, FIRM, "缺电。", "水电气", "电力中心", "2026-12-01"]])
    (table,) = services.propose_import(one)
    assert [column.key for column in table] == [
        "",
        "enterprise",
        "text",
        "quote",
        "lead",
        "due",
    ]
    assert all(str(column.reason) for column in table)


def test_new_rows_become_entries_when_a_person_confirms(people: People) -> None:
    rows = [
        HEAD,
        [1, FIRM, "缺电。需要增容。", "其他", "电力中心", "2026.12.1"],
        [2, "", "", "", "", ""],
        [3, "别处有限公司", "缺路。", "其他", "规建局", "下月底前"],
        ["合计", "", "2件", "", "", ""],
    ]
    one = compared(people, rows)
    assert one.status == Import.Status.PLANNED
    assert not Entry.objects.exists()
    services.confirm_import(one, by=people.office, now=NOW)
    one.refresh_from_db()
    assert one.status == Import.Status.DONE
    first, second = Entry.objects.order_by("pk")
    assert (first.title, first.text) == ("缺电", "缺电。需要增容。")
    assert first.requesters.get().enterprise == people.enterprise
    assert first.due is not None
    assert first.due.isoformat() == "2026-12-01"
    assert "责任单位：电力中心" in first.quote
    assert second.requesters.get().name == "别处有限公司"
    assert second.due_text == "下月底前"
    assert verify().misfit is None
    figures = queries.figures(one)
    assert (figures.seen, figures.data, figures.no_data) == (4, 3, 1)
    assert (figures.written_new, figures.refused) == (2, 1)


def test_the_same_file_twice_changes_nothing(people: People) -> None:
    rows = [HEAD, *([n, FIRM, f"第{n}件事。", "", "", ""] for n in range(1, 6))]
    services.confirm_import(compared(people, rows), by=people.office, now=NOW)
    again = compared(people, rows)
    assert outcomes(again) == ["unchanged"] * 5
    with pytest.raises(services.NothingToImport):
        services.confirm_import(again, by=people.office, now=NOW)
    assert Entry.objects.count() == 5


def test_two_imports_of_one_file_that_were_compared_before_either_was_written(
    people: People,
) -> None:
    rows = [HEAD, [1, FIRM, "缺电。", "", "", ""]]
    one, other = compared(people, rows), compared(people, rows)
    services.confirm_import(one, by=people.office, now=NOW)
    services.confirm_import(other, by=people.office, now=NOW)
    assert Entry.objects.count() == 1
    assert other.rows.get().outcome == ImportRow.Outcome.UNCHANGED


def many(people: People, count: int = 12) -> Import:
    return compared(people, [HEAD, *([n, FIRM, f"第{n}件事。", "", "", ""] for n in range(count))])


def test_work_that_was_broken_off_goes_on_where_it_stopped(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_writing, "GROUP", 5)
    one, made = many(people), import_writing.register_all

    def breaks(matters: Any, **more: Any) -> Any:
        if len(matters) < 5:
            raise OSError
        return made(matters, **more)

    monkeypatch.setattr(import_writing, "register_all", breaks)
    one = services.confirm_import(one, by=people.office, now=NOW)
    assert (one.status, one.failure, one.done) == ("failed", "import_failed", 10)
    assert Entry.objects.count() == 10
    monkeypatch.setattr(import_writing, "register_all", made)
    one = services.go_on_with_import(one, by=people.office, now=NOW)
    assert one.status == Import.Status.DONE
    assert Entry.objects.count() == 12
    assert verify().misfit is None


def test_an_import_is_stopped_between_two_groups(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_writing, "GROUP", 5)
    one, made = many(people), import_writing.register_all

    def stopped(matters: Any, **more: Any) -> Any:
        intake.cancel(one, by=people.office, now=NOW)
        return made(matters, **more)

    monkeypatch.setattr(import_writing, "register_all", stopped)
    one = services.confirm_import(one, by=people.office, now=NOW)
    assert one.status == Import.Status.CANCELLED
    assert Entry.objects.count() == 5
    assert one.rows.filter(applied_at__isnull=False).count() == 5


def test_an_import_that_goes_on_is_not_begun_again(people: People) -> None:
    one = many(people)
    with pytest.raises(services.ImportElsewhere):
        services.go_on_with_import(one, by=people.office, now=NOW)


def test_a_cancelled_import_is_not_confirmed(people: People) -> None:
    one = many(people)
    intake.cancel(one, by=people.office, now=NOW)
    with pytest.raises(services.ImportElsewhere):
        services.confirm_import(one, by=people.office, now=NOW)


def test_a_long_comparison_waits_in_the_queue(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 3)
    asked: list[int] = []
    later = importing.compare_later
    monkeypatch.setattr(type(later), "enqueue", lambda _task, *, pk: asked.append(pk))
    one = many(people)
    assert (one.status, asked) == ("planning", [one.pk])
    assert not one.rows.exists()
    later.func(pk=one.pk)
    later.func(pk=one.pk)
    one.refresh_from_db()
    assert (one.status, one.rows.count()) == ("planned", 12)


def test_one_row_that_is_refused_does_not_hold_the_others_up(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = many(people, 7)
    row = one.rows.get(position=4)
    row.values["text"] = "长" * 6000
    row.save()
    services.confirm_import(one, by=people.office, now=NOW)
    row.refresh_from_db()
    assert (row.outcome, row.refusal) == ("refused", "text_too_long")
    assert Entry.objects.count() == 6
    numbers = list(Entry.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == [f"SQ-2026-{n:04d}" for n in range(1, 7)]


def test_a_file_of_the_same_form_is_mapped_as_before(people: People) -> None:
    one = received(people, [HEAD, [1, FIRM, "缺电。", "", "", ""]])
    mapping = {"0": {"1": "enterprise", "2": "title", "5": "quote"}}
    services.compare_import(one, mapping, by=people.office, now=NOW)
    (table,) = services.propose_import(received(people, [HEAD, [1, FIRM, "缺水。", "", "", ""]]))
    assert [column.key for column in table] == ["", "enterprise", "title", "", "", "quote"]
    other = received(people, [HEAD, [1, FIRM, "缺水。", "", "", ""]], ledger="hazard")
    assert [column.key for column in services.propose_import(other)[0]][2] == "text"


@pytest.mark.parametrize(
    "mapping", [{}, {"0": {}}, {"0": {"1": "enterprise"}}, {"7": {"1": "title"}}]
)
def test_a_mapping_without_a_matter_is_refused(
    people: People, mapping: dict[str, dict[str, str]]
) -> None:
    one = received(people, [HEAD, [1, FIRM, "缺电。", "", "", ""]])
    with pytest.raises(services.NothingMapped):
        services.compare_import(one, mapping, by=people.office, now=NOW)
    one.refresh_from_db()
    assert one.status == Import.Status.MAPPING


def test_a_formula_nobody_worked_out_and_an_error_are_named(people: People) -> None:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = workbook.add_worksheet("台账")
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, [1, FIRM])
    sheet.write_formula(1, 2, "=A1&B1", None, "")
    sheet.write_row(2, 0, [2, FIRM, "缺水。"])
    workbook.close()
    one = intake.receive_import(
        "x.xlsx", file.getvalue(), ledger="appeal", by=people.office, now=NOW
    )
    mapping = {"0": {"1": "enterprise", "2": "title"}}
    one = services.compare_import(one, mapping, by=people.office, now=NOW)
    first, second = one.rows.order_by("position")
    assert (first.outcome, first.refusal) == ("refused", "unreadable")
    assert second.outcome == ImportRow.Outcome.NEW


def test_a_number_of_another_ledger_is_refused(people: People) -> None:
    entry = make_entry(by=people.office)
    one = received(people, [["编号", "事项"], [entry.number, "缺电"]], ledger="hazard")
    mapping = {"0": {"0": "number", "1": "title"}}
    one = services.compare_import(one, mapping, by=people.office, now=NOW)
    assert one.rows.get().refusal == "unknown_number"


def test_a_closed_entry_is_refused_before_anything_is_confirmed(people: People) -> None:
    entry = make_entry(by=people.office, accepted=False)
    services.decline(entry, reason="不属于本区", route="请找市里", by=people.office, now=NOW)
    one = received(people, [["编号", "事项"], [entry.number, "换个说法"]])
    mapping = {"0": {"0": "number", "1": "title"}}
    one = services.compare_import(one, mapping, by=people.office, now=NOW)
    assert one.rows.get().refusal == "move_not_allowed"


def later(people: People, days: int = 1) -> dict[str, Any]:
    return {"by": people.office, "now": NOW + timedelta(days=days)}


def mapped(people: People, rows: list[list[Any]], *keys: str, ledger: str = "appeal") -> Import:
    one = received(people, rows, ledger=ledger)
    mapping = {"0": {str(place): key for place, key in enumerate(keys)}}
    return services.compare_import(one, mapping, by=people.office, now=NOW)


def confirmed(people: People, one: Import) -> Import:
    return services.confirm_import(one, by=people.office, now=NOW)


def waiting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """From here on whatever is long waits in the queue; the keys that were put there."""
    asked: list[int] = []
    monkeypatch.setattr(importing, "AT_ONCE", 3)
    kind = type(importing.compare_later)
    monkeypatch.setattr(kind, "enqueue", lambda _task, *, pk: asked.append(pk))
    return asked


def test_a_long_import_is_written_by_the_queue_once(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = many(people)
    asked = waiting(monkeypatch)
    assert confirmed(people, one).status == Import.Status.APPLYING
    assert (asked, Entry.objects.count()) == ([one.pk], 0)
    for _twice in range(2):
        import_writing.write_later.func(pk=one.pk)
        one.refresh_from_db()
        assert (one.status, Entry.objects.count()) == (Import.Status.DONE, 12)


def test_a_comparison_that_fell_silent_goes_on(people: People) -> None:
    with pytest.MonkeyPatch.context() as patch:
        waiting(patch)
        one = many(people)
    assert one.status == Import.Status.PLANNING
    one = services.go_on_with_import(one, **later(people))
    assert (one.status, one.rows.count()) == (Import.Status.PLANNED, 12)


def test_a_file_whose_reading_failed_is_read_again_and_not_compared(people: People) -> None:
    one = received(people, [HEAD, [1, FIRM, "缺电。", "", "", ""]])
    stopped = {"status": Import.Status.FAILED, "failure": "import_failed"}
    Import.objects.filter(pk=one.pk).update(**stopped)
    one = services.go_on_with_import(one, **later(people))
    assert (one.status, one.rows.count()) == (Import.Status.READING, 0)


def test_a_comparison_that_is_cancelled_stops_between_two_groups(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 5)
    one = received(people, [HEAD, *([n, FIRM, f"第{n}件。"] for n in range(12))])
    plan = importing.intake.plan_rows

    def stopped(this: Import, rows: Any, **more: Any) -> bool:
        if this.rows.exists():
            intake.cancel(this, by=people.office, now=NOW)
        return plan(this, rows, **more)

    monkeypatch.setattr(importing.intake, "plan_rows", stopped)
    mapping = {"0": {"1": "enterprise", "2": "title"}}
    one = services.compare_import(one, mapping, by=people.office, now=NOW)
    assert (one.status, one.rows.count()) == (Import.Status.CANCELLED, 10)


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
