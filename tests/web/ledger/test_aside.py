"""What the acts beside the straight way show before they are done."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import services
from taizhang.ledger.models import Entry
from tests.clock import NOW
from tests.factories import make_entry
from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(people.office)


def test_merging_proposes_what_says_much_the_same(office: Client, people: People) -> None:
    stages = Stages(people)
    head, entry = stages.in_progress(), stages.accepted()
    answer = office.get(f"/ledger/{entry.number}/merge/")
    assert [one.number for one in answer.context["candidates"].entries] == [head.number]
    link = f"/ledger/{entry.number}/merge/?into={head.number}"
    assert link in answer.content.decode()
    assert f'value="{head.number}"' in office.get(link).content.decode()


def test_the_other_entry_is_searched_for_among_open_ones(office: Client, people: People) -> None:
    stages = Stages(people)
    entry, other = stages.accepted(), make_entry(by=people.office, text="南门道路积水，车辆难行。")
    gone = make_entry(by=people.office, text="北门道路积水，已无影响。")
    services.withdraw(gone, reason="已退", by=people.office, now=NOW)
    answer = office.get(f"/ledger/{entry.number}/merge/", {"q": "道路积水"})
    assert [one.number for one in answer.context["candidates"].entries] == [other.number]
    none = office.get(f"/ledger/{entry.number}/merge/", {"q": "轻轨"})
    assert "没有查到" in none.content.decode()


def test_undoing_shows_what_is_undone_and_until_when(
    office: Client, people: People, clock: Clock
) -> None:
    entry = Stages(people).in_progress()
    page = office.get(f"/ledger/{entry.number}/undo/").content.decode()
    assert "报进展" in page or "已到现场查看" in page
    assert "9月17日" in page
    assert (
        f"/ledger/{entry.number}/undo/" in office.get(f"/ledger/{entry.number}/").content.decode()
    )
    clock.now = NOW + timedelta(hours=25)
    later = office.get(f"/ledger/{entry.number}/").content.decode()
    assert f"/ledger/{entry.number}/undo/" not in later


def test_braces_in_a_reason_do_not_break_the_history(office: Client, people: People) -> None:
    entry = services.reopen(
        Stages(people).closed(), reason="见附件{1}、{x}", by=people.office, now=NOW
    )
    assert "见附件{1}、{x}" in office.get(f"/ledger/{entry.number}/").content.decode()


def test_a_directive_is_sent_to_many_units_at_once(office: Client, people: People) -> None:
    entry = Stages(people).accepted()
    data = {
        "seen": entry.version,
        "lead": "lead",
        "co_units": ["co", "elsewhere"],
        "broadcast": "on",
    }
    assert office.post(f"/ledger/{entry.number}/dispatch/", data).status_code == 302
    assert Entry.objects.get(pk=entry.pk).is_broadcast
    page = office.get(f"/ledger/{entry.number}/").content.decode()
    assert "规建局" in page
    assert "档案管理局" in page
