"""What the rows of a workbook would do to a ledger, said row by row before anything is done."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import structlog
from django.utils import timezone
from django_tasks import task

from taizhang.engine.importing.planning import (
    Incoming,
    Outcome,
    Planned,
    Refusal,
    Rules,
    Side,
    Standing,
    fingerprint,
    planned,
)
from taizhang.engine.sheets.table import Kind, Row
from taizhang.intake import importing as files
from taizhang.intake.errors import ImportFailed
from taizhang.intake.import_queries import mapped_before
from taizhang.intake.long_work import guarded
from taizhang.intake.models import Import, ImportRow
from taizhang.intake.services import importing as intake
from taizhang.intake.services.stored import bytes_of
from taizhang.ledger.importing import mapping as mappings
from taizhang.ledger.importing.fields import Field, fields_of
from taizhang.ledger.importing.incoming import Mapped, refusal_of, settled
from taizhang.ledger.importing.standing import Reader, Stands
from taizhang.ledger.models import Ledger

if TYPE_CHECKING:
    from taizhang.engine.sheets.table import Table
    from taizhang.roster.models import Person

log = structlog.get_logger(__name__)

CHUNK: Final = 500
AT_ONCE: Final = 2_000
"""Rows up to which a person waits for the comparison, or the writing."""
LEFT_OUT: Final = "left_out"
"""A row of a table that a person left out."""


def propose_import(one: Import) -> list[list[mappings.Proposed]]:
    """What each column of each table is taken for, as a person confirmed it last or anew."""
    fields = fields_of(Ledger.objects.get(code=one.ledger))
    before = mapped_before(one)
    return mappings.proposed(one.tables, fields, before.mapping if before else None)


def compare_import(
    one: Import,
    mapping: Mapping[str, Mapping[str, str]],
    *,
    by: Person,
    now: datetime,
    here: bool = False,
) -> Import:
    """Take the columns for what `mapping` says and compare every row with the ledger.

    Many rows are compared in the background, unless it is to be done `here`.
    """
    fields = fields_of(Ledger.objects.get(code=one.ledger))
    said = mappings.checked(mapping, one.tables, fields)
    one = intake.set_mapping(one, said, now=now)
    log.info("import_mapped", source=one.pk, by=by.code)
    run(one, compare_later, compare_rows, here=here)
    one.refresh_from_db()
    return one


def run(
    one: Import,
    later: Any,  # noqa: ANN401  # a task
    work: Callable[[Import], None],
    *,
    here: bool = False,
) -> None:
    """Do the work on an import now, or leave it to the queue when it is long."""
    if here or one.total <= AT_ONCE:
        guarded(one, work, ImportFailed)
    else:
        later.enqueue(pk=one.pk)


@task()
def compare_later(*, pk: int) -> None:
    """The queue's way to compare; an import that was cancelled or compared is nothing to do."""
    one = Import.objects.filter(pk=pk, status=Import.Status.PLANNING).first()
    if one is not None:
        guarded(one, compare_rows, ImportFailed)


def compare_rows(one: Import) -> None:
    """Keep what each row would do; begun again it begins anew."""
    one.rows.all().delete()
    ledger = Ledger.objects.get(code=one.ledger)
    comparison = _Comparison(one, ledger)
    rows = comparison.rows()
    while batch := list(islice(rows, CHUNK)):
        if not intake.plan_rows(one, batch, now=timezone.now()):
            return  # cancelled
    intake.planned(one)


