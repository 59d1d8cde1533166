"""An act asks the database little, and takes its locks in the one order: the chain's comes last."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.engine.lifecycle import State
from taizhang.ledger import services, transitions
from taizhang.ledger.errors import LedgerShut
from taizhang.ledger.models import Entry, Event, Ledger, Numbering
from taizhang.ledger.whole import whole
from tests.clock import NOW
from tests.people import People

pytestmark = pytest.mark.django_db

WAY = ["dispatch", "acknowledge", "report_progress", "answer", "call_back", "close"]
MOST = {
    "register": (8, 16),
    "dispatch": (10, 23),
    "acknowledge": (5, 16),
    "report_progress": (4, 15),
    "answer": (4, 17),
    "call_back": (4, 17),
    "close": (5, 16),
}
"""Messages on PostgreSQL, where one holds several statements, and statements on SQLite."""


def register(people: People) -> Entry:
    return services.register(
        ledger="appeal",
        title="用电",
        text="用电容量不足。",
        enterprises=[people.enterprise],
        by=people.office,
        now=NOW,
    )


def the_way(people: People) -> dict[str, Callable[[Entry], Entry]]:
    office: dict[str, Any] = {"by": people.office, "now": NOW}
    handler: dict[str, Any] = {"by": people.lead_handler, "now": NOW}
    return {
        "dispatch": lambda entry: services.dispatch(entry, lead=people.lead, **office),
        "acknowledge": lambda entry: services.acknowledge(entry, **handler),
        "report_progress": lambda entry: services.report_progress(entry, text="在办。", **handler),
        "answer": lambda entry: services.answer(entry, reply="已送电。", **handler),
        "call_back": lambda entry: services.call_back(entry, said="好。", solved=True, **office),
        "close": lambda entry: services.close(entry, **office),
    }


def counted(act: Callable[[], Entry]) -> tuple[Entry, list[str]]:
    with CaptureQueriesContext(connection) as asked:
        entry = act()
    said = [one["sql"] for one in asked]
    return entry, [one for one in said if not one.startswith(("SAVEPOINT", "RELEASE"))]


def test_no_act_asks_more_than_it_needs(people: People) -> None:
    place = 0 if connection.vendor == "postgresql" else 1
    acts = the_way(people)
    register(people)  # whose roles are read once
    entry, said = counted(lambda: register(people))
    asked = {"register": len(said)}
    for name in WAY:
        entry, said = counted(partial(acts[name], Entry.objects.get(pk=entry.pk)))
        asked[name] = len(said)
    assert entry.state == State.CLOSED
    assert {name: count for name, count in asked.items() if count > MOST[name][place]} == {}


def test_who_takes_it_over_is_locked_before_the_ledger(people: People) -> None:
    _entry, said = counted(lambda: register(people))
    people_at = next(at for at, one in enumerate(said) if "roster_person" in one)
    numbered = next(at for at, one in enumerate(said) if "INSERT INTO ledger_numbering" in one)
    assert people_at < numbered


def test_a_ledger_that_was_shut_meanwhile_takes_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(_changes: object) -> None:
        Ledger.objects.filter(code="appeal").update(is_open=False)

    monkeypatch.setattr("taizhang.ledger.transitions.require_present", shut)
    with pytest.raises(LedgerShut):
        register(people)
    assert not Entry.objects.exists()
    assert not Event.objects.exists()
    assert not Numbering.objects.exists()


def test_a_ledger_that_there_is_not_takes_nothing(people: People) -> None:
    with pytest.raises(Ledger.DoesNotExist):
        services.register(ledger="none", title="用电", text="缺电。", by=people.office, now=NOW)


def test_an_act_leaves_alone_what_it_does_not_change(people: People) -> None:
    entry = register(people)
    acts = the_way(people)
    Entry.objects.filter(pk=entry.pk).update(quote="别处写的")
    _entry, said = counted(partial(acts["dispatch"], Entry.objects.get(pk=entry.pk)))
    written = "".join(one for one in said if 'UPDATE "ledger_entry"' in one)
    assert '"dispatch_count" =' in written
    assert '"title" =' not in written


def test_ledgers_and_entries_that_are_not_there_are_refused_as_such(people: People) -> None:
    with pytest.raises(Ledger.DoesNotExist):
        transitions.begin("nowhere", [], by=people.office, now=NOW)
    with pytest.raises(Entry.DoesNotExist):
        whole(10**9)
