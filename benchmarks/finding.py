"""Finding things at size: lists, filters, orders, pages, search, one entry, a desk, an export.

    python benchmarks/finding.py fill FOLDER --entries 1000000
    python benchmarks/finding.py measure FOLDER [FOLDER …] [--table FILE]

`fill` writes a database into FOLDER (or into what TAIZHANG_DATABASE_URL names) by bulk statements:
entries with eight events, two clocks, a requester and their words, none of them hashed, and the
documents that a part of them was read out of; what
`benchmarks/ledger.py` fills is chained and takes an hour. `measure` signs in and asks for pages,
each round through the whole stack, and prints the 95th percentile in milliseconds with the ratio
of the last folder to the first: processor time of the process and of its database's, whoever else
is at work on the machine. Where TAIZHANG_DATABASE_URL holds {folder}, each folder's name stands
there: a database for each. Numbers, never a test.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, Self

ROUNDS: Final = int(os.environ.get("ROUNDS", "40"))
BATCH: Final = 20_000
YEARS: Final = 10
"""Of entries, however many: a month of long ago has some in each database."""
LAST_DAY: Final = datetime.now(tz=UTC).replace(hour=1, minute=0, second=0, microsecond=0)
WORDS: Final = ("厂房", "用电", "招工", "贷款", "道路", "排污", "审批", "宿舍", "订单", "税费")
RARE: Final = "冷凝水回收"
UNITS: Final = 40
PEOPLE: Final = 400
FIRMS: Final = 4000
PARKS: Final = 12
CATEGORIES: Final = ("utilities", "finance", "talent", "land_space", "market", "policy", "other")
OPEN: Final = ("triage", "accepted", "dispatched", "acknowledged", "in_progress", "parked")
DRAFTS: Final = 25
WAITING: Final = 10
"""Documents whose drafts are not decided yet."""
REMINDERS: Final = 200
KINDS: Final = ("funds", "law", "policy_gap", "parent_company", "other")
INDUSTRIES: Final = ("C27", "C36", "C39", "I65", "M73")
MOVES: Final = (
    "register",
    "dispatch",
    "acknowledge",
    "progress",
    "progress",
    "answer",
    "call_back",
    "close",
)


def _load(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from django.db import connection, transaction

    names = ", ".join(columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            # As Django writes them there: moments without their zone, in UTC.
            plain = ([_plain(value) for value in row] for row in rows)
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608  # ours
            cursor.executemany(statement, list(plain))


def _plain(value: object) -> object:
    return str(value.replace(tzinfo=None)) if isinstance(value, datetime) else value


def _entry(key: int, entries: int, ledgers: Sequence[int], first: datetime) -> dict[str, Any]:
    """The row: one in twelve of the newest tenth and one in a hundred of the rest is open."""
    registered = first + timedelta(seconds=(LAST_DAY - first).total_seconds() * key // entries)
    is_new = key > entries - max(entries // 10, 1)
    mixed = key * 2654435761 % 1_000_003
    is_open = mixed % (12 if is_new else 100) == 0
    state = OPEN[mixed // 100 % len(OPEN)] if is_open else "closed"
    given = state not in {"triage", "accepted"}
    lead = 1 + mixed % UNITS
    handler = 3 + lead + UNITS * (mixed // 7 % (PEOPLE // UNITS - 1))
    due = (registered + timedelta(days=3 + mixed % 60)).date()
    answered = registered + timedelta(days=1 + mixed % 66) if state == "closed" else None
    word, other = WORDS[mixed % 10], WORDS[mixed // 11 % 10]
    title = f"第{key}号企业反映{word}与{other}问题"
    rare = f"另请协调{RARE}。" if mixed % 50_021 == 0 else ""
    values = {"budget": mixed % 9000} if mixed % 4 == 0 else {}
    return {
        "id": key,
        "ledger_id": ledgers[0 if mixed % 20 else mixed // 20 % len(ledgers)],
        "number": f"SQ-{registered.year}-{key:07d}",
        "registered_at": registered,
        "registered_by_id": 1,
        "version": 8,
        "changed_at": (answered or registered) + timedelta(hours=mixed % 50),
        "last_move": "close",
        "last_by_id": 1,
        "state": state,
        "back_to": "",
        "title": title,
        "text": f"{title}，影响生产，希望尽快协调解决。{rare}",
        "quote": "",
        "category": CATEGORIES[mixed // 3 % len(CATEGORIES)],
        "scope": ("common", "individual", "")[mixed // 5 % 3],
        "due_text": "",
        "promise": "当场答复：一周内送电。" if mixed % 150 == 0 else "",
        "values": json.dumps(values),
        "lead_id": lead if given else None,
        "first_receiver_id": lead if given else None,
        "accountable_id": 2 if given else None,
        "in_charge_id": handler if given else None,
        "watcher_id": 3 if given else None,
        "dispatch_count": (2 if mixed % 53 == 0 else 1) if given else 0,
        "dispatched_at": registered + timedelta(hours=5) if given else None,
        "designated": mixed % 400 == 0,
        "is_broadcast": mixed % 200 == 0,
        "due": due if given else None,
        "original_due": due if given else None,
        "extension_count": 1 if mixed % 23 == 0 else 0,
        "warn_on": due - timedelta(days=2) if given else None,
        "review_on": due if state == "parked" else None,
        "park_kind": KINDS[mixed // 13 % len(KINDS)]
        if state == "parked" or mixed % 61 == 0
        else "",
        "visit_on": due if is_open and mixed % 700 == 0 else None,
        "visitor_id": handler if is_open and mixed % 700 == 0 else None,
        "level": "zone" if mixed % 300 == 0 else "",
        "reply": f"{word}问题已解决，{other}问题已列入计划。" if answered else "",
        "answered_at": answered,
        "on_time": answered.date() <= due if answered else None,
        "answered_by_id": handler if answered else None,
        "evidence": mixed % 3 if answered else 0,
        "called_back_at": answered,
        "called_back_by_id": 1 if answered else None,
        "is_solved": mixed % 9 != 0 if answered else None,
        "satisfaction": "satisfied" if answered and mixed % 3 else "",
        "closed_at": answered + timedelta(days=2) if answered else None,
        "closed_by_id": 1 if answered else None,
        "reopen_count": 1 if mixed % 97 == 0 else 0,
    }


def _roster() -> list[int]:
    from taizhang.engine.codes import Role
    from taizhang.ledger.models import Column, Ledger
    from taizhang.roster.models import Account, Duty, Enterprise, Park, Person, Unit

    Unit.objects.bulk_create(
        Unit(pk=n, code=f"u{n}", name=f"第{n}中心", kind="centre") for n in range(1, UNITS + 1)
    )
    Person.objects.bulk_create(
        Person(pk=n, code=f"h{n}", name=f"承办{n}", unit_id=1 + (n - 4) % UNITS)
        for n in range(1, PEOPLE + 1)
    )
    Duty.objects.create(person_id=1, role=Role.OFFICE)
    Duty.objects.bulk_create(Duty(person_id=n, role=Role.HANDLER) for n in range(3, PEOPLE + 1))
    for n in (1, 3):
        Account.objects.create(person_id=n, username=f"h{n}", created_at=LAST_DAY)
    Park.objects.bulk_create(
        Park(pk=n, code=f"p{n}", name=f"第{n}园区") for n in range(1, PARKS + 1)
    )
    Enterprise.objects.bulk_create(
        Enterprise(
            pk=n,
            code=f"e{n}",
            name=f"云岭第{n}试验有限公司",
            park_id=1 + n % PARKS,
            industry=INDUSTRIES[n % len(INDUSTRIES)],
        )
        for n in range(1, FIRMS + 1)
    )
    ledgers = list(Ledger.objects.order_by("id").values_list("pk", flat=True))
    Column.objects.create(
        pk=1, ledger_id=ledgers[0], key="budget", name="预算", position=1, type="number"
    )
    return ledgers


def _rows(numbers: range, entries: int, ledgers: list[int], first: datetime) -> list[dict]:
    return [_entry(key, entries, ledgers, first) for key in numbers]


def _events(rows: list[dict[str, Any]], sequence: int) -> Iterator[tuple[Any, ...]]:
    said = json.dumps({"text": "已到现场查看，正在协调。"}, ensure_ascii=False)
    for row in rows:
        due = row["original_due"] or row["registered_at"].date()
        given = json.dumps({"due": due.isoformat(), "due_by": "rule"})
        for version, move in enumerate(MOVES, 1):
            sequence += 1
            at = row["registered_at"] + timedelta(hours=5 * version)
            body = given if move == "dispatch" else said
            yield (
                row["ledger_id"], sequence, row["id"], version, move, at, 1,
                "承办1", "第1中心", "u1", body, "", f"{sequence:064x}",
            )  # fmt: skip


EVENT: Final = (
    "ledger_id", "sequence", "entry_id", "version", "move", "at", "by_id",
    "by_name", "by_unit", "by_unit_code", "body", "previous", "hash",
)  # fmt: skip


def _parts(rows: list[dict[str, Any]]) -> None:
    firm = lambda key: 1 + key * 48271 % FIRMS  # noqa: E731
    _load(
        "ledger_requester",
        ("entry_id", "enterprise_id", "name", "satisfaction", "is_solved"),
        [
            (r["id"], firm(r["id"]), f"云岭第{firm(r['id'])}试验有限公司", "", r["is_solved"])
            for r in rows
        ],
    )
    given = [row for row in rows if row["lead_id"]]
    assigned = []
    for row in given:
        told = (1, True, row["dispatched_at"], "", 0)
        assigned.append((row["id"], row["lead_id"], "lead", *told, None))
        if row["id"] % 5 == 0:
            # One co-unit in ten never said anything, and the matter was closed all the same.
            helped = row["answered_at"] if row["id"] % 50 else None
            unit = 1 + row["lead_id"] % UNITS
            assigned.append((row["id"], unit, "co_unit", *told, helped))
    _load(
        "ledger_assignment",
        (
            "entry_id",
            "unit_id",
            "part",
            "dispatch",
            "is_in_force",
            "dispatched_at",
            "contribution",
            "extension_count",
            "contributed_at",
        ),
        assigned,
    )
    clocks = []
    for row in given:
        day = row["registered_at"].date()
        met = row["due"] if row["answered_at"] else None
        told = (day, row["registered_at"], row["due"], "p13710/1", met)
        clocks += [(row["id"], name, *told) for name in ("report", "resolve")]
    _load(
        "ledger_entryvalue",
        ("entry_id", "column_id", "text", "number"),
        [(r["id"], 1, "", r["id"] * 2654435761 % 9000) for r in rows if r["id"] % 4 == 0],
    )
    _load(
        "ledger_clock",
        ("entry_id", "name", "started_on", "started_at", "due", "rule", "met_on"),
        clocks,
    )


def _index(rows: list[dict[str, Any]]) -> None:
    from django.db import connection, transaction

    from taizhang.ledger import search
    from taizhang.ledger.dialects import dialect

    written = []
    speaks = dialect(connection.vendor)
    for row in rows:
        name = f"云岭第{1 + row['id'] * 48271 % FIRMS}试验有限公司"
        parts = (row["number"], row["title"], row["text"], row["reply"], name)
        found = [search.indexed(run) for part in parts for run in search.runs(part)]
        written.append(speaks.written(row["id"], found)[-1])
    if connection.vendor == "postgresql":
        _load("ledger_search", ("entry_id", "words"), [given for _statement, given in written])
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(written[0][0], [given for _statement, given in written])


def papers(entries: int, first: datetime) -> None:
    """Documents with their drafts, the newest of them undecided, and what a handler is told of."""
    from taizhang.intake.models import Document, Draft
    from taizhang.ledger.models import Entry, Reminder

    number = max(entries // 250, 20)
    text = "会议听取了企业反映的问题，要求有关单位限期办理。" * 800
    step = (LAST_DAY - first) / number
    for start in range(1, number + 1, 500):
        keys = range(start, min(start + 500, number + 1))
        Document.objects.bulk_create(
            Document(
                pk=key,
                name=f"第{key}期简报.docx",
                kind="docx",
                file_sha256=f"{key:064x}",
                text=text,
                status=Document.Status.READY,
                done=100,
                received_at=first + step * key,
                received_by_id=1,
            )
            for key in keys
        )
        Draft.objects.bulk_create(
            _draft(key, n, number, first + step * key) for key in keys for n in range(DRAFTS)
        )
    held = Entry.objects.filter(watcher=3, state__in=OPEN[2:5]).order_by("-pk")
    Reminder.objects.bulk_create(
        Reminder(entry_id=key, person_id=3, signal="red", due=due, sent_at=LAST_DAY)
        for key, due in held.values_list("pk", "due")[:REMINDERS]
    )


def _draft(document: int, position: int, documents: int, at: datetime) -> Any:  # noqa: ANN401  # a model
    from taizhang.intake.models import Draft

    waits = position % 5 == 0 and document > documents - WAITING
    decided = {} if waits else {"decided_by_id": 1, "decided_at": at}
    return Draft(
        document_id=document,
        position=position,
        ledger="appeal",
        start=position * 24,
        end=position * 24 + 24,
        quote="企业反映的问题，要求有关单位限期办理。",
        text="企业反映的问题，要求有关单位限期办理。",
        status=Draft.Status.WAITING if waits else Draft.Status.ACCEPTED,
        **decided,
    )


def _without_indexes() -> list[str]:
    """Take the indexes away for the time of the filling; how to make them again."""
    from django.db import connection

    kept = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename ~ '^ledger_(entry|event"
                "|clock|assignment|requester|entryvalue|search)$' AND indexdef !~ 'UNIQUE'"
            )
        else:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
                "AND tbl_name LIKE 'ledger_%%' AND sql NOT LIKE '%%UNIQUE%%'"
            )
        for name, made in cursor.fetchall():
            cursor.execute(f'DROP INDEX "{name}"')
            kept.append(made)
    return kept


def fill(entries: int) -> None:
    """Write the roster and the entries, of ten years: 300 a day at a million."""
    from django.db import connection
    from django.db.models import Max

    from taizhang.ledger.models import Event

    ledgers = _roster()
    indexes = _without_indexes()
    first = LAST_DAY - timedelta(days=365 * YEARS)
    for start in range(1, entries + 1, BATCH):
        rows = _rows(range(start, min(start + BATCH, entries + 1)), entries, ledgers, first)
        _load("ledger_entry", [f'"{name}"' for name in rows[0]], [tuple(r.values()) for r in rows])
        _load("ledger_event", EVENT, _events(rows, (start - 1) * len(MOVES)))
        _parts(rows)
        _index(rows)
        print(start, f"{time.process_time():.0f} s", file=sys.stderr)
    papers(entries, first)
    assert Event.objects.aggregate(Max("sequence"))
    with connection.cursor() as cursor:
        for made in indexes:
            cursor.execute(made)
        print("indexed", f"{time.process_time():.0f} s", file=sys.stderr)
        cursor.execute("ANALYZE")


PAGES: Final = {
    "list, newest first": "/ledger/?any=1",
    "list, second page": "",
    "list, by due date": "/ledger/?sort=due",
    "list, due last": "/ledger/?sort=-due",
    "list, by state": "/ledger/?sort=state",
    "list, by lead unit": "/ledger/?sort=lead",
    "list, by person": "/ledger/?sort=charge",
    "list, closed last": "/ledger/?sort=-closed",
    "list, changed last": "/ledger/?sort=-changed",
    "one ledger": "/ledger/hazard/?any=1",
    "state open": "/ledger/?state=open",
    "state open, oldest first": "/ledger/?state=open&sort=registered",
    "state closed, due first": "/ledger/?state=closed&sort=due",
    "category": "/ledger/?category=finance",
    "lead unit": "/ledger/?lead=u3",
    "lead unit, due first": "/ledger/?lead=u3&sort=due",
    "park": "/ledger/?park=p3",
    "enterprise": "/ledger/?enterprise=e77",
    "co-unit": "/ledger/?co_unit=u5",
    "person in charge": "/ledger/?in_charge=h44",
    "watcher": "/ledger/?watcher=h3",
    "accountable": "/ledger/?accountable=h2",
    "signal red": "/ledger/?signal=red",
    "signal orange": "/ledger/?signal=orange",
    "signal blue": "/ledger/?signal=blue",
    "overdue by 30": "/ledger/?overdue_by=30",
    "scope": "/ledger/?scope=common",
    "level": "/ledger/?level=zone",
    "on time no": "/ledger/?on_time=no",
    "solved no": "/ledger/?solved=no",
    "satisfied unknown": "/ledger/?satisfied=unknown",
    "reopened": "/ledger/?reopened=yes",
    "broadcast": "/ledger/?broadcast=yes",
    "registered in a month": "/ledger/?start=2026-05-01&end=2026-05-31",
    "registered in a month, due first": "/ledger/?start=2026-05-01&end=2026-05-31&sort=due",
    "dispatched in a month": "/ledger/?dispatched_on_from=2026-05-01&dispatched_on_to=2026-05-31",
    "due in a month": "/ledger/?due_from=2026-05-01&due_to=2026-05-31",
    "first due in a month": "/ledger/?first_due_from=2026-05-01&first_due_to=2026-05-31",
    "first due, years ago": "/ledger/?first_due_from=2019-03-01&first_due_to=2019-03-31",
    "answered in a month": "/ledger/?answered_on_from=2026-05-01&answered_on_to=2026-05-31",
    "answered years ago": "/ledger/?answered_on_from=2019-03-01&answered_on_to=2019-03-31",
    "answered years ago, due first": (
        "/ledger/?answered_on_from=2019-03-01&answered_on_to=2019-03-31&sort=due"
    ),
    "called back in a month": (
        "/ledger/?called_back_on_from=2026-05-01&called_back_on_to=2026-05-31"
    ),
    "closed years ago": "/ledger/?closed_on_from=2019-03-01&closed_on_to=2019-03-31",
    "changed in a month": "/ledger/?changed_on_from=2026-05-01&changed_on_to=2026-05-31",
    "progress in a month": "/ledger/?act=progress&act_from=2026-05-01&act_to=2026-05-31",
    "progress at any time": "/ledger/?act=progress",
    "parked, ever": "/ledger/?act=park",
    "parked until": "/ledger/?parked_until_from=2026-11-01",
    "why parked": "/ledger/?park_kind=funds",
    "to be visited": "/ledger/?visit_on_from=2026-11-01",
    "industry": "/ledger/?industry=C27",
    "first receiver": "/ledger/?first_receiver=u3",
    "registered by": "/ledger/?registered_by=h1",
    "answered by": "/ledger/?answered_by=h44",
    "called back by": "/ledger/?called_back_by=h1",
    "closed by": "/ledger/?closed_by=h1",
    "dispatched twice": "/ledger/?dispatch_count_min=2",
    "reopened twice": "/ledger/?reopen_count_min=2",
    "extended": "/ledger/?extended=yes",
    "designated": "/ledger/?designated=yes",
    "with evidence": "/ledger/?evidence=yes",
    "answered on the spot": "/ledger/?promised=yes",
    "in a common problem": "/ledger/?in_problem=yes",
    "also on a ledger": "/ledger/?also_on=deed",
    "by the first date": "/ledger/?on_time_first=no",
    "own number": "/ledger/appeal/?own_budget_min=100&own_budget_max=120",
    "three filters": "/ledger/?state=open&category=finance&lead=u3",
    "three dense filters": "/ledger/?state=closed&solved=no&scope=common&sort=due",
    "search 用电": "/ledger/?q=用电",
    "search 用电与招工": "/ledger/?q=用电与招工",
    "search rare": "/ledger/?q=冷凝水回收",
    "search one sign": "/ledger/?q=凝",
    "search number": "",
    "search 用电, open": "/ledger/?q=用电&state=open",
    "one entry": "",
    "desk": "/",
}
"""What is asked for; an empty address is made from the newest entry."""


def _worked() -> float:
    """Processor time of this process and, where it can be seen, of its PostgreSQL backend.

    It is the answer's, whoever else is at work on the machine.
    """
    from django.db import connection

    own = time.process_time()
    if connection.vendor == "sqlite":
        return own
    with connection.cursor() as cursor:
        # The one connection of this process: its key is known without asking.
        backend = Path(f"/proc/{cursor.connection.info.backend_pid}/schedstat")
    return own + int(backend.read_text(encoding="ascii").split()[0]) / 1e9


def _p95(call: Callable[[], object]) -> float:
    call()
    took = []
    for _round in range(ROUNDS):
        begun = _worked()
        call()
        took.append((_worked() - begun) * 1000)
    # Of what was measured: the usual way guesses from few rounds what lies beyond their longest.
    return statistics.quantiles(took, n=20, method="inclusive")[-1]


def measure(only: str = "") -> None:
    """Print of each page its milliseconds, and how many rows it shows."""
    from django.conf import settings
    from django.test import Client

    from taizhang.config import wsgi
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Account

    assert wsgi.application  # a process like the server's
    settings.ALLOWED_HOSTS = ["testserver"]
    newest = Entry.objects.order_by("-pk").values_list("number", flat=True)[0]
    for who, name in (("h1", "office"), ("h3", "handler")):
        client = Client()
        account = Account.objects.get(username=who)
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
        pages = dict(PAGES)
        first = client.get(pages["list, newest first"])
        after = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
        pages["list, second page"] = "/ledger/" + (unescape(after[1]) if after else "?any=1")
        pages["search number"] = f"/ledger/?q={newest[:-2]}"
        pages["one entry"] = f"/ledger/{newest}/"
        if name == "handler":
            number = re.search(r"SQ-\d+-\d+", first.content.decode())
            pages["one entry"] = f"/ledger/{number[0]}/"
            pages = {key: pages[key] for key in HANDLER}
        for key, path in pages.items():
            if only and only not in key:
                continue
            response = client.get(path)
            assert response.status_code == HTTPStatus.OK, (path, response.status_code)
            page = response.content.decode()
            assert 'role="alert"' not in page, path
            took = _p95(lambda client=client, path=path: client.get(path))
            print(f"{name}: {key}\t{took:.1f}\t{page.count('<tr data-row>')}", flush=True)


HANDLER: Final = (
    "list, newest first",
    "list, by due date",
    "state open",
    "category",
    "search 用电",
    "one entry",
    "desk",
)


def export(kind: str) -> None:
    """Export all rows as the office does, in a process like the server's; time and own memory."""
    from django.conf import settings
    from django.test import Client

    from taizhang.config import wsgi
    from taizhang.roster.models import Account

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(
        Account.objects.get(username="h1"), backend=settings.AUTHENTICATION_BACKENDS[-1]
    )
    assert wsgi.application
    assert client.get("/ledger/?any=1").status_code == HTTPStatus.OK
    before = _own_memory()
    begun, worked = time.perf_counter(), time.process_time()
    size = 0
    with _Watch() as watch:
        for piece in client.get(f"/ledger/export/?format={kind}").streaming_content:
            size += len(piece)
    print(
        f"export {kind}\t{time.perf_counter() - begun:.1f} s "
        f"({time.process_time() - worked:.1f} s of a core), {size / 1e6:.0f} MB file, "
        f"{watch.most} MB of its own memory, {before} MB of them before"
    )


