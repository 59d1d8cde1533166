"""Imports that wait in the queue, fall silent, fail or are cancelled on their way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.intake import services as intake
from taizhang.intake.models import Import
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from taizhang.ledger.services import import_writing, importing
from tests.clock import NOW
from tests.ledger.workbooks import FIRM, HEAD, confirmed, many, received

if TYPE_CHECKING:
    from tests.people import People


def later(people: People, days: int = 1) -> dict[str, Any]:
    return {"by": people.office, "now": NOW + timedelta(days=days)}


def waiting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """From here on whatever is long waits in the queue; the keys that were put there."""
    asked: list[int] = []
    monkeypatch.setattr(importing, "AT_ONCE", 3)
    kind = type(importing.compare_later)
    monkeypatch.setattr(kind, "enqueue", lambda _task, *, pk: asked.append(pk))
    return asked


def test_a_long_import_is_written_by_the_queue_once(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = many(people)
    asked = waiting(monkeypatch)
    assert confirmed(people, one).status == Import.Status.APPLYING
    assert (asked, Entry.objects.count()) == ([one.pk], 0)
    for _twice in range(2):
        import_writing.write_later.func(pk=one.pk)
        one.refresh_from_db()
        assert (one.status, Entry.objects.count()) == (Import.Status.DONE, 12)


def test_a_comparison_that_fell_silent_goes_on(people: People) -> None:
    with pytest.MonkeyPatch.context() as patch:
        waiting(patch)
        one = many(people)
    assert one.status == Import.Status.PLANNING
    one = services.go_on_with_import(one, **later(people))
    assert (one.status, one.rows.count()) == (Import.Status.PLANNED, 12)


def test_a_file_whose_reading_failed_is_read_again_and_not_compared(people: People) -> None:
    one = received(people, [HEAD, [1, FIRM, "缺电。", "", "", ""]])
    stopped = {"status": Import.Status.FAILED, "failure": "import_failed"}
    Import.objects.filter(pk=one.pk).update(**stopped)
    one = services.go_on_with_import(one, **later(people))
    assert (one.status, one.rows.count()) == (Import.Status.READING, 0)


def test_a_comparison_that_is_cancelled_stops_between_two_groups(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 5)
    one = received(people, [HEAD, *([n, FIRM, f"第{n}件。"] for n in range(12))])
    plan = importing.intake.plan_rows

    def stopped(this: Import, rows: Any, **more: Any) -> bool:
        if this.rows.exists():
            intake.cancel(this, by=people.office, now=NOW)
        return plan(this, rows, **more)

    monkeypatch.setattr(importing.intake, "plan_rows", stopped)
    mapping = {"0": {"1": "enterprise", "2": "title"}}
    one = services.compare_import(one, mapping, by=people.office, now=NOW)
    assert (one.status, one.rows.count()) == (Import.Status.CANCELLED, 10)
