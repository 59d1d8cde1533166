"""A document is read in the background: bytes to text, text to claims, claims to drafts."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from taizhang.engine import extract, formats
from taizhang.engine import text as engine_text
from taizhang.engine.errors import BadInput
from taizhang.engine.page_order import rearranged
from taizhang.engine.text import RawText, Span
from taizhang.intake.errors import FileGone, ReadingFailed, ReadingGoesOn
from taizhang.intake.knowing import known_names
from taizhang.intake.language_model import proposing
from taizhang.intake.models import Document
from taizhang.intake.services.recording import record
from taizhang.intake.services.stored import bytes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.engine.extract.result import Extraction
    from taizhang.roster.models import Person

log = structlog.get_logger(__name__)

PASTE: Final = "paste"
TYPED: Final = "typed"
"""Minutes typed in while people speak: nothing is read out of them by rules."""
_MOST_ATTEMPTS: Final = 3
"""A document during whose reading the worker died so often is not tried by itself again."""
SILENCE: Final = timedelta(seconds=60)
"""After so long without a sign of life a reading counts as stalled."""
_READ: Final = 10
_RECORDED: Final = 95
_STEP: Final = 3


@task()
def read_document(pk: int) -> None:
    """The queue's way to `read`; a document deleted meanwhile is nothing to do."""
    document = Document.objects.filter(pk=pk).first()
    if document:
        read(document)
        proposing.enqueue(document.pk)


def enqueue(pk: int) -> None:
    """Put the reading on the queue, after the commit; unless it was read in the meantime."""
    if Document.objects.filter(pk=pk, status=Document.Status.READING).exists():
        read_document.enqueue(pk)


def stored_bytes(document: Document) -> bytes:
    """The bytes as they came in."""
    if not document.stored_as:
        return document.text.encode("utf-8")
    return bytes_of(document.stored_as)


def is_stalled(document: Document, now: datetime) -> bool:
    """Whether a reading has been silent for too long: its worker died or none is running."""
    if document.status != Document.Status.READING:
        return False
    return now - (document.progress_at or document.received_at) > SILENCE


class _Progress:
    """Writes how far the reading is, in few steps: each is a write to the database."""

    def __init__(self, document: Document) -> None:
        self.pk = document.pk
        self.done = 0

    def __call__(self, percent: int) -> None:
        done = _READ + percent * (_RECORDED - _READ) // 100
        if done - self.done >= _STEP:
            self.at(done)

    def at(self, done: int) -> None:
        self.done = done
        Document.objects.filter(pk=self.pk, status=Document.Status.READING).update(
            done=done, progress_at=timezone.now()
        )


def _begin(document: Document) -> bool:
    """Whether there is something to read; counts the attempt."""
    return bool(
        Document.objects.filter(pk=document.pk)
        .exclude(status=Document.Status.READY)
        .update(
            status=Document.Status.READING,
            attempts=F("attempts") + 1,
            done=0,
            failure="",
            failure_fields={},
            progress_at=timezone.now(),
        )
    )


def _raw(document: Document) -> RawText:
    if document.kind == PASTE:
        return RawText(document.text, name=document.name)
    return formats.read_bytes(stored_bytes(document), name=document.name)


def _form(kept: dict[str, list[list[int]]]) -> dict[str, tuple[Span, ...]]:
    return {name: tuple(Span(*span) for span in spans) for name, spans in kept.items()}


def raw_text(document: Document) -> RawText:
    """The text with what its file tells of its blocks; once read, the text that was read."""
    if document.form is not None:
        return RawText(document.text, name=document.name, **_form(document.form))
    try:
        raw = _raw(document)
    except FileGone:
        if not document.text:
            raise
        raw = None
    if raw is None or (document.text and raw.text != document.text):
        return RawText(document.text, name=document.name)
    return raw


def ordered_by_hand(document: Document) -> list[list[Span]]:
    """The order of blocks that a person gave it last; empty when the machine's own holds."""
    newest = document.orders.order_by("-number").first()
    return [[Span(*span) for span in article] for article in (newest and newest.blocks) or ()]


def extracted(document: Document, progress: Callable[[int], None] | None = None) -> Extraction:
    """What the document says, read in the order that holds for it."""
    raw = raw_text(document)
    tell = progress or _silent
    order = ordered_by_hand(document)
    known, today = known_names(document), document.dated or raw.dated or said_on(document)
    if not order:
        return extract.extract(raw, roster=known, today=today, progress=tell)
    articles = rearranged(raw, engine_text.articles(raw), order)
    return extract.study(raw, articles, roster=known, today=today, progress=tell)


def _silent(percent: int) -> None:
    """Report to nobody."""
    del percent


def _first_reading(document: Document) -> Extraction:
    progress = _Progress(document)
    progress.at(_READ)
    return extracted(document, progress)


def said_on(document: Document) -> date:
    """The day from which the document speaks: its own date, or else the day it came in."""
    return document.dated or timezone.localdate(document.received_at)


def _fail(document: Document, refusal: BadInput) -> None:
    """Say why; what an earlier reading found stands, as the drafts that people decided do."""
    fields: dict[str, Any] = {name: str(value) for name, value in refusal.fields.items()}
    was_read = document.reading is not None
    Document.objects.filter(pk=document.pk).exclude(status=Document.Status.READY).update(
        status=Document.Status.READY if was_read else Document.Status.FAILED,
        done=100 if was_read else F("done"),
        failure=refusal.code,
        failure_fields=fields,
    )


def read(document: Document) -> Document:
    """Read the document and keep its drafts; a document that has been read stays as it is."""
    if not _begin(document):
        document.refresh_from_db()
        return document
    document.refresh_from_db()
    if document.attempts > _MOST_ATTEMPTS:
        reference = secrets.token_hex(6)
        log.error("reading_given_up", document=document.pk, reference=reference)
        _fail(document, ReadingFailed(reference=reference))
    else:
        try:
            record(document, _first_reading(document))
        except BadInput as refusal:
            _fail(document, refusal)
        except Exception:  # the edge of the background: a person is waiting for a word
            reference = secrets.token_hex(6)
            log.exception("reading_failed", document=document.pk, reference=reference)
            _fail(document, ReadingFailed(reference=reference))
    document.refresh_from_db()
    return document


@transaction.atomic
def start_again(document: Document, *, by: Person, now: datetime) -> Document:
    """Read a document again whose reading failed or fell silent."""
    current = Document.objects.select_for_update().get(pk=document.pk)
    if current.status != Document.Status.FAILED and not is_stalled(current, now):
        raise ReadingGoesOn
    current.status = Document.Status.READING
    current.attempts = 0
    current.done = 0
    current.failure = ""
    current.failure_fields = {}
    current.progress_at = now
    current.save()
    log.info("reading_started_again", document=current.pk, by=by.code)
    transaction.on_commit(lambda: enqueue(current.pk))
    return current
