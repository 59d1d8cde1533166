"""What a column is: its key in addresses, its heading, its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from django_stubs_ext import StrOrPromise

    from taizhang.ledger.models import Entry
    from taizhang.reporting.workbooks import Cell


class Column(NamedTuple):
    """One column: its key in addresses, its heading, its width in characters, its cell."""

    key: str
    heading: StrOrPromise
    width: int
    cell: Callable[[Entry], Cell]
    needs: str = ""
    """What it reads beside the usual: a key of `rows.PREFETCHED`, `source`, `values` or a name."""
    reads: tuple[str, ...] = ()
    """Fields of the entry that it reads, where that is not the one of its own name."""
    order: str = ""
    """By which of `ledger.queries.ORDERS` it is sorted."""
    words: Callable[[], dict[Any, str]] | None = None
    """What its codes are called in the reader's language; other values stay as they are."""

    def said(self) -> Callable[[Entry], Cell]:
        """Its cell in words, which are looked up now: not for every row of a file."""
        cell = self.cell
        if self.words is None:
            return cell
        words = self.words()

        def in_words(entry: Entry) -> Cell:
            value = cell(entry)
            return words.get(value, value)

        return in_words
