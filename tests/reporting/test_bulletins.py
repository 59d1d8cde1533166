"""Bulletins: what they say of none, one and many, that counts lead to rows, that they stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict

from taizhang.engine.codes import AuditAct
from taizhang.ledger import queries as ledger
from taizhang.ledger import services as acts
from taizhang.reporting import services
from taizhang.reporting.bulletins import Block, BlockKind, Plan, blocks_of, drawn_up
from taizhang.reporting.bulletins.flow import Flow, Scope
from taizhang.reporting.bulletins.sentences import RATES, clipped, ended, rate
from taizhang.reporting.errors import BulletinChanged, BulletinEmpty, BulletinIssued
from taizhang.reporting.filters import Asked, Reader
from taizhang.reporting.kinds import BulletinKind
from taizhang.reporting.models import Bulletin
from taizhang.reporting.queries import Period
from taizhang.reporting.written import span
from taizhang.roster.models import AuditLine
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WEEK = Period(date(2026, 9, 14), date(2026, 9, 20))


def scope(people: People, *, today: date = TODAY, **more: Any) -> Scope:
    return Scope(ledger.entries(), WEEK, today, people.office, **more)


def drafted(people: People, kind: BulletinKind = BulletinKind.WEEKLY, **more: Any) -> Bulletin:
    plan = Plan(kind, scope(people, **more))
    return services.draft_bulletin(plan, by=people.office, now=NOW)


def texts(plan: Plan) -> list[str]:
    return [one.text for one in drawn_up(plan)[1]]


def solved(people: People, **more: Any) -> Entry:
    entry = make_dispatched(
        by=people.office, lead=people.lead, enterprises=[people.enterprise], **more
    )
    entry = acts.acknowledge(entry, by=people.lead_head, now=NOW)
    entry = acts.answer(entry, reply="已增容送电。", by=people.lead_head, now=NOW)
    entry = acts.call_back(
        entry, said="已送电", solved=True, satisfaction="satisfied", by=people.office, now=NOW
    )
    return acts.close(entry, by=people.office, now=NOW)


def test_of_nothing_no_parts_are_counted(people: People) -> None:
    said = texts(Plan(BulletinKind.WEEKLY, scope(people)))
    assert said == [
        "总体情况",
        "本周未新登记事项。",
        "本周无事项销号。",
        "截至2026年9月16日，无未销号事项。",
    ]


def test_one_and_all_are_said_as_a_clerk_says_them(people: People) -> None:
    entry = solved(people, title="用电")
    said = texts(Plan(BulletinKind.WEEKLY, scope(people)))
    assert "本周新登记诉求1件。" in said
    assert "本周销号1件。" in said
    assert "已销号并表态的1件表示已解决。" in said
    assert "已销号并评价的1件为满意。" in said
    case = next(text for text in said if entry.number in text)
    assert case == (
        f"{people.enterprise.name}反映“用电”（{entry.number}），由电力保障中心牵头办理，"
        "于2026年9月16日答复：已增容送电。经回访，诉求人表示已解决，评价为“满意”。"
    )


def test_some_are_a_part_with_its_whole(people: People) -> None:
    solved(people)
    make_dispatched(by=people.office, lead=people.lead, due=TODAY, title="供水")
    make_entry(by=people.office, ledger="hazard")
    late = TODAY + timedelta(days=4)
    said = texts(Plan(BulletinKind.WEEKLY, scope(people, today=late)))
    assert "本周新登记事项3件，其中诉求2件、隐患1件。" in said
    assert any(text.startswith("截至2026年9月20日，未销号2件，其中超期") for text in said)
    assert "超期事项" in said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "已销号事项尚无评价。"),
        (1, 1, "已销号并评价的1件为满意。"),
        (0, 1, "已销号并评价的1件为不满意。"),
        (4, 4, "已销号并评价的4件均为满意。"),
        (0, 4, "已销号并评价的4件均为不满意。"),
        (3, 4, "已销号并评价的4件中，满意3件，占75.0%。"),
    ],
)
def test_a_rate_has_a_wording_for_none_one_all_and_some(part: int, whole: int, said: str) -> None:
    counts = dict.fromkeys(Flow, 0) | {Flow.CLOSED: 5, Flow.RATED: whole, Flow.SATISFIED: part}
    assert rate(RATES[3], counts) == said
    assert rate(RATES[3], counts | {Flow.CLOSED: 0}) == ""


def test_every_count_is_the_length_of_the_list_it_leads_to(people: People) -> None:
    solved(people, scope="common")
    late = make_dispatched(by=people.office, lead=people.lead, due=TODAY)
    make_entry(by=people.office, ledger="deed", scope="common")
    acts.withdraw(make_entry(by=people.office), reason="撤回", by=people.office, now=NOW)
    today = TODAY + timedelta(days=3)
    for one in (scope(people, today=today), scope(people, today=today, unit=people.lead)):
        counts = one.count()
        for flow in Flow:
            data = QueryDict(mutable=True)
            for name, value in one.source(flow, "").query:
                data.appendlist(name, value)
            asked = Asked.of(data, Reader(people.office, today, None, sees_phones=False))
            assert not asked.problems
            assert asked.rows(ledger.entries()).count() == counts[flow], flow
    assert counts[Flow.OVERDUE] == 1
    assert late.number


def test_each_sentence_leads_to_its_rows(people: People) -> None:
    solved(people, scope="common", category="utilities")
    make_dispatched(by=people.office, lead=people.lead, due=TODAY)
    made = drafted(people, today=TODAY + timedelta(days=3))
    blocks = blocks_of(made)
    assert {one.kind for one in blocks} == {BlockKind.HEADING, BlockKind.TEXT, BlockKind.TABLE}
    assert all(one.sources for one in blocks if one.kind is not BlockKind.HEADING)


def test_common_problems_stand_by_category(people: People) -> None:
    solved(people, scope="common", category="utilities", title="用电")
    make_entry(by=people.office, scope="common", category="utilities", title="用水")
    title, blocks = drawn_up(Plan(BulletinKind.COMMON, scope(people)))
    said = [one.text for one in blocks]
    assert title == "关于2026年9月14日至20日台账事项共性问题的专报"
    assert said[0] == "水电气暖" or said[0]
    assert said[1].endswith("类共性问题2件，涉及诉求主体1家，由电力保障中心牵头，已销号1件。")
    assert texts(Plan(BulletinKind.COMMON, scope(people, unit=people.co))) == [
        "本期未登记共性问题。"
    ]


def test_who_sees_a_part_counts_a_part(people: People) -> None:
    make_dispatched(by=people.office, lead=people.lead)
    make_dispatched(by=people.office, lead=people.co)
    own = replace(scope(people), entries=ledger.entries().filter(lead=people.lead))
    assert own.count()[Flow.NEW] == 1


def test_a_person_s_words_stay_when_it_is_drawn_up_anew(people: People) -> None:
    made = drafted(people)
    made = services.edit_bulletin(
        made,
        title="一周情况",
        texts={"new": "本周平稳。", "closed": ""},
        more="下周重点：\n核查超期事项。",
        by=people.office,
        seen=0,
    )
    make_entry(by=people.office)
    made = services.redraft_bulletin(
        made, Plan(BulletinKind.WEEKLY, scope(people)), by=people.office, seen=1
    )
    said = {one.key: one.text for one in blocks_of(made)}
    assert made.title == "一周情况"
    assert said["new"] == "本周平稳。"
    assert said["closed"] == ""
    assert said["open"] == "截至2026年9月16日，未销号1件，无超期。"
    assert [said["own-1"], said["own-2"]] == ["下周重点：", "核查超期事项。"]


def test_an_older_form_is_refused_and_the_same_one_twice_is_done_once(people: People) -> None:
    made = drafted(people)
    words = {"title": "甲", "texts": {"new": "乙"}, "by": people.office, "seen": 0}
    services.edit_bulletin(made, **words)
    assert services.edit_bulletin(made, **words).edition == 1
    with pytest.raises(BulletinChanged):
        services.edit_bulletin(made, **{**words, "title": "丙"})


def issued(people: People, made: Bulletin, **more: Any) -> Bulletin:
    said = {"issuer": "专班办公室", "is_circulated": False, "seen": made.edition, **more}
    return services.issue_bulletin(made, by=people.office, now=NOW, **said)


def test_issues_are_numbered_by_kind_and_year(people: People) -> None:
    numbers = [issued(people, drafted(people)).number for _time in range(2)]
    other = issued(people, drafted(people, BulletinKind.BRIEF))
    assert (numbers, other.number, other.year) == ([1, 2], 1, 2026)
    assert AuditLine.objects.filter(act=AuditAct.BULLETIN_ISSUED).count() == 3


def test_an_issue_keeps_words_and_figures(people: People) -> None:
    make_entry(by=people.office)
    made = issued(people, drafted(people))
    kept = made.blocks
    make_entry(by=people.office)
    plan = Plan(BulletinKind.WEEKLY, scope(people))
    for act in (
        lambda: services.edit_bulletin(made, title="x", texts={}, by=people.office, seen=0),
        lambda: services.redraft_bulletin(made, plan, by=people.office, seen=0),
        lambda: services.discard_bulletin(made),
        lambda: issued(people, made),
    ):
        with pytest.raises(BulletinIssued):
            act()
    made.refresh_from_db()
    assert made.blocks == kept


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_itself_refuses_to_change_an_issue(people: People, act: str) -> None:
    row = Bulletin.objects.filter(pk=issued(people, drafted(people)).pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(title="x") if act == "update" else row.delete()


def test_a_draft_is_changed_and_thrown_away(people: People) -> None:
    made = drafted(people)
    services.discard_bulletin(made)
    services.discard_bulletin(made)
    assert not Bulletin.objects.exists()


def test_what_says_nothing_is_not_issued(people: People) -> None:
    made = drafted(people)
    made.blocks = [Block("x", BlockKind.TEXT).as_json()]
    made.save()
    with pytest.raises(BulletinEmpty):
        issued(people, made)


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"ends_on": date(2026, 9, 1)}, "a_bulletin_s_period_runs_forward"),
        ({"number": 3}, "an_issue_has_number_who_and_when"),
    ],
)
def test_the_database_refuses_nonsense(people: People, more: dict[str, Any], name: str) -> None:
    made = drafted(people)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Bulletin.objects.filter(pk=made.pk).update(**more)


def test_days_that_two_dates_share_are_said_once() -> None:
    assert span(WEEK) == "2026年9月14日至20日"
    assert span(Period(date(2026, 8, 31), date(2026, 9, 6))) == "2026年8月31日至9月6日"
    assert span(Period(date(2026, 12, 28), date(2027, 1, 3))) == "2026年12月28日至2027年1月3日"
    assert span(Period(TODAY, TODAY)) == "2026年9月16日"


def test_a_long_text_is_cut_behind_a_sentence() -> None:
    assert clipped("短。", 9) == "短。"
    assert clipped("第一句话。第二句话很长很长。", 9) == "第一句话。"
    assert clipped("没有句号的一段很长的话", 6) == "没有句号的…"
    assert (ended("好；"), ended("好。"), ended(""), ended("好！")) == ("好。", "好。", "", "好！")
