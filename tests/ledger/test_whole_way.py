"""One appeal from register to close, through every act's service."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import LedgerKind, Satisfaction
from taizhang.engine.lifecycle import Move, ParkKind, State
from taizhang.ledger import services, verification
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_an_appeal_goes_the_whole_way(people: People) -> None:
    entry = services.register(
        ledger=LedgerKind.APPEAL,
        title="用电容量不足",
        text="园区变压器容量不足，二期无法投产。",
        by=people.office,
        now=NOW,
        enterprises=[people.enterprise],
        accepted=False,
    )
    assert (entry.number, entry.state) == ("SQ-2026-0001", State.TRIAGE)
    office = {"by": people.office, "now": NOW}
    handler = {"by": people.lead_handler, "now": NOW}
    entry = services.accept(entry, **office)
    entry = services.dispatch(
        entry, lead=people.lead, co_units=[people.co], watcher=people.lead_head, **office
    )
    assert (entry.state, entry.due) == (State.DISPATCHED, date(2026, 9, 23))
    entry = services.acknowledge(entry, **handler)
    assert entry.in_charge == people.lead_handler
    entry = services.report_progress(entry, text="已到现场查看。", **handler)
    entry = services.contribute(entry, text="用地手续齐全。", by=people.co_handler, now=NOW)
    entry = services.request_extension(
        entry, reason="设备到货晚", due=date(2026, 10, 12), **handler
    )
    entry = services.grant_extension(entry, **office)
    assert (entry.due, entry.original_due) == (date(2026, 10, 12), date(2026, 9, 23))
    entry = services.park(
        entry, kind=ParkKind.FUNDS, reason="资金未到位", review_on=date(2026, 10, 9), **handler
    )
    entry = services.resume(entry, **handler)
    assert entry.state == State.IN_PROGRESS
    entry = services.answer(entry, reply="变压器已增容，9月20日送电。", **handler)
    entry = services.call_back(
        entry, said="企业确认已送电。", solved=True, satisfaction=Satisfaction.SATISFIED, **office
    )
    entry = services.close(entry, **office)
    assert entry.state == State.CLOSED
    later = NOW + timedelta(days=3)
    entry = services.rate(
        entry,
        by=people.contact,
        now=later,
        enterprise=people.enterprise,
        satisfaction=Satisfaction.DISSATISFIED,
        solved=False,
        comment="又跳闸了",
    )
    assert (entry.state, entry.reopen_count) == (State.REOPENED, 1)
    moves = [event.move for event in entry.events.all()]
    assert moves[-2:] == [Move.RATE, Move.REOPEN]
    assert verification.verify().misfit is None
