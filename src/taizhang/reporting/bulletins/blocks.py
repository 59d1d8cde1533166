"""What stands in a bulletin, in order: headings, sentences, tables, a photo."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from taizhang.engine.codes import Labelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from taizhang.reporting.models import Bulletin


class BlockKind(Labelled):
    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sentence comes from: a list with its filters, or one entry."""

    said: str
    """What it leads to, in words."""
    number: str = ""
    """Of an entry."""
    query: tuple[tuple[str, str], ...] = ()
    """Of a list, as its address has them."""
    ledger: str = ""
    """Code of the list's ledger; empty for all."""
    activity: int = 0
    """Key of the activity it was taken from."""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, sentence, table or photo."""

    key: str
    """Stays the same when the bulletin is drawn up anew: what a person wrote is kept by it."""
    kind: BlockKind
    text: str = ""
    """Of a table what stands above it, of a photo what stands below; empty is left out."""
    sources: tuple[Source, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str | int, ...], ...] = ()
    widths: tuple[int, ...] = ()
    attachment: int = 0
    """Key of the photo's file."""
    is_edited: bool = False
    """Whether its words are a person's."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Block:
        sources = [
            Source(**{**one, "query": tuple((name, value) for name, value in one["query"])})
            for one in said["sources"]
        ]
        rows = tuple(tuple(row) for row in said["rows"])
        return cls(
            **{
                **said,
                "kind": BlockKind(said["kind"]),
                "sources": tuple(sources),
                "head": tuple(said["head"]),
                "rows": rows,
                "widths": tuple(said["widths"]),
            }
        )

    def with_text(self, text: str) -> Block:
        """The same in a person's words."""
        return self if text == self.text else replace(self, text=text, is_edited=True)


def blocks_of(bulletin: Bulletin) -> list[Block]:
    return [Block.of_json(one) for one in bulletin.blocks]


def with_edits(fresh: Iterable[Block], old: Iterable[Block]) -> list[Block]:
    """Drawn up anew, what a person wrote kept at its place; their own paragraphs stay last."""
    written = {one.key: one for one in old if one.is_edited}
    made = [
        replace(one, text=written.pop(one.key).text, is_edited=True) if one.key in written else one
        for one in fresh
    ]
    return [*made, *(one for one in written.values() if one.key.startswith(OWN))]


OWN = "own-"
"""What the keys of paragraphs begin with that a person added."""
