"""A workbook on its way into a ledger: taken in, mapped, decided about, confirmed, cancelled.

What its rows would do is for the ledger to say, which keeps that here; nothing of it is done
before a person confirms it.
"""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django_tasks import task

from taizhang.engine.errors import BadInput
from taizhang.engine.importing.planning import Side
from taizhang.intake import importing
from taizhang.intake.errors import ImportElsewhere, NothingToImport
from taizhang.intake.long_work import fail
from taizhang.intake.models import Import, ImportRow
from taizhang.intake.services.receiving import checked_size, keep, safe_name
from taizhang.intake.services.stored import bytes_of
from taizhang.roster.inserting import insert

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from taizhang.engine.consolidating.sources import Source
    from taizhang.roster.models import Person

READ_AT_ONCE: Final = 2_000_000
"""Bytes up to which a workbook is read while its sender waits."""
_S = Import.Status
WORKING: Final = frozenset({_S.READING, _S.PLANNING, _S.APPLYING})
_SIDES: Final = frozenset({Side.FILE.value, Side.LEDGER.value})


def receive_import(
    name: str, data: bytes, *, ledger: str, by: Person, now: datetime, read_now: bool = False
) -> Import:
    """Take a workbook in for the ledger of this code; a small broken one is refused at once."""
    checked_size(len(data))
    source = None
    if read_now or len(data) <= READ_AT_ONCE:
        source = importing.read(data, name)
    one = Import(
        name=safe_name(name),
        stored_as=keep(data),
        file_sha256=hashlib.sha256(data).hexdigest(),
        ledger=ledger,
        received_at=now,
        received_by=by,
        progress_at=now,
    )
    try:
        with transaction.atomic():
            if source is None:
                one.save()
                transaction.on_commit(partial(read_import.enqueue, pk=one.pk))
            else:
                _describe(one, source)
    except BaseException:
        (Path(settings.UPLOADS) / one.stored_as).unlink(missing_ok=True)
        raise
    return one


def _describe(one: Import, source: Source) -> None:
    one.kind = source.kind
    one.tables = importing.described(source)
    one.remarks = importing.remarks_of(source)
    one.form = importing.form_of(one.ledger, one.tables)
    one.status = _S.MAPPING
    one.save()


@task()
def read_import(*, pk: int) -> None:
    """The queue's way to look at a large workbook; one that is gone or read is nothing to do."""
    one = Import.objects.filter(pk=pk, status=_S.READING).first()
    if one is None:
        return
    try:
        _describe(one, importing.read(bytes_of(one.stored_as), one.name))
    except BadInput as refusal:
        fail(one, refusal)


@transaction.atomic
def begin_again(one: Import, *, now: datetime) -> Import:
    """Let stopped or silent work go on where it stood: reading, comparing or writing."""
    current = locked(one)
    silent = current.is_silent(now, current.received_at)
    if current.status != _S.FAILED and not (current.status in WORKING and silent):
        raise ImportElsewhere(status=_S(current.status).label)
    if current.confirmed_at is not None:
        current.status = _S.APPLYING
    else:
        current.status = _S.PLANNING if current.mapping else _S.READING
    current.failure, current.failure_fields = "", {}
    current.attempts, current.progress_at = 0, now
    current.save()
    if current.status == _S.READING:
        transaction.on_commit(partial(read_import.enqueue, pk=current.pk))
    return current


def locked(one: Import) -> Import:
    """As it is now; nobody else goes on with it until the transaction ends."""
    return Import.objects.select_for_update().get(pk=one.pk)


@transaction.atomic
def set_mapping(one: Import, mapping: Mapping[str, Mapping[str, str]], *, now: datetime) -> Import:
    """Say what the columns hold; what was compared by another mapping is thrown away.

    The same mapping sent twice is done once.
    """
    current = locked(one)
    if current.status == _S.PLANNING and current.mapping == mapping:
        return current
    if current.status not in {_S.MAPPING, _S.PLANNED, _S.FAILED} or current.confirmed_at:
        raise ImportElsewhere(status=_S(current.status).label)
    current.rows.all().delete()
    current.mapping = {table: dict(columns) for table, columns in mapping.items()}
    current.status, current.failure, current.failure_fields = _S.PLANNING, "", {}
    _start_work(current, sum(_rows_of(current, mapping)), now)
    return current


def _rows_of(one: Import, mapping: Mapping[str, object]) -> Iterable[int]:
    for table in mapping:
        yield sum(one.tables[int(table)]["rows"].values())


def _start_work(one: Import, total: int, now: datetime) -> None:
    one.done, one.total, one.attempts, one.progress_at = 0, total, 0, now
    one.save()