class _Watch:
    """The most memory that the process has of its own, looked at twenty times a second.

    A workbook is whole before its first piece is sent: at the pieces alone the peak is missed.
    """

    def __enter__(self) -> Self:
        self.most = _own_memory()
        self._over = threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)
        self._watching.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._watching.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self.most = max(self.most, _own_memory())


def _own_memory() -> int:
    """Without the pages of the database file that SQLite maps: those are the system's cache."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _inside(what: str, given: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    os.environ.setdefault("TAIZHANG_LOG_LEVEL", "ERROR")
    import django

    django.setup()
    if what == "fill":
        from django.core.management import call_command

        call_command("migrate", verbosity=0, skip_checks=True)
        fill(int(given[0]))
    elif what == "export":
        export(*given)
    else:
        measure(*given)


def _run(folder: str, *command: str) -> str:
    environment = {**os.environ, "TAIZHANG_DATA": folder, "TAIZHANG_LOG": "-"}
    if url := os.environ.get("TAIZHANG_DATABASE_URL"):
        environment["TAIZHANG_DATABASE_URL"] = url.replace("{folder}", Path(folder).name)
    done = subprocess.run(
        [sys.executable, __file__, "inside", *command],
        env=environment, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout


def main() -> None:
    """Fill a folder, or measure some and print a table with the ratio of the last to the first."""
    if sys.argv[1:2] == ["inside"]:
        _inside(sys.argv[2], sys.argv[3:])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["fill", "measure", "export"])
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    if given.what == "fill":
        _run(given.folders[0], "fill", str(given.entries))
        return
    if given.what == "export":
        for folder in given.folders:
            for kind in ("xlsx", "csv"):  # each in a process that has done nothing else
                print(_run(folder, "export", kind), end="")
        return
    found = [
        _run(folder, given.what, *([given.only] if given.only else [])) for folder in given.folders
    ]
    _table([Path(folder).name for folder in given.folders], found)


def _table(names: Sequence[str], found: Sequence[str]) -> None:
    """Of each page its time in each database, how the last compares with the first, the rows."""
    tables = [
        {page: (float(took), rows) for page, took, rows in map(_split, one.splitlines()) if rows}
        for one in found
    ]
    print(f"| ms p95 | {' | '.join(names)} | ratio | rows |")
    print("|---" * (len(tables) + 3) + "|")
    for page in tables[0]:
        took = [table[page][0] for table in tables]
        shown = " | ".join(f"{one:.0f}" for one in took)
        rows = " · ".join(dict.fromkeys(table[page][1] for table in tables))
        print(f"| {page} | {shown} | {took[-1] / took[0]:.1f} | {rows} |")


def _split(line: str) -> tuple[str, str, str]:
    page, took, rows = [*line.split("\t"), "", ""][:3]
    return page, took or "0", rows


if __name__ == "__main__":
    main()
