"""A message: what somebody wrote, who, when, about whom and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from taizhang.engine.clustering.wording import plain

OPENING: Final = 40
"""Characters of a text that stand for a missing title, if no sentence ends before."""
_NUMBER: Final = re.compile(r"\d{1,9}")
_STOP: Final = re.compile("[。！？!?；]")


@dataclass(frozen=True, slots=True)
class Message:
    """One message; what is not known is empty."""

    id: str
    text: str
    title: str = ""
    requester: str = ""
    time: str = ""
    enterprise: str = ""
    place: str = ""

    @property
    def parts(self) -> tuple[str, str]:
        """Its heading and what stands below; without a title the text's beginning is one."""
        text = plain(self.text)
        if self.title:
            return plain(self.title), text
        stop = _STOP.search(text, 0, OPENING)
        end = stop.end() if stop else OPENING
        return text[:end], text[end:]

    @property
    def moment(self) -> tuple[int, ...]:
        """When it was written, to be compared: the numbers of its time, year first."""
        return tuple(int(number) for number in _NUMBER.findall(self.time)[:6])

    @property
    def writer(self) -> str:
        """Who wrote it; somebody of their own where that is not known."""
        return self.requester or f"\0{self.id}"

    @property
    def words(self) -> tuple[str, str, str, str]:
        """What makes it the same message word for word."""
        return plain(self.title), plain(self.text), self.enterprise, self.place
