"""Rows of a file say under every column what the rows of a page say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.db.models import Prefetch
from django.test.utils import CaptureQueriesContext

from taizhang.ledger import services
from taizhang.ledger.models import Column as LedgerColumn
from taizhang.ledger.models import Entry, Ledger
from taizhang.reporting import plain_rows
from taizhang.reporting.columns import BY_KEY, columns_for, rows_for
from taizhang.reporting.plain_rows import Known, PlainRows
from taizhang.roster.models import Enterprise
from tests.clock import NOW
from tests.factories import make_dispatched, make_document, make_draft, make_entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone(people: People) -> People:
    """Matters by hand, read, at work, declined, of two firms, with values of their own."""
    by = {"by": people.office, "now": NOW}
    ledger = Ledger.objects.get(code="appeal")
    LedgerColumn.objects.create(ledger=ledger, key="note", name="备注", position=1)
    LedgerColumn.objects.create(ledger=ledger, key="day", name="开工", position=2, type="date")
    make_entry(by=people.office, values={"note": "先修南段", "day": "2026-09-01"}, title="甲")
    firms = [people.enterprise, people.other_enterprise]
    enterprises = [{"name": one.name, "code": one.code} for one in firms]
    draft = make_draft(
        make_document(by=people.office, text="甲厂缺电。丙厂缺路。"),
        quote="丙厂缺路。",
        enterprises=enterprises,
    )
    services.register_draft(draft, **by)
    entry = make_dispatched(by=people.office, lead=people.lead, co_units=[people.co], title="丙")
    entry = services.acknowledge(entry, by=people.lead_head, now=NOW)
    for text in ("已到场", "已接线"):
        entry = services.report_progress(entry, text=text, by=people.lead_head, now=NOW)
    declined = make_entry(by=people.office, accepted=False, title="丁")
    services.decline(declined, reason="不属本区", route="市级平台", **by)
    return people


def told(rows: list[Entry], ledger: Ledger | None) -> list[list[object]]:
    return [[column.said()(row) for column in columns_for(ledger)] for row in rows]


def test_a_file_and_a_page_say_the_same(zone: People) -> None:
    ledger = Ledger.objects.get(code="appeal")
    columns = columns_for(ledger)
    models = list(rows_for(columns).order_by("pk"))
    plain = PlainRows({column.needs for column in columns}).of([row.pk for row in models])
    assert told(plain, ledger) == told(models, ledger)
    said = {str(cell) for row in told(models, ledger) for cell in row}
    assert {"已接线", "不属本区", "先修南段", "2026-09-01", "手工登记", "否"} <= said


def test_a_column_reads_no_more_than_it_says(
    zone: People, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    columns = columns_for(Ledger.objects.get(code="appeal"))
    whole = list(rows_for(columns).order_by("pk"))
    for column in columns:
        said = column.said()
        rows = list(rows_for([column]).order_by("pk"))
        with django_assert_num_queries(0):  # a field that was left out would be asked for here
            assert [said(row) for row in rows] == [said(row) for row in whole], column.key


def test_the_name_of_who_asks_is_read_without_the_enterprise(zone: People) -> None:
    with CaptureQueriesContext(connection) as said:
        list(rows_for([BY_KEY["enterprise"]]))
    assert "ledger_requester" in said[-1]["sql"]
    assert not [one for one in said if "roster_enterprise" in one["sql"]]


def test_only_what_the_columns_need_is_read(
    zone: People, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    keys = list(Entry.objects.values_list("pk", flat=True))
    with django_assert_num_queries(6):  # entries, ledgers, units, people in three places
        PlainRows({""}).of(keys)


def test_a_row_that_is_gone_is_left_out(zone: People) -> None:
    keys = list(Entry.objects.order_by("-pk").values_list("pk", flat=True))
    found = PlainRows({"requesters"}).of([10**9, *keys])
    assert [row.pk for row in found] == keys


def test_more_firms_than_sqlite_joins_in_one_condition_are_read(people: People) -> None:
    Enterprise.objects.bulk_create(
        Enterprise(code=f"n{number}", name=f"第{number}厂") for number in range(1200)
    )
    keys = Enterprise.objects.order_by().values_list("pk", flat=True)
    held = Known(Enterprise.objects.prefetch_related(Prefetch("contacts"))).of(keys)
    assert len(held) >= 1200


def test_not_too_much_is_kept_in_memory(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_rows, "KEPT", 1)
    known = Known(Enterprise.objects.all())
    firms = [people.enterprise.pk, people.other_enterprise.pk]
    assert set(known.of(firms)) == set(firms)
    assert set(known.of([firms[0], None])) == {firms[0]}
