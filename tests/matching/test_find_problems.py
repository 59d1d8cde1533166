"""The nightly run (系统推荐): what it proposes; it keeps to decisions and keeps identity."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from taizhang.ledger.models import Entry
from taizhang.matching import errors, queries, services
from taizhang.matching.models import Candidate, CandidateEntry, Decision, Membership
from tests.clock import NOW
from tests.factories import make_enterprise
from tests.matching.conftest import Shared, looked

pytestmark = pytest.mark.django_db
NEED = "医药产业园扩产缺少生产用地，希望提供标准厂房{n}平方米。"
OTHER = "员工子女入学难，希望协调就近公办学校学位{n}个。"


BACKGROUND = (
    "门口路灯不亮，夜班员工出行不安全。",
    "续贷审批周期太长，流动资金衔接不上。",
    "招不到熟练焊工，希望组织校企对接。",
    "危废处置费用偏高，希望集中收运。",
    "电压不稳，精密设备经常停机。",
    "天然气管道压力不足影响锅炉运行。",
    "出口退税到账慢，占用资金较多。",
    "高新技术企业认定材料不会填写。",
    "货车限行时段与生产班次冲突。",
    "消防验收意见不一致，反复整改。",
    "知识产权质押融资渠道不了解。",
    "园区食堂价格上涨，职工意见大。",
    "污水管网倒灌，雨天车间积水。",
    "宽带速度慢，视频会议经常中断。",
    "母公司迟迟不批新增投资计划。",
    "老旧设备更新补贴何时兑现。",
    "展会名额少，新产品没有机会亮相。",
    "公交末班车太早，加班职工无法返程。",
    "社保缓缴政策到期后如何衔接。",
    "专利侵权纠纷久拖不决，影响订单。",
    "检测机构排队两个月，产品无法上市。",
    "噪声投诉频繁，希望协调隔音屏障。",
)


def needing(shared: Shared, count: int, text: str = NEED, **more: object) -> list:
    """So many appeals of different enterprises, among others: in few texts all words are common."""
    if not Entry.objects.exists():
        firm = make_enterprise()
        for words in BACKGROUND:
            shared.appeal(firm, title=words[:8], text=words, category="other")
    more.setdefault("category", "land_space" if text == NEED else "housing_living")
    return [
        shared.at_work(title=text.partition("，")[0], text=text.format(n=600 + 100 * n), **more)
        for n in range(count)
    ]


def found() -> list[list[str]]:
    return [sorted(row.entry.number for row in one.proposed.all()) for one in queries.candidates()]


def numbers(entries: list) -> list[str]:
    return sorted(entry.number for entry in entries)


def test_what_three_enterprises_share_is_proposed(shared: Shared) -> None:
    land, school = needing(shared, 4), needing(shared, 3, OTHER)
    run = services.find_problems(now=NOW)
    assert (run.entries, run.proposed, run.new) == (7 + len(BACKGROUND), 2, 2)
    assert found() == [numbers(land), numbers(school)]
    first = queries.candidates()[0]
    assert "用地" in first.words
    assert str(first) == first.title
    assert str(first.proposed.all()[0]) == f"{first} ← {land[0]}"
    assert not Membership.objects.exists()


def test_one_enterprise_that_writes_often_is_no_common_problem(shared: Shared) -> None:
    firm = make_enterprise()
    needing(shared, 5, enterprise=firm)
    assert services.find_problems(now=NOW).proposed == 0


def test_closed_entries_and_other_ledgers_are_left_out(shared: Shared) -> None:
    entries = needing(shared, 2)
    problem = shared.problem(*entries, shared.closed())
    del problem
    assert services.find_problems(now=NOW).entries == 2 + len(BACKGROUND)


def test_what_may_belong_to_an_open_problem_is_proposed_there(shared: Shared) -> None:
    entries = needing(shared, 3)
    problem = shared.problem(*entries)
    late = needing(shared, 1)
    services.find_problems(now=NOW)
    candidate = queries.candidates().get()
    assert candidate.problem == problem
    assert found() == [numbers(late)]
    services.decide_not_the_same(problem, late[0], why="是租金", **shared.office)
    assert services.find_problems(now=NOW).proposed == 0
    services.decide_belongs_here(problem, late[0], why="核实", **shared.office)
    assert services.find_problems(now=NOW).proposed == 0
    assert looked(problem)


def test_what_people_told_apart_is_never_put_together_again(shared: Shared) -> None:
    entries = needing(shared, 5)
    services.find_problems(now=NOW)
    said = {"why": "是租金问题", **shared.office}
    services.tell_apart(entries[0], entries[1:], **said)
    assert Decision.objects.count() == 4
    with pytest.raises(errors.DecidedAlready):
        services.tell_apart(entries[0], entries[1:], **said)
    services.find_problems(now=NOW)
    assert found() == [numbers(entries[1:])]


def test_a_proposal_keeps_its_identity_as_it_grows_and_when_run_again(shared: Shared) -> None:
    needing(shared, 3)
    services.find_problems(now=NOW)
    before = queries.candidates().get()
    again = services.find_problems(now=NOW + timedelta(hours=1))
    assert (again.proposed, again.new) == (1, 0)
    needing(shared, 2)
    later = NOW + timedelta(days=1)
    services.find_problems(now=later)
    after = queries.candidates().get()
    assert (after.pk, after.first_found_at, after.found_at) == (before.pk, NOW, later)
    assert len(found()[0]) == 5
    assert queries.candidate_by_key(after.pk) == after


def test_a_proposal_that_was_taken_up_is_gone(shared: Shared) -> None:
    entries = needing(shared, 3)
    services.find_problems(now=NOW)
    shared.problem(*entries)
    services.find_problems(now=NOW)
    assert found() == []
    assert Candidate.objects.count() == 1


def test_the_order_of_arrival_changes_nothing(shared: Shared) -> None:
    entries = [
        one
        for pair in zip(needing(shared, 4), needing(shared, 4, OTHER), strict=True)
        for one in pair
    ]
    services.find_problems(now=NOW)
    assert sorted(found()) == sorted([numbers(entries[::2]), numbers(entries[1::2])])


def test_other_words_for_the_same_need_are_one_proposal(shared: Shared) -> None:
    texts = (
        "二期扩建没有地块，想拿三十亩。",
        "现有厂房已满，需要新增工业用地。",
        "用地指标一直没有落实，项目停着。",
    )
    entries = [shared.at_work(title=text[:8], text=text, category="land_space") for text in texts]
    services.find_problems(now=NOW)
    assert found() == [numbers(entries)]


def test_what_says_the_same_without_a_known_need_is_proposed_too(shared: Shared) -> None:
    alike = needing(shared, 3, "吉祥物授权手续没有人管，希望明确吉祥物归口{n}。", category="other")
    services.find_problems(now=NOW)
    assert found() == [numbers(alike)]


def test_the_database_keeps_proposals_straight(shared: Shared) -> None:
    entries = needing(shared, 3)
    services.find_problems(now=NOW)
    candidate = Candidate.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        CandidateEntry.objects.create(candidate=candidate, entry=entries[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.update(found_at=NOW - timedelta(days=1))
