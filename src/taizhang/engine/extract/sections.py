"""Where a numbered section ends: the next number of its list stands at the head of a line."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(r"(?:^|\n)\s*(?P<n>\d{1,2})[.．、](?!\d)")
_BACK: Final = 600
"""How far above a label the number of its section may stand."""


def section_end(text: str, place: int, end: int) -> int:
    """Where the section that `place` lies in ends, at most `end`."""
    own = [int(m["n"]) for m in _NUMBER.finditer(text, max(0, place - _BACK), place)]
    if not own:
        return end
    following = (m for m in _NUMBER.finditer(text, place, end) if int(m["n"]) == own[-1] + 1)
    return next((m.start() for m in following), end)


def behind_blanks(text: str, place: int) -> int:
    """The first place from here on that is neither a blank nor the end of a line."""
    while text[place : place + 1] in {" ", "\n"}:
        place += 1
    return place
