"""The rows of a confirmed import become entries and amendments, group by group.

Each group is one transaction that also marks its rows, so that work that was broken off goes on
where it stopped and nothing is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import structlog
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from taizhang.engine.codes import AuditAct, Category, Scope
from taizhang.engine.errors import TaizhangError
from taizhang.engine.importing.planning import Incoming, Outcome, Side, compared
from taizhang.engine.names import plain as plain_name
from taizhang.intake import import_queries as queries
from taizhang.intake.errors import ImportFailed
from taizhang.intake.long_work import guarded
from taizhang.intake.models import Import, ImportRow
from taizhang.intake.services import importing as intake
from taizhang.ledger.importing.fields import fields_of
from taizhang.ledger.importing.incoming import refusal_of
from taizhang.ledger.importing.mapping import QUOTE
from taizhang.ledger.importing.standing import Reader, Stands
from taizhang.ledger.models import Entry, Ledger
from taizhang.ledger.services.importing import (
    brought_by,
    columns_of,
    compare_later,
    compare_rows,
    rules_of,
    run,
)
from taizhang.ledger.services.register import Matter, amend, register_all, title_of
from taizhang.roster import queries as roster
from taizhang.roster.services import trail

if TYPE_CHECKING:
    from taizhang.roster.models import Enterprise, Person

log = structlog.get_logger(__name__)

GROUP: Final = 1_000
"""Rows of one transaction: others wait for the ledger meanwhile."""
_BETWEEN: Final = re.compile(r"[、，,；;\n]+")
_R = ImportRow.Outcome


def confirm_import(
    one: Import,
    *,
    by: Person,
    now: datetime,
    origin: trail.Origin | None = None,
    here: bool = False,
) -> Import:
    """Write the rows that a person has seen; many in the background, unless it is done `here`."""
    before = one.status
    with transaction.atomic():
        one = intake.confirm(one, by=by, now=now)
        if one.status != before:
            trail.audit(
                AuditAct.IMPORTED,
                now=now,
                actor=trail.actor_name(by),
                subject=f"{one.ledger} {one.total} {one.name}",
                origin=origin,
            )
    if one.status == Import.Status.APPLYING:
        run(one, write_later, write, here=here)
    one.refresh_from_db()
    return one


def go_on_with_import(one: Import, *, by: Person, now: datetime) -> Import:
    """Let an import go on whose work stopped or fell silent: nothing is done twice."""
    one = intake.begin_again(one, now=now)
    log.info("import_goes_on", source=one.pk, by=by.code)
    if one.status == Import.Status.APPLYING:
        run(one, write_later, write)
    elif one.status == Import.Status.PLANNING:
        run(one, compare_later, compare_rows)
    one.refresh_from_db()
    return one


@task()
def write_later(*, pk: int) -> None:
    """The queue's way to write; an import that was cancelled or written is nothing to do."""
    one = Import.objects.filter(pk=pk, status=Import.Status.APPLYING).first()
    if one is not None:
        guarded(one, write, ImportFailed)


def write(one: Import) -> None:
    """Write what is not written yet: first what is new, then what changes."""
    writer = _Writer(one)
    for outcomes, group in (
        ([_R.NEW], writer.register),
        ([_R.UPDATE, _R.CONFLICT], writer.amend),
    ):
        last = 0
        while True:
            now = timezone.now()
            with transaction.atomic():
                if intake.locked(one).status != Import.Status.APPLYING:
                    return  # cancelled
                rows = queries.to_write(one).filter(outcome__in=outcomes, position__gt=last)
                batch = list(rows[:GROUP])
                if not batch:
                    break
                group(batch, now)
            last = batch[-1].position
    intake.written(one, now=timezone.now())


