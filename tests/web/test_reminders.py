"""Reminders on the desk and on their page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import services
from taizhang.ledger.models import Reminder
from tests.clock import NOW
from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.people import People

pytestmark = pytest.mark.django_db
SEEN = "/ledger/reminders/seen/"


@pytest.fixture
def late(people: People, clock: Clock) -> None:
    """Seven matters of the handler that are over."""
    for _n in range(7):
        Stages(people).in_progress()
    clock.now = NOW + timedelta(days=8)
    services.remind(now=clock.now)


@pytest.mark.usefixtures("late")
def test_the_desk_shows_some_and_the_page_all(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.lead_handler)
    desk = client.get("/").content.decode()
    assert desk.count(f'action="{SEEN}"') == 5
    assert "/ledger/reminders/" in desk
    page = client.get("/ledger/reminders/").content.decode()
    assert page.count('name="reminder"') == 8  # each, and all at once


@pytest.mark.usefixtures("late")
def test_what_is_seen_is_gone(people: People, signed_in: Callable[[Person], Client]) -> None:
    client = signed_in(people.lead_handler)
    one = Reminder.objects.filter(person=people.lead_handler).earliest("pk")
    answer = client.post(SEEN, {"reminder": one.pk, "back": "desk"})
    assert answer["Location"] == "/"
    assert client.post(SEEN, {"reminder": "all"})["Location"] == "/ledger/reminders/"
    assert "没有提醒" in client.get("/ledger/reminders/").content.decode()
    assert 'class="card reminders"' not in client.get("/").content.decode()


@pytest.mark.usefixtures("late")
def test_nobody_sees_to_anothers(people: People, signed_in: Callable[[Person], Client]) -> None:
    one = Reminder.objects.filter(person=people.lead_handler).earliest("pk")
    signed_in(people.stranger).post(SEEN, {"reminder": one.pk})
    one.refresh_from_db()
    assert one.acknowledged_at is None
    assert signed_in(people.lead_handler).post(SEEN, {"reminder": "x"}).status_code == 302
    one.refresh_from_db()
    assert one.acknowledged_at is None
    assert signed_in(people.contact).get("/ledger/reminders/").status_code == 404
