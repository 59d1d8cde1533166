"""Rows of a workbook into a ledger: compared, confirmed, written once."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from taizhang.intake import import_queries as queries
from taizhang.intake import services as intake
from taizhang.intake.models import Import, ImportRow
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from taizhang.ledger.services import import_writing, importing
from taizhang.ledger.verification import verify
from tests.clock import NOW
from tests.factories import make_entry
from tests.ledger.workbooks import FIRM, HEAD, compared, many, outcomes, received

if TYPE_CHECKING:
    from tests.people import People


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
