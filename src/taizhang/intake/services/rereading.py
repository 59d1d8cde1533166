"""A document is read again: with another date, or its blocks in a person's order.

What people decided, edited or made stays as it is; only what still waits untouched is replaced.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import structlog
from django.db import transaction

from taizhang.engine import text
from taizhang.engine.page_order import blocks_of, is_made_of
from taizhang.intake.errors import (
    BlocksNotOfThisPage,
    NoOrderToTakeBack,
    NotReadYet,
    StaleDocument,
    WrittenAtTheTable,
    change_of,
)
from taizhang.intake.models import Document, ReadingOrder
from taizhang.intake.services.reading import TYPED, enqueue, extracted, raw_text
from taizhang.intake.services.recording import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from taizhang.engine.page_order import Order
    from taizhang.roster.models import Person

log = structlog.get_logger(__name__)

_WITHIN_A_REQUEST: Final = 50_000
"""Characters that are read again while the person waits; a longer document is queued."""


def locked(document: Document) -> Document:
    """The document as it is now, locked until the transaction ends; it has been read."""
    current = Document.objects.select_for_update().get(pk=document.pk)
    if current.status != Document.Status.READY:
        raise NotReadYet
    if current.kind == TYPED:
        raise WrittenAtTheTable
    return current


def refuse_stale(current: Document, seen: int | None) -> None:
    """Refuse a form that was made before the newest change."""
    if seen is not None and seen != current.version:
        raise StaleDocument(**change_of(current))


def read_again(
    current: Document, change: Document.Change, *, by: Person, now: datetime
) -> Document:
    """Read the document as it is to be read now; a long one in the background."""
    current.version += 1
    current.change, current.changed_by, current.changed_at = change, by, now
    is_long = len(current.text) > _WITHIN_A_REQUEST
    if is_long:
        current.status, current.done, current.attempts = Document.Status.READING, 0, 0
        current.progress_at = now
        transaction.on_commit(partial(enqueue, current.pk))
    current.save()
    if not is_long:
        record(current, extracted(current), again=True)
    log.info("document_read_again", document=current.pk, change=str(change), by=by.code)
    current.refresh_from_db()
    return current


@transaction.atomic
def redate(
    document: Document, dated: date, *, by: Person, now: datetime, seen: int | None = None
) -> Document:
    """Give the document another date: years that the text leaves out are counted anew."""
    current = locked(document)
    if current.dated == dated:
        return current
    refuse_stale(current, seen)
    current.dated = dated
    return read_again(current, Document.Change.DATED, by=by, now=now)


def _newest(document: Document) -> ReadingOrder | None:
    return document.orders.order_by("-number").first()


def _ordered(
    current: Document, blocks: list[list[list[int]]] | None, *, by: Person, now: datetime
) -> Document:
    newest = _newest(current)
    number = newest.number + 1 if newest else 1
    ReadingOrder.objects.create(document=current, number=number, blocks=blocks, by=by, at=now)
    return read_again(current, Document.Change.ORDERED, by=by, now=now)


@transaction.atomic
def reorder(
    document: Document, order: Order, *, by: Person, now: datetime, seen: int | None = None
) -> Document:
    """Read the document with its blocks in this order; what the order leaves out is not read."""
    current = locked(document)
    blocks = [[[span.start, span.end] for span in article] for article in order if article]
    newest = _newest(current)
    if newest and newest.blocks == blocks:
        return current
    refuse_stale(current, seen)
    raw = raw_text(current)
    known = [block for each in blocks_of(raw, text.articles(raw)) for block in each]
    if not is_made_of(order, known):
        raise BlocksNotOfThisPage
    return _ordered(current, blocks, by=by, now=now)


@transaction.atomic
def take_order_back(
    document: Document, *, by: Person, now: datetime, seen: int | None = None
) -> Document:
    """Read the document in the order that held before the newest one."""
    current = locked(document)
    refuse_stale(current, seen)
    newest = _newest(current)
    if newest is None or newest.blocks is None:
        raise NoOrderToTakeBack
    # Orders are never dropped: the one before is said again.
    before = current.orders.filter(number__lt=newest.number).order_by("-number").first()
    return _ordered(current, before.blocks if before else None, by=by, now=now)
