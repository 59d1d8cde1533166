"""Pictures of text to rows of characters with their places; needs the extra `ocr`.

The library carries its models: nothing is fetched, and no picture leaves the machine. It is only
imported when a picture comes in, and loaded once.
"""

from __future__ import annotations

import functools
import importlib.util
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from taizhang.engine.formats import drawn
from taizhang.engine.formats.columns import Box, Row
from taizhang.engine.formats.folding import fold
from taizhang.engine.formats.plain import CONTROLS
from taizhang.engine.formats.refusals import NeedsOcr
from taizhang.engine.formats.ruled import Letter
from taizhang.engine.formats.straightening import (
    LONG,
    Corner,
    Corners,
    around,
    straightened,
    straightener,
)

if TYPE_CHECKING:
    from PIL.Image import Image

COMMAND: Final = ".venv/bin/pip install --require-hashes -r requirements-ocr.lock"
LEAST_SURE: Final = 0.5
"""Below this the library has read a pattern, not a character."""
LOOKED_AT: Final = 1200
"""Pixels of the longer side, about: enough to see which way up a page is."""
VOTES: Final = 9
"""Lines that are asked whether they stand on their heads."""
_ONE: Final = threading.Lock()
SAME_SIZE: Final = 0.25
"""Part of its size by which a line's box may miss: boxes hug the ink."""


def is_installed() -> bool:
    """Can pictures be read here?"""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


def require(format_name: str) -> None:
    """Refuse, with the command that helps, where pictures cannot be read."""
    if not is_installed():
        raise NeedsOcr(format=format_name, command=COMMAND)


def rows(picture: Image) -> list[Row]:
    """The lines of text in a picture, from top to bottom, as if the page lay straight and upright.

    One picture at a time: each takes up to 1.2 GB of memory.
    """
    import numpy as np  # noqa: PLC0415  # part of the extra

    with _ONE:
        found, pixels = _read(np.ascontiguousarray(np.asarray(picture.convert("RGB"))[:, :, ::-1]))
    if found.txts is None or found.boxes is None:
        return []
    corners = [_corners(each) for each in found.boxes]
    to = straightener(corners)
    lines, words = [], []
    told = zip(straightened(corners), found.txts, found.scores, found.word_results, strict=True)
    for box, text, sure, within in told:
        letters = _read_as(text).strip()
        if letters and sure >= LEAST_SURE:
            lines.append(Row(letters, box, box.top - box.bottom))
            words.append(_words(letters, box, within, to))
    order = sorted(range(len(lines)), key=lambda n: (-lines[n].box.top, lines[n].box.left))
    ordered = _sized([lines[n] for n in order])
    return drawn.in_cells(ordered, [words[n] for n in order], drawn.lines(pixels), to)


def _read_as(text: str) -> str:
    return fold(CONTROLS.sub(" ", text))


def _words(line: str, box: Box, found: Any, to: Callable[[Corner], Corner]) -> list[Letter]:  # noqa: ANN401
    """The characters of a line (or words, of Latin ones), each with its place."""
    words = [
        Letter(_read_as(text), around(_corners(corners), to)) for text, _sure, corners in found
    ]
    same = "".join(word.text for word in words).split() == line.split()
    return words if same else [Letter(line, box)]


def _read(pixels: Any) -> tuple[Any, Any]:  # noqa: ANN401  # published without types
    """What the library finds in the picture once it stands upright, and that picture."""
    import numpy as np  # noqa: PLC0415  # part of the extra

    step = max(1, round(max(pixels.shape[:2]) / LOOKED_AT))
    seen = np.ascontiguousarray(pixels[::step, ::step])
    quarters = _quarters(seen)
    upright = np.ascontiguousarray(np.rot90(pixels, quarters))
    found = _reader()(upright, use_det=True, use_cls=True, use_rec=True, return_word_box=True)
    return found, upright


def _quarters(seen: Any) -> int:  # noqa: ANN401
    """Quarters by which a picture has to be turned to the left to stand upright."""
    import numpy as np  # noqa: PLC0415  # part of the extra

    upright, lying = _lines(seen)
    turned = sum(max(piece.shape) for piece in lying) > sum(max(piece.shape) for piece in upright)
    pieces = [
        np.ascontiguousarray(np.rot90(piece, int(turned)))
        for piece in sorted(lying if turned else upright, key=lambda piece: -max(piece.shape))
    ]
    on_their_heads = [
        _reader()(piece, use_det=False, use_cls=True, use_rec=False).cls_res[0][0] == "180"
        for piece in pieces[:VOTES]
    ]
    return int(turned) + 2 * int(sum(on_their_heads) * 2 > len(on_their_heads))


def _lines(seen: Any) -> tuple[list[Any], list[Any]]:  # noqa: ANN401
    """The pixels of the long lines in a picture: those wider than high, those higher than wide."""
    found = _reader()(seen, use_det=True, use_cls=False, use_rec=False)
    edges = (
        (*corners.min(0).clip(0).astype(int), *corners.max(0).astype(int))
        for corners in (() if found.boxes is None else found.boxes)
    )
    pieces = [seen[top:bottom, left:right] for left, top, right, bottom in edges]
    wide = [piece for piece in pieces if piece.shape[1] >= LONG * piece.shape[0] > 0]
    high = [piece for piece in pieces if piece.shape[0] >= LONG * piece.shape[1] > 0]
    return wide, high


def _corners(corners: Any) -> Corners:  # noqa: ANN401
    first, second, third, fourth = ((float(x), float(y)) for x, y in corners)
    return first, second, third, fourth


def _sized(lines: list[Row]) -> list[Row]:
    """Lines of nearly one size get the same: what is larger is a headline, not a box drawn wide."""
    sizes: list[float] = []
    for row in sorted(lines, key=lambda row: row.size):
        if not sizes or row.size > sizes[-1] * (1 + SAME_SIZE):
            sizes.append(row.size)
    return [
        Row(row.text, row.box, max(size for size in sizes if size <= row.size)) for row in lines
    ]


@functools.cache
def _reader() -> Any:  # noqa: ANN401  # published without types
    import rapidocr  # noqa: PLC0415  # takes a second and 300 MB

    return rapidocr.RapidOCR(params={"Global.log_level": "critical"})
