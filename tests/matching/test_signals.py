"""Signals of common problems: counted over all members, told with what carries them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.clustering.signals import Alert
from taizhang.engine.lexicon.industries import industry
from taizhang.ledger.models import Entry
from taizhang.matching import queries
from taizhang.matching.signals import setting, signals_of, speaking, writers
from tests.clock import NOW
from tests.factories import browser, make_enterprise, make_entry, make_park

if TYPE_CHECKING:
    from taizhang.matching.models import CommonProblem
    from tests.matching.conftest import Shared
    from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def _medical(shared: Shared, count: int) -> CommonProblem:
    """So many of six small pharmaceutical firms lack land; one of another park since yesterday."""
    old, new = make_park("南湖产业园"), make_park("北岭产业园")
    firms = [make_enterprise(industry="C2710", size="small", park=old) for _n in range(5)]
    firms.append(make_enterprise(industry="C27", size="small", park=new))
    given = {"by": shared.people.office, "title": "缺地", "text": "扩产缺少生产用地。"}
    times = [NOW - timedelta(days=30 - n) for n in range(count - 1)] + [NOW - timedelta(days=1)]
    asking = [*firms[: count - 1], firms[-1]]
    entries = [
        make_entry(enterprises=[firm], now=at, **given)
        for firm, at in zip(asking, times, strict=True)
    ]
    return shared.problem(*entries)


def _told(problem: CommonProblem) -> dict[Alert, list[str]]:
    entries = [row.entry for row in queries.memberships(problem)]
    told = signals_of(entries, problem.words, setting(TODAY))
    return {
        one.alert: [ground.message.format(**ground.fields) for ground in one.grounds]
        for one in told
    }


def test_how_many_of_how_many_and_where_it_spreads(shared: Shared) -> None:
    told = _told(_medical(shared, 4))
    frequent = " ".join(told[Alert.FREQUENT])
    assert "4 of the 6 enterprises of 医药制造业" in frequent
    assert "4 of the 6 enterprises of small" in frequent
    assert told[Alert.SPREADING] == [
        "Until now in 南湖产业园, in the last 7 days in 北岭产业园 too."
    ]
    assert Alert.NEW not in told
    assert told[Alert.MANY_OF_ONE] == ["4 different people, 4 messages."]


def test_the_problem_shows_them_with_words_firms_days_and_quotes(
    shared: Shared, people: People
) -> None:
    problem = _medical(shared, 4)
    firm = shared.entries[0].requesters.get().enterprise
    page = browser(people.office).get(f"/matching/{problem.number}/").content.decode()
    for said in ("高频", "医药制造业", "小型企业", "扩散", "北岭产业园", firm.name):
        assert said in page
    assert "“扩产缺少生产用地。”" in page
    assert "8月17日" in page
    listed = browser(people.office).get("/matching/").content.decode()
    assert "高频" in listed


def test_nobody_reads_names_or_quotes_of_what_they_do_not_see(
    shared: Shared, people: People
) -> None:
    problem = _medical(shared, 4)
    firm = shared.entries[0].requesters.get().enterprise
    page = browser(people.lead_head).get(f"/matching/{problem.number}/").content.decode()
    assert "医药制造业" in page, "what is counted is told"
    assert firm.name not in page
    assert "“扩产缺少生产用地。”" not in page


def test_themes_are_chosen_from_what_speaks_for_them(shared: Shared, people: People) -> None:
    problem = _medical(shared, 4)
    office = browser(people.office)
    page = office.get("/matching/themes/")
    ((offered, told, address),) = page.context["speaking"]
    assert offered == problem
    assert any("医药制造业" in one.in_a_line for one in told)
    assert "医药制造业" in office.get(address).context["form"].initial["why"]
    assert speaking(queries.problems().none(), TODAY) == []


def test_who_writes_again_and_again(shared: Shared, people: People) -> None:
    firm = make_enterprise("云岭常来常往有限公司")
    for n in range(4):
        shared.appeal(firm, text=f"第{n}件不同的事情需要协调解决。")
    shared.appeal(make_enterprise())
    (found,) = writers(Entry.objects.all(), NOW)
    assert found.alert is Alert.ONE_OF_MANY
    assert found.grounds[0].fields["count"] == 4
    assert found.grounds[0].fields["matters"] == 4
    page = browser(people.office).get("/matching/candidates/").content.decode()
    assert "云岭常来常往有限公司：90 天内就 4 个事项来信 4 件" in page
    assert writers(Entry.objects.all(), NOW + timedelta(days=100)) == ()


@pytest.mark.parametrize(
    ("code", "name"),
    [("C27", "医药制造业"), ("2710", "医药制造业"), ("I65", "软件和信息技术服务业"), ("x", "x")],
)
def test_an_industry_by_name(code: str, name: str) -> None:
    assert industry(code) == name
