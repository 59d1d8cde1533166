"""Where rows and references go when a table becomes longer or shorter."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from taizhang.engine.sheets.places import LAST_ROW, Area, areas

_REFERENCE: Final = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[^\s'!(),:;+*/&=<>-]+)!)?"
    r"(?<![A-Za-z0-9_$])(?P<left>\$?[A-Z]{1,3}\$?)(?P<top>\d{1,7})"
    r"(?::(?P<right>\$?[A-Z]{1,3}\$?)(?P<bottom>\d{1,7}))?(?![A-Za-z0-9_(])"
)


@dataclass(frozen=True, slots=True)
class Move:
    """The rows from `first` up to `end` (excluded) become `count` rows; counted from 0."""

    first: int
    end: int
    count: int

    @property
    def by(self) -> int:
        """How far what stands below is moved."""
        return self.first + self.count - self.end

    def start(self, row: int) -> int:
        """Where a range that began in this row begins now."""
        if row < self.first:
            return row
        return self.first if row < self.end else self._below(row)

    def stop(self, row: int) -> int:
        """Where a range that ended in this row ends now."""
        if row < self.first:
            return row
        return self.first + self.count - 1 if row < self.end else self._below(row)

    def _below(self, row: int) -> int:
        last = LAST_ROW - 1
        return row if row == last else min(row + self.by, last)

    def range(self, references: str) -> str:
        """Areas apart by blanks; those within the table go over all of its rows."""
        moved = (
            Area(self.start(one.top), one.left, self.stop(one.bottom), one.right)
            for one in areas(references)
        )
        return " ".join(str(area) for area in moved)

    def formula(self, text: str, *, sheets: bool = False, only: Collection[str] = ()) -> str:
        """A formula's references moved; those to other sheets only with `sheets`.

        With `only`, sheets as formulas name them (`台账!`), just the references to these.
        """

        def moved(found: re.Match[str]) -> str:
            if (found["sheet"] not in only) if only else (found["sheet"] and not sheets):
                return found[0]
            top = self.start(int(found["top"]) - 1) + 1
            words = f"{found['sheet'] or ''}{found['left']}{top}"
            if found["bottom"]:
                words += f":{found['right']}{self.stop(int(found['bottom']) - 1) + 1}"
            return words

        return _REFERENCE.sub(moved, text)


def carried(text: str, by: int) -> str:
    """A formula as it reads so many rows further down: all goes along but what $ holds fast."""

    def moved(found: re.Match[str]) -> str:
        words = f"{found['sheet'] or ''}{found['left']}{_further(found, 'left', 'top', by)}"
        if found["bottom"]:
            words += f":{found['right']}{_further(found, 'right', 'bottom', by)}"
        return words

    return _REFERENCE.sub(moved, text)


def _further(found: re.Match[str], column: str, row: str, by: int) -> int:
    number = int(found[row])
    return number if found[column].endswith("$") else min(number + by, LAST_ROW)
