from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.intake import queries, services
from taizhang.intake.errors import DraftDecided, NotNeighbours, StaleDraft
from taizhang.intake.models import Draft

if TYPE_CHECKING:
    from datetime import datetime

    from tests.intake.conftest import Page
    from tests.people import People


def test_merge_makes_one_draft_that_covers_both(page: Page, people: People, now: datetime) -> None:
    one = services.merge([page.loan, page.power], by=people.office, now=now, seen=[1, 1])

    assert one.quote == page.document.text[page.power.start : page.loan.end]
    assert one.text == "澄泉水处理用电容量不足；启明光学贷款周转困难"
    assert [item["code"] for item in one.enterprises] == ["enterprise", "other_enterprise"]
    assert (one.category, one.lead_name, one.due_text) == ("utilities", "规建局", "年内")
    assert set(one.parents.all()) == {page.power, page.loan}
    assert [draft.pk for draft in queries.drafts(page.document)] == [one.pk, page.order.pk]


def test_merge_takes_more_than_two(page: Page, people: People, now: datetime) -> None:
    services.merge([page.power, page.loan, page.order], by=people.office, now=now)

    assert queries.drafts(page.document).count() == 1


def test_merge_refuses_drafts_with_another_between(
    page: Page, people: People, now: datetime
) -> None:
    with pytest.raises(NotNeighbours):
        services.merge([page.power, page.order], by=people.office, now=now)

    assert Draft.objects.filter(status=Draft.Status.WAITING).count() == 3


def test_merge_passes_over_a_rejected_draft_between(
    page: Page, people: People, now: datetime
) -> None:
    services.reject(page.loan, "已办结", by=people.office, now=now)

    one = services.merge([page.power, page.order], by=people.office, now=now)

    assert (one.start, one.end) == (page.power.start, page.order.end)


def test_merge_refuses_drafts_of_two_articles(page: Page, people: People, now: datetime) -> None:
    Draft.objects.filter(pk=page.loan.pk).update(article="a2")

    with pytest.raises(NotNeighbours):
        services.merge([page.power, page.loan], by=people.office, now=now)


def test_merge_refuses_a_single_draft(page: Page, people: People, now: datetime) -> None:
    with pytest.raises(NotNeighbours):
        services.merge([page.power, page.power], by=people.office, now=now)


def test_merge_twice_is_refused(page: Page, people: People, now: datetime) -> None:
    services.merge([page.power, page.loan], by=people.office, now=now)

    with pytest.raises(DraftDecided):
        services.merge([page.power, page.loan], by=people.office, now=now)


def test_merge_refuses_a_stale_form(page: Page, people: People, now: datetime) -> None:
    services.edit(page.loan, by=people.office, now=now, text="别的")

    with pytest.raises(StaleDraft):
        services.merge([page.power, page.loan], by=people.office, now=now, seen=[1, 1])


def test_neighbours_are_the_waiting_drafts_beside_it_in_its_article(page: Page) -> None:
    assert queries.neighbours(page.loan) == [page.power, page.order]
    assert queries.neighbours(page.power) == [page.loan]
