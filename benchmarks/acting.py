"""Acts by several clients at once: how many a second, none lost, none doubled.

Each client takes matters of one ledger their whole way: register, dispatch, acknowledge, progress,
answer, call back, close. Then all clients go at the same few entries, so that most are told that
somebody was quicker. Whatever came out is counted against the events and verified. On a machine
that others use too, processor time is the figure to compare: what clients and server spent.

    python benchmarks/acting.py                      SQLite, in a folder of its own
    python benchmarks/acting.py --postgres           a private PostgreSQL
    python benchmarks/acting.py --clients 8 --entries 100 --profile FILE
"""

from __future__ import annotations

import argparse
import cProfile
import multiprocessing
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
UNITS = 20
FIRMS = 400
ACTS = 7  # of one entry
CONTESTED = 10
USED = 50


def _prepare() -> None:
    from django.core.management import call_command

    from taizhang.engine.codes import Role
    from taizhang.roster.models import Duty, Enterprise, Person, Unit

    call_command("migrate", verbosity=0, skip_checks=True)
    office = Unit.objects.create(code="office", name="专班办公室", kind="office")
    for code, role in (("office", Role.OFFICE), ("chief", Role.LEADER)):
        Duty.objects.create(
            person=Person.objects.create(code=code, name=f"专班{code}", unit=office), role=role
        )
    for number in range(UNITS):
        unit = Unit.objects.create(code=f"u{number}", name=f"第{number}中心", kind="centre")
        for code, role in (("h", Role.HANDLER), ("d", Role.UNIT_HEAD)):
            person = Person.objects.create(
                code=f"{code}{number}", name=f"经办{code}{number}", unit=unit
            )
            Duty.objects.create(person=person, role=role)
    Enterprise.objects.bulk_create(
        Enterprise(code=f"e{number}", name=f"云岭第{number}试验有限公司") for number in range(FIRMS)
    )


def _whole_way(number: int) -> None:
    """The seven acts of one matter, each read anew as a form would."""
    from taizhang.ledger import services
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Enterprise, Person, Unit

    office = Person.objects.select_related("unit", "enterprise").get(code="office")
    unit = Unit.objects.get(code=f"u{number % UNITS}")
    handler = Person.objects.select_related("unit", "enterprise").get(code=f"h{number % UNITS}")
    firm = Enterprise.objects.get(code=f"e{number % FIRMS}")
    text = f"第{number}号车间用电容量不足，影响订单，希望协调扩容。"
    made = services.register(
        ledger="appeal", title=f"用电{number}", text=text, enterprises=[firm], by=office, now=NOW
    )
    steps: list[tuple[str, Any, dict[str, Any]]] = [
        ("dispatch", office, {"lead": unit}),
        ("acknowledge", handler, {}),
        ("report_progress", handler, {"text": "已到现场查看，供电部门正在编制方案。"}),
        ("answer", handler, {"reply": f"扩容方案已批复，第{number}号车间下月接电。"}),
        ("call_back", office, {"said": "企业表示已经接电。", "solved": True}),
        ("close", office, {}),
    ]
    for hour, (act, by, said) in enumerate(steps, start=1):
        entry = Entry.objects.get(pk=made.pk)
        getattr(services, act)(
            entry, by=by, now=NOW + timedelta(hours=hour), seen=entry.version, **said
        )


