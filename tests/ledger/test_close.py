"""Ending a matter, and taking it up anew."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.codes import LedgerKind
from taizhang.engine.lifecycle import State
from taizhang.ledger import services
from taizhang.ledger.facts import facts_of
from tests.clock import NOW
from tests.ledger.conftest import PHOTO, REPLY

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_close_names_who_and_when(stages: Stages, people: People) -> None:
    entry = services.close(stages.called_back(), note="核实无误", **stages.office)
    assert (entry.state, entry.closed_by, entry.closed_at) == (State.CLOSED, people.office, NOW)
    assert entry.clocks.get(name="complex").met_on is not None


def test_who_answered_does_not_close(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.called_back()
    with unchanged(entry), pytest.raises(refusals.HandlerMayNotClose):
        services.close(entry, **stages.handler)


@pytest.mark.parametrize("who", ["lead_head", "co_handler"])
def test_who_only_took_part_does_not_close(
    stages: Stages, people: People, unchanged: Unchanged, who: str
) -> None:
    entry = _worked_on_by_three(stages)
    with unchanged(entry), pytest.raises(refusals.HandlerMayNotClose):
        services.close(entry, by=getattr(people, who), now=NOW)
    assert services.close(entry, **stages.office).state == State.CLOSED


def test_who_took_part_before_it_was_reopened_may_close(stages: Stages, people: People) -> None:
    entry = services.reopen(_worked_on_by_three(stages), reason="又断电", **stages.office)
    entry = services.answer(entry, reply=REPLY, **stages.handler)
    entry = services.call_back(entry, said="好了", solved=True, **stages.office)
    assert services.close(entry, by=people.lead_head, now=NOW).closed_by == people.lead_head


def test_who_took_back_what_they_reported_may_close(stages: Stages, people: People) -> None:
    head = {"by": people.lead_head, "now": NOW}
    entry = services.report_progress(stages.acknowledged(), text="错了", **head)
    assert facts_of(entry).handlers == {"lead_handler", "lead_head"}
    entry = services.undo(entry, reason="点错了", **head)
    assert facts_of(entry).handlers == {"lead_handler"}


def _worked_on_by_three(stages: Stages) -> Entry:
    """One answered, one only reported progress, one answered for the co-unit."""
    people = stages.people
    entry = services.report_progress(
        stages.acknowledged(), text="已勘察", by=people.lead_head, now=NOW
    )
    entry = services.contribute(entry, text="图纸已送", by=people.co_handler, now=NOW)
    entry = services.answer(entry, reply=REPLY, **stages.handler)
    return services.call_back(entry, said="好了", solved=True, **stages.office)


def test_an_appeal_is_not_closed_without_a_call_back(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.answered()
    with unchanged(entry), pytest.raises(refusals.CallBackMissing):
        services.close(entry, **stages.office)


def test_a_documented_impossibility_closes_without_a_call_back(stages: Stages) -> None:
    entry = services.close(stages.answered(), impossible="企业已迁出，无人接听", **stages.office)
    assert entry.state == State.CLOSED


def test_an_unsolved_matter_is_not_closed_in_silence(stages: Stages, unchanged: Unchanged) -> None:
    entry = services.call_back(stages.answered(), said="没解决", solved=False, **stages.office)
    with unchanged(entry), pytest.raises(refusals.UnsolvedNotExplained):
        services.close(entry, **stages.office)
    closed = services.close(entry, impossible="母公司不同意扩产", **stages.office)
    assert (closed.state, closed.is_solved) == (State.CLOSED, False)


def hazard(stages: Stages) -> Entry:
    entry = stages.accepted(ledger=LedgerKind.HAZARD, enterprises=[])
    entry = services.dispatch(entry, lead=stages.people.lead, **stages.office)
    entry = services.acknowledge(entry, **stages.handler)
    return services.answer(entry, reply=REPLY, **stages.handler)


def test_a_hazard_is_closed_with_evidence_only(stages: Stages, unchanged: Unchanged) -> None:
    entry = hazard(stages)
    with unchanged(entry), pytest.raises(refusals.EvidenceMissing):
        services.close(entry, **stages.office)
    assert services.close(entry, files=[PHOTO], **stages.office).state == State.CLOSED


def test_a_reopened_hazard_needs_new_evidence(stages: Stages) -> None:
    entry = services.close(hazard(stages), files=[PHOTO], **stages.office)
    entry = services.reopen(entry, reason="又漏水", **stages.office)
    entry = services.answer(entry, reply=REPLY, **stages.handler)
    with pytest.raises(refusals.EvidenceMissing):
        services.close(entry, **stages.office)


def test_closing_twice_is_refused(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.closed()
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        services.close(entry, **stages.office)


def test_a_double_click_closes_once(stages: Stages) -> None:
    entry = stages.called_back()
    services.close(entry, note="核实", seen=entry.version, **stages.office)
    again = services.close(entry, note="核实", seen=entry.version, **stages.office)
    assert again.version == entry.version + 1


def test_reopen_counts_and_asks_for_a_new_answer(stages: Stages) -> None:
    entry = stages.reopened()
    assert (entry.state, entry.reopen_count, entry.answered_at) == (State.REOPENED, 1, None)
    assert (entry.closed_at, entry.closed_by, entry.reply) == (None, None, REPLY)
    entry = services.answer(entry, reply="已更换开关，正常。", **stages.handler)
    assert entry.state == State.ANSWERED


def test_a_declined_matter_can_be_taken_up_after_all(stages: Stages, people: People) -> None:
    entry = services.reopen(stages.declined(), reason="补充了新材料", **stages.office)
    with pytest.raises(services.MoveNotAllowed):
        services.report_progress(entry, text="在办", **stages.handler)
    assert services.dispatch(entry, lead=people.lead, **stages.office).state == State.DISPATCHED


def test_reopen_needs_a_reason(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.closed()
    with unchanged(entry), pytest.raises(refusals.ReasonMissing):
        services.reopen(entry, reason="", **stages.office)


def test_a_stale_form_is_told_who_did_what_and_changes_nothing(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.called_back()
    later = {"by": people.zone_head, "now": NOW + timedelta(hours=1)}
    services.amend(entry, title="新标题", **later)
    with unchanged(entry), pytest.raises(services.StaleEntry) as caught:
        services.close(entry, seen=entry.version, **stages.office)
    assert caught.value.fields["by"] == people.zone_head.name
    assert caught.value.fields["move"] == "amend"
    assert caught.value.fields["at"] == later["now"]


def test_a_form_from_the_future_is_stale_too(stages: Stages) -> None:
    entry = stages.called_back()
    with pytest.raises(services.StaleEntry):
        services.close(entry, seen=entry.version + 5, **stages.office)
