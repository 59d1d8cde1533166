"""The ledger at size: verifying, listing, searching, one entry, a desk; acts by several clients.

    python benchmarks/ledger.py [--entries 10000 100000] [--table FILE]

Each size is filled into a database of its own (SQLite in a temporary folder, or what
TAIZHANG_DATABASE_URL names) with eight events an entry, as the product would have written
them: hashed, chained and folded. Numbers, never a test: ratios between sizes are what counts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from taizhang.ledger.models import Ledger

ROUNDS: Final = 15
START: Final = datetime(2024, 1, 2, 1, 0, tzinfo=UTC)
WORDS: Final = ("厂房", "用电", "招工", "贷款", "道路", "排污", "审批", "宿舍", "订单", "税费")
FIRMS: Final = 400
UNITS: Final = 20
BATCH: Final = 2000


def _history(number: int, unit: str, handler: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The eight events of an entry: move, by whom, what it says."""
    day = (START + timedelta(minutes=7 * number)).date()
    due = day + timedelta(days=7)
    word, other = WORDS[number % 10], WORDS[number // 10 % 10]
    title = f"企业{number % FIRMS}反映{word}与{other}问题{number}"
    text = f"{title}，影响生产，希望尽快协调解决。"
    first = {"on": day.isoformat(), "started": {"forward": due.isoformat()}, "rule": "p13710/1"}
    clocks = {
        "on": day.isoformat(),
        "met": ["forward"],
        "started": {"report": due.isoformat(), "resolve": due.isoformat()},
        "rule": "p13710/1",
    }
    said = {"title": title, "text": text, "accepted": True, "number": f"SQ-2024-{number:07d}"}
    asked = [{"name": f"云岭第{number % FIRMS}试验有限公司", "code": f"e{number % FIRMS}"}]
    yield "register", "office", {**said, "requesters": asked, "clocks": first, "category": "other"}
    given = {"lead": unit, "lead_name": unit, "due": due.isoformat(), "due_by": "rule"}
    yield "dispatch", "office", {**given, "warn_on": due.isoformat(), "clocks": clocks}
    yield "acknowledge", handler, {"in_charge": handler}
    met = {"on": day.isoformat(), "met": ["report"]}
    yield "progress", handler, {"text": "已到现场查看，正在协调。", "clocks": met}
    yield "progress", handler, {"text": "施工单位已进场。"}
    end = {"on": due.isoformat(), "met": ["resolve"]}
    yield "answer", handler, {"reply": f"{word}问题已解决，{other}问题已列入计划。", "clocks": end}
    yield "call_back", "office", {"said": "已解决", "solved": True, "satisfaction": "satisfied"}
    yield "close", "office", {}


def fill(entries: int) -> None:
    """Write the roster and `entries` entries with their events; one in four is still open."""
    from django.db import transaction

    from taizhang.engine.codes import Role
    from taizhang.ledger.models import Ledger
    from taizhang.roster.models import Duty, Enterprise, Person, Unit

    units = [
        Unit.objects.create(code=f"u{n}", name=f"第{n}中心", kind="centre") for n in range(UNITS)
    ]
    office = Person.objects.create(code="office", name="办公室", unit=units[0])
    Duty.objects.create(person=office, role=Role.OFFICE)
    people = [
        Person.objects.create(code=f"h{n}", name=f"承办{n}", unit=units[n]) for n in range(UNITS)
    ]
    Duty.objects.bulk_create(Duty(person=one, role=Role.HANDLER) for one in people)
    Enterprise.objects.bulk_create(
        Enterprise(code=f"e{n}", name=f"云岭第{n}试验有限公司") for n in range(FIRMS)
    )
    book = Ledger.objects.get(code="appeal")
    known = {person.code: person for person in (office, *people)}
    for first in range(0, entries, BATCH):
        with transaction.atomic():
            _write(book, known, range(first, min(entries, first + BATCH)))
    book.save(update_fields=["events", "head"])


def _write(book: Ledger, known: dict[str, Any], numbers: range) -> None:
    from taizhang.engine.lifecycle import NOTHING, Happening, Move, fold
    from taizhang.ledger import chain, search
    from taizhang.ledger.facts import Known, write_parts, write_row
    from taizhang.ledger.models import Entry, Event
    from taizhang.roster.batches import Batch

    codes = Known(known.values())
    entries, facts_of, events = [], [], []
    for number in numbers:
        handler = f"h{number % UNITS}"
        length = 8 if number % 4 else 3 + number // 4 % 4
        facts, told = NOTHING, []
        history = list(_history(number, f"u{number % UNITS}", handler))[:length]
        for step, (move, by, payload) in enumerate(history):
            at = START + timedelta(minutes=7 * number, hours=5 * step)
            unit = known[by].unit.code
            facts = fold(facts, Happening(Move(move), at, by, unit, payload))
            told.append((move, at, by, unit, payload))
        entry = Entry(ledger=book)
        write_row(entry, facts, codes)
        entries.append(entry)
        facts_of.append(facts)
        events.append(told)
    Entry.objects.bulk_create(entries)
    rows = []
    for entry, told in zip(entries, events, strict=True):
        for version, (move, at, by, unit, payload) in enumerate(told, 1):
            person = known[by]
            event = Event(
                ledger=book,
                sequence=book.events + 1,
                entry=entry,
                version=version,
                move=move,
                at=at,
                by=person,
                by_name=person.name,
                by_unit=person.unit.name,
                by_unit_code=unit,
                body=chain.canonical(payload),
                previous=book.head,
            )
            event.hash = chain.event_hash(event, ledger=book.code, entry=entry.number, by=by)
            book.events, book.head = event.sequence, event.hash
            rows.append(event)
    Event.objects.bulk_create(rows, batch_size=BATCH)
    for entry, facts in zip(entries, facts_of, strict=True):
        batch = Batch()
        write_parts(batch, entry, NOTHING, facts, codes)
        batch.tell()
        search.index(entry, [one.name for one in facts.requesters])


def _p95(call: Callable[[], object]) -> float:
    """Milliseconds; of twenty what one may exceed."""
    call()
    took = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        call()
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.quantiles(took, n=20, method="inclusive")[-1]


def measure() -> dict[str, float]:
    """The figures of the database that is set up: milliseconds, and events a second."""
    from django.conf import settings
    from django.test import Client

    from taizhang.ledger.models import Entry
    from taizhang.ledger.verification import verify
    from taizhang.roster.models import Account, Person

    settings.ALLOWED_HOSTS = ["testserver"]
    account, _made = Account.objects.get_or_create(
        person=Person.objects.get(code="office"),
        defaults={"username": "office", "created_at": START},
    )
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    newest = Entry.objects.order_by("-pk").values_list("number", flat=True)[0]
    pages = {
        "list, newest first": "/ledger/",
        "list, by due date": "/ledger/?sort=due",
        "list, overdue": "/ledger/?signal=red",
        "list, one unit": "/ledger/?lead=u3",
        "search 用电": "/ledger/?q=用电",
        "search 用电与招工": "/ledger/?q=用电与招工",
        "one entry": f"/ledger/{newest}/",
        "desk": "/",
    }
    figures = {}
    for name, path in pages.items():
        response = client.get(path)
        assert response.status_code == HTTPStatus.OK, (path, response.status_code)
        figures[name] = _p95(lambda path=path: client.get(path))
    workers = os.cpu_count() or 1
    found = verify(workers=workers)
    assert found.misfit is None, found.misfit
    figures[f"verify, {workers} processes, events a second"] = found.events / found.seconds
    return figures


def _one(entries: int) -> dict[str, float]:
    """Fill and measure in a process of its own, with a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TAIZHANG_DATA": folder, "TAIZHANG_LOG": "-"}
        command = [sys.executable, __file__, "--inside", str(entries)]
        done = subprocess.run(
            command, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    return {
        name: float(value)
        for name, value in (line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
    }


def _inside(entries: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    os.environ.setdefault("TAIZHANG_LOG_LEVEL", "ERROR")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    begun = time.perf_counter()
    fill(entries)
    print(f"filled in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    for name, value in measure().items():
        print(f"{name}\t{value}")


def main() -> None:
    """Measure every size and print a table with the ratio of the last to the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--inside", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--table", type=Path)
    arguments = parser.parse_args()
    if arguments.inside:
        _inside(arguments.inside)
        return
    sizes = {entries: _one(entries) for entries in arguments.entries}
    first, last = sizes[arguments.entries[0]], sizes[arguments.entries[-1]]
    today = datetime.now(tz=UTC).date().isoformat()
    head = " | ".join(f"{entries:,}" for entries in sizes)
    lines = [
        f"| {today}, ms p95 | {head} | ratio |",
        "|---" * (len(sizes) + 2) + "|",
    ]
    for name in first:
        values = " | ".join(f"{size[name]:,.0f}" for size in sizes.values())
        lines.append(f"| {name} | {values} | {last[name] / first[name]:.1f} |")
    print("\n".join(lines))
    if arguments.table:
        arguments.table.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
