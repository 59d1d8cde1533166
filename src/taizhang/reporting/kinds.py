"""The kinds of bulletins (公文简报) that reporting draws up, and of papers on own forms."""

from __future__ import annotations

from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class BulletinKind(Labelled):
    WEEKLY = "weekly", _("Weekly report")
    MONTHLY = "monthly", _("Monthly report")
    BRIEF = "brief", _("Bulletin")
    CIRCULAR = "circular", _("Circular")
    COMMON = "common", _("Report on common problems")
    NEWS = "news", _("News brief")

    @property
    def is_signed(self) -> bool:
        """Whether it ends with who issues it; the others say so on top (报头)."""
        return self in {BulletinKind.CIRCULAR, BulletinKind.COMMON}


class PaperFor(Labelled):
    """What a paper on the office's own form is about."""

    ENTRY = "entry", _("One matter")
    LIST = "list", _("A list of matters")
    VISIT = "visit", _("A visit or symposium")
