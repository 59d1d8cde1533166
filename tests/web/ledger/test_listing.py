"""The ledger as a list: filters, order, pages, export."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.engine.codes import Category, LedgerKind
from taizhang.ledger import search, services
from taizhang.ledger.queries import orders, sifting
from taizhang.reporting.columns import COLUMNS
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry
from tests.reporting.sheets import cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.people import People


@pytest.fixture
def zone(people: People) -> People:
    """Four entries on two ledgers."""
    by = people.office
    make_dispatched(
        by=by,
        lead=people.lead,
        in_charge=people.lead_handler,
        title="二期用电容量不足",
        category=Category.UTILITIES,
        enterprises=[people.enterprise],
    )
    make_entry(by=by, title="贷款续贷", category=Category.FINANCE)
    make_entry(by=by, title="=1+1", text="+86 371", enterprises=[people.other_enterprise])
    make_entry(by=by, title="召开组织生活会", ledger=LedgerKind.DIRECTIVE)
    return people


def _titles(client: Client, query: str = "", ledger: str = "") -> list[str]:
    address = f"/ledger/{ledger}/" if ledger else "/ledger/"
    answer = client.get(address + query)
    assert answer.status_code == 200
    return sorted(row["entry"].title for row in answer.context["rows"])


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?q=用电", ["二期用电容量不足"]),
        ("?q=澄泉", ["二期用电容量不足"]),
        ("?state=dispatched", ["二期用电容量不足"]),
        ("?category=finance", ["贷款续贷"]),
        ("?category=-", ["=1+1", "召开组织生活会"]),
        ("?lead=lead", ["二期用电容量不足"]),
        ("?lead=-", ["=1+1", "召开组织生活会", "贷款续贷"]),
        ("?park=park", ["二期用电容量不足"]),
        ("?enterprise=other_enterprise", ["=1+1"]),
        ("?fact=overdue", []),
        ("?start=2026-09-16&end=2026-09-16&category=finance", ["贷款续贷"]),
        ("?start=2026-01-01&end=2026-01-31", []),
        ("?state=open&mine=1&q=贷款", ["贷款续贷"]),
        ("?category=nonsense&state=%00&q=贷款", ["贷款续贷"]),  # and it is said
    ],
)
def test_filters_narrow_the_rows(
    zone: People, signed_in: Callable[[Person], Client], query: str, titles: list[str]
) -> None:
    assert _titles(signed_in(zone.office), query) == titles


def test_tabs_count_what_the_filters_leave(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(zone.office)
    assert _titles(client, ledger="directive") == ["召开组织生活会"]
    tabs = client.get("/ledger/directive/?category=-").context["tabs"]
    assert [(tab["label"], tab["count"]) for tab in tabs] == [
        ("全部", 2),
        ("诉求", 1),
        ("部署", 1),
        ("隐患", 0),
        ("实事", 0),
    ]
    assert [tab["current"] for tab in tabs] == [False, False, True, False, False]


def test_each_sees_the_rows_of_their_scope(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    assert _titles(signed_in(zone.lead_handler)) == ["二期用电容量不足"]
    assert _titles(signed_in(zone.stranger)) == []
    assert signed_in(zone.contact).get("/ledger/").status_code == 404
    assert signed_in(zone.system_admin).get("/ledger/").status_code == 404


@pytest.mark.parametrize("sort", ["number", "-number", "due", "-due", "state", "lead", "nonsense"])
def test_every_order_shows_every_row(
    zone: People, signed_in: Callable[[Person], Client], sort: str
) -> None:
    assert len(_titles(signed_in(zone.office), f"?sort={sort}")) == 4


def test_a_heading_turns_the_order_round(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    columns = signed_in(zone.office).get("/ledger/?sort=due").context["columns"]
    due = next(column for column in columns if column["key"] == "due")
    assert due["sorted"] == "ascending"
    assert due["url"] == "?sort=-due"


def test_empty_lists_say_what_to_do(people: People, signed_in: Callable[[Person], Client]) -> None:
    client = signed_in(people.office)
    assert "台账上还没有事项" in client.get("/ledger/").content.decode()
    page = client.get("/ledger/?q=没有这样的").content.decode()
    assert "没有符合条件的事项" in page
    assert "查看全部" in page


def test_a_filter_from_a_link_can_be_taken_away(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    query = "?enterprise=enterprise&fact=fell_due&start=2026-09-01&end=2026-09-30&sort=due"
    tags = signed_in(zone.office).get("/ledger/" + query).context["tags"]
    assert tags[0].label == "企业：云岭澄泉水处理设备有限公司"
    assert "enterprise=" not in tags[0].without
    assert "start=" not in tags[1].without
    assert "fact=" not in tags[2].without
    assert all("sort=due" in tag.without for tag in tags)


def test_the_list_asks_the_same_number_of_queries_however_many_rows(
    people: People,
    signed_in: Callable[[Person], Client],
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for _number in range(31):
        make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
    client = signed_in(people.office)
    with django_assert_max_num_queries(32):
        client.get("/ledger/?q=事&state=open&sort=due")


@pytest.mark.parametrize("who", ["office", "lead_handler", "leader", "guidance"])
@pytest.mark.parametrize(
    "address", ["/ledger/?any=1", "/ledger/?q=事&state=open&sort=due", "/ledger/?lead=lead", "/"]
)
def test_a_page_asks_as_often_of_one_row_as_of_many(
    people: People, signed_in: Callable[[Person], Client], clock: Clock, who: str, address: str
) -> None:
    client = signed_in(getattr(people, who))
    client.get("/ledger/")  # notes the minute, in which the clock stands still
    counts = []
    for number in (1, 6):
        for _number in range(number):
            make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 50


@pytest.mark.parametrize("who", ["office", "lead_handler"])
@pytest.mark.parametrize(
    ("state", "sort"), list(product(["", "open", "closed"], ["", "&sort=due", "&sort=-changed"]))
)
def test_a_common_word_finds_what_a_rare_one_would(
    zone: People,
    signed_in: Callable[[Person], Client],
    monkeypatch: pytest.MonkeyPatch,
    who: str,
    *,
    state: str,
    sort: str,
) -> None:
    for number in range(4):
        make_dispatched(by=zone.office, lead=zone.lead, title=f"第{number}件用电的事")
    client = signed_in(getattr(zone, who))
    address = f"/ledger/appeal/?q=用电{f'&state={state}' if state else ''}{sort}"
    few = [row["entry"].pk for row in client.get(address).context["rows"]]
    for module, name in (
        (search, "FEW"),
        (orders, "SPARSE"),
        (sifting, "ENOUGH"),
        (sifting, "SLICE"),
    ):
        monkeypatch.setattr(module, name, 2)
    many = [row["entry"].pk for row in client.get(address).context["rows"]]
    assert sorted(many) == sorted(few)
    assert few == many or not sort  # of many the newest stand first, not the best
    assert bool(few) == (state != "closed")


def test_the_export_holds_exactly_the_filtered_rows(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(zone.office)
    answer = client.get("/ledger/export/?ledger=appeal&category=utilities")
    assert "attachment" in answer["Content-Disposition"]
    heading, *rows = cells(b"".join(answer.streaming_content))
    assert len(heading) == len(COLUMNS) + 2  # the row's number and its mark
    assert heading[:5] == ["序号", "编号", "台账", "企业名称", "统一社会信用代码"]
    (row,) = rows
    line = dict(zip(heading, [*row, *[""] * len(heading)], strict=False))
    assert line["事项"] == "二期用电容量不足"
    assert line["企业名称"] == "云岭澄泉水处理设备有限公司"
    assert line["牵头单位"] == "电力保障中心"
    assert line["责任人"] == "柳依依"
    assert line["责任领导"] == "邵立言"
    assert line["办理状态"] == "已交办"


def test_the_export_keeps_formulas_as_text(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    answer = signed_in(zone.office).get("/ledger/export/?enterprise=other_enterprise")
    (_heading, row) = cells(b"".join(answer.streaming_content))
    assert "=1+1" in row
    assert "+86 371" in row


def test_the_export_shows_what_became_of_each(
    people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    def handled() -> Any:
        entry = make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
        return services.acknowledge(entry, by=people.lead_handler, now=clock.now)

    entry = services.report_progress(
        handled(), text="已看现场。", by=people.lead_handler, now=clock.now
    )
    entry = services.answer(
        entry, reply="已更换变压器，今晚送电。", by=people.lead_handler, now=clock.now
    )
    entry = services.call_back(
        entry, said="好了", solved=True, satisfaction="satisfied", by=people.office, now=clock.now
    )
    services.close(entry, by=people.office, now=clock.now)
    services.park(
        handled(),
        kind="funds",
        reason="等待预算",
        review_on=clock.now.date().replace(month=11),
        by=people.lead_handler,
        now=clock.now,
    )
    answer = signed_in(people.office).get("/ledger/export/?sort=number")
    heading, *rows = cells(b"".join(answer.streaming_content))
    first, second = (dict(zip(heading, [*row, *[""] * 40], strict=False)) for row in rows)
    assert [first[name] for name in ("进展情况", "是否按时", "是否销号", "回访人", "满意度")] == [
        "已看现场。",
        "是",
        "是",
        "温如玉",
        "满意",
    ]
    assert second["未解决原因"] == "等待预算"


def test_an_export_is_for_officials(zone: People, signed_in: Callable[[Person], Client]) -> None:
    assert signed_in(zone.contact).get("/ledger/export/").status_code == 404
    answer = signed_in(zone.stranger).get("/ledger/export/")
    assert len(cells(b"".join(answer.streaming_content))) == 1


def test_a_date_in_the_list_leads_to_how_it_was_counted(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead)
    client = signed_in(people.office)
    address = f"/ledger/{entry.number}/dates/"
    assert f'href="{address}"' in client.get("/ledger/").content.decode()
    entry = services.acknowledge(entry, by=people.lead_handler, now=NOW)
    services.answer(entry, reply="变压器已更换，今晚送电。", by=people.lead_handler, now=NOW)
    page = client.get("/ledger/?state=answered").content.decode()
    assert f'class="muted" href="{address}"' in page, "also when it no longer runs"
