from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import ActivityKind
from taizhang.intake import services
from taizhang.intake.models import Activity

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from tests.people import People


@pytest.fixture
def visit(people: People, now: datetime) -> Activity:
    return services.record_activity(
        kind=ActivityKind.VISIT,
        title="走访澄泉公司",
        held_on=date(2026, 9, 10),
        by=people.office,
        now=now,
        place="厂区",
        park=people.park,
        enterprises=[people.enterprise],
        people=[people.office],
    )


def test_activities_are_listed_with_when_where_and_whom(office: Client, visit: Activity) -> None:
    html = office.get("/intake/activities/").text

    for words in ("走访澄泉公司", "9月10日", "厂区", "澄泉水处理", "青禾产业园"):
        assert words in html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kind=visit", True),
        ("kind=meeting", False),
        ("park=park", True),
        ("since=2026-09-01&until=2026-09-30", True),
        ("since=2026-10-01", False),
        ("until=2026-09-01", False),
        ("q=厂区", True),
        ("q=澄泉水处理", True),
        ("q=光学", False),
    ],
)
def test_activities_are_filtered(office: Client, visit: Activity, query: str, shown: bool) -> None:
    assert ("走访澄泉公司" in office.get(f"/intake/activities/?{query}").text) is shown


def test_a_wrong_date_is_said_and_narrows_nothing(office: Client, visit: Activity) -> None:
    answer = office.get("/intake/activities/?since=later")

    assert "走访澄泉公司" in answer.text
    assert 'class="error"' in answer.text


def test_many_activities_need_no_more_queries(
    office: Client,
    people: People,
    now: datetime,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for place in range(20):
        services.record_activity(
            kind=ActivityKind.MEETING,
            title=f"会议{place}",
            held_on=date(2026, 9, 1),
            by=people.office,
            now=now,
            enterprises=[people.enterprise],
        )

    with django_assert_max_num_queries(19):  # type: ignore[attr-defined]
        office.get("/intake/activities/")
