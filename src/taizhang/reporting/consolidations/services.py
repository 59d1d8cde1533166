"""The acts on a consolidation: opened, files added or left out, columns fixed, conflicts decided.

Each takes `by` and `now`. What is decided is kept apart from the consolidation and bound to what
was contradictory, so that the next one knows it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Max

from taizhang.engine.codes import AuditAct
from taizhang.engine.consolidating import Answer, MapColumnUnknown
from taizhang.intake.services.stored import checked_size, keep, safe_name
from taizhang.ledger.services.wording import plain
from taizhang.reporting.consolidations import making, queries
from taizhang.reporting.consolidations.errors import (
    ConsolidationElsewhere,
    DecidedMeanwhile,
    NothingDecided,
    NothingToConsolidate,
    TooManyWorkbooks,
)
from taizhang.reporting.models import Conflict, ConflictDecision, Consolidation, ConsolidationFile
from taizhang.roster.services import trail

if TYPE_CHECKING:
    from taizhang.ledger.models import Ledger
    from taizhang.roster.models import Person

log = structlog.get_logger(__name__)

MOST_FILES: Final = 100
LONGEST_VALUE: Final = 2_000
_S = Consolidation.Status
_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """A workbook as it was sent."""

    name: str
    data: bytes


def open_consolidation(
    files: Sequence[Sent],
    *,
    name: str,
    by: Person,
    now: datetime,
    ledger: Ledger | None = None,
    previous: Consolidation | None = None,
    expected: Sequence[str] = (),
    origin: trail.Origin | None = None,
) -> Consolidation:
    """Take workbooks in and put them together."""
    _check(files, 0)
    title = plain(name)[:_NAME] or PurePath(safe_name(files[0].name)).stem[:_NAME]
    one = Consolidation(
        name=title,
        ledger=ledger,
        previous=previous,
        expected=list(expected),
        created_at=now,
        created_by=by,
        progress_at=now,
    )
    with _stored(files) as stored, transaction.atomic():
        one.save()
        _add(one, stored, by, now)
        _begin(one, now)
        trail.audit(
            AuditAct.CONSOLIDATED,
            now=now,
            actor=trail.actor_name(by),
            subject=f"{title} ({len(files)})",
            origin=origin,
        )
    making.run(one)
    one.refresh_from_db()
    return one


def add_files(
    one: Consolidation, files: Sequence[Sent], *, by: Person, now: datetime
) -> Consolidation:
    """Take further workbooks in, of who reports late, and put all of them together anew."""
    _check(files, one.files.count())
    with _stored(files) as stored, transaction.atomic():
        current = _at_rest(one)
        _add(current, stored, by, now)
        _begin(current, now)
    return _made(current)


@transaction.atomic
def leave_out(
    one: Consolidation, file: ConsolidationFile, *, is_left_out: bool, by: Person
) -> Consolidation:
    """Leave a workbook out of the next result, or take it up again."""
    current = _at_rest(one)
    changed = current.files.filter(pk=file.pk).exclude(is_left_out=is_left_out)
    if changed.update(is_left_out=is_left_out):
        _fall_behind(current)
        log.info("workbook_left_out", source=one.pk, file=file.pk, left=is_left_out, by=by.code)
    return current


@transaction.atomic
def fix_columns(one: Consolidation, fixed: Mapping[str, str], *, by: Person) -> Consolidation:
    """Say which column that came in is which of the form; an empty one is left out."""
    current = _at_rest(one)
    for to in fixed.values():
        if to and to not in current.columns:
            raise MapColumnUnknown(column=to, columns="、".join(current.columns))
    if current.fixed != dict(fixed):
        current.fixed = dict(fixed)
        current.save(update_fields=["fixed"])
        _fall_behind(current)
        log.info("columns_fixed", source=one.pk, by=by.code)
    return current


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says to one contradiction; without an answer it is taken back."""

    answer: Answer | None
    value: str = ""
    seen: int = 0
    """The decision that stood there when the page was made; 0 for none."""


