"""Acts beside the straight way: return, raise, visit, withdraw, stand on another ledger."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.lifecycle import Level, Move, State
from taizhang.ledger import services
from taizhang.ledger.models import Ledger, Numbering
from taizhang.ledger.verification import verify
from tests.clock import NOW
from tests.ledger.conftest import PHOTO

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_a_return_is_asked_for_within_the_ledgers_window(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    Ledger.objects.filter(code="appeal").update(return_amount=24, return_unit="hour")
    entry = stages.dispatched()
    assert entry.return_by == NOW + timedelta(hours=24)
    late = {"by": people.lead_head, "now": NOW + timedelta(hours=24, seconds=1)}
    with unchanged(entry), pytest.raises(refusals.ReturnTooLate):
        services.request_return(entry, reason="非职责", **late)
    on_time = {**late, "now": NOW + timedelta(hours=24)}
    entry = services.request_return(entry, reason="非职责", **on_time)
    assert entry.state == State.RETURN_REQUESTED


def test_a_ledger_without_a_window_lets_units_return_at_any_time(stages: Stages) -> None:
    Ledger.objects.filter(code="appeal").update(return_amount=None, return_unit="")
    entry = stages.dispatched()
    assert entry.return_by is None
    late = {**stages.handler, "now": NOW + timedelta(days=3)}
    assert services.request_return(entry, reason="非职责", **late).state == State.RETURN_REQUESTED


def test_a_window_of_working_days_ends_at_midnight(stages: Stages) -> None:
    Ledger.objects.filter(code="appeal").update(return_amount=1, return_unit="working_day")
    entry = stages.dispatched()
    assert entry.return_by is not None
    local = entry.return_by.astimezone(NOW.tzinfo)
    assert (local.date(), local.hour) == (date(2026, 9, 17), 23)


@pytest.mark.parametrize("how", ["refused", "sent back", "ordered"])
def test_a_designated_unit_does_not_return_it_again(
    how: str, stages: Stages, people: People, unchanged: Unchanged
) -> None:
    if how == "refused":
        entry = services.refuse_return(stages.return_requested(), reason="属职责", **stages.office)
    elif how == "sent back":
        entry = services.dispatch(stages.return_requested(), lead=people.lead, **stages.office)
    else:
        entry = stages.dispatched(designated=True)
    assert entry.designated
    with unchanged(entry), pytest.raises(refusals.UnitDesignated):
        services.request_return(entry, reason="非职责", **stages.handler)


def test_another_unit_starts_with_a_clean_slate(stages: Stages, people: People) -> None:
    entry = services.dispatch(stages.return_requested(), lead=people.co, **stages.office)
    assert not entry.designated
    assert entry.first_receiver == people.lead


def test_a_matter_is_raised_step_by_step_and_never_down(
    stages: Stages, unchanged: Unchanged
) -> None:
    entry = services.escalate(
        stages.in_progress(), level="leader", reason="跨部门", **stages.office
    )
    assert (entry.level, entry.state) == (Level.LEADER, State.IN_PROGRESS)
    for level in ("office", "leader"):
        with unchanged(entry), pytest.raises(refusals.LevelNotHigher):
            services.escalate(entry, level=level, reason="跨部门", **stages.office)
    with unchanged(entry), pytest.raises(refusals.LevelUnknown):
        services.escalate(entry, level="king", reason="跨部门", **stages.office)
    with unchanged(entry), pytest.raises(refusals.ReasonMissing):
        services.escalate(entry, level="zone", reason="", **stages.office)
    entry = services.escalate(entry, level="zone", reason="跨部门", **stages.office)
    with unchanged(entry), pytest.raises(refusals.Refused):
        services.escalate(entry, level="zone", reason="跨部门", **stages.office)


def test_a_visit_is_planned_made_and_written_down(stages: Stages, people: People) -> None:
    day = NOW.date()
    entry = services.plan_visit(
        stages.closed(), on=day, visitor=people.co_head, note="看配电房", **stages.office
    )
    assert (entry.visit_on, entry.visitor, entry.state) == (day, people.co_head, State.CLOSED)
    entry = services.visit(entry, text="设备运转正常。", files=[PHOTO], by=people.co_head, now=NOW)
    assert (entry.visit_on, entry.visitor) == (None, None)
    assert entry.events.latest("version").attachments.count() == 1
    assert verify().misfit is None


def test_a_visit_lies_ahead_and_somebody_goes(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.in_progress()
    yesterday = NOW.date() - timedelta(days=1)
    with unchanged(entry), pytest.raises(refusals.VisitNotAhead):
        services.plan_visit(entry, on=yesterday, visitor=people.co_head, **stages.office)
    with unchanged(entry), pytest.raises(refusals.VisitorMissing):
        services.plan_visit(entry, on=NOW.date(), visitor=None, **stages.office)
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        services.visit(entry, text="看过了。", **stages.office)


def test_a_visit_says_what_was_seen(stages: Stages, people: People, unchanged: Unchanged) -> None:
    entry = stages.in_progress()
    entry = services.plan_visit(entry, on=NOW.date(), visitor=people.co_head, **stages.office)
    with unchanged(entry), pytest.raises(refusals.TextMissing):
        services.visit(entry, text="\n", **stages.office)
    forbidden = services.Upload("脚本.png", b"<script>")
    with unchanged(entry), pytest.raises(services.FileForbidden):
        services.visit(entry, text="看过了。", files=[forbidden], **stages.office)


def test_a_withdrawn_matter_is_taken_up_again_with_a_reason(
    stages: Stages, unchanged: Unchanged
) -> None:
    entry = stages.withdrawn()
    with unchanged(entry), pytest.raises(refusals.ReasonMissing):
        services.reopen(entry, reason=" ", **stages.office)
    entry = services.reopen(entry, reason="企业改了主意", **stages.office)
    assert (entry.state, entry.reopen_count) == (State.REOPENED, 1)
    with unchanged(entry), pytest.raises(refusals.ReasonMissing):
        services.withdraw(entry, reason="", **stages.office)


def test_an_entry_stands_on_another_ledger_under_a_number_of_its_own(
    stages: Stages, unchanged: Unchanged
) -> None:
    entry = services.put_on(stages.in_progress(), ledger="hazard", **stages.office)
    listing = entry.listings.get()
    assert listing.number.startswith("YH-2026-")
    with unchanged(entry), pytest.raises(refusals.ListedAlready):
        services.put_on(entry, ledger="hazard", **stages.office)
    with unchanged(entry), pytest.raises(services.OwnLedger):
        services.put_on(entry, ledger="appeal", **stages.office)
    with unchanged(entry), pytest.raises(refusals.NotListed):
        services.take_off(entry, ledger="deed", reason="列错了", **stages.office)
    with unchanged(entry), pytest.raises(refusals.ReasonMissing):
        services.take_off(entry, ledger="hazard", reason="", **stages.office)
    entry = services.take_off(entry, ledger="hazard", reason="列错了", **stages.office)
    assert not entry.listings.exists()
    again = services.put_on(entry, ledger="hazard", **stages.office).listings.get()
    assert again.number != listing.number
    assert Numbering.objects.get(ledger__code="hazard").last == 2
    assert entry.events.filter(move=Move.LIST).count() == 2
    assert verify().misfit is None


@pytest.mark.parametrize("allowed", [0, 2])
def test_extensions_are_capped_in_number_and_length(
    allowed: int, stages: Stages, unchanged: Unchanged
) -> None:
    Ledger.objects.filter(code="appeal").update(extensions=allowed, extension_days=10)
    entry = stages.in_progress()
    original = entry.due
    assert original is not None
    for _time in range(allowed):
        due = entry.due
        assert due is not None
        far = due + timedelta(days=11)
        with unchanged(entry), pytest.raises(refusals.ExtensionTooLong):
            services.request_extension(entry, reason="晚", due=far, **stages.handler)
        wanted = due + timedelta(days=10)
        entry = services.request_extension(entry, reason="晚", due=wanted, **stages.handler)
        with unchanged(entry), pytest.raises(refusals.OwnRequest):
            services.grant_extension(entry, **stages.handler)
        with unchanged(entry), pytest.raises(refusals.OwnRequest):
            services.refuse_extension(entry, reason="自己驳回", **stages.handler)
        entry = services.grant_extension(entry, **stages.office)
    assert (entry.original_due, entry.extension_count) == (original, allowed)
    assert entry.due is not None
    with unchanged(entry), pytest.raises(refusals.NoExtensionLeft):
        services.request_extension(
            entry, reason="晚", due=entry.due + timedelta(days=1), **stages.handler
        )
