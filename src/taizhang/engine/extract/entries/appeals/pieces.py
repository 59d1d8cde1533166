"""A matter that a firm tells, before it becomes an entry."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.finding import Finding


@dataclass(slots=True)
class Piece:
    """One matter that a firm tells: `[start, end)`, which turn it is in, what speaks for it."""

    start: int
    end: int
    index: int
    value: int
    rule: str
    words: tuple[str, ...]
    reply: tuple[int, int] | None = None
    unit: str = ""
    firms: tuple[str, ...] = ()
    added: bool = False
    """Told as a further matter (另外, 二是)."""

    @property
    def finding(self) -> Finding:
        """The piece as an entry."""
        return Finding(
            LedgerKind.APPEAL,
            self.start,
            self.end,
            self.rule,
            self.words,
            reply=self.reply,
            lead=self.unit,
            firms=self.firms,
        )