def plan_rows(one: Import, rows: Sequence[ImportRow], *, now: datetime) -> bool:
    """Keep what rows would do; False when the import was cancelled meanwhile."""
    with transaction.atomic():
        insert(rows)
        alive = Import.objects.filter(pk=one.pk, status=_S.PLANNING)
        done = max((row.position for row in rows), default=0)
        return bool(alive.update(done=min(done, one.total), progress_at=now))


def planned(one: Import) -> None:
    """Every row is compared: a person may look and confirm."""
    alive = Import.objects.filter(pk=one.pk, status=_S.PLANNING)
    alive.update(status=_S.PLANNED, done=one.total)


@transaction.atomic
def decide(
    one: Import,
    decisions: Mapping[int, Mapping[str, str]],
    *,
    by: Person,
    now: datetime,
) -> int:
    """Say of disputed cells, by row and key, whether file or ledger is right; how many rows."""
    current = locked(one)
    if current.status not in {_S.PLANNED, _S.DONE}:
        raise ImportElsewhere(status=_S(current.status).label)
    rows = open_conflicts(current).filter(pk__in=decisions)
    decided = []
    for row in rows:
        keys = disputed(row)
        said = {key: decisions[row.pk].get(key, "") for key in keys}
        if set(said.values()) <= _SIDES and said != row.decisions:
            row.decisions, row.decided_by, row.decided_at = said, by, now
            decided.append(row)
    ImportRow.objects.bulk_update(decided, ["decisions", "decided_by", "decided_at"])
    return len(decided)


@transaction.atomic
def decide_all(one: Import, side: Side, *, by: Person, now: datetime) -> int:
    """Give every disputed cell that nobody decided yet to one side; how many rows."""
    rows = open_conflicts(one).filter(decided_at__isnull=True)
    return decide(
        one, {row.pk: dict.fromkeys(disputed(row), side.value) for row in rows}, by=by, now=now
    )


def open_conflicts(one: Import) -> QuerySet[ImportRow]:
    """Rows in conflict of which nothing is written."""
    return one.rows.filter(outcome=ImportRow.Outcome.CONFLICT, applied_at__isnull=True)


def disputed(row: ImportRow) -> list[str]:
    """Keys of the cells that both sides changed."""
    return [
        key for key, _old, _new, side, held in row.differences if side == Side.BOTH and not held
    ]


def to_write(one: Import) -> QuerySet[ImportRow]:
    """Rows that change something and are not written yet, in the order of the file."""
    outcomes = ImportRow.Outcome
    waiting = one.rows.filter(applied_at__isnull=True)
    changing = waiting.filter(outcome__in=[outcomes.NEW, outcomes.UPDATE])
    decided = waiting.filter(outcome=outcomes.CONFLICT, decided_at__isnull=False)
    return (changing | decided).order_by("position")


@transaction.atomic
def confirm(one: Import, *, by: Person, now: datetime) -> Import:
    """Let its rows be written in the name of `by`; confirmed twice it is written once."""
    current = locked(one)
    if current.status == _S.APPLYING:
        return current
    was_stopped = current.status == _S.FAILED and current.confirmed_at is not None
    if current.status not in {_S.PLANNED, _S.DONE} and not was_stopped:
        raise ImportElsewhere(status=_S(current.status).label)
    waiting = to_write(current).count()
    if not waiting:
        if current.status == _S.DONE:
            return current
        raise NothingToImport
    current.status, current.confirmed_by, current.confirmed_at = _S.APPLYING, by, now
    current.failure, current.failure_fields = "", {}
    _start_work(current, waiting, now)
    return current


def mark_written(one: Import, rows: Mapping[int, str], *, now: datetime) -> None:
    """Within the transaction that wrote them: these rows, by key, became these entries."""
    # Hundreds of rows a time, each with a number of its own: the ORM would say them all in one
    # statement of as many cases.
    statement = "UPDATE intake_importrow SET number = %s, applied_at = %s WHERE id = %s"
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(number, at, pk) for pk, number in rows.items()])
    current = Import.objects.get(pk=one.pk)
    done = min(current.done + len(rows), current.total)
    Import.objects.filter(pk=one.pk).update(done=done, progress_at=now)


def written(one: Import, *, now: datetime) -> None:
    """Nothing is left to write."""
    alive = Import.objects.filter(pk=one.pk, status=_S.APPLYING)
    alive.update(status=_S.DONE, done=F("total"), ended_at=now)


@transaction.atomic
def cancel(one: Import, *, by: Person, now: datetime) -> Import:
    """Go no further with it: what is written stays, all else is left; twice is once."""
    current = locked(one)
    if current.status == _S.CANCELLED:
        return current
    if current.status == _S.DONE:
        raise ImportElsewhere(status=_S(current.status).label)
    current.status, current.cancelled_by, current.ended_at = _S.CANCELLED, by, now
    current.save(update_fields=["status", "cancelled_by", "ended_at"])
    return current
