"""Every filter finds its rows: each fact and each act of an entry is one that can be asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import queries as ledger
from taizhang.ledger import services
from taizhang.ledger.models import Campaign, Entry, Ledger
from taizhang.ledger.queries import Run, orders, windows
from taizhang.matching import services as problems
from taizhang.reporting.filters import FILTERS, conditions
from taizhang.web.ledger.listing import run_of
from tests.clock import NOW
from tests.factories import make_person
from tests.reporting.asking import asked, sorted_, titles

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db

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
    "industry=C27": "甲",
    "also_on=deed": "",
    "in_problem=yes": "",
    "in_problem=no": "甲乙丙丁戊",
    "promised=yes": "戊",
    "promised=no": "甲乙丙丁",
    "first_receiver=lead": "甲乙丙",
    "first_receiver=-": "丁戊",
    "registered_by=office": "甲乙丙丁戊",
    "registered_by=lead_handler": "",
    "answered_by=lead_handler": "甲",
    "answered_by=-": "乙丙丁戊",
    "called_back_by=office": "甲",
    "called_back_by=-": "乙丙丁戊",
    "closed_by=office": "甲",
    "visitor=lead_handler": "",
    "visitor=-": "甲乙丙丁戊",
    "visit_on_from=2026-09-16": "",
    "first_due_from=2026-09-20&first_due_to=2026-09-20": "乙",
    "answered_on_from=2026-09-16&answered_on_to=2026-09-16": "甲",
    "answered_on_to=2026-09-15": "",
    "called_back_on_from=2026-09-16": "甲",
    "called_back_on_to=2026-09-15": "",
    "changed_on_from=2026-09-16": "甲乙丙丁戊",
    "changed_on_from=2026-09-17": "",
    "parked_until_from=2026-10-01&parked_until_to=2026-10-01": "丙",
    "parked_until_to=2026-09-30": "",
    "park_kind=funds": "丙",
    "park_kind=law": "",
    "park_kind=law&park_kind=funds": "丙",
    "act=acknowledge": "甲丙",
    "act=acknowledge&act_from=2026-09-16&act_to=2026-09-16": "甲丙",
    "act=acknowledge&act_to=2026-09-15": "",
    "act=park": "丙",
    "dispatch_count_min=1": "甲乙丙",
    "dispatch_count_min=2": "",
    "dispatch_count_max=0": "丁戊",
    "reopen_count_max=0": "甲乙丙丁戊",
    "reopen_count_min=1&reopen_count_max=999999999999": "",
    "extended=no": "甲乙丙丁戊",
    "extended=yes": "",
    "extension_count_min=1": "",
    "designated=no": "甲乙丙丁戊",
    "evidence=no": "甲乙丙丁戊",
    "evidence=yes": "",
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


def test_by_what_happened_since(zone: People) -> None:
    """Extended once, with a photo, dispatched anew, taken up again, planned to be visited."""
    handler, office = {"by": zone.lead_handler, "now": NOW}, {"by": zone.office, "now": NOW}
    second = services.acknowledge(Entry.objects.get(title="乙"), **handler)
    photo = services.Upload("现场.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    second = services.report_progress(second, text="已看现场。", files=[photo], **handler)
    asked_for = {"reason": "设备晚到", "due": date(2026, 9, 30)}
    second = services.request_extension(second, **asked_for, **handler)
    services.grant_extension(second, **office)
    assert titles(asked("extended=yes&evidence=yes", zone.office)) == "乙"
    assert titles(asked("extension_count_min=1&extension_count_max=1", zone.office)) == "乙"
    assert titles(asked("first_due_to=2026-09-20&due_from=2026-09-30", zone.office)) == "乙"
    third = services.resume(Entry.objects.get(title="丙"), **handler)
    assert titles(asked("park_kind=funds", zone.office)) == ""
    assert titles(asked("act=park", zone.office)) == "丙"
    visit = {"on": date(2026, 9, 18), "visitor": zone.lead_handler}
    services.plan_visit(third, **visit, **office)
    assert titles(asked("visit_on_to=2026-09-18", zone.office)) == "丙"
    assert titles(asked("visitor=lead_handler", zone.office)) == "丙"


def test_who_acted_is_found_after_leaving(zone: People) -> None:
    left = make_person("祁连山", unit=zone.lead)
    Entry.objects.filter(title="甲").update(answered_by=left, called_back_by=left)
    type(left).objects.filter(pk=left.pk).update(is_active=False)
    for query in ("answered_by=祁连山", f"called_back_by={left.code}"):
        assert titles(asked(query, zone.office)) == "甲"
    assert asked("in_charge=祁连山", zone.office).problems


def test_a_member_of_a_common_problem_is_found(zone: People) -> None:
    members = list(Entry.objects.filter(title__in="乙丙"))
    by = {"by": zone.office, "now": NOW}
    given = {"owner": zone.lead_head, "lead": zone.lead, "entries": members}
    problem = problems.open_problem(sentence="缺资金", why="都等资金", **given, **by)
    assert titles(asked("in_problem=yes", zone.office)) == sorted_("乙丙")
    assert titles(asked("in_problem=no", zone.office)) == sorted_("甲丁戊")
    problems.unlink(problem, members[0], why="另一件事", **by)
    assert titles(asked("in_problem=yes", zone.office)) == members[1].title


def test_what_was_put_on_another_ledger_is_found(zone: People) -> None:
    services.put_on(Entry.objects.get(title="丁"), ledger="deed", by=zone.office, now=NOW)
    assert titles(asked("also_on=deed&also_on=hazard", zone.office)) == "丁"
    assert titles(asked("also_on=hazard", zone.office)) == ""


def test_many_acts_are_asked_of_the_entries(zone: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "MANY_ACTS", 1)
    assert titles(asked("act=acknowledge", zone.office)) == sorted_("甲丙")
    assert titles(asked("act=acknowledge&act_to=2026-09-15", zone.office)) == ""


def test_overdue_by_so_many_days(zone: People) -> None:
    assert titles(asked("overdue_by=3", zone.office, today=date(2026, 9, 22))) == ""
    assert titles(asked("overdue_by=3", zone.office, today=date(2026, 9, 23))) == "乙"


def test_a_campaign_finds_what_stands_on_its_ledgers(zone: People) -> None:
    campaign = Campaign.objects.create(code="flood", name="防汛", starts_on=date(2026, 7, 1))
    Ledger.objects.filter(code="hazard").update(campaign=campaign)
    assert titles(asked("campaign=flood", zone.office)) == "戊"
    services.put_on(Entry.objects.get(title="丙"), ledger="hazard", by=zone.office, now=NOW)
    assert titles(asked("campaign=flood", zone.office)) == sorted_("丙戊")


UNCLEAR = {
    "act_from=2026-09-01": "请同时选择办理动作",
    "act=dance": "没有“dance”",
    "act=park&act_from=2026-09-02&act_to=2026-09-01": "结束早于开始",
    "dispatch_count_min=1.5": "应为数字",
    "park_kind=-": "没有“-”",
}


def test_what_cannot_be_understood_of_them_is_said(people: People) -> None:
    found = {query: asked(query, people.office) for query in UNCLEAR}
    told = {query: one.problems[0] for query, one in found.items()}
    assert [query for query, words in UNCLEAR.items() if words not in told[query]] == []
    assert not any(one.values for one in found.values())


def test_an_act_and_its_days_are_said_in_words(people: People) -> None:
    found = asked("act=park&act_from=2026-09-01&act_to=2026-09-30", people.office)
    ((_one, said, without),) = found.chosen()
    assert said == "挂账 2026-09-01 – 2026-09-30"
    assert without == "?"
    assert "act=park&act_from=2026-09-01" in found.query()
    ((_one, said, _without),) = asked("act=park", people.office).chosen()
    assert said == "挂账"


def test_an_industry_is_called_by_its_name(zone: People) -> None:
    ((_one, said, _without),) = asked("industry=C27", zone.office).chosen()
    assert said == "医药制造业 C27"


def test_days_of_few_rows_are_read_out_of_their_own_index(
    zone: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gathered, walked and windowed alike, from every place, in either direction."""
    queries = {
        "changed_on_from=2026-09-16&first_due_to=2026-09-20&sort=state": "entry_first_due",
        "changed_on_to=2026-09-30": "entry_changed",
        "act=progress&act_from=2026-09-01&act_to=2027-09-30": "",
    }
    for query, index in queries.items():
        found, every = asked(query, zone.office), Entry.objects.all()
        usual = run_of(found, every)
        assert usual.keys is not None
        monkeypatch.setattr(orders, "SPARSE", 0)
        windowed = run_of(found, every)
        monkeypatch.setattr(windows, "WIDEST", 0)
        walked = run_of(found, every)
        monkeypatch.undo()
        assert windowed.window
        assert (windowed.window.index, walked.window) == (index, None)
        assert pages(usual) == pages(windowed) == pages(walked)


