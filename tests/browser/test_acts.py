"""Acts beside the straight way in a browser: a selection, a merger, the leader's tap."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import services
from taizhang.ledger.models import Entry
from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Visitor
    from tests.clock import Clock
    from tests.people import People

pytestmark = pytest.mark.browser


def test_a_selection_is_looked_at_and_dispatched(
    visit: Callable[..., Visitor], people: People
) -> None:
    stages = Stages(people)
    ready, given = [stages.accepted(), stages.accepted()], stages.answered()
    office = visit(people.office)
    page = office.page
    page.goto("/ledger/")
    office.look("bulk-list")
    for entry in (*ready, given):
        page.check(f"[name=entry][value={entry.number}]")
    page.locator(".bulk-bar button").first.click()
    office.look("bulk-acts")
    page.locator("button[name=move][value=dispatch]").click()
    page.select_option("[name=lead]", "lead")
    page.locator("button[name=look]").click()
    office.look("bulk-preview")
    page.locator("button[name=write]").click()
    office.look("bulk-done")
    assert Entry.objects.filter(state="dispatched").count() == 2


def test_two_matters_become_one_and_a_slip_is_undone(
    visit: Callable[..., Visitor], people: People
) -> None:
    stages = Stages(people)
    head, entry = stages.in_progress(), stages.accepted(enterprises=[people.other_enterprise])
    office = visit(people.office)
    page = office.page
    page.goto(f"/ledger/{entry.number}/merge/")
    office.look("merge")
    page.locator(f"a[href*='into={head.number}']").click()
    page.fill("[name=reason]", "同一台变压器")
    page.locator("#act form[method=post] button[type=submit]").click()
    page.wait_for_url(f"**/ledger/{entry.number}/")
    page.goto(f"/ledger/{entry.number}/undo/")
    office.look("undo")
    page.fill("[name=reason]", "点错了")
    page.locator("#act form[method=post] button[type=submit]").click()
    page.wait_for_url(f"**/ledger/{entry.number}/")
    assert Entry.objects.get(pk=entry.pk).state == "accepted"
    page.goto("/roster/units/lead/merge/")
    office.look("merge-unit")
    page.goto("/settings/clocks/")
    office.look("clocks")
    page.goto("/settings/clocks/p13710/")
    page.fill("[name=resolve-amount]", "10")
    page.locator("form button.btn-primary").last.click()
    office.look("clocks-tried")


def test_a_leader_decides_with_one_tap(
    visit: Callable[..., Visitor], people: People, clock: Clock
) -> None:
    stages = Stages(people)
    asks = stages.extension_requested()
    stages.return_requested()
    services.escalate(stages.in_progress(), level="leader", reason="跨部门", **stages.office)
    clock.now += timedelta(days=8)
    services.remind(now=clock.now)
    leader = visit(people.leader)
    leader.look("leader-desk")
    leader.page.goto("/ledger/leading/")
    leader.look("leading")
    leader.page.locator(f"form[action*='{asks.number}'] button").click()
    leader.page.wait_for_url("**/ledger/leading/")
    leader.look("leading-done")
    assert Entry.objects.get(pk=asks.pk).extension_count == 1
    handler = visit(people.lead_handler)
    handler.page.goto("/ledger/reminders/")
    handler.look("reminders")
