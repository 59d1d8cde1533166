"""Characters that look like ordinary ones but are others."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FOLDED: Final = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))


def _ordinary(letter: str) -> str:
    ordinary = unicodedata.normalize("NFKC", letter)
    return ordinary if len(ordinary) == 1 else letter


_TABLE: Final = {code: _ordinary(chr(code)) for block in _FOLDED for code in block}


_RARE: Final = re.compile(
    "[" + "".join(f"{chr(block[0])}-{chr(block[-1])}" for block in _FOLDED) + "]"
)


def fold(text: str) -> str:
    """The same with the ordinary characters for Kangxi radicals and compatibility ideographs.

    One for one: every place in `text` is the same place in what comes back.
    """
    return text.translate(_TABLE) if _RARE.search(text) else text