@transaction.atomic
def decide(
    one: Consolidation, said: Mapping[int, Said], *, by: Person, now: datetime
) -> list[ConflictDecision]:
    """Decide contradictions, by key of their row; the same said twice is said once."""
    current = _at_rest(one)
    rows = {row.pk: row for row in current.conflicts.filter(pk__in=said)}
    standing = queries.newest(row.key for row in rows.values())
    made = []
    for pk, row in rows.items():
        here, before = said[pk], standing.get(row.key)
        value = _checked(row, here)
        answer = here.answer.value if here.answer else ""
        if (before.answer if before else "", before.value if before else "") == (answer, value):
            continue
        if before is not None and before.pk != here.seen and before.by_id != by.pk:
            raise DecidedMeanwhile(by=before.by_name, value=before.value or before.answer)
        made.append(
            ConflictDecision(
                key=row.key,
                kind=row.kind,
                answer=answer,
                value=value,
                consolidation=current,
                at=now,
                by=by,
                by_name=by.name,
            )
        )
    ConflictDecision.objects.bulk_create(made)
    if made:
        _fall_behind(current)
    return made


def _checked(row: Conflict, said: Said) -> str:
    """The words that count; refused where they are none of what was said."""
    if said.answer is Answer.OWN:
        value = plain(said.value)[:LONGEST_VALUE]
        if not value:
            raise NothingDecided
        return value
    if said.answer is Answer.TAKE:
        if said.value not in row.options:
            raise NothingDecided
        return said.value
    return ""


def put_together(one: Consolidation, *, now: datetime) -> Consolidation:
    """Make the result anew, with all that was decided since; also what stopped or fell silent."""
    with transaction.atomic():
        current = Consolidation.objects.select_for_update().get(pk=one.pk)
        if current.status == _S.WORKING and not current.is_silent(now, current.created_at):
            raise ConsolidationElsewhere(status=_S(current.status).label)
        _begin(current, now)
    return _made(current)


@transaction.atomic
def cancel(one: Consolidation, *, by: Person) -> Consolidation:
    """Stop the work: an earlier result stays; twice is once."""
    current = Consolidation.objects.select_for_update().get(pk=one.pk)
    if current.status == _S.WORKING:
        current.status, current.cancelled_by = _S.CANCELLED, by
        current.save(update_fields=["status", "cancelled_by"])
    return current


def _at_rest(one: Consolidation) -> Consolidation:
    """As it is now, locked; refused while it is being put together."""
    current = Consolidation.objects.select_for_update().get(pk=one.pk)
    if current.status == _S.WORKING:
        raise ConsolidationElsewhere(status=_S(current.status).label)
    return current


def _fall_behind(one: Consolidation) -> None:
    one.is_behind = True
    one.save(update_fields=["is_behind"])


def _begin(one: Consolidation, now: datetime) -> None:
    one.status, one.failure, one.failure_fields = _S.WORKING, "", {}
    one.done, one.total = 0, queries.files_of(one).count()
    one.attempts, one.progress_at, one.cancelled_by = 0, now, None
    one.save()


def _made(one: Consolidation) -> Consolidation:
    making.run(one)
    one.refresh_from_db()
    return one


def _check(files: Sequence[Sent], there: int) -> None:
    if not files:
        raise NothingToConsolidate
    if len(files) + there > MOST_FILES:
        raise TooManyWorkbooks(allowed=MOST_FILES, found=len(files) + there)
    for file in files:
        checked_size(len(file.data))


@dataclass(frozen=True, slots=True)
class _Kept:
    name: str
    stored_as: str
    size: int
    sha256: str


@contextmanager
def _stored(files: Iterable[Sent]) -> Iterator[list[_Kept]]:
    """Keeps the files; takes them away again when the rest is refused."""
    kept: list[_Kept] = []
    try:
        for file in files:
            digest = hashlib.sha256(file.data).hexdigest()
            kept.append(_Kept(safe_name(file.name), keep(file.data), len(file.data), digest))
        yield kept
    except BaseException:
        for one in kept:
            (Path(settings.UPLOADS) / one.stored_as).unlink(missing_ok=True)
        raise


def _add(one: Consolidation, files: Iterable[_Kept], by: Person, now: datetime) -> None:
    taken = set(one.files.values_list("name", flat=True))
    at = (one.files.aggregate(last=Max("position"))["last"] or 0) + 1
    for position, file in enumerate(files, start=at):
        name = _free(file.name, taken)
        taken.add(name)
        ConsolidationFile.objects.create(
            consolidation=one,
            position=position,
            name=name,
            stored_as=file.stored_as,
            size=file.size,
            sha256=file.sha256,
            added_at=now,
            added_by=by,
        )


def _free(name: str, taken: set[str]) -> str:
    """A name of its own: two units may call their files the same."""
    path, found, count = PurePath(name), name, 1
    while found in taken:
        count += 1
        found = f"{path.stem} ({count}){path.suffix}"
    return found