class _Writer:
    """Writes groups of rows in the name of who confirmed them."""

    def __init__(self, one: Import) -> None:
        self.one = one
        assert one.confirmed_by is not None  # noqa: S101  # a constraint of the table says so
        self.by: Person = one.confirmed_by
        self.ledger = Ledger.objects.get(code=one.ledger)
        self.fields = fields_of(self.ledger)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.ledger, self.fields)

    @cached_property
    def firms(self) -> Mapping[str, Enterprise]:
        """Enterprises by every name and by credit code."""
        found: dict[str, Enterprise] = {}
        known = roster.enterprises().select_related(
            "park", "service_officer__unit", "watcher__unit"
        )
        for one in known.prefetch_related("aliases"):
            names = (one.short_name, *(alias.name for alias in one.aliases.all()))
            for name in filter(None, names):
                found.setdefault(plain_name(name), one)
            found[plain_name(one.name)] = one
            if one.credit_code:
                found[one.credit_code] = one
        return found

    def register(self, rows: Sequence[ImportRow], now: datetime) -> None:
        """Put new rows on the ledger; one that came in by another import meanwhile is there."""
        # Locked before the look, so that two imports of the same file wait for each other.
        Ledger.objects.select_for_update().get(pk=self.ledger.pk)
        known = brought_by(self.one.ledger, [row.fingerprint for row in rows])
        there = [row for row in rows if row.fingerprint in known]
        for row in there:
            row.outcome, row.number = _R.UNCHANGED, known[row.fingerprint]
        ImportRow.objects.bulk_update(there, ["outcome", "number"])
        self._register([row for row in rows if row.fingerprint not in known], now)

    def _register(self, rows: Sequence[ImportRow], now: datetime) -> None:
        """All of them at once; when one is refused, the halves, until it stands alone."""
        if not rows:
            return
        try:
            with transaction.atomic():
                made = register_all(
                    [self._matter(row.values) for row in rows],
                    ledger=self.one.ledger,
                    by=self.by,
                    now=now,
                )
        except TaizhangError as refusal:
            if len(rows) == 1:
                _refuse(rows[0], refusal)
                return
            half = len(rows) // 2
            self._register(rows[:half], now)
            self._register(rows[half:], now)
            return
        numbers = {row.pk: entry.number for row, entry in zip(rows, made, strict=True)}
        intake.mark_written(self.one, numbers, now=now)

    def _matter(self, values: Mapping[str, Any]) -> Matter:
        text = str(values.get("text") or values.get("matter") or values.get("title") or "")
        title = str(values.get("title") or "") if values.get("text") else ""
        due = str(values.get("due") or "")
        day = _day(due)
        firms, names = self._requesters(values)
        own = {
            key: value
            for key, value in values.items()
            if key in self._own and value not in {None, ""}
        }
        return Matter(
            title=title or title_of(text),
            text=text,
            category=Category(values["category"]) if values.get("category") else None,
            scope=Scope(values["scope"]) if values.get("scope") else None,
            enterprises=firms,
            requester_names=names,
            due=day,
            due_text="" if day else due,
            quote=str(values.get(QUOTE) or ""),
            values=own,
        )

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(column.key for column in self.ledger.columns.all() if not column.known_as)

    def _requesters(self, values: Mapping[str, Any]) -> tuple[list[Enterprise], list[str]]:
        """Enterprises of the roster, by credit code first, and names of others."""
        firms, names = [], []
        by_code = self.firms.get(str(values.get("credit_code") or "").upper())
        said = [name for name in _BETWEEN.split(str(values.get("enterprise") or "")) if name]
        if by_code is not None and len(said) <= 1:
            return [by_code], []
        for name in said:
            firm = self.firms.get(plain_name(name))
            if firm is None:
                names.append(name)
            elif firm not in firms:
                firms.append(firm)
        return firms, names

    def amend(self, rows: Sequence[ImportRow], now: datetime) -> None:
        """Change the entries that rows name, compared anew where somebody changed them since."""
        stands = self.reader.of({row.number: row.version for row in rows})
        keys = sorted(one.entry for one in stands.values())
        # All at once and in their order: whoever holds one of them holds no ledger.
        entries = {
            entry.pk: entry
            for entry in Entry.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        }
        stands = self.reader.of({row.number: row.version for row in rows})
        written: dict[int, str] = {}
        for row in rows:
            one = stands.get(row.number)
            if one is None:
                _refuse_by(row, "unknown_number", {})
            elif self._is_as_seen(row, one) and self._amended(row, entries[one.entry], now):
                written[row.pk] = row.number
        intake.mark_written(self.one, written, now=now)

    def _is_as_seen(self, row: ImportRow, stands: Stands) -> bool:
        """Whether the row still does what a person confirmed; else it is compared anew."""
        if row.seen == stands.standing.version:
            return True
        said = Incoming(row.row, row.values, row.number, row.version)
        kept = self.one.mapping[str(row.table)]
        plan = compared(said, stands.standing, rules_of(kept, self.fields))
        for name, value in columns_of(plan, said).items():
            setattr(row, name, value)
        refused = refusal_of(plan, said, self.fields, stands.facts.state)
        if refused is not None:
            row.outcome = _R.REFUSED
            row.refusal, row.refusal_fields = refused
        row.seen, row.decisions, row.decided_by, row.decided_at = (
            stands.standing.version,
            {},
            None,
            None,
        )
        row.save()
        return plan.outcome is Outcome.UPDATE and refused is None

    def _amended(self, row: ImportRow, entry: Entry, now: datetime) -> bool:
        """Whether the row is done with: written, or left as the ledger has it."""
        changes = _changes(row)
        if not changes:
            return True
        try:
            with transaction.atomic():
                amend(entry, by=self.by, now=now, seen=row.seen, **self._said(changes))
        except TaizhangError as refusal:
            _refuse(row, refusal)
            return False
        return True

    def _said(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """The changes as `amend` takes them."""
        said: dict[str, Any] = {
            key: str(changes[key] or "")
            for key in ("title", "text", "category", "scope")
            if key in changes
        }
        if "matter" in changes:
            text = str(changes["matter"])
            said |= {"text": text, "title": title_of(text)}
        own = {key: value for key, value in changes.items() if key in self._own}
        return {**said, "values": own} if own else said


def _changes(row: ImportRow) -> dict[str, Any]:
    """The cells that the file alone changed, and the disputed ones that it was given."""
    return {
        key: new
        for key, _old, new, side, is_held in row.differences
        if not is_held
        and (side == Side.FILE or (side == Side.BOTH and row.decisions.get(key) == Side.FILE))
    }


def _refuse(row: ImportRow, refusal: TaizhangError) -> None:
    fields = {name: str(value) for name, value in refusal.fields.items()}
    _refuse_by(row, refusal.code, fields)


def _refuse_by(row: ImportRow, code: str, fields: Mapping[str, Any]) -> None:
    row.outcome, row.refusal, row.refusal_fields = _R.REFUSED, code, dict(fields)
    row.save(update_fields=["outcome", "refusal", "refusal_fields"])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
