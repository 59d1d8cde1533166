"""Filters: each finds its rows, gathered and walked alike; what cannot be understood is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import queries, services
from taizhang.ledger.models import Column, Entry, Ledger
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry, make_person
from tests.reporting.asking import TODAY, asked, sorted_, titles

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db


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
