"""Filters: each finds its rows, gathered and walked alike; what cannot be understood is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.http import QueryDict

from taizhang.engine.codes import LedgerKind
from taizhang.ledger import queries, services
from taizhang.ledger.models import Campaign, Column, Entry, Ledger
from taizhang.reporting.filters import FILTERS, Asked, Reader
from tests.clock import NOW
from tests.factories import make_dispatched, make_document, make_draft, make_entry, make_person

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def zone(people: People) -> People:
    """Five entries: answered late and reopened no more, dispatched, parked, raw, a hazard."""
    office, handler = {"by": people.office, "now": NOW}, {"by": people.lead_handler, "now": NOW}
    given = {"lead": people.lead, "in_charge": people.lead_handler}
    type(people.enterprise).objects.filter(pk=people.enterprise.pk).update(size="medium")
    done = make_dispatched(by=people.office, title="甲", enterprises=[people.enterprise], **given)
    services.acknowledge(done, **handler)
    services.report_progress(done, text="已看现场。", **handler)
    services.answer(done, reply="变压器已更换，今晚送电。", **handler)
    services.call_back(done, said="好", solved=True, satisfaction="satisfied", **office)
    services.close(done, **office)
    make_dispatched(
        by=people.office,
        title="乙",
        category="finance",
        co_units=[people.co],
        due=date(2026, 9, 20),
        **given,
    )
    parked = make_dispatched(by=people.office, title="丙", **given)
    services.acknowledge(parked, **handler)
    services.park(
        parked,
        kind=services.ParkKind.FUNDS,
        reason="等资金",
        review_on=date(2026, 10, 1),
        **handler,
    )
    document = make_document(by=people.office, name="九月座谈会纪要.txt")
    drafted = services.register_draft(make_draft(document), **office)
    Entry.objects.filter(pk=drafted.pk).update(title="丁")
    make_entry(by=people.office, title="戊", ledger=LedgerKind.HAZARD, scope="common")
    Entry.objects.filter(title="戊").update(level="zone")
    return people


def asked(query: str, person: Any, *, today: date = TODAY, code: str = "") -> Asked:
    book = Ledger.objects.get(code=code) if code else None
    return Asked.of(QueryDict(query), Reader(person, today, book, sees_phones=True))


def titles(found: Asked) -> str:
    """Gathered and walked must be the same rows."""
    gathered = "".join(sorted(found.rows(Entry.objects.all()).values_list("title", flat=True)))
    walked = found.rows(Entry.objects.all(), replace(found.reader, is_walking=True))
    assert "".join(sorted(walked.values_list("title", flat=True))) == gathered
    assert not found.problems
    return gathered


def sorted_(text: str) -> str:
    return "".join(sorted(text))


FOUND = {
    "": "甲乙丙丁戊",
    "state=open": "乙丙丁戊",
    "state=closed&state=dispatched": "甲乙",
    "category=finance": "乙",
    "category=-": "甲丙丁戊",
    "scope=common": "戊",
    "scope=-": "甲乙丙丁",
    "level=zone": "戊",
    "level=-": "甲乙丙丁",
    "lead=lead": "甲乙丙",
    "lead=-": "丁戊",
    "lead=lead&lead=-": "甲乙丙丁戊",
    "co_unit=co": "乙",
    "co_signal=late": "",
    "co_signal=near": "",
    "co_signal=asking": "",
    "co_unit=-": "甲丙丁戊",
    "in_charge=柳依依": "甲乙丙",
    "in_charge=lead_handler": "甲乙丙",
    "in_charge=-": "",
    "accountable=邵立言&state=closed": "甲",
    "watcher=-&state=closed": "",
    "enterprise=enterprise": "甲",
    "enterprise=澄泉水处理": "甲",
    "enterprise=-": "乙丙丁戊",
    "park=park": "甲",
    "source=座谈会": "丁",
    "source=-": "甲乙丙戊",
    "signal=blue": "",
    "signal=none&signal=red&signal=blue&signal=orange": "甲乙丙丁戊",
    "start=2026-09-16&end=2026-09-16": "甲乙丙丁戊",
    "start=2026-09-17": "",
    "end=2026-09-15": "",
    "due_from=2026-09-20&due_to=2026-09-20": "乙",
    "closed_on_from=2026-09-16": "甲",
    "closed_on_to=2026-09-15": "",
    "overdue_by=1": "",
    "on_time=yes": "甲",
    "on_time=no": "",
    "on_time=unknown": "乙丙丁戊",
    "on_time_first=yes": "甲",
    "on_time_first=no": "",
    "on_time_first=unknown": "乙丙丁戊",
    "closed=yes": "甲",
    "closed=no": "乙丙丁戊",
    "solved=yes": "甲",
    "solved=no": "",
    "solved=unknown": "乙丙丁戊",
    "satisfied=yes": "甲",
    "satisfied=no": "",
    "satisfied=unknown": "乙丙丁戊",
    "reopened=no": "甲乙丙丁戊",
    "reopened=yes": "",
    "parked=yes": "丙",
    "parked=no": "甲乙丁戊",
    "dispatched_on_from=2026-09-16&dispatched_on_to=2026-09-16": "甲乙丙",
    "dispatched_on_from=2026-09-17": "",
    "satisfaction=satisfied": "甲",
    "satisfaction=-": "乙丙丁戊",
    "satisfaction=dissatisfied": "",
    "officer=service_officer": "甲",
    "officer=苗长青": "甲",
    "officer=-": "乙丙丁戊",
    "size=medium": "甲",
    "size=large": "",
    "open_to=all": "甲乙丙丁戊",
    "open_to=some": "",
    "open_to=all&open_to=some": "甲乙丙丁戊",
    "broadcast=yes": "",
    "broadcast=no": "甲乙丙丁戊",
    "merged=yes": "",
    "merged=no": "甲乙丙丁戊",
    "fact=closed": "甲",
    "desk=dispatch": "丁戊",
    "mine=1": "甲乙丙丁戊",
    "q=送电": "甲",
    "q=澄泉": "甲",
}


def test_each_filter_finds_its_rows(zone: People) -> None:
    found = {query: titles(asked(query, zone.office)) for query in FOUND}
    assert found == {query: sorted_(rows) for query, rows in FOUND.items()}


def test_every_filter_is_tried_here() -> None:
    tried = {pair.partition("=")[0] for query in FOUND for pair in query.split("&")}
    left = [one.name for one in FILTERS if not tried & set(one.names)]
    assert left == ["campaign"]


def test_by_how_its_co_units_stand(zone: People) -> None:
    """On the way: due soon, late, waiting for more time; answered: nothing any more."""
    day = date(2026, 9, 20)
    assert titles(asked("co_signal=near", zone.office, today=day)) == "乙"
    assert titles(asked("co_signal=late", zone.office, today=day)) == ""
    later = date(2026, 9, 21)
    assert titles(asked("co_signal=late", zone.office, today=later)) == "乙"
    assert titles(asked("co_signal=near&co_signal=late", zone.office, today=day)) == "乙"
    entry = Entry.objects.get(title="乙")
    services.acknowledge(entry, by=zone.lead_handler, now=NOW)
    at = {"by": zone.lead_handler, "now": NOW}
    services.request_extension(entry, reason="设备晚到", due=date(2026, 9, 30), **at)
    part = {"reason": "图未齐", "due": date(2026, 9, 28), "by": zone.co_handler, "now": NOW}
    services.request_co_extension(entry, **part)
    assert titles(asked("co_signal=asking", zone.office)) == "乙"
    services.contribute(entry, text="图已送。", by=zone.co_handler, now=NOW)
    for value in ("asking", "late", "near"):
        assert titles(asked(f"co_signal={value}", zone.office, today=later)) == ""


def test_overdue_by_so_many_days(zone: People) -> None:
    assert titles(asked("overdue_by=3", zone.office, today=date(2026, 9, 22))) == ""
    assert titles(asked("overdue_by=3", zone.office, today=date(2026, 9, 23))) == "乙"


def test_a_campaign_finds_what_stands_on_its_ledgers(zone: People) -> None:
    campaign = Campaign.objects.create(code="flood", name="防汛", starts_on=date(2026, 7, 1))
    Ledger.objects.filter(code="hazard").update(campaign=campaign)
    assert titles(asked("campaign=flood", zone.office)) == "戊"
    services.put_on(Entry.objects.get(title="丙"), ledger="hazard", by=zone.office, now=NOW)
    assert titles(asked("campaign=flood", zone.office)) == sorted_("丙戊")


@pytest.fixture
def own(people: People) -> People:
    """A ledger with columns of every type, and two entries of which one fills them."""
    ledger = Ledger.objects.get(code="deed")
    columns = [
        ("budget", "预算", "number", []),
        ("start", "开工", "date", []),
        ("kind", "类型", "choice", ["道路", "照明"]),
        ("paid", "已付", "yes_no", []),
        ("note", "备注", "text", []),
        ("story", "经过", "long_text", []),
        ("insured", "投保", "yes_no", ["已投保", "未投保"]),
    ]
    for position, (key, name, type_, choices) in enumerate(columns):
        Column.objects.create(
            ledger=ledger, key=key, name=name, position=position, type=type_, choices=choices
        )
    values = {
        "budget": 12.5,
        "start": "2026-09-01",
        "kind": "道路",
        "paid": True,
        "note": "先修南段",
        "story": "施工情况。" * 60 + "最后一段待验收。",
        "insured": False,
    }
    office = {"by": people.office, "now": NOW}
    services.register(ledger="deed", title="甲", text="修路。", values=values, **office)
    services.register(ledger="deed", title="乙", text="装灯。", **office)
    return people


OWN = {
    "own_budget_min=12&own_budget_max=13": "甲",
    "own_budget_min=13": "",
    "own_start_from=2026-09-01": "甲",
    "own_start_to=2026-08-31": "",
    "own_kind=道路": "甲",
    "own_kind=-": "乙",
    "own_paid=yes": "甲",
    "own_paid=no": "",
    "own_paid=unknown": "乙",
    "own_note=南段": "甲",
    "own_note=-": "乙",
    "own_story=待验收": "甲",
    "own_story=未提到": "",
    "own_story=-": "乙",
    "own_insured=no": "甲",
    "q=南段": "甲",
}


def test_a_ledger_is_narrowed_by_its_own_columns(own: People) -> None:
    found = {query: titles(asked(query, own.office, code="deed")) for query in OWN}
    assert found == {query: sorted_(rows) for query, rows in OWN.items()}


def test_yes_and_no_are_said_in_the_words_of_their_column(own: People) -> None:
    found = asked("own_insured=no&own_paid=yes", own.office, code="deed")
    assert [value for _one, value, _without in found.chosen()] == ["是", "未投保"]


UNCLEAR = {
    "category=nonsense": "筛选项“类别”中没有“nonsense”",
    "start=2026-02-30": "日期请写作",
    "start=2026-09-02&end=2026-09-01": "结束早于开始",
    "overdue_by=many": "应为数字",
    "overdue_by=99999999999999999": "应为数字",
    "in_charge=某某某": "没有这个名称",
    "sort=beauty": "没有名为“beauty”的排序",
    "sort=relevance": "没有名为“relevance”的排序",
    "colour=red": "没有名为“colour”的筛选项",
    "own_budget_min=1": "没有名为“own_budget_min”的筛选项",
    "q=%5C": "未参与检索",
}


def test_what_cannot_be_understood_is_said_and_left_out(people: People) -> None:
    found = {query: asked(query, people.office) for query in UNCLEAR}
    told = {query: one.problems[0] for query, one in found.items()}
    assert [query for query, words in UNCLEAR.items() if words not in told[query]] == []
    assert not any(one.values for one in found.values())


def test_two_of_the_same_name_are_told_apart_by_code(people: People) -> None:
    make_person("柳依依", code="second", unit=people.co)
    (told,) = asked("in_charge=柳依依", people.office).problems
    assert "lead_handler、second" in told
    assert not asked("in_charge=second", people.office).problems


def test_what_is_chosen_is_said_in_words(zone: People) -> None:
    query = "state=open&due_from=2026-09-01&overdue_by=2&in_charge=-&source=-&q=电&sort=due"
    found = asked(query + "&column=due&own_x=1", zone.office)
    said = {one.name: value for one, value, _without in found.chosen()}
    assert said == {
        "state": "全部未办结",
        "due": "≥ 2026-09-01",
        "overdue_by": "≥ 2",
        "in_charge": "无",
        "source": "无",
    }
    without = {one.name: link for one, _value, link in found.chosen()}
    assert "due_from" not in without["due"]
    assert "overdue_by=2" in without["due"]
    assert found.query(sort="").count("sort") == 0
    assert found.query(without="q").count("q=") == 0


def test_spans_are_said_shortly(people: People) -> None:
    said = [
        value
        for query in (
            "start=2026-09-01&end=2026-09-01",
            "end=2026-09-01",
            "start=2026-09-01&end=2026-09-30",
        )
        for _one, value, _without in asked(query, people.office).chosen()
    ]
    assert said == ["2026-09-01", "≤ 2026-09-01", "2026-09-01 – 2026-09-30"]


def test_phones_are_found_only_by_who_may_see_them(zone: People) -> None:
    zone.contact.phone = "13800004321"
    zone.contact.save()
    found = asked("q=4321", zone.office)
    assert titles(found) == "甲"
    blind = replace(found, reader=replace(found.reader, sees_phones=False))
    assert titles(blind) == ""


def test_numbers_and_credit_codes_are_looked_up(zone: People) -> None:
    number = Entry.objects.get(title="戊").number
    assert titles(asked(f"q={number.lower()}", zone.office)) == "戊"
    code = zone.enterprise.credit_code or ""
    assert titles(asked(f"q={code[:12]}", zone.office)) == "甲"


def test_the_number_on_another_ledger_is_looked_up(zone: People) -> None:
    services.put_on(Entry.objects.get(title="戊"), ledger="deed", by=zone.office, now=NOW)
    assert titles(asked("q=ss-2026-", zone.office)) == "戊"


def test_a_ledger_holds_what_was_put_on_it_from_another(zone: People) -> None:
    services.put_on(Entry.objects.get(title="戊"), ledger="deed", by=zone.office, now=NOW)
    services.register(ledger="deed", title="己", text="修路。", by=zone.office, now=NOW)
    deeds = asked("", zone.office, code="deed")
    every = Entry.objects.all()
    assert titles(deeds) == sorted_("戊己")
    listed = deeds.listed_rows(every)
    assert listed is not None
    assert [entry.title for entry in listed] == ["戊"]
    assert [entry.title for entry in deeds.own_rows(every)] == ["己"]
    assert asked("", zone.office, code="directive").listed_rows(every) is None
    assert asked("", zone.office).listed_rows(every) is None
    assert titles(asked("scope=common", zone.office, code="deed")) == "戊"
    assert titles(asked("scope=-", zone.office, code="deed")) == "己"


def test_a_search_is_ranked_by_where_the_words_stand(people: People) -> None:
    make_entry(by=people.office, title="一", text="提到变压器。")
    make_entry(by=people.office, title="变压器", text="别的。")
    make_entry(by=people.office, title="二", text="别的。", requester_names=["变压器厂"])
    keys = list(Entry.objects.values_list("pk", flat=True))
    order = queries.ranked(keys, "变压器")
    assert [Entry.objects.get(pk=key).title for key in order] == ["变压器", "二", "一"]


def test_what_waits_or_is_over_was_not_late(people: People) -> None:
    for title, state in (("迟", "in_progress"), ("挂", "parked"), ("撤", "withdrawn")):
        made = make_dispatched(by=people.office, lead=people.lead, title=title)
        back = {"back_to": "in_progress", "review_on": TODAY} if state == "parked" else {}
        Entry.objects.filter(pk=made.pk).update(state=state, **back)
    later = TODAY + timedelta(days=30)
    for name in ("on_time", "on_time_first"):
        assert titles(asked(f"{name}=no", people.office, today=later)) == "迟"
        assert titles(asked(f"{name}=unknown", people.office, today=later)) == sorted_("挂撤")
