"""What is inside attached files is read in the background, so that a search finds it.

A file is read once, after the commit of the act that brought it: its text in pieces that overlap,
each with its words in the index. What cannot be read is kept with the code of the reason. Pictures
are not read here: they are photographs of places, and reading one takes half a minute.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from taizhang.engine import formats
from taizhang.engine.errors import TaizhangError
from taizhang.ledger import search
from taizhang.ledger.evidence import path_of
from taizhang.ledger.models import Attachment, Passage, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 200_000
"""Characters of one file that can be found."""
PIECE: Final = 4000
OVERLAP: Final = 100
"""Characters that stand in two pieces: as long as a query may be."""
PICTURE: Final = "picture"
GONE: Final = "file_gone"


@task()
def read_attachment(pk: int) -> None:
    """The queue's way to `read`."""
    attachment = Attachment.objects.select_related("event").filter(pk=pk).first()
    if attachment:
        read(attachment)


def enqueue(attachments: Iterable[Attachment]) -> None:
    """Put the readings on the queue when the transaction has ended well."""
    for attachment in attachments:
        transaction.on_commit(partial(_enqueue, attachment.pk))


def _enqueue(pk: int) -> None:
    read_attachment.enqueue(pk)


def read(attachment: Attachment) -> Reading:
    """Read the file and write what it is found by; replaces what was there."""
    text, problem = _text(attachment)
    with transaction.atomic():
        Reading.objects.filter(attachment=attachment).delete()
        attachment.passages.all().delete()
        kept = text[:LONGEST]
        step = PIECE - OVERLAP
        for position, start in enumerate(range(0, max(len(kept) - OVERLAP, 1), step)):
            if piece := kept[start : start + PIECE].strip():
                passage = Passage.objects.create(
                    entry_id=attachment.event.entry_id,
                    attachment=attachment,
                    position=position,
                    text=piece,
                )
                search.index_passage(passage)
        return Reading.objects.create(
            attachment=attachment,
            read_at=timezone.now(),
            characters=len(kept),
            is_cut=len(text) > LONGEST,
            problem=problem,
        )


def _text(attachment: Attachment) -> tuple[str, str]:
    """The text and no problem, or no text and why."""
    if attachment.media_type.startswith("image/"):
        return "", PICTURE
    try:
        data = path_of(attachment.stored_as).read_bytes()
    except OSError:
        return "", GONE
    try:
        return formats.read_bytes(data, name=attachment.name).text, ""
    except TaizhangError as refused:
        return "", refused.code
