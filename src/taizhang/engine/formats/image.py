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

FORMAT: Final = "picture"
_FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The text of the picture, or of all pictures in the file."""
    ocr.require(FORMAT)
    return from_blocks(_blocks(data, limits), format_name=FORMAT, name=name, limits=limits)


def _blocks(data: bytes, limits: Limits) -> Iterator[list[Row]]:
    for picture in _pictures(data, limits):
        yield from blocks_in_order(ocr.rows(picture))


def _pictures(data: bytes, limits: Limits) -> Iterator[Image]:
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
        raise BrokenDocument(format=FORMAT) from None