def _used_for_a_while() -> None:
    """Some matters, and what the database notes of its tables: it never plans for empty ones."""
    from django.db import connection

    for number in range(USED):
        _whole_way(2_000_000 + number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _client(place: int, numbers: range, gate: Any, spent: Any, profile: str) -> None:  # noqa: ANN401
    _setup()
    profiler = cProfile.Profile() if profile and place == 0 else None
    _whole_way(1_000_000 + place)  # what is loaded once
    gate.wait()
    begun = time.process_time()
    if profiler:
        profiler.enable()
    for number in numbers:
        _whole_way(number)
    if profiler:
        profiler.disable()
        profiler.dump_stats(profile)
    spent.put(time.process_time() - begun)


def _rival(place: int, numbers: list[str], gate: Any, told: Any) -> None:  # noqa: ANN401
    _setup()
    from taizhang.engine.errors import Refused
    from taizhang.ledger import services
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person, Unit

    office = Person.objects.select_related("unit", "enterprise").get(code="office")
    unit = Unit.objects.get(code=f"u{place}")
    entries = list(Entry.objects.filter(number__in=numbers).order_by("pk"))
    gate.wait()
    won = 0
    for entry in entries:
        try:
            services.dispatch(entry, lead=unit, by=office, now=NOW, seen=entry.version)
        except Refused:
            continue
        won += 1
    told.put(won)


def _setup() -> None:
    import django

    django.setup()


def _together(
    context: Any,  # noqa: ANN401  # multiprocessing has no name for it
    clients: int,
    of: Any,  # noqa: ANN401
    arguments: Any,  # noqa: ANN401
) -> float:
    """Run the clients from a common start; seconds until the last is done."""
    gate = context.Barrier(clients + 1)
    running = [context.Process(target=of, args=arguments(place, gate)) for place in range(clients)]
    for process in running:
        process.start()
    gate.wait()
    begun = time.perf_counter()
    for process in running:
        process.join()
        assert process.exitcode == 0, process.exitcode
    return time.perf_counter() - begun


def _server_seconds() -> float:
    """Processor time of the database's server so far; 0 for SQLite, which has none."""
    from django.db import connection

    if connection.vendor != "postgresql" or not Path("/proc/self/stat").exists():
        return 0.0
    connection.ensure_connection()
    server = int(_stat(connection.connection.info.backend_pid)[_PARENT])
    theirs = [_stat(int(one.name)) for one in Path("/proc").iterdir() if one.name.isdigit()]
    ticks = sum(int(_stat(server)[at]) for at in _ENDED) + sum(
        int(one[at]) for one in theirs if one and int(one[_PARENT]) == server for at in _OWN
    )
    return ticks / os.sysconf("SC_CLK_TCK")


_PARENT, _OWN, _ENDED = 1, (11, 12), (11, 12, 13, 14)
"""Places in /proc/PID/stat behind the name: parent, own time, that with the time of the ended."""


def _stat(process: int) -> list[str]:
    """Nothing of a process that has ended meanwhile."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def measure(clients: int, entries: int, profile: str) -> None:
    """Print acts a second, then what became of the contest."""
    _setup()
    from django.db import connections

    from taizhang.ledger import services
    from taizhang.ledger.models import Event
    from taizhang.ledger.verification import verify
    from taizhang.roster.models import Enterprise, Person

    _prepare()
    office = Person.objects.select_related("unit", "enterprise").get(code="office")
    contested = [
        services.register(
            ledger="appeal",
            title=f"道路{number}",
            text=f"第{number}号厂门前道路积水。",
            enterprises=[Enterprise.objects.get(code=f"e{number}")],
            by=office,
            now=NOW,
        ).number
        for number in range(CONTESTED)
    ]
    _used_for_a_while()
    before = _server_seconds()
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    spent = context.Queue()
    took = _together(
        context,
        clients,
        _client,
        lambda place, gate: (
            place,
            range(place, entries * clients, clients),
            gate,
            spent,
            profile,
        ),
    )
    acts = clients * entries * ACTS
    print(f"{clients} clients, {acts:,} acts in {took:.1f} s: {acts / took:.0f} acts a second")
    ours = sum(spent.get() for _client_ in range(clients)) / acts
    theirs = (_server_seconds() - before) / (acts + clients * ACTS)
    print(f"processor time of an act: clients {ours * 1e3:.2f} ms, server {theirs * 1e3:.2f} ms")
    connections.close_all()
    told = context.Queue()
    _together(context, clients, _rival, lambda place, gate: (place, contested, gate, told))
    won = sum(told.get() for _client_ in range(clients))
    assert won == CONTESTED, won
    expected = acts + (USED + clients) * ACTS + 2 * CONTESTED
    events = Event.objects.count()
    assert events == expected, (events, expected)
    found = verify()
    assert found.misfit is None, found.misfit
    print(f"{CONTESTED} contested by {clients}: {won} won; {events:,} events, none lost or doubled")


def main() -> None:
    """Measure on the database asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--entries", type=int, default=40, help="of each client")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--profile", default="")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        os.environ |= {"TAIZHANG_DATA": folder, "TAIZHANG_LOG_LEVEL": "ERROR"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.config.settings"
        if arguments.postgres:
            import postgres

            os.environ["TAIZHANG_DATABASE_URL"] = stack.enter_context(
                postgres.cluster(durable=True)
            )
        measure(arguments.clients, arguments.entries, arguments.profile)


if __name__ == "__main__":
    main()
