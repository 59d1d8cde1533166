"""A handful of entries, each elsewhere on its way, for filters to find."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import LedgerKind
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from tests.clock import NOW
from tests.factories import make_dispatched, make_document, make_draft, make_entry

if TYPE_CHECKING:
    from tests.people import People


@pytest.fixture
def zone(people: People) -> People:
    """Five entries: answered late and reopened no more, dispatched, parked, raw, a hazard."""
    office, handler = {"by": people.office, "now": NOW}, {"by": people.lead_handler, "now": NOW}
    given = {"lead": people.lead, "in_charge": people.lead_handler}
    type(people.enterprise).objects.filter(pk=people.enterprise.pk).update(
        size="medium", industry="C27"
    )
    done = make_dispatched(by=people.office, title="甲", enterprises=[people.enterprise], **given)
    services.acknowledge(done, **handler)
    services.report_progress(done, text="已看现场。", **handler)
    services.answer(done, reply="变压器已更换，今晚送电。", **handler)
    services.call_back(done, said="好", solved=True, satisfaction="satisfied", **office)
    services.close(done, **office)
    make_dispatched(
        by=people.office,
        title="乙",
        category="finance",
        co_units=[people.co],
        due=date(2026, 9, 20),
        **given,
    )
    parked = make_dispatched(by=people.office, title="丙", **given)
    services.acknowledge(parked, **handler)
    services.park(
        parked,
        kind=services.ParkKind.FUNDS,
        reason="等资金",
        review_on=date(2026, 10, 1),
        **handler,
    )
    document = make_document(by=people.office, name="九月座谈会纪要.txt")
    drafted = services.register_draft(make_draft(document), **office)
    Entry.objects.filter(pk=drafted.pk).update(title="丁")
    make_entry(by=people.office, title="戊", ledger=LedgerKind.HAZARD, scope="common")
    Entry.objects.filter(title="戊").update(level="zone", promise="当场答复")
    return people
