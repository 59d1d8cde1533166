"""Raw text from what a format knows: paragraphs, or rows with places on a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from taizhang.engine.formats.columns import Row
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.plain import CONTROLS
from taizhang.engine.formats.refusals import NoTextInside
from taizhang.engine.text.raw import RawText
from taizhang.engine.text.span import Span

INDENT: Final = "\u3000"


def from_paragraphs(
    paragraphs: Iterable[str],
    *,
    format_name: str,
    name: str,
    limits: Limits,
    edges: str | None = None,
) -> RawText:
    """The paragraphs that hold something, one below the other; `edges` is what is cut off them."""
    lines: list[str] = []
    blocks: list[Span] = []
    place = 0
    for paragraph in paragraphs:
        for piece in CONTROLS.sub(" ", paragraph).splitlines():
            line = piece.strip(edges)
            if line and not line.isspace():
                lines.append(line)
                blocks.append(Span(place, place + len(line)))
                place += len(line) + 1
                limits.check("characters", place)
    if not lines:
        raise NoTextInside(format=format_name)
    return RawText("\n".join(lines) + "\n", name=name, blocks=tuple(blocks))


def from_blocks(
    blocks: Iterable[list[Row]], *, format_name: str, name: str, limits: Limits
) -> RawText:
    """Blocks of rows, an empty line between them, indented rows with their indent."""
    pieces: list[str] = []
    spans: list[Span] = []
    place = 0
    for rows in blocks:
        left = min(row.box.left for row in rows)
        text = "\n".join(INDENT * row.indent(left) + row.text for row in rows)
        pieces.append(text)
        spans.append(Span(place, place + len(text)))
        place += len(text) + 2
        limits.check("characters", place)
    if not pieces:
        raise NoTextInside(format=format_name)
    return RawText("\n\n".join(pieces) + "\n", name=name, blocks=tuple(spans))
