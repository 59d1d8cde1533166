"""Pictures of text to rows of characters with their places; needs the extra `ocr`.

The library carries its models: nothing is fetched, and no picture leaves the machine. It is only
imported when a picture comes in, and loaded once.
"""

from __future__ import annotations

import functools
import importlib.util
from typing import TYPE_CHECKING, Any, Final

from taizhang.engine.formats.columns import Box, Row
from taizhang.engine.formats.folding import fold
from taizhang.engine.formats.plain import CONTROLS
from taizhang.engine.formats.refusals import NeedsOcr

if TYPE_CHECKING:
    from PIL.Image import Image

COMMAND: Final = ".venv/bin/pip install --require-hashes -r requirements-ocr.lock"
LEAST_SURE: Final = 0.5
"""Below this the library has read a pattern, not a character."""
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
    """The lines of text in a picture, from top to bottom."""
    import numpy as np  # noqa: PLC0415  # part of the extra

    found = _reader()(np.asarray(picture.convert("RGB"))[:, :, ::-1])
    if found.txts is None or found.boxes is None:
        return []
    height = float(picture.height)
    lines = []
    for corners, text, sure in zip(found.boxes, found.txts, found.scores, strict=True):
        letters = "".join(map(fold, CONTROLS.sub(" ", text))).strip()
        if letters and sure >= LEAST_SURE:
            lines.append(_row(letters, [tuple(map(float, corner)) for corner in corners], height))
    return _sized(sorted(lines, key=lambda row: (-row.box.top, row.box.left)))


def _row(text: str, corners: list[tuple[float, ...]], height: float) -> Row:
    across, down = zip(*corners, strict=True)
    box = Box(min(across), height - max(down), max(across), height - min(down))
    return Row(text, box, box.top - box.bottom)


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
