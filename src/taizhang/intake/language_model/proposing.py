"""The model is asked after a document has been read, in a task of its own; it fails nothing.

Its task is worth less than any reading's: documents that came in are read before models are asked.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from taizhang.engine.extract.alignment import Aligned, Place, Proposal, align
from taizhang.engine.extract.contract import to_json
from taizhang.engine.extract.result import Extraction
from taizhang.engine.text.raw import RawText
from taizhang.engine.text.span import Span
from taizhang.intake.language_model.answer import parse
from taizhang.intake.language_model.chunks import Chunk, chunks
from taizhang.intake.language_model.client import Endpoint, ask, endpoint, twice
from taizhang.intake.language_model.models import ModelReading
from taizhang.intake.language_model.prompt import messages
from taizhang.intake.language_model.trouble import ModelFailed, Trouble
from taizhang.intake.models import Document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

log = structlog.get_logger(__name__)

_AFTER_READINGS: Final = -10
_MOST_ATTEMPTS: Final = 3
_HOPELESS: Final = frozenset(
    {Trouble.KEY_REFUSED, Trouble.KEY_UNREADABLE, Trouble.REDIRECTED, Trouble.UNREACHABLE}
)
"""What every further question would meet too."""
_SECONDS: Final = 600.0
"""For all questions about one document."""


@task(priority=_AFTER_READINGS)
def propose_for(pk: int) -> None:
    """The queue's way to `propose`; a document deleted meanwhile is nothing to do."""
    asked = ModelReading.objects.select_related("document").filter(document_id=pk).first()
    if asked:
        propose(asked)


def enqueue(pk: int) -> None:
    """Have the model asked about a document that has been read, once, if a model is configured."""
    to = endpoint()
    if to is None or not Document.objects.filter(pk=pk, status=Document.Status.READY).exists():
        return
    try:
        with transaction.atomic():
            ModelReading.objects.create(document_id=pk, model=to.name, asked_at=timezone.now())
    except IntegrityError:  # asked already
        return
    transaction.on_commit(lambda: propose_for.enqueue(pk))


@transaction.atomic
def ask_again(document: Document, *, now: datetime) -> bool:
    """Ask once more where the model gave no answer; whether that was done."""
    to = endpoint()
    found = ModelReading.objects.select_for_update().filter(document=document).first()
    if to is None or found is None or found.status != ModelReading.Status.FAILED:
        return False
    found.status = ModelReading.Status.ASKING
    found.model = to.name
    found.attempts = 0
    found.asked_at, found.ended_at = now, None
    found.save()
    transaction.on_commit(lambda: propose_for.enqueue(document.pk))
    return True


@dataclass(slots=True)
class _Asked:
    """All that came of the questions about one document."""

    parts: int
    proposals: list[Proposal] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)
    answered: int = 0


def _ask_all(to: Endpoint, parts: Sequence[Chunk]) -> _Asked:
    """Put every question, as far as number and time allow; troubles are counted."""
    came = _Asked(len(parts))
    most = settings.MODEL_REQUESTS
    begun = time.monotonic()
    if len(parts) > most:
        came.troubles[Trouble.OUT_OF_REQUESTS.value] = len(parts) - most
    for place, chunk in enumerate(parts[:most]):
        if time.monotonic() - begun > _SECONDS:
            came.troubles[Trouble.OUT_OF_TIME.value] = len(parts[:most]) - place
            break
        try:
            answer = parse(twice(partial(ask, to, messages(chunk.text))))
        except ModelFailed as failed:
            came.troubles[failed.trouble.value] += 1
            if failed.trouble in _HOPELESS:
                came.troubles[failed.trouble.value] += len(parts[:most]) - place - 1
                break
            continue
        came.answered += 1
        came.troubles[Trouble.CUT_SHORT.value] += answer.cut_short
        came.proposals += [Proposal(chunk.article, entry) for entry in answer.entries]
    return came


def _aligned(document: Document, proposals: Sequence[Proposal]) -> Aligned:
    places = [
        Place(article["id"], tuple(Span(*span) for span in article["spans"]))
        for article in (document.reading or {}).get("articles", [])
    ]
    said_on = document.dated or timezone.localdate(document.received_at)
    return align(document.text, places, proposals, said_on=said_on)


def _in_contract(document: Document, aligned: Aligned) -> dict[str, Any]:
    """The proposals in the very shape in which the rules' own claims are kept."""
    raw = RawText(document.text, name=document.name)
    return to_json(Extraction(raw, (), (), (), aligned.organisations, aligned.entries))


def _begin(asked: ModelReading) -> bool:
    """Whether there is something to ask; counts the attempt."""
    waiting = ModelReading.objects.filter(pk=asked.pk, status=ModelReading.Status.ASKING)
    begun = waiting.update(attempts=asked.attempts + 1)
    asked.refresh_from_db()
    return bool(begun)


def _end(asked: ModelReading, came: _Asked, aligned: Aligned | None) -> None:
    """Keep what came; a question that was asked anew or taken away meanwhile keeps nothing."""
    contract = _in_contract(asked.document, aligned) if aligned else {}
    status = ModelReading.Status.ANSWERED if came.answered else ModelReading.Status.FAILED
    ModelReading.objects.filter(pk=asked.pk, status=ModelReading.Status.ASKING).update(
        status=status,
        entries=contract.get("entries", []),
        organisations=contract.get("organisations", []),
        dropped=dict(aligned.dropped) if aligned else {},
        ungrounded=dict(aligned.ungrounded) if aligned else {},
        troubles={name: count for name, count in sorted(came.troubles.items()) if count},
        parts=came.parts,
        answered=came.answered,
        ended_at=timezone.now(),
    )
    log.info(
        "model_asked",
        document=asked.document_id,
        parts=came.parts,
        answered=came.answered,
        troubles=dict(came.troubles),
    )


def propose(asked: ModelReading) -> ModelReading:
    """Ask the model about the whole document and keep what stands in its text."""
    to = endpoint()
    if to is None or not _begin(asked):
        return asked
    came, aligned = _Asked(0), None
    if asked.attempts > _MOST_ATTEMPTS:
        came.troubles[Trouble.PROGRAM.value] = 1
    else:
        try:
            parts = list(chunks(asked.document.reading or {}, settings.MODEL_CHARACTERS))
            came = _ask_all(to, parts)
            aligned = _aligned(asked.document, came.proposals)
        except Exception as error:  # noqa: BLE001  # the edge of the background: the reading stands
            # The kind alone: a message may hold words of the document or of the answer.
            kind = type(error).__name__
            log.error("model_failed", document=asked.document_id, kind=kind)  # noqa: TRY400
            came, aligned = _Asked(came.parts), None
            came.troubles[Trouble.PROGRAM.value] = 1
    _end(asked, came, aligned)
    asked.refresh_from_db()
    return asked
