"""How much of a document is read; every limit has a name and refuses with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from taizhang.engine.formats.refusals import (
    NestedTooDeep,
    PageTooLarge,
    TooManyAttachments,
    TooManyBytes,
    TooManyCells,
    TooManyCharacters,
    TooManyColumns,
    TooManyPages,
    TooManyPictures,
    TooManyPixels,
    UnpacksTooLarge,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one document."""

    bytes: int = 50_000_000
    characters: int = 2_000_000
    pages: int = 500
    unzipped_bytes: int = 200_000_000
    ratio: int = 200
    """How many times larger a packed file may become when it is unpacked."""
    members: int = 5_000
    """Files inside a packed file."""
    page_side: int = 14_400
    """Points of a page's longer side: the format's own limit, 200 inches."""
    pictures: int = 50
    """Pages that are pictures and have to be read by OCR, some seconds each."""
    pixels: int = 60_000_000
    """Of one picture; A3 at 400 dots per inch has half of it."""
    columns: int = 16_384
    cells: int = 2_000_000
    """Of one sheet, from its first row and column used to its last."""
    attachments: int = 50
    depth: int = 3
    """E-mails attached to e-mails."""

    def check(self, name: str, found: int) -> None:
        """Refuse when `found` is above the limit called `name`."""
        allowed = int(getattr(self, name))
        if found > allowed:
            megabytes = f"{allowed / 1_000_000:g}"
            raise _REFUSALS[name](limit=name, found=found, allowed=allowed, megabytes=megabytes)


_REFUSALS: Final = {
    "bytes": TooManyBytes,
    "characters": TooManyCharacters,
    "pages": TooManyPages,
    "unzipped_bytes": UnpacksTooLarge,
    "ratio": UnpacksTooLarge,
    "members": UnpacksTooLarge,
    "page_side": PageTooLarge,
    "pictures": TooManyPictures,
    "pixels": TooManyPixels,
    "columns": TooManyColumns,
    "cells": TooManyCells,
    "attachments": TooManyAttachments,
    "depth": NestedTooDeep,
}
DEFAULT: Final = Limits()
