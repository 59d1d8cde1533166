"""Importing a large workbook: read, compared, written, then the same file once more.

CPU seconds of this process, the database's own beside it where it is another program:

    python benchmarks/importing.py                       SQLite, in a folder of its own
    python benchmarks/importing.py --postgres            a private PostgreSQL
    python benchmarks/importing.py --rows 10000
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HEAD = ("序号", "企业名称", "问题描述", "问题类别", "责任单位", "联系电话", "完成时限", "备注")
FIRMS = 2_000
WORDS = ("用电容量不足", "缺少生产用地", "招工困难", "道路积水", "融资渠道少", "审批时间长")


def workbook(rows: int) -> bytes:
    """A ledger as units send it in, no two rows the same."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, HEAD)
    for number in range(1, rows + 1):
        matter = f"{WORDS[number % len(WORDS)]}，第{number}号车间反映需要协调解决。请予支持。"
        due = (NOW + timedelta(days=number % 90)).date().isoformat()
        firm = f"云岭第{number % FIRMS}试验有限公司"
        line = (number, firm, matter, "其他", f"第{number % 30}中心", "0371-1", due, "无")
        sheet.write_row(number, 0, line)
    book.close()
    return file.getvalue()


def prepared() -> Any:  # noqa: ANN401  # a person, once Django is there
    """An office whose ledger is empty; who imports."""
    from django.core.management import call_command

    from taizhang.engine.codes import Role
    from taizhang.roster.models import Duty, Enterprise, Person, Unit

    call_command("migrate", verbosity=0, skip_checks=True)
    unit = Unit.objects.create(code="office", name="专班办公室", kind="office")
    office = Person.objects.create(code="office", name="办公室", unit=unit)
    Duty.objects.create(person=office, role=Role.OFFICE)
    Enterprise.objects.bulk_create(
        Enterprise(code=f"e{number}", name=f"云岭第{number}试验有限公司") for number in range(FIRMS)
    )
    return office


def measure(rows: int, uploads: str) -> None:
    """Import a workbook of `rows` rows, then the same one once more."""
    import django

    django.setup()
    from django.conf import settings

    settings.UPLOADS = Path(uploads)
    settings.UPLOAD_LIMIT = 200_000_000
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    from taizhang.cli.framework import settle
    from taizhang.intake import import_queries
    from taizhang.intake import services as intake
    from taizhang.ledger import services
    from taizhang.ledger.verification import verify

    office, data = prepared(), workbook(rows)
    settle()  # as the worker and the command do
    print(f"{rows:,} rows, {len(data) / 1e6:.1f} MB")
    for name in ("first", "again"):
        begun, wall = time.process_time(), time.perf_counter()
        one = intake.receive_import("报送.xlsx", data, ledger="appeal", by=office, now=NOW)
        one.refresh_from_db()
        mapping = {
            str(at): {str(place): column.key for place, column in enumerate(table)}
            for at, table in enumerate(services.propose_import(one))
        }
        read = time.process_time()
        one = services.compare_import(one, mapping, by=office, now=NOW)
        compared = time.process_time()
        figures = import_queries.figures(one)
        if name == "first":
            one = services.confirm_import(one, by=office, now=NOW)
            figures = import_queries.figures(one)
            assert figures.written_new == rows, figures
        else:
            assert figures.unchanged == rows, figures
        ended = time.process_time()
        steps = f"read {read - begun:.1f}, compared {compared - read:.1f}"
        steps += f", written {ended - compared:.1f}"
        print(f"{name}: {ended - begun:.1f} s CPU ({steps}); {time.perf_counter() - wall:.1f} s")
    found = verify()
    assert found.misfit is None, found.misfit
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"verified {found.events:,} events; {peak:.0f} MB at most")


def main() -> None:
    """Measure on the database asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--postgres", action="store_true")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        os.environ |= {"TAIZHANG_DATA": folder, "TAIZHANG_LOG_LEVEL": "ERROR"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "taizhang.config.settings"
        if arguments.postgres:
            import postgres

            os.environ["TAIZHANG_DATABASE_URL"] = stack.enter_context(postgres.cluster())
        measure(arguments.rows, folder)


if __name__ == "__main__":
    main()
