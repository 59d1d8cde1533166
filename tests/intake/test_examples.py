"""Decided drafts as examples: what each decision says about the reading."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.examples import Outcome, Part
from taizhang.intake import queries, services
from taizhang.intake.claims import said
from taizhang.intake.examples import examples

if TYPE_CHECKING:
    from datetime import datetime

    from tests.intake.conftest import Page
    from tests.people import People


@pytest.fixture
def claimed(page: Page) -> Page:
    for draft in (page.power, page.loan, page.order):
        draft.claim = said(draft)
        draft.save()
    return page


def _found() -> list[tuple[int, Outcome, tuple[Part, ...]]]:
    return [(one.draft, one.outcome, one.parts) for one in examples(queries.all_drafts())]


def test_a_draft_confirmed_as_it_was_is_right(claimed: Page, people: People, now: datetime) -> None:
    services.accept(claimed.power, by=people.office, now=now)

    assert _found() == [(claimed.power.pk, Outcome.AS_IS, ())]


def test_what_was_edited_is_named(claimed: Page, people: People, now: datetime) -> None:
    services.edit(claimed.power, by=people.office, now=now, category="finance", text="别的")
    services.accept(claimed.power, by=people.office, now=now)

    assert _found() == [(claimed.power.pk, Outcome.EDITED, (Part.TEXT, Part.CATEGORY))]


def test_a_rejected_draft_was_wrong(claimed: Page, people: People, now: datetime) -> None:
    services.reject(claimed.order, "不是部署", by=people.office, now=now)

    assert _found() == [(claimed.order.pk, Outcome.REJECTED, ())]


def test_what_a_person_added_was_missed(claimed: Page, people: People, now: datetime) -> None:
    added = services.add(claimed.document, 0, 10, by=people.office, now=now)
    services.accept(added, by=people.office, now=now)

    assert _found() == [(added.pk, Outcome.MISSED, ())]


def test_what_a_person_added_and_dropped_again_tells_nothing(
    claimed: Page, people: People, now: datetime
) -> None:
    added = services.add(claimed.document, 0, 10, by=people.office, now=now)
    services.reject(added, "重复", by=people.office, now=now)

    assert _found() == []


def test_a_split_draft_is_judged_by_its_parts(claimed: Page, people: People, now: datetime) -> None:
    at = claimed.document.text.index("电力中心")
    one, two = services.split(claimed.power, at=at, by=people.office, now=now)
    assert _found() == []

    services.reject(one, "重复", by=people.office, now=now)
    assert _found() == []

    services.accept(two, by=people.office, now=now)
    assert _found() == [(claimed.power.pk, Outcome.EDITED, (Part.SPAN,))]


def test_a_split_draft_whose_parts_are_all_rejected_was_wrong(
    claimed: Page, people: People, now: datetime
) -> None:
    at = claimed.document.text.index("电力中心")
    for part in services.split(claimed.power, at=at, by=people.office, now=now):
        services.reject(part, "重复", by=people.office, now=now)

    assert _found() == [(claimed.power.pk, Outcome.REJECTED, ())]


def test_drafts_merged_again_after_a_split_follow_to_the_end(
    claimed: Page, people: People, now: datetime
) -> None:
    at = claimed.document.text.index("电力中心")
    parts = services.split(claimed.power, at=at, by=people.office, now=now)
    one = services.merge(parts, by=people.office, now=now)
    services.accept(one, by=people.office, now=now)

    assert _found() == [(claimed.power.pk, Outcome.EDITED, (Part.SPAN,))]


def test_only_decisions_since_a_day_count(claimed: Page, people: People, now: datetime) -> None:
    services.accept(claimed.power, by=people.office, now=now)

    assert not examples(queries.all_drafts(), date(2099, 1, 1))
    assert examples(queries.all_drafts(), now.date())