def test_the_parts_of_a_unit_are_named_or_asked_for_alike(
    zone: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = asked("co_unit=co&co_unit=lead", zone.office)
    named = run_of(found, Entry.objects.all())
    assert named.keys
    monkeypatch.setattr(conditions, "MANY_PARTS", 0)
    monkeypatch.setattr(ledger, "SPARSE", 0)
    gathered = run_of(found, Entry.objects.all())
    monkeypatch.setattr(orders, "SPARSE", 0)
    walked = run_of(found, Entry.objects.all())
    assert gathered.keys == named.keys
    assert walked.keys is None
    assert pages(named) == pages(walked)


def test_what_was_answered_on_the_spot_is_asked_as_its_index_says_it(people: People) -> None:
    found = asked("promised=yes", people.office).rows(Entry.objects.all())
    statement, given = found.query.sql_with_params()
    assert """WHERE NOT ("ledger_entry"."promise" = '') ORDER BY""" in statement
    assert given == ()


def pages(run: Run) -> list[list[str]]:
    """Two rows a page, forward and back again."""
    rows, sheets = Entry.objects.all(), [run.sheet(Entry.objects.all(), 2)]
    while sheets[-1].after:
        sheets.append(run.sheet(rows, 2, after=sheets[-1].after))
    back = sheets[-1]
    while back.before:
        back = run.sheet(rows, 2, before=back.before)
        sheets.append(back)
    return [[entry.number for entry in one.entries] for one in sheets]


def test_the_order_s_own_days_need_no_window(zone: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "SPARSE", 0)
    found = asked("start=2026-09-16", zone.office)
    assert run_of(found, Entry.objects.all()).window is None
    by_due = asked("start=2026-09-16&sort=due", zone.office)
    window = run_of(by_due, Entry.objects.all()).window
    assert window
    assert window.index == "entry_registered"
