"""What an entry that nobody replied to says of its dates once it is over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import services
from taizhang.ledger.models import Ledger
from taizhang.web.ledger.ladder import due_story, ladder
from tests.factories import make_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock as Pace
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_a_declined_matter_says_what_ran_when_it_ended_and_what_was_told(
    people: People, clock: Pace, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office, ledger="appeal")
    clock.advance(days=4)
    told = {"reason": "已进入诉讼。", "route": "向人民法院申请执行"}
    entry = services.decline(entry, **told, by=people.office, now=clock.now)
    rungs = ladder(entry, today=clock.advance(days=30).date())
    assert [rung.look for rung in rungs] == ["late", "", "", "", ""]
    assert {rung.when for rung in rungs[1:-1]} == {"未开始"}
    assert (rungs[-1].when, rungs[-1].fill) == ("9月20日（周日）不予受理", 0)
    page = signed_in(people.office).get(f"/ledger/{entry.number}/").content.decode()
    assert "9月20日（周日）不予受理，没有确定过答复时限。" in page
    assert "理由：已进入诉讼。已告知：向人民法院申请执行。" in page
    assert "交办时确定" not in page
    assert "自交办起算" not in page


def test_a_clock_that_ran_until_the_matter_was_declined_or_withdrawn_is_not_overdue(
    people: People, clock: Pace
) -> None:
    Ledger.objects.filter(code="appeal").update(preset="information_request")
    declined, withdrawn = (make_entry(by=people.office, ledger="appeal") for _one in range(2))
    clock.advance(days=2)
    told = {"reason": "不属本区职责", "route": "市自然资源局"}
    declined = services.decline(declined, **told, by=people.office, now=clock.now)
    withdrawn = services.withdraw(withdrawn, reason="已自行解决", by=people.office, now=clock.now)
    later = clock.advance(days=90).date()
    for entry, words in ((declined, "9月18日（周五）不予受理"), (withdrawn, "9月18日（周五）撤回")):
        rung = ladder(entry, today=later)[0]
        assert (rung.look, rung.says) == ("", words)
        assert rung.fill < 10
    assert due_story(withdrawn) == "9月18日（周五）撤回，没有确定过答复时限。理由：已自行解决。"


def test_a_promise_that_ended_with_the_matter_is_told(people: People, clock: Pace) -> None:
    given = {"by": people.office, "now": clock.now}
    entry = make_entry(by=people.office, ledger="appeal", due=date(2026, 9, 30))
    entry = services.decline(entry, reason="重复", route="按原件办理", **given)
    assert due_story(entry).startswith("9月16日（周三）不予受理；此前的答复时限为9月30日（周三）。")


def test_a_merged_matter_says_where_the_work_goes_on(people: People, clock: Pace) -> None:
    head, entry = (make_entry(by=people.office, ledger="appeal") for _one in range(2))
    given = {"by": people.office, "now": clock.now}
    entry = services.merge(entry, into=head, reason="同一件事", **given)
    assert due_story(entry) == f"本条没有单独的答复时限，并入 {head.number} 一并办理。"
