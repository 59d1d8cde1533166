"""Rows come out of the events again: in place, and from a dump into empty ledgers."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from taizhang.cli import main as cli
from taizhang.ledger import queries, rebuilding, services
from taizhang.ledger.errors import DumpUnreadable, LedgerNotEmpty
from taizhang.ledger.models import Assignment, Clock, Entry, Event, Ledger, Numbering, Requester
from taizhang.ledger.rebuilding import dump, rebuild, restore
from taizhang.ledger.verification import verify
from tests.ledger.conftest import unlock

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ledger.conftest import Stages

pytestmark = pytest.mark.django_db


def _rows() -> list[dict[str, object]]:
    return [
        {key: value for key, value in row.items() if key != "id"}
        for kind in (Entry, Requester, Assignment, Clock)
        for row in kind.objects.order_by("pk").values()
        if row.pop("entry_id", None) or True
    ]


def test_what_somebody_changed_in_the_tables_is_as_the_events_say_again(stages: Stages) -> None:
    entry, other = stages.closed(), stages.parked()
    before = _rows()
    Entry.objects.filter(pk=entry.pk).update(title="改过", reply="另一个", state="answered")
    Requester.objects.filter(entry=entry).update(satisfaction="satisfied")
    Assignment.objects.filter(entry=other, part="co_unit").delete()
    Clock.objects.filter(entry=other).update(due="2030-01-01")
    done = rebuild()
    assert (done.entries, done.changed) == (2, 2)
    assert [len(rows) for rows in (_rows(), before)] == [len(before)] * 2
    assert verify().misfit is None
    assert rebuild().changed == 0
    assert entry in queries.matching(Entry.objects.all(), "变压器")


def _emptied() -> None:
    unlock()
    Entry.objects.filter(state="merged").update(state="accepted", merged_into=None)
    for kind in (Requester, Assignment, Clock, Event, Entry, Numbering):
        kind.objects.all().delete()
    Ledger.objects.update(events=0, head="")


def test_a_dump_comes_back_into_empty_ledgers_as_it_was(stages: Stages) -> None:
    for stage in ("closed", "parked", "merged", "extension_requested", "declined"):
        getattr(stages, stage)()
    before, heads = _rows(), list(Ledger.objects.values_list("code", "events", "head"))
    numbers = list(Numbering.objects.values_list("ledger", "year", "last"))
    file = StringIO()
    events = dump(file)
    _emptied()
    file.seek(0)
    assert restore(file) == events
    after = _rows()
    drop = {"merged_into_id"}
    assert [{k: v for k, v in row.items() if k not in drop} for row in after] == [
        {k: v for k, v in row.items() if k not in drop} for row in before
    ]
    assert list(Ledger.objects.values_list("code", "events", "head")) == heads
    assert list(Numbering.objects.values_list("ledger", "year", "last")) == numbers
    assert verify().misfit is None


def test_numbers_on_other_ledgers_come_back_and_are_not_given_twice(stages: Stages) -> None:
    services.put_on(stages.accepted(), ledger="deed", **stages.office)
    numbers = set(Numbering.objects.values_list("ledger", "year", "last"))
    file = StringIO()
    dump(file)
    _emptied()
    file.seek(0)
    restore(file)
    assert set(Numbering.objects.values_list("ledger", "year", "last")) == numbers
    assert verify().misfit is None


def test_a_long_work_says_how_far_it_is(stages: Stages, monkeypatch: pytest.MonkeyPatch) -> None:
    for _entry in range(4):
        stages.accepted()
    monkeypatch.setattr(rebuilding, "CHUNK", 2)
    heard: list[int] = []
    rebuild(heard.append)
    assert heard == [2, 4]
    file = StringIO()
    dump(file)
    _emptied()
    file.seek(0)
    restore(file, heard.append)
    assert heard == [2, 4, 2, 4]


def test_nothing_is_restored_over_a_history(stages: Stages) -> None:
    stages.accepted()
    with pytest.raises(LedgerNotEmpty):
        restore(StringIO(""))


@pytest.mark.parametrize("line", ["{", json.dumps({"ledger": "appeal"})])
def test_an_unreadable_line_is_named_and_nothing_is_kept(line: str) -> None:
    with pytest.raises(DumpUnreadable, match="1"):
        restore(StringIO(line + "\n"))
    assert Event.objects.count() == 0


def test_the_commands_write_read_and_compare(
    stages: Stages, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = stages.closed()
    file = str(tmp_path / "events.jsonl")
    assert cli.main(["rebuild", "--dump", file]) == 0
    assert cli.main(["rebuild"]) == 0
    Entry.objects.filter(pk=entry.pk).update(title="改")
    assert cli.main(["rebuild"]) == 1
    _emptied()
    assert cli.main(["rebuild", "--restore", file]) == 0
    assert file in capsys.readouterr().out
    assert connection.vendor
    assert Entry.objects.get().number == entry.number