class _Comparison:
    """Walks through the tables of a file, comparing some hundreds of rows at a time."""

    def __init__(self, one: Import, ledger: Ledger) -> None:
        self.one = one
        self.fields = fields_of(ledger)
        self.reader = Reader(ledger, self.fields)
        self.position = 0
        self.standing: dict[str, Standing] = {}
        self.stands: dict[str, Stands] = {}
        self.brought: dict[str, str] = {}
        self.has_earlier = earlier_rows(ledger.code).exists()

    def rows(self) -> Iterator[ImportRow]:
        source = files.read(bytes_of(self.one.stored_as), self.one.name)
        for at, (part, table) in enumerate(files.tables_of(source)):
            kept = self.one.mapping.get(str(at))
            if not kept:
                yield from (self._row(at, row, kind=LEFT_OUT) for row in table.rows)
                continue
            is_text = source.kind == "csv"
            mapped = Mapped(part, table, kept, self.fields, is_text=is_text)
            rules = rules_of(kept, self.fields)
            yield from self._table(at, table, mapped, rules)

    def _table(self, at: int, table: Table, mapped: Mapped, rules: Rules) -> Iterator[ImportRow]:
        """Each row in its place in the file, data compared and the rest named."""
        waiting: deque[tuple[Row, Incoming]] = deque()
        data = (row for row in table.rows if row.kind is Kind.DATA)
        plan = planned(self._fed(mapped, data, waiting), self.standing, self.brought, rules)
        for row in table.rows:
            if row.kind is not Kind.DATA:
                yield self._row(at, row, kind=row.kind)
                continue
            one = next(plan)
            _row, said = waiting.popleft()
            yield self._planned(at, row, said, one, mapped)

    def _fed(
        self, mapped: Mapped, data: Iterator[Row], waiting: deque[tuple[Row, Incoming]]
    ) -> Iterator[Incoming]:
        """The rows, chunk after chunk; nobody asks for one beyond the last."""
        chunks = iter(lambda: list(islice(data, CHUNK)), [])
        return chain.from_iterable(self._settled(mapped, rows, waiting) for rows in chunks)

    def _settled(
        self, mapped: Mapped, rows: Sequence[Row], waiting: deque[tuple[Row, Incoming]]
    ) -> Iterator[Incoming]:
        """The rows of a chunk, what stands under their numbers read ahead."""
        chunk = list(mapped.incoming(rows))
        self._look_up(chunk)
        for row, one in zip(rows, chunk, strict=True):
            stands = self.stands.get(one.number)
            said = settled(one, stands, self.fields) if stands else one
            waiting.append((row, said))
            yield said

    def _look_up(self, chunk: Sequence[Incoming]) -> None:
        numbers = {one.number: one.version for one in chunk if one.number}
        self.stands = self.reader.of(numbers) if numbers else {}
        self.standing.clear()
        self.standing.update((number, one.standing) for number, one in self.stands.items())
        self.brought.clear()
        if self.has_earlier:
            prints = [fingerprint(one.values) for one in chunk if not one.number]
            self.brought.update(brought_by(self.one.ledger, prints))

    def _row(self, at: int, row: Row, **more: Any) -> ImportRow:  # noqa: ANN401  # its columns
        self.position += 1
        return ImportRow(
            **{
                "source": self.one,
                "position": self.position,
                "table": at,
                "row": row.number,
                "outcome": ImportRow.Outcome.NO_DATA,
                **more,
            }
        )

    def _planned(
        self, at: int, row: Row, said: Incoming, one: Planned, mapped: Mapped
    ) -> ImportRow:
        stands = self.stands.get(said.number)
        made = self._row(
            at,
            row,
            **columns_of(one, said),
            version=said.version,
            seen=stands.standing.version if stands else None,
            values=said.values,
            fingerprint="" if said.number else fingerprint(said.values),
        )
        refused = refusal_of(one, said, self.fields, stands.facts.state if stands else None)
        if refused is not None:
            made.outcome = ImportRow.Outcome.REFUSED
            made.refusal, made.refusal_fields = refused
        elif one.refusal is Refusal.UNREADABLE:
            made.refusal_fields = {"cells": _unreadable(said, self.fields, mapped)}
        elif one.refusal is Refusal.REPEATED:
            made.refusal_fields = {"row": one.repeats}
        return made


def _unreadable(said: Incoming, fields: Mapping[str, Field], mapped: Mapped) -> list[list[Any]]:
    """Of each cell that cannot be read its column, what it says, and what would fit."""
    return [
        [
            str(fields[key].name),
            str(said.values.get(key) or ""),
            mapped.why_lost(said.row, key) or fields[key].type.value,
        ]
        for key in said.unreadable
    ]


def columns_of(one: Planned, said: Incoming) -> dict[str, Any]:
    """What a plan says, as columns of the row that keeps it."""
    is_new = one.outcome is Outcome.NEW
    differences = () if is_new else one.differences
    return {
        "outcome": one.outcome.value,
        "number": one.number or said.number,
        "differences": [
            [each.key, each.old, each.new, each.side.value, each.is_held] for each in differences
        ],
        "has_held": any(each.is_held and each.side is not Side.LEDGER for each in differences),
        "refusal": one.refusal.value if one.refusal else "",
    }


def rules_of(kept: Mapping[str, str], fields: Mapping[str, Field]) -> Rules:
    """How the rows of a table with these columns are compared."""
    fixed = frozenset(key for key, one in fields.items() if one.is_fixed)
    return Rules(fixed, has_versions=mappings.is_marked(kept, fields))


def earlier_rows(ledger: str) -> Any:  # noqa: ANN401  # a queryset of rows
    """Rows without a number that became entries of a ledger."""
    written = ImportRow.objects.filter(source__ledger=ledger, applied_at__isnull=False)
    return written.exclude(fingerprint="")


def brought_by(ledger: str, prints: Sequence[str]) -> dict[str, str]:
    """By fingerprint the number of the entry that the same row became earlier."""
    found = earlier_rows(ledger).filter(fingerprint__in=prints)
    return dict(found.values_list("fingerprint", "number"))
