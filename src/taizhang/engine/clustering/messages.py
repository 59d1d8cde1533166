"""A message: what somebody wrote, who, when, about whom and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from taizhang.engine.clustering.wording import plain

OPENING: Final = 40
"""Characters of a text that stand for a missing title, if no sentence ends before."""
_SHORTEST: Final = 6
"""Messages of fewer letters in all are not one because they are alike."""
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
    category: str = ""
    industry: str = ""
    park: str = ""
    size: str = ""

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
    def party(self) -> str:
        """Whose matter it is: the enterprise, else who wrote it; empty where neither is known."""
        return self.enterprise or self.requester

    @property
    def day(self) -> date | None:
        """The day of its time; None where that is no date."""
        try:
            year, month, day = self.moment[:3]
            return date(year, month, day)
        except ValueError:
            return None

    @property
    def writer(self) -> str:
        """Who wrote it; somebody of their own where that is not known."""
        return self.requester or f"\0{self.id}"

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes it the same as another word for word; the shortest are only themselves."""
        words = (plain(self.title), plain(self.text), self.enterprise, self.place)
        return words if len(words[0]) + len(words[1]) >= _SHORTEST else (*words, self.id)
