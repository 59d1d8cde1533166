"""An entry at any stage of its way, brought there by the acts themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from taizhang.engine.codes import LedgerKind
from taizhang.ledger import services
from taizhang.ledger.chain import event_hash
from taizhang.ledger.models import Entry, Event, Ledger
from taizhang.ledger.services import Upload
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.people import People

REPLY = "变压器已增容，9月20日送电。"
PHOTO = Upload("现场.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20)


@dataclass(frozen=True)
class Stages:
    """Makes entries; each stage goes on from the one before."""

    people: People

    @property
    def office(self) -> dict[str, Any]:
        return {"by": self.people.office, "now": NOW}

    @property
    def handler(self) -> dict[str, Any]:
        return {"by": self.people.lead_handler, "now": NOW}

    def accepted(self, **more: Any) -> Entry:
        given = {
            "ledger": LedgerKind.APPEAL,
            "title": "用电容量不足",
            "text": "园区变压器容量不足，二期无法投产。",
            "enterprises": [self.people.enterprise],
        }
        return services.register(**{**given, **more}, **self.office)

    def triage(self, **more: Any) -> Entry:
        return self.accepted(accepted=False, **more)

    def dispatched(self, **more: Any) -> Entry:
        given = {"lead": self.people.lead, "co_units": [self.people.co]}
        return services.dispatch(self.accepted(), **{**given, **more}, **self.office)

    def acknowledged(self) -> Entry:
        return services.acknowledge(self.dispatched(), **self.handler)

    def in_progress(self) -> Entry:
        return services.report_progress(self.acknowledged(), text="已到现场查看。", **self.handler)

    def return_requested(self) -> Entry:
        return services.request_return(self.dispatched(), reason="不属本单位职责", **self.handler)

    def extension_requested(self) -> Entry:
        return services.request_extension(
            self.in_progress(), reason="设备到货晚", due=date(2026, 10, 12), **self.handler
        )

    def co_extension_requested(self) -> Entry:
        """By a rule that gives the co-unit a date of its own: three working days."""
        Ledger.objects.filter(code=LedgerKind.APPEAL).update(preset="quanzhou")
        return services.request_co_extension(
            self.in_progress(),
            reason="图未齐",
            due=date(2026, 9, 22),
            by=self.people.co_handler,
            now=NOW,
        )

    def parked(self) -> Entry:
        return services.park(
            self.in_progress(),
            kind=services.ParkKind.FUNDS,
            reason="资金未到位",
            review_on=date(2026, 10, 9),
            **self.handler,
        )

    def answered(self) -> Entry:
        return services.answer(self.in_progress(), reply=REPLY, **self.handler)

    def called_back(self) -> Entry:
        return services.call_back(self.answered(), said="已送电。", solved=True, **self.office)

    def closed(self) -> Entry:
        return services.close(self.called_back(), **self.office)

    def declined(self) -> Entry:
        return services.decline(self.triage(), reason="涉诉", route="人民法院", **self.office)

    def withdrawn(self) -> Entry:
        return services.withdraw(self.in_progress(), reason="企业已自行解决", **self.office)

    def merged(self) -> Entry:
        head = self.in_progress()
        return services.merge(self.accepted(), into=head, reason="同一件事", **self.office)

    def reopened(self) -> Entry:
        return services.reopen(self.closed(), reason="又断电了", **self.office)


@pytest.fixture
def stages(people: People) -> Stages:
    return Stages(people)


Unchanged = Callable[[Entry], AbstractContextManager[None]]


@contextmanager
def _unchanged(entry: Entry) -> Iterator[None]:
    """Assert that a refused act left the entry, its history and its chain alone."""

    def state() -> tuple[object, ...]:
        row = Entry.objects.filter(pk=entry.pk).values().get()
        return row, Event.objects.count(), list(Ledger.objects.values_list("events", "head"))

    before = state()
    yield
    assert state() == before


@pytest.fixture
def unchanged() -> Unchanged:
    return _unchanged


def unlock() -> None:
    """As for somebody with the database's password who lifted the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be pending
            cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        else:
            for act in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER ledger_event_no_{act}")


def rehash(ledger: Ledger) -> None:
    """Make the chain right again, as a clever forger would."""
    head = ""
    for event in Event.objects.filter(ledger=ledger).select_related("entry", "by"):
        event.previous = head
        event.hash = event_hash(
            event, ledger=ledger.code, entry=event.entry.number, by=event.by.code
        )
        head = event.hash
        Event.objects.filter(pk=event.pk).update(previous=event.previous, hash=event.hash)
    Ledger.objects.filter(pk=ledger.pk).update(head=head)
