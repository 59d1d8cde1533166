"""A bulletin as an official paper, and as plain text to be sent on.

What it says was drawn up from the ledger and edited by a person; here it gets its form. Once it is
issued, drawn up again in a year it says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone, translation
from django.utils.translation import gettext
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)

from taizhang.reporting.bulletins import Block, BlockKind, blocks_of
from taizhang.reporting.kinds import BulletinKind
from taizhang.reporting.papers.paper import Paper, mark
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import BinaryIO

    from taizhang.reporting.models import Bulletin

    Pictures = Callable[[int], BinaryIO | None]
    """The file of a photo by its key; None when it is gone."""


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


MASTHEADS: Final = {
    BulletinKind.WEEKLY: _("Weekly of the work"),
    BulletinKind.MONTHLY: _("Monthly of the work"),
    BulletinKind.BRIEF: _("Bulletin of the work"),
}
_NO_PICTURE: Final = (
    UnrecognizedImageError,
    UnexpectedEndOfFileError,
    InvalidImageStreamError,
    ZeroDivisionError,
)
"""What a file that only calls itself a picture ends in."""


def bulletin_paper(
    bulletin: Bulletin, *, zone: str, now: datetime, pictures: Pictures | None = None
) -> Paper:
    """The paper in Chinese; `zone` issues what has no issuer yet, `now` dates a draft."""
    kind = BulletinKind(bulletin.kind)
    at = timezone.localtime(bulletin.issued_at or now)
    issuer = bulletin.issuer or zone
    with translation.override("zh-hans"):
        paper = Paper(subject=bulletin.title, author=issuer, at=at)
        if kind in MASTHEADS:
            paper.masthead(gettext(MASTHEADS[kind]), issue_of(bulletin), issuer, at.date())
        paper.title(bulletin.title)
        if kind is BulletinKind.CIRCULAR and bulletin.number:
            paper.note(issue_of(bulletin))
        for block in blocks_of(bulletin):
            _write(paper, block, pictures)
        if kind.is_signed:
            paper.signature(issuer, at.date())
    return paper


def issue_of(bulletin: Bulletin) -> str:
    """2026年第3期; of a draft the number is left free."""
    if bulletin.number is None:
        return gettext("Issue ( )")
    return gettext("{year}, issue {number}").format(year=bulletin.year, number=bulletin.number)


def _write(paper: Paper, block: Block, pictures: Pictures | None) -> None:
    if block.kind is BlockKind.PHOTO:
        _photo(paper, block, pictures)
    elif not block.text and not block.rows:
        return
    elif block.kind is BlockKind.HEADING:
        paper.heading(block.text)
    else:
        for line in block.text.splitlines():
            paper.paragraph(line)
        if block.rows:
            paper.table(block.head, block.rows, block.widths)


def _photo(paper: Paper, block: Block, pictures: Pictures | None) -> None:
    """Left out when the file is gone, or is no picture."""
    file = pictures(block.attachment) if pictures and block.attachment else None
    if file is None:
        return
    with file:
        try:
            paper.photo(file, block.text)
        except _NO_PICTURE:
            return


def bulletin_text(bulletin: Bulletin) -> str:
    """The same as plain text, tables as lines: ready to be pasted into a message or a page."""
    lines = [bulletin.title, ""]
    ranks = 0
    for block in blocks_of(bulletin):
        if block.kind is BlockKind.PHOTO or not (block.text or block.rows):
            continue
        if block.kind is BlockKind.HEADING:
            ranks += 1
            lines.append(mark(1, ranks) + block.text)
            continue
        lines += [f"　　{line}" for line in block.text.splitlines()]
        lines += ["　".join(str(cell) for cell in row) for row in (block.head, *block.rows) if row]
    if bulletin.issued_at:
        lines += ["", f"（{bulletin.issuer}，{day(timezone.localdate(bulletin.issued_at))}）"]
    return "\n".join(lines) + "\n"
