"""How much of a document is read; every limit has a name and refuses with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from taizhang.engine.formats.refusals import (
    TooManyBytes,
    TooManyCharacters,
    TooManyPages,
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

    def check(self, name: str, found: int) -> None:
        """Refuse when `found` is above the limit called `name`."""
        allowed = int(getattr(self, name))
        if found > allowed:
            raise _REFUSALS[name](limit=name, found=found, allowed=allowed)


_REFUSALS: Final = {
    "bytes": TooManyBytes,
    "characters": TooManyCharacters,
    "pages": TooManyPages,
    "unzipped_bytes": UnpacksTooLarge,
    "ratio": UnpacksTooLarge,
    "members": UnpacksTooLarge,
}
DEFAULT: Final = Limits()
