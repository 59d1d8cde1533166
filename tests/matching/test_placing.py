"""A newly registered entry is placed among the groups of the nightly run at once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from taizhang.engine import placing as engine
from taizhang.matching import placing, services
from taizhang.matching.codes import Verdict
from taizhang.matching.models import Night, Placement, Run
from tests.clock import NOW
from tests.factories import browser, make_enterprise
from tests.matching.test_find_problems import NEED, needing, numbers

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from tests.matching.conftest import Shared
    from tests.people import People

pytestmark = pytest.mark.django_db
FLOOD = "东二路积水倒灌车间，{n}台设备进水，希望尽快抽排并疏通管网。"


def _flooded(shared: Shared, count: int) -> list[Entry]:
    return [shared.appeal(title="东二路积水", text=FLOOD.format(n=n + 2)) for n in range(count)]


@pytest.fixture(params=["grouped anew", "beside a large stock"])
def run(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, shared: Shared) -> Shared:
    """A night has passed over three floods among other matters."""
    if request.param == "beside a large stock":
        monkeypatch.setattr("taizhang.engine.clustering.stock.SMALL", 1, raising=False)
        monkeypatch.setattr(engine, "SMALL", 1)
    needing(shared, 3)
    shared.entries = _flooded(shared, 3)
    services.find_problems(now=NOW)
    return shared


def test_the_night_says_where_each_belongs(run: Shared) -> None:
    first, *others = run.entries
    found = placing.belongs(first)
    assert set(found.alike) >= {one.number for one in others}
    assert found.doubts == ()
    groups = Placement.objects.filter(entry__in=run.entries).values_list("group", flat=True)
    assert len(set(groups)) == 1
    assert Run.objects.get().entries == Placement.objects.count()


def test_what_comes_after_the_night_is_placed_at_once(run: Shared) -> None:
    (new,) = _flooded(run, 1)
    assert not Placement.objects.filter(entry=new).exists()
    assert set(placing.belongs(new).alike) & set(numbers(run.entries))
    other = run.appeal(title="公寓漏水", text="人才公寓三号楼屋顶漏水，一直无人维修。")
    assert placing.belongs(other).alike == ()
    again = placing.belongs(new).alike
    assert again == placing.belongs(new).alike, "asked again it is where it was"


def test_later_ones_are_placed_beside_those_that_came_before(run: Shared) -> None:
    text = "北门班车改线后晚班职工无车可乘，希望恢复原线路。"
    one = run.appeal(title="北门班车", text=text)
    other = run.appeal(title="北门班车", text=text)
    assert one.number in placing.belongs(other).alike


def test_what_people_told_apart_stays_apart(run: Shared) -> None:
    new = run.appeal(title="东二路积水", text=FLOOD.format(n=9))
    for other in run.entries:
        services.decide_between(
            new, other, verdict=Verdict.NOT_THE_SAME, why="另一处", **run.office
        )
    assert placing.belongs(new).alike == ()
    services.find_problems(now=NOW + timedelta(days=1))
    assert placing.belongs(new).alike == ()


def test_the_need_leads_to_the_common_problem(shared: Shared, people: People) -> None:
    problem = shared.problem(*needing(shared, 3))
    services.find_problems(now=NOW)
    new = shared.appeal(title="扩产缺地", text=NEED.format(n=900), category="land_space")
    page = browser(people.office).get(f"/ledger/{new.number}/").content.decode()
    assert "可能属于共性问题" in page
    assert problem.number in page
    assert f"/matching/{problem.number}/belongs_here/?entry={new.number}" in page
    stranger = browser(people.service_officer).get(f"/ledger/{new.number}/")
    assert problem.number not in stranger.content.decode(), "a problem that they do not see"
    services.decide_not_the_same(problem, new, why="要的是写字楼", **shared.office)
    page = browser(people.office).get(f"/ledger/{new.number}/").content.decode()
    assert problem.number not in page


def test_the_page_shows_who_says_much_the_same(run: Shared, people: People) -> None:
    (new,) = _flooded(run, 1)
    page = browser(people.office).get(f"/ledger/{new.number}/").content.decode()
    assert "说法相近的条目" in page
    assert any(f"/ledger/{one.number}/" in page for one in run.entries)


def test_without_a_night_or_with_an_old_index_nothing_is_said(shared: Shared) -> None:
    (entry,) = _flooded(shared, 1)
    assert placing.belongs(entry).alike == ()
    services.find_problems(now=NOW)
    Run.objects.update(state=b"of an older product", made_at=NOW + timedelta(hours=1))
    assert placing.belongs(_flooded(shared, 1)[0]).alike == ()


def test_a_night_is_done_once_a_day(shared: Shared) -> None:
    needing(shared, 3)
    done = services.nightly(now=NOW)
    assert done is not None
    assert (done.found.proposed, done.learnt) == (1, 0)
    assert services.nightly(now=NOW + timedelta(hours=4)) is None
    assert services.nightly(now=NOW + timedelta(days=1)) is not None


def test_a_night_that_never_ended_is_done_again() -> None:
    Night.objects.create(day=NOW.date(), begun_at=NOW)
    assert services.nightly(now=NOW + timedelta(hours=1)) is None
    assert services.nightly(now=NOW + timedelta(hours=4)) is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Night.objects.create(day=NOW.date(), begun_at=NOW)


def test_closed_entries_are_placed_nowhere(shared: Shared) -> None:
    services.find_problems(now=NOW)
    assert placing.belongs(shared.closed(make_enterprise())).alike == ()
