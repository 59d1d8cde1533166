"""Characters that look like ordinary ones but are others."""

from __future__ import annotations

import unicodedata
from typing import Final

_FOLDED: Final = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))


def fold(letter: str) -> str:
    """The ordinary character for a Kangxi radical or a compatibility ideograph."""
    if any(ord(letter) in block for block in _FOLDED):
        ordinary = unicodedata.normalize("NFKC", letter)
        return ordinary if len(ordinary) == 1 else letter
    return letter
