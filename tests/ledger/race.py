"""Two people act at the same moment, in an installation of its own; prints what came of it.

Run by test_race.py: real transactions and threads need a database that no test rolls back.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING, Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  # after set-up
from django.db import connection  # noqa: E402

from taizhang.engine.codes import LedgerKind  # noqa: E402
from taizhang.ledger import queries, services, verification  # noqa: E402
from taizhang.ledger.models import Entry, Event  # noqa: E402
from tests.clock import NOW  # noqa: E402
from tests.factories import make_person, make_unit  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable


def at_once(*acts: Callable[[], object]) -> Counter[str]:
    """Run `acts` in threads that start together; what each came to."""
    results: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
            results.append("done")
        except Exception as error:  # noqa: BLE001  # the parent judges what came up
            results.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(results)


def main() -> int:
    call_command("migrate", verbosity=0, skip_checks=True)
    unit = make_unit("电力保障中心")
    office, other = make_person("甲", unit=unit), make_person("乙", unit=unit)

    def register(number: int) -> Entry:
        given: dict[str, Any] = {"title": f"第{number}件", "text": "正文", "by": office, "now": NOW}
        return services.register(ledger=LedgerKind.DIRECTIVE, **given)

    said: dict[str, Any] = {}
    said["registered"] = at_once(*(lambda n=n: register(n) for n in range(8)))
    said["numbers"] = sorted(Entry.objects.values_list("number", flat=True))
    entry = Entry.objects.earliest("pk")
    said["dispatched"] = at_once(
        lambda: services.dispatch(entry, lead=unit, by=office, now=NOW, seen=1),
        lambda: services.dispatch(entry, lead=unit, watcher=other, by=other, now=NOW, seen=1),
    )
    said["dispatches"] = Event.objects.filter(entry=entry, move="dispatch").count()
    second = Entry.objects.order_by("pk")[1]
    said["double_click"] = at_once(
        *(lambda: services.amend(second, title="改", by=office, now=NOW, seen=1) for _ in range(2))
    )
    said["amendments"] = Event.objects.filter(entry=second, move="amend").count()
    said["found"] = queries.matching(Entry.objects.all(), "正文").count()
    verification.BATCH = 4  # type: ignore[misc]  # so few entries are two shares
    both = verification.verify(workers=1), verification.verify(workers=2)
    said["misfits"] = [found.misfit and found.misfit.what for found in both]
    said["verified"] = [[found.events, found.entries] for found in both]
    json.dump(said, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
