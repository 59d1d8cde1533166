"""Photographs and scans: read by OCR, blocks in reading order by their places."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from taizhang.engine.formats import ocr
from taizhang.engine.formats.columns import Row, blocks_in_order
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.refusals import BrokenDocument, TooManyPixels
from taizhang.engine.formats.writing import from_blocks
from taizhang.engine.text.raw import RawText

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_MARKS: Final = {b"\x89": "PNG", b"\xff": "JPEG", b"G": "GIF", b"B": "BMP", b"R": "WEBP"}
"""By the first byte; what begins otherwise is a TIFF."""


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The text of the picture, or of all pictures in the file."""
    kind = _MARKS.get(data[:1], "TIFF")
    ocr.require(kind)
    return from_blocks(_blocks(data, kind, limits), format_name=kind, name=name, limits=limits)


def _blocks(data: bytes, kind: str, limits: Limits) -> Iterator[list[Row]]:
    for picture in _pictures(data, kind, limits):
        yield from blocks_in_order(ocr.rows(picture))


def _pictures(data: bytes, kind: str, limits: Limits) -> Iterator[Image]:
    """The pictures upright, their size checked before they are unpacked."""
    from PIL import Image, ImageOps  # noqa: PLC0415  # part of the extra

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
            count = getattr(file, "n_frames", 1) if file.format == "TIFF" else 1
            limits.check("pictures", count)
            for number in range(count):
                file.seek(number)
                limits.check("pixels", file.width * file.height)
                yield ImageOps.exif_transpose(file)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels(limit="pixels", allowed=limits.pixels) from None
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError, OverflowError):
        raise BrokenDocument(format=kind) from None
