"""Raw text from the paragraphs a format knows: one line each, every line a block."""

from __future__ import annotations

from collections.abc import Iterable

from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.plain import CONTROLS
from taizhang.engine.formats.refusals import NoTextInside
from taizhang.engine.text.raw import RawText
from taizhang.engine.text.span import Span


def from_paragraphs(
    paragraphs: Iterable[str], *, format_name: str, name: str, limits: Limits
) -> RawText:
    """The paragraphs that hold something, one below the other."""
    lines: list[str] = []
    blocks: list[Span] = []
    place = 0
    for paragraph in paragraphs:
        for piece in CONTROLS.sub(" ", paragraph).splitlines():
            line = piece.strip()
            if line:
                lines.append(line)
                blocks.append(Span(place, place + len(line)))
                place += len(line) + 1
                limits.check("characters", place)
    if not lines:
        raise NoTextInside(format=format_name)
    return RawText("\n".join(lines) + "\n", name=name, blocks=tuple(blocks))
