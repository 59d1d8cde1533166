from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.intake import queries, services
from taizhang.intake.errors import DraftDecided, SplitOutside, StaleDraft
from taizhang.intake.models import Draft

if TYPE_CHECKING:
    from datetime import datetime

    from tests.intake.conftest import Page
    from tests.people import People


def _at(page: Page, words: str) -> int:
    return page.document.text.index(words)


def test_split_makes_two_drafts_that_quote_their_part(
    page: Page, people: People, now: datetime
) -> None:
    one, two = services.split(
        page.power, at=_at(page, "电力中心答复"), by=people.office, now=now, seen=1
    )

    assert one.quote == "澄泉水处理反映的用电\n容量不足问题"
    assert one.text == "澄泉水处理反映的用电容量不足问题"
    assert two.quote == two.text == "电力中心答复年内扩容"
    for part in (one, two):
        assert page.document.text[part.start : part.end] == part.quote
        assert list(part.parents.all()) == [page.power]
    parent = Draft.objects.get(pk=page.power.pk)
    assert (parent.status, parent.decided_by) == (Draft.Status.REPLACED, people.office)


def test_split_keeps_the_reading_order(page: Page, people: People, now: datetime) -> None:
    one, two = services.split(page.power, at=_at(page, "电力中心"), by=people.office, now=now)

    assert [draft.pk for draft in queries.drafts(page.document)] == [
        one.pk,
        two.pk,
        page.loan.pk,
        page.order.pk,
    ]


def test_split_gives_the_time_limit_to_the_part_that_says_it(
    page: Page, people: People, now: datetime
) -> None:
    one, two = services.split(page.power, at=_at(page, "电力中心"), by=people.office, now=now)

    assert (one.due_text, two.due_text) == ("", "年内")


def test_split_at_a_selection_cuts_where_it_begins_inside(
    page: Page, people: People, now: datetime
) -> None:
    start = _at(page, "电力中心答复")

    _one, two = services.split(page.power, at=start, until=start + 6, by=people.office, now=now)

    assert two.start == start


def test_split_at_a_selection_from_the_beginning_cuts_where_it_ends(
    page: Page, people: People, now: datetime
) -> None:
    _one, two = services.split(
        page.power,
        at=page.power.start,
        until=_at(page, "电力中心答复"),
        by=people.office,
        now=now,
    )

    assert two.quote == "电力中心答复年内扩容"


@pytest.mark.parametrize("shift", [0, -3, 500])
def test_split_refuses_a_place_outside_the_draft(
    page: Page, people: People, now: datetime, shift: int
) -> None:
    with pytest.raises(SplitOutside):
        services.split(page.power, at=page.power.start + shift, by=people.office, now=now)

    assert Draft.objects.count() == 3


def test_split_refuses_a_part_of_punctuation_alone(
    page: Page, people: People, now: datetime
) -> None:
    Draft.objects.filter(pk=page.order.pk).update(end=page.order.end + 1)

    with pytest.raises(SplitOutside):
        services.split(page.order, at=page.order.end, by=people.office, now=now)


def test_split_twice_is_refused(page: Page, people: People, now: datetime) -> None:
    at = _at(page, "电力中心")
    services.split(page.power, at=at, by=people.office, now=now)

    with pytest.raises(DraftDecided):
        services.split(page.power, at=at, by=people.office, now=now)


def test_split_refuses_a_stale_form(page: Page, people: People, now: datetime) -> None:
    services.edit(page.power, by=people.office, now=now, text="别的")

    with pytest.raises(StaleDraft):
        services.split(page.power, at=_at(page, "电力"), by=people.office, now=now, seen=1)
